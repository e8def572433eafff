"""Kumamoto's lottery for January, on the seventh of December: the ways that its tests share."""

from datetime import date, datetime, timedelta
from functools import cache

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntriesConfirmed,
    FacilityChosen,
    FetchMine,
    FetchOdds,
    LogIn,
    MineArrived,
    MonthChosen,
    NextPressed,
    OddsArrived,
    PageOpened,
    PeopleChosen,
    SportChosen,
    StudentsChosen,
    Submit,
)
from kiosk.visit import Site, Visit
from rules.calendar import JAPAN
from rules.policy import Municipality, load
from sync.snapshot import Snapshot
from sync.wire import (
    EntryState,
    MyBookings,
    Odds,
)
from tests.kiosk.flow.journey import (
    CARD,
    ROOT,
    SEALED,
    VISIT,
    Step,
    accepted,
    do,
    recorded,
    texts,
    walk,
)

NOW = datetime(2025, 12, 7, 10, 0, tzinfo=JAPAN)
MONTH, DAY = date(2026, 1, 1), date(2026, 1, 10)
ROOM = "paid/sogo/large"
UNTIL = datetime(2025, 12, 16, tzinfo=JAPAN)
TO_THE_ENTRY: tuple[Step, ...] = (
    (PageOpened("lottery.months"), "lottery.months"),
    (MonthChosen(MONTH), "lottery.sport", FetchOdds),
    (SportChosen("badminton"), "lottery.place"),
    (FacilityChosen(ROOM), "lottery.day"),
    (DayChosen(DAY), "lottery.time"),
    (CellChosen(0, 13 * 60), "lottery.time"),
    (CellChosen(0, 15 * 60), "lottery.time"),
    (NextPressed(), "lottery.courts"),
    (CourtsChosen(2), "lottery.entry"),
)
TO_THE_CARD: tuple[Step, ...] = (
    *TO_THE_ENTRY,
    (NextPressed(), "lottery.people"),
    (PeopleChosen(6), "lottery.students"),
    (StudentsChosen(2), "identify.letters"),
    (CardTouched(CARD), "identify.password"),
)


@cache
def kumamoto() -> Municipality:
    return load(ROOT / "assets/municipalities/kumamoto")


def at_home(now: datetime = NOW, *, line_up: bool = True) -> Visit:
    told = Snapshot(as_of=now - timedelta(minutes=3))
    site = Site(kumamoto(), "paid/sogo", texts(), line_up=line_up, snapshot=told)
    return Visit.begin(VISIT, site, now)


def slot(**changes: object) -> dict[str, object]:
    return {
        "facility": ROOM,
        "sport": "badminton",
        "courts": 2,
        "day": DAY,
        "start_minute": 13 * 60,
        "end_minute": 16 * 60,
    } | changes


def entry(number: str = "AAAA-BBBB-CCCC", preference: int = 1, **changes: object) -> EntryState:
    values = {
        "number": number,
        "month": MONTH,
        "preference": preference,
        "slots": (slot(day=DAY + timedelta(days=preference)),),
        "people": 6,
        "students": 0,
        "state": "entered",
        "entered_ms": 0,
        "leaf": "a" * 64,
        "user": "U",
        "commitment": "c" * 64,
    }
    return EntryState.model_validate(values | changes)


def win(number: str = "AAAA-BBBB-CCCC", preference: int = 1) -> EntryState:
    until = int(UNTIL.timestamp() * 1000)
    return entry(number, preference, state="won", confirm_until_ms=until)


def told(*entries: EntryState) -> MineArrived:
    return MineArrived(VISIT, (), MyBookings(bookings=(), entries=entries, centre_ms=0))


def odds(**wanted: int) -> OddsArrived:
    slots = (slot(courts=wanted.get("courts", 3)) | {"entries": wanted.get("entries", 2)},)
    values = {
        "municipality": "kumamoto",
        "month": MONTH,
        "state": "committed",
        "opens_ms": 0,
        "closes_ms": 0,
        "confirms_until_ms": None,
        "commitment": "c" * 64,
        "root": None,
        "slots": slots,
        "centre_ms": int(NOW.timestamp() * 1000),
    }
    return OddsArrived(VISIT, MONTH, Odds.model_validate(values))


def at_order(*entries: EntryState) -> Visit:
    """Logged in, with one wish that is new beside entries that stand."""
    visit = walk(
        at_home(),
        *TO_THE_CARD,
        (SEALED, "identify.wait", LogIn),
        (accepted(type="individual"), "lottery.order", FetchMine),
    )
    return do(visit, told(*entries))


def at_mine(*entries: EntryState, now: datetime = NOW) -> Visit:
    visit = walk(
        at_home(now),
        (PageOpened("lottery.months"), "lottery.months"),
        (PageOpened("lottery.mine"), "identify.letters"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(type="individual"), "lottery.mine", FetchMine),
    )
    return do(visit, told(*entries))


def bodies(visit: Visit) -> list[object]:
    return [sent.body for sent in visit.sents]


def can_go_on(visit: Visit) -> bool:
    onward = show(visit).frame.next
    return onward is not None and onward.enabled


def at_time() -> Visit:
    return walk(at_home(), *TO_THE_ENTRY[:5])


def sent(visit: Visit) -> Visit:
    visit = walk(
        visit, (NextPressed(), "lottery.confirm"), (EntriesConfirmed(), "action.wait", Submit)
    )
    return walk(visit, (recorded(visit), "action.wait"))
