"""``python -m bench``: its help, and a name that is that of no measurement."""

import pytest

from bench.__main__ import main


def test_help__names_the_measurements(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "central, rules, start, sync, terminal" in capsys.readouterr().out


@pytest.mark.parametrize("names", [["foo"], ["rules", "foo"], ["figures"], ["../bench/rules"]])
def test_name__of_no_measurement_ends_it_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], names: list[str]
) -> None:
    monkeypatch.setattr("bench.__main__._run", lambda name: pytest.fail(f"{name} was run"))
    monkeypatch.setattr("bench.__main__._write", lambda *_, **__: pytest.fail("written"))
    monkeypatch.setattr("sys.argv", ["bench", *names])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    there = "central, rules, start, sync, terminal"
    assert said.err.endswith(f"error: no measurement {names[-1]}: there are {there}\n")
