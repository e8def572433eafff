"""What the terminal tells its operator: one JSON line each, a code and a few fields, no person."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import TextIO

__all__ = ["Code", "Journal"]


class Code(StrEnum):
    STARTED = "started"
    STOPPED = "stopped"
    FIRST_FRAME = "first_frame"
    VISIT_ENDED = "visit_ended"
    LINE = "line"
    INTAKE = "intake"
    CLOCK = "clock"
    POLICY = "policy"
    READER = "reader"
    PRINTER = "printer"
    ACTION_RECORDED = "action_recorded"
    ACTION_SETTLED = "action_settled"
    ACTION_DELAYED = "action_delayed"
    FAULT = "fault"
    THREAD_FAILED = "thread_failed"


#: Fields that a line may carry; a person, a card, a number or a text of theirs is none of them.
FIELDS = frozenset(
    {"up", "why", "status", "seq", "verdict", "unknown", "ms", "thread", "error", "wrong", "off_ms"}
)


class Journal:
    """Writes to the standard error stream, where systemd's journal takes it up."""

    def __init__(self, wall_ms: Callable[[], int], stream: TextIO = sys.stderr) -> None:
        self._wall_ms = wall_ms
        self._stream = stream

    def log(self, code: Code, **fields: str | int | bool | None) -> None:
        assert fields.keys() <= FIELDS, fields.keys() - FIELDS
        line = {"at_ms": self._wall_ms(), "code": code, **fields}
        # A full disk behind the stream is no reason for the thread that tells of it to die.
        with suppress(OSError):
            # One write: two threads must not share a line.
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
