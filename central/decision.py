"""What the centre decided about one action, and the words of the rules in the messages' form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from central.booking.models import Booking
from rules.verdict import Reason
from sync.wire import ReasonText

__all__ = ["APPLIED", "NOT_OWN", "TAKEN", "Decision", "Scalar", "refused", "rejected", "scalars"]

Scalar = str | int | bool | None
#: Two wanted the same cells in the same second, and the other one has them.
TAKEN = Reason("courts_taken", "CM-01", {"courts_free": 0})
#: Another's number and one that never was are refused alike: nobody learns whose a number is.
NOT_OWN = Reason("not_own", "CM-07")


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Literal["applied", "rejected", "conflict", "parked"]
    reasons: tuple[ReasonText, ...] = ()
    booking: Booking | None = None
    outcome: Mapping[str, Scalar] = field(default_factory=dict)


#: Done, and nothing more to say.
APPLIED = Decision("applied")


def rejected(code: str, rule: str, **params: Scalar) -> Decision:
    """Refused by what only the centre knows."""
    return Decision("rejected", (ReasonText(code=code, rule=rule, params=params),))


def refused(reasons: tuple[Reason, ...]) -> Decision:
    """A conflict where nothing but the cells stands in the way, else a rejection."""
    only_taken = all(reason.rule == TAKEN.rule for reason in reasons)
    return Decision(
        "conflict" if only_taken else "rejected", tuple(_text(reason) for reason in reasons)
    )


def scalars(values: Mapping[str, object]) -> dict[str, Scalar]:
    return {key: _scalar(value) for key, value in values.items()}


def _text(reason: Reason) -> ReasonText:
    return ReasonText(
        code=reason.code,
        rule=reason.rule,
        params=scalars(reason.params),
        allowed_from=_instant(reason.allowed_from),
        allowed_until=_instant(reason.allowed_until),
    )


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _scalar(value: object) -> Scalar:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case list() | tuple():
            return ", ".join(str(each) for each in value)
        case _:
            return str(value)
