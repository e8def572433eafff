"""Where residents reach the centre, as its environment says it."""

import pytest

from central.public import BadWebSettingError, is_simulated, web_address


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("", ""),
        ("https://yoyaku.example.jp", "https://yoyaku.example.jp"),
        ("https://example.jp/yoyaku/", "https://example.jp/yoyaku"),
    ],
)
def test_web_address__is_what_links_begin_with(told: str, known: str) -> None:
    assert web_address(told) == known


@pytest.mark.parametrize("told", ["yoyaku.example.jp", "ftp://a", "https://", "https://a/?b=c"])
def test_web_address__that_is_none(told: str) -> None:
    with pytest.raises(BadWebSettingError, match="CENTRAL_URL"):
        web_address(told)


def test_provider__is_simulated_for_whoever_asks() -> None:
    assert is_simulated("simulated")
    assert not is_simulated("")
    with pytest.raises(BadWebSettingError, match="CENTRAL_PAYMENTS"):
        is_simulated("yes")
