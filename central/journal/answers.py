"""A decision as the journal keeps it."""

import json

from central.decision import Decision

__all__ = ["answer_text"]


def answer_text(decision: Decision) -> str:
    """Canonical JSON: the same decision always gives the same text."""
    answer = {
        "verdict": decision.verdict,
        "reasons": [reason.model_dump(mode="json") for reason in decision.reasons],
        "booking": None if decision.booking is None else decision.booking.number,
        "outcome": dict(decision.outcome),
    }
    return json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
