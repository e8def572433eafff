"""Lines for the operator: a code, a few allowed fields, and nobody's name."""

import errno
import io
import json

import pytest

from kiosk.journal import FIELDS, Code, Journal

NOW_MS = 1_760_000_000_000


def test_journal__writes_one_json_line_for_each_thing() -> None:
    stream = io.StringIO()
    journal = Journal(lambda: NOW_MS, stream)
    journal.log(Code.LINE, up=False)
    journal.log(Code.FAULT, error="outbox.db: 壊れている\nsecond line")
    lines = stream.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"at_ms": NOW_MS, "code": "line", "up": False},
        {"at_ms": NOW_MS, "code": "fault", "error": "outbox.db: 壊れている\nsecond line"},
    ]


def test_journal__asks_for_the_time_of_each_line() -> None:
    stream = io.StringIO()
    times = iter((1, 2))
    journal = Journal(lambda: next(times), stream)
    for _ in range(2):
        journal.log(Code.STARTED)
    assert [json.loads(line)["at_ms"] for line in stream.getvalue().splitlines()] == [1, 2]


@pytest.mark.parametrize("field", ["card", "number", "password", "name", "resident", "text"])
def test_journal__takes_nothing_of_a_person(field: str) -> None:
    stream = io.StringIO()
    with pytest.raises(AssertionError, match=field):
        Journal(lambda: NOW_MS, stream).log(Code.FAULT, **{field: "x"})
    assert stream.getvalue() == ""


def test_journal__takes_every_allowed_field() -> None:
    stream = io.StringIO()
    Journal(lambda: NOW_MS, stream).log(Code.FAULT, **dict.fromkeys(FIELDS, 1))
    assert json.loads(stream.getvalue()).keys() == {"at_ms", "code", *FIELDS}


def test_journal__codes_are_words_that_a_program_can_look_for() -> None:
    assert all(code.value == code.name.lower() for code in Code)


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_journal__a_full_disk_behind_it_ends_nobody() -> None:
    stream = FullDisk()
    Journal(lambda: NOW_MS, stream).log(Code.INTAKE, why="disk")
    assert stream.getvalue() == ""
