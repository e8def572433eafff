"""``python -m rules`` as a pipe sees it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from rules.__main__ import LINE_BYTES_MAX, main
from tests.rules.worlds import MUNICIPALITIES, changed

CASE = {
    "id": "予約-1",
    "municipality": "ono",
    "now": "2025-11-10T10:00:00+09:00",
    "action": {
        "verb": "book",
        "facility": "argo/arena",
        "sport": "badminton",
        "courts": 2,
        "people": 5,
        "date": "2025-11-12",
        "start": "20:00",
        "end": "21:00",
    },
}
PAPERS = MUNICIPALITIES.parents[1] / "docs" / "rules"
CALENDAR = ["calendar", "--municipality", "ono", "--facility"]


class Stdin:
    def __init__(self, content):
        self.buffer = io.BytesIO(content)


def decide(monkeypatch, capsys, content):
    monkeypatch.setattr(sys, "stdin", Stdin(content))
    status = main(["decide"])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_decide__the_answer_of_the_interface(monkeypatch, capsys):
    line = json.dumps(CASE, ensure_ascii=False).encode()
    status, answers = decide(monkeypatch, capsys, line)
    assert status == 0
    assert answers == [
        {
            "id": "予約-1",
            "allowed": False,
            "reasons": [
                {
                    "code": "court_limit_individual",
                    "rule": "ON-14",
                    "allowed_from": "2025-11-12T00:00:00+09:00",
                    "allowed_until": None,
                    "params": {"courts_max": 1, "people_max": 4},
                }
            ],
            "warnings": [],
            "outcome": None,
        }
    ]


def test_decide__an_outcome(monkeypatch, capsys):
    case = {**CASE, "action": {**CASE["action"], "courts": 1, "people": 2}}
    status, (answer,) = decide(monkeypatch, capsys, json.dumps(case).encode())
    assert status == 0
    assert answer["allowed"] is True
    assert answer["outcome"]["cancel_free_until"] == "2025-11-12T20:00:00+09:00"
    assert answer["outcome"]["fee"] == 400


def test_samples__of_the_papers_are_answered(monkeypatch, capsys):
    status, answers = decide(monkeypatch, capsys, (PAPERS / "cases.jsonl").read_bytes())
    assert status == 0
    assert [answer["allowed"] for answer in answers] == [True, False, False]
    assert [[r["rule"] for r in a["reasons"]] for a in answers] == [
        [],
        ["ON-14"],
        ["CM-03", "ON-55"],
    ]
    monkeypatch.setattr(sys, "stdin", Stdin((PAPERS / "draw.json").read_bytes()))
    assert main(["draw"]) == 0
    assert json.loads(capsys.readouterr().out)["won"] == ["A1", "B2"]


def test_decide__an_unreadable_line_among_others(monkeypatch, capsys):
    good = json.dumps(CASE).encode()
    bad = json.dumps({**CASE, "now": "2025-11-10T10:00:00"}).encode()
    lines = [good, bad, b"", b"\xff\xfe", b"{", b"[1]", b'{"id": 7}', b"[" * 100_000, good]
    status, answers = decide(monkeypatch, capsys, b"\n".join(lines))
    assert status == 2
    assert [answer.get("line") for answer in answers] == [None, 2, 4, 5, 6, 7, 8, None]
    assert answers[1] == {
        "id": "予約-1",
        "line": 2,
        "key": "now",
        "error": "must have timezone info",
    }
    assert answers[2] == {"id": None, "line": 4, "key": None, "error": "byte 0 is not UTF-8"}
    assert answers[5]["key"] == "id"
    assert answers[-1]["reasons"]


def test_decide__a_line_that_is_too_long(monkeypatch, capsys):
    good = json.dumps(CASE).encode()
    long = b'{"id": "' + b"x" * (10 * LINE_BYTES_MAX) + b'"}'
    status, answers = decide(monkeypatch, capsys, b"\n".join([good, long, good]))
    assert status == 2
    assert [answer.get("line") for answer in answers] == [None, 2, None]
    assert answers[1]["error"] == f"is longer than {LINE_BYTES_MAX} bytes"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (b'"2025-11-12"', b'"1762905600"', "action.date"),
        (b'"2025-11-12"', b'"2026-02-31"', "action.date"),
        (b'"2025-11-10T10:00:00+09:00"', b'"1762736400"', "now"),
        (b'"id": ', b'"id": "first", "id": ', "id"),
        (b'"courts": 2', b'"courts": NaN', "action.courts"),
        (b'"courts": 2', b'"courts": 1e999', "action.courts"),
        (b'"courts": 2', b'"courts": ' + b"9" * 5_000, None),
        (b'"id": "', b'"id": "\\ud800', None),
    ],
)
def test_decide__a_line_that_json_alone_would_pass(monkeypatch, capsys, old, new, key):
    lines = [json.dumps(CASE).encode().replace(old, new), json.dumps(CASE).encode()]
    assert lines[0] != lines[1]
    status, (unread, answer) = decide(monkeypatch, capsys, b"\n".join(lines))
    assert status == 2
    assert (unread["line"], unread["key"]) == (1, key)
    assert unread["error"]
    assert answer["reasons"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide"],
        ["draw"],
        [*CALENDAR, "argo/arena", "--from", "2025-01-01", "--to", "2025-12-31"],
        ["check", str(MUNICIPALITIES / "ono")],
        ["explain", "--rule", "ON-14"],
    ],
)
def test_main__nobody_reads_on(arguments):
    lines = json.dumps(CASE).encode() if arguments == ["decide"] else json.dumps(DRAW).encode()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as stdout:
        run = subprocess.run(
            [sys.executable, "-m", "rules", *arguments],
            input=lines,
            stdout=stdout,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
            check=False,
        )
    assert (run.returncode, run.stderr) == (1, b"")


def test_decide__as_a_process():
    run = subprocess.run(
        [sys.executable, "-m", "rules", "decide"],
        input=json.dumps(CASE).encode() + b"\nnonsense\n",
        capture_output=True,
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr == b""
    assert len(run.stdout.splitlines()) == 2


DRAW = {
    "municipality": "ono",
    "month": "2025-11",
    "entries": [
        {
            "entry": f"{user}1",
            "user": user,
            "preference": 1,
            "slots": [
                {
                    "facility": "argo/arena",
                    "sport": sport,
                    "date": "2025-11-03",
                    "start": "13:00",
                    "end": end,
                }
            ],
        }
        for user, sport, end in [("抽選者", "basketball", "15:00"), ("B", "badminton", "16:00")]
    ],
    "orders": [["B"]],
}


def draw(monkeypatch, capsys, content):
    monkeypatch.setattr(sys, "stdin", Stdin(content))
    status = main(["draw"])
    (line,) = capsys.readouterr().out.splitlines()
    return status, json.loads(line)


def test_draw__the_answer_of_the_interface(monkeypatch, capsys):
    status, answer = draw(monkeypatch, capsys, json.dumps(DRAW, ensure_ascii=False).encode())
    assert status == 0
    assert answer == {
        "rounds": [
            {
                "order": ["B", "抽選者"],
                "decided": [
                    {"entry": "B1", "won": True, "lost_to": None},
                    {"entry": "抽選者1", "won": False, "lost_to": "B1"},
                ],
            }
        ],
        "won": ["B1"],
        "lost": ["抽選者1"],
    }


def test_draw__what_cannot_be_read(monkeypatch, capsys):
    content = json.dumps({**DRAW, "month": "2025-12"}, indent=1).encode()
    status, answer = draw(monkeypatch, capsys, content)
    assert status == 2
    assert answer == {
        "id": None,
        "line": 1,
        "key": "entries.0.slots.0.date",
        "error": "is not in 2025-12",
    }


def test_draw__as_a_process_with_a_seed():
    seeded = {key: value for key, value in DRAW.items() if key != "orders"} | {"seed": "00ff"}
    runs = [
        subprocess.run(
            [sys.executable, "-m", "rules", "draw"],
            input=json.dumps(seeded | {"entries": entries}).encode(),
            capture_output=True,
            cwd=Path(__file__).resolve().parents[2],
            check=True,
        )
        for entries in (DRAW["entries"], DRAW["entries"][::-1])
    ]
    assert runs[0].stdout == runs[1].stdout
    assert json.loads(runs[0].stdout)["rounds"][0]["order"]


def test_calendar__a_line_a_day(capsys):
    dates = ["--from", "2026-09-27", "--to", "2026-09-28"]
    assert main([*CALENDAR, "argo/arena", *dates]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["hours"] == ["09:00", "21:00"]
    assert second == {
        "date": "2026-09-28",
        "open": False,
        "rules": ["ON-18"],
        "hours": None,
        "holiday": None,
        "phase": "first_come",
    }


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2025-08-01", "drawn"),
        ("2025-08-01T23:00:00+09:00", "drawn"),
        ("2025-08-01T16:00:00+00:00", "first_come"),
        ("2025-07-31", "lottery"),
    ],
)
def test_calendar__as_of_noon_of_a_day(capsys, now, phase):
    dates = ["--from", "2025-09-13", "--to", "2025-09-13", "--now", now]
    assert main([*CALENDAR, "oike/baseball", *dates]) == 0
    assert json.loads(capsys.readouterr().out)["phase"] == phase


@pytest.mark.parametrize(
    ("facility", "since", "until", "line"),
    [
        ("argo/x", "2026-09-27", "2026-09-28", "--facility: no facility argo/x in ono"),
        ("argo/arena", "2026-09-27", "2026-09-26", "--to: is before --from"),
    ],
)
def test_calendar__what_cannot_be_shown(capsys, facility, since, until, line):
    assert main([*CALENDAR, facility, "--from", since, "--to", until]) == 2
    assert capsys.readouterr().err == f"{line}\n"


def test_calendar__a_municipality_that_there_is_not(capsys):
    words = ["calendar", "--municipality", "kobe", "--facility", "x/y"]
    assert main([*words, "--from", "2026-09-27", "--to", "2026-09-27"]) == 2
    assert capsys.readouterr().err == "--municipality: no municipality kobe\n"


@pytest.mark.parametrize(
    ("since", "what"),
    [
        ("2026-02-31", "2026-02-31 is no date"),
        ("1999-12-31", "1999-12-31 is not from 2000-01-01 to 2099-12-31"),
        ("2100-01-01", "2100-01-01 is not from 2000-01-01 to 2099-12-31"),
    ],
)
def test_calendar__a_date_that_cannot_be_shown(capsys, since, what):
    with pytest.raises(SystemExit) as stopped:
        main([*CALENDAR, "argo/arena", "--from", since, "--to", "2026-09-27"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"argument --from: {what}")


def test_check__ono_is_whole(capsys):
    assert main(["check", str(MUNICIPALITIES / "ono")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ON-02: 3"
    assert any(line.startswith("sample: ") and line[8:].isdigit() for line in lines)
    assert (
        "sample: ono/policy.toml: policy.0.fees.price.yen_per_court_hour.badminton = 400" in lines
    )
    assert "assumed: ono/policy.toml: policy.0.window.opens.0.months_before = 2" in lines


def test_check__every_fault_in_a_line(tmp_path, capsys):
    changed(tmp_path, "policy.toml", "\nn = 4", '\nn = "four"')
    assert main(["check", str(tmp_path / "ono")]) == 1
    out = capsys.readouterr().out
    for part in (0, 1, 2):
        where = f"ono/policy.toml: policy.{part}.closing.nth_weekday.n"
        assert f"{where}: must be a valid integer" in out
    assert "sample: ono/policy.toml: policy.0.fees" in out


def test_check__an_example_that_fails(tmp_path, capsys):
    folder = changed(tmp_path, "policy.toml", "people_max = 4", "people_max = 5")
    assert main(["check", str(folder)]) == 1
    assert "Five people, the day before: refused is []" in capsys.readouterr().out


def test_check__a_file_that_is_missing(tmp_path, capsys):
    copytree(MUNICIPALITIES / "ono", tmp_path / "ono")
    (tmp_path / "ono" / "examples.toml").unlink()
    assert main(["check", str(tmp_path / "ono")]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "ono/examples.toml: the file: No such file or directory"


def test_check__broken_toml(tmp_path, capsys):
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono')
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out.startswith("ono/policy.toml: line 7, column 10: ")
