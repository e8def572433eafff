"""A decision as the journal keeps it."""

import json

from central.decision import Decision

__all__ = ["answer_text"]


def answer_text(decision: Decision, *, last: bool = False) -> str:
    """Canonical JSON: the same decision always gives the same text.

    ``last`` is said where a race was given up: run again alone, the command would not lose it.
    """
    answer = {
        "verdict": decision.verdict,
        "reasons": [reason.model_dump(mode="json") for reason in decision.reasons],
        "booking": None if decision.booking is None else decision.booking.number,
        "outcome": dict(decision.outcome),
        **({"last": True} if last else {}),
    }
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
