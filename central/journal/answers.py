"""A decision as the journal keeps it."""

import json
from collections.abc import Mapping

from central.decision import Decision

__all__ = ["answer_of", "answer_text"]


def answer_text(decision: Decision, *, last: bool = False) -> str:
    """Canonical JSON: the same decision always gives the same text.

    ``last`` is said where a race was given up: run again alone, the command would not lose it.
    """
    booking = decision.booking
    answer = {
        "verdict": decision.verdict,
        "reasons": [reason.model_dump(mode="json") for reason in decision.reasons],
        "booking": None if booking is None else booking.number,
        "cells": None if booking is None else sorted(booking.cells),
        "outcome": dict(decision.outcome),
        **({"last": True} if last else {}),
    }
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def answer_of(text: str) -> Mapping[str, object]:
    """What is said in an answer; nothing where it is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
