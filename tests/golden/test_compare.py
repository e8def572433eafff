"""What a golden picture forgives and what it does not."""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageFilter

from kiosk.screens.parts import Shown
from tests.golden.compare import kept, why_unlike
from tests.golden.shots import SHOTS
from tests.support.painting import painted
from tests.support.window import PANELS

PANEL = PANELS["portrait"]


@pytest.fixture(scope="module")
def confirm() -> Shown:
    (shot,) = (shot for shot in SHOTS if shot.name == "pages/book.confirm")
    return shot.shown()


@pytest.fixture(scope="module")
def picture(confirm: Shown) -> Image.Image:
    return painted(confirm, PANEL)


def test_compare__takes_the_same_picture(picture: Image.Image) -> None:
    assert why_unlike(kept(picture), picture) == ""


def test_compare__forgives_letters_that_are_smoothed_otherwise(picture: Image.Image) -> None:
    softer = picture.filter(ImageFilter.GaussianBlur(0.5))
    third = (1, 0, 0.3, 0, 1, 0.3)
    beside = picture.transform(
        picture.size, Image.Transform.AFFINE, third, Image.Resampling.BILINEAR
    )
    assert why_unlike(kept(picture), softer) == ""
    assert why_unlike(kept(picture), beside) == ""


@pytest.mark.parametrize("by", [(2, 0), (0, 2), (-2, 0), (0, -2)])
def test_compare__sees_a_picture_that_moved(picture: Image.Image, by: tuple[int, int]) -> None:
    assert "pixels are off" in why_unlike(kept(picture), ImageChops.offset(picture, *by))


def test_compare__sees_one_text_that_moved(picture: Image.Image) -> None:
    part = picture.crop((100, 420, 700, 520))
    moved = picture.copy()
    moved.paste(part, (102, 420))
    assert why_unlike(kept(picture), moved) != ""


def test_compare__sees_another_word(confirm: Shown, picture: Image.Image) -> None:
    other = replace(confirm, frame=replace(confirm.frame, clock="12月1日(月) 10:25"))
    assert why_unlike(kept(picture), painted(other, PANEL)) != ""


@pytest.mark.parametrize(
    ("name", "colour"), [("ink", "#3B3B3F"), ("main", "#0A4CA6"), ("paper", "#F3F2EE")]
)
def test_compare__sees_another_colour(
    confirm: Shown, picture: Image.Image, name: str, colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.theme import THEMES

    monkeypatch.setitem(THEMES, "other", replace(THEMES["standard"], **{name: colour}))
    now = painted(replace(confirm, theme="other"), PANEL)
    assert "colour" in why_unlike(kept(picture), now)


def test_compare__sees_another_size(picture: Image.Image) -> None:
    assert "it was" in why_unlike(kept(picture), picture.crop((0, 0, 1080, 1918)))
