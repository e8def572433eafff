"""What the rules answer, as JSON values: instants in ISO 8601, days as dates."""

from datetime import date

from rules.calendar import clock_text
from rules.day import RoomDay
from rules.lottery import Draw
from rules.verdict import Reason, Verdict


def verdict_answer(case_id: str | None, verdict: Verdict) -> dict[str, object]:
    """The answer of ``decide`` to a case."""
    return {
        "id": case_id,
        "allowed": verdict.allowed,
        "reasons": [reason_answer(reason) for reason in verdict.reasons],
        "warnings": [reason_answer(reason) for reason in verdict.warnings],
        "outcome": outcome_answer(verdict),
    }


def reason_answer(reason: Reason) -> dict[str, object]:
    return {
        "code": reason.code,
        "rule": reason.rule,
        "allowed_from": plain(reason.allowed_from),
        "allowed_until": plain(reason.allowed_until),
        "params": dict(reason.params),
    }


def outcome_answer(verdict: Verdict) -> dict[str, object] | None:
    """The outcome in JSON values, as it is answered, stored and sent; None where refused."""
    if verdict.outcome is None:
        return None
    return {key: plain(value) for key, value in verdict.outcome.items()}


def day_answer(room_day: RoomDay) -> dict[str, object]:
    """The answer of ``calendar`` for a day."""
    return {
        "date": room_day.day.isoformat(),
        "open": room_day.open,
        "rules": list(room_day.rules),
        "hours": None if room_day.hours is None else [clock_text(at) for at in room_day.hours],
        "holiday": room_day.holiday,
        "phase": room_day.phase,
    }


def draw_answer(drawn: Draw) -> dict[str, object]:
    """The answer of ``draw``."""
    return {
        "rounds": [
            {
                "order": turns.order,
                "decided": [
                    {"entry": one.entry, "won": one.won, "lost_to": one.lost_to}
                    for one in turns.decided
                ],
            }
            for turns in drawn.rounds
        ],
        "won": drawn.won,
        "lost": drawn.lost,
    }


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
