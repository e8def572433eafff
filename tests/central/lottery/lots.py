"""Kumamoto's draw for November 2026: its days, its residents, and commands at an instant."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4  # noqa: TID251 - each command has a line of its own

from central.decision import Decision
from central.journal.commands import Body, Context
from central.journal.write import carry_out
from central.lottery.models import Draw, Entry
from central.lottery.proof import commitment, draw_id
from central.lottery.sealed import open_secret, seal_secret
from central.lottery.use_cases import (
    close_draw,
    commit_draw,
    confirm_win,
    enter_lottery,
    hold_draw,
    lapse_wins,
    withdraw_entry,
)
from central.policies import municipalities
from central.registry.models import Resident
from rules.calendar import JAPAN
from rules.facts import Channel
from sync.wire import ConfirmWinBody, EnterLotteryBody, EntrySlot
from tests.central.world import register

MONTH = date(2026, 11, 1)
DAY = date(2026, 11, 3)
SECRET = "5e" * 32
MINUTE = timedelta(minutes=1)
HALL = "paid/sogo/large"


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of October, in which the draw takes place."""
    return datetime(2026, 10, day, hour, minute, tzinfo=JAPAN)


OPENS, CLOSES = at(6, 9), at(11)
ENTERED = at(7, 12)
DRAWN = at(11, 8)
CONFIRMED = at(12, 12)
LAPSED = at(16)


def context(now: datetime, line: UUID | None = None, actor: str = "job:test") -> Context:
    return Context(municipalities()["kumamoto"], now, actor, line or uuid4())


def do(body: Body, now: datetime, line: UUID | None = None) -> Decision:
    return carry_out(body, context(now, line))


def codes(decision: Decision) -> list[tuple[str, str]]:
    return [(reason.code, reason.rule) for reason in decision.reasons]


def person(number: str, **changes) -> Resident:
    return register(
        number=number,
        card=number.encode().hex().upper(),
        **{"municipality": "kumamoto", "type": "group", "valid_until": None} | changes,
    )


def slot(day: int = 3, start: float = 13, end: float = 16, **changes) -> EntrySlot:
    return EntrySlot(
        **{
            "facility": HALL,
            "sport": "badminton",
            "courts": all_courts(changes.get("facility", HALL), changes.get("sport", "badminton")),
            "day": date(2026, 11, day),
            "start_minute": int(start * 60),
            "end_minute": int(end * 60),
        }
        | changes
    )


def all_courts(room: str, sport: str) -> int:
    return municipalities()["kumamoto"].rooms[room].sports[sport].courts


def committing(secret: str = SECRET) -> commit_draw.Body:
    number = draw_id("kumamoto", MONTH)
    sealed = seal_secret(number, secret, OPENS)
    return commit_draw.Body(month=MONTH, commitment=commitment(number, secret), sealed=sealed)


def commit(secret: str = SECRET) -> Draw:
    assert do(committing(secret), OPENS - MINUTE).verdict == "applied"
    return Draw.objects.get()


def entering(
    resident: Resident,
    *slots: EntrySlot,
    preference: int = 1,
    now: datetime = ENTERED,
    recorded_at: datetime | None = None,
    line: UUID | None = None,
) -> Decision:
    wish = EnterLotteryBody(slots=slots or (slot(),), preference=preference, people=10)
    body = enter_lottery.Body(
        resident=resident.id, channel=Channel.WEB, wish=wish, recorded_at=recorded_at or now
    )
    return do(body, now, line)


def entered(resident: Resident, *slots: EntrySlot, **changes) -> Entry:
    decision = entering(resident, *slots, **changes)
    assert decision.verdict == "applied", decision.reasons
    return Entry.objects.get(number=decision.outcome["entry"])


def withdrawing(resident: Resident, number: str, now: datetime, **changes) -> Decision:
    body = withdraw_entry.Body(
        resident=resident.id, channel=Channel.WEB, number=number, recorded_at=now
    )
    return do(body.model_copy(update=changes), now)


def close(now: datetime = CLOSES) -> Decision:
    return do(close_draw.Body(month=MONTH), now)


def hold(now: datetime = DRAWN, public_value: str = "", secret: str | None = None) -> Decision:
    """With the secret as the job opens it, if not with another."""
    opened = secret or open_secret(Draw.objects.get(month=MONTH)) or ""
    return do(hold_draw.Body(month=MONTH, public_value=public_value, secret=opened), now)


def drawn() -> Draw:
    """The draw of all that was entered."""
    assert close().verdict == "applied"
    assert hold().verdict == "applied"
    return Draw.objects.get()


def confirming(
    resident: Resident, entries: Sequence[str] = (), now: datetime = CONFIRMED, **changes
) -> Decision:
    wish = ConfirmWinBody(month=MONTH, entries=tuple(entries))
    body = confirm_win.Body(resident=resident.id, channel=Channel.WEB, wish=wish, recorded_at=now)
    return do(body.model_copy(update=changes), now)


def lapse(now: datetime = LAPSED) -> Decision:
    return do(lapse_wins.Body(month=MONTH), now)


def states() -> dict[str, str]:
    return dict(Entry.objects.values_list("number", "state"))
