"""When a draw is entered, closed, held and confirmed, as the municipality's data says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.families import confirmation, lottery, window
from rules.policy import Municipality

__all__ = ["Terms", "has_draws", "rooms_drawn_in_person", "terms_of"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The draw of a month of use; every instant is the first of what follows.

    ``confirms_until`` None: a win is a booking at once. ``rule`` is the clause of the period.
    """

    opens_at: datetime
    closes_at: datetime
    waits_until: datetime
    complaints: timedelta
    public_value: str | None
    confirms_until: datetime | None
    rule: str


def terms_of(municipality: Municipality, month: date) -> Terms | None:
    """None where the computer draws nothing."""
    parts = municipality.settings(municipality.id, month)
    entries, wins = parts.get(lottery.Settings), parts.get(confirmation.Settings)
    if not isinstance(entries, lottery.Settings) or entries.period is None:
        return None
    period, draw = entries.period, entries.draw
    closes_at = period.closes_at(month)
    confirms = wins.period if isinstance(wins, confirmation.Settings) else None
    return Terms(
        opens_at=period.opens_at(month),
        closes_at=closes_at,
        waits_until=closes_at + timedelta(minutes=draw.wait_minutes_max if draw else 0),
        complaints=timedelta(hours=draw.complaint_hours if draw else 0),
        public_value=draw.public_value if draw else None,
        confirms_until=None if confirms is None else confirms.closes_at(month),
        rule=period.cited,
    )


def has_draws(municipality: Municipality) -> bool:
    """Whether the computer draws anything here."""
    return any(
        isinstance(found := parts.get(lottery.Settings), lottery.Settings)
        and found.period is not None
        for parts in municipality.parts.values()
    )


def rooms_drawn_in_person(municipality: Municipality) -> frozenset[str]:
    """The rooms that are given out in a draw at a table (抽選会)."""
    latest = municipality.epochs[-1]
    return frozenset(
        room
        for room in municipality.rooms
        if isinstance(
            found := municipality.settings(room, latest).get(window.Settings), window.Settings
        )
        and found.draw is not None
    )
