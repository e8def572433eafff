"""The visits that are painted: one at each page of the flow, and more where a page is hard."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from kiosk.devices.ports import CardTouched
from kiosk.messages import (
    ActionDelayed,
    LineChanged,
    LoginAnswered,
    PageOpened,
    SnapshotArrived,
    StaffCalled,
)
from kiosk.visit import Visit
from sync.snapshot import Snapshot
from sync.wire import LoginRefused, RoomNotice
from tests.golden.walks import WALKS
from tests.kiosk.flow import lottery, test_lottery_order, test_together
from tests.kiosk.flow.journey import (
    CARD,
    NOW,
    TO_THE_BOARD,
    TO_THE_WAIT,
    VISIT,
    accepted,
    at_mine,
    begin,
    booking,
    do,
    received,
    sent,
    settled,
    show_page,
)
from tests.kiosk.flow.test_ways_in import easy, full
from tests.kiosk.flow.towns import at

__all__ = ["MORE", "scene"]

RAIN = RoomNotice(
    facility="argo/arena", day=NOW.date(), start_minute=540, end_minute=1260, reason="weather"
)


def scene(name: str) -> Visit:
    """A page of the flow by its name, or one of ``MORE``."""
    return MORE[name]() if name in MORE else _by_page()[name]


@cache
def _by_page() -> Mapping[str, Visit]:
    found: dict[str, Visit] = {}
    for visit in _walked():
        found.setdefault(show_page(visit), visit)
    return found


def _walked() -> Iterator[Visit]:
    for walk in WALKS:
        yield from walk()


def _rain() -> Visit:
    return do(begin(), SnapshotArrived(Snapshot(as_of=NOW, closures=(RAIN,))))


def _nothing_free() -> Visit:
    return easy(full(date(2025, 12, 2)), "tomorrow")


def _wrong_password() -> Visit:
    waiting = do(begin(), *(step[0] for step in TO_THE_WAIT))
    refused = LoginRefused(code="credential", tries_left=2, centre_ms=0)
    return do(waiting, LoginAnswered(VISIT, refused))


def _refused_by_the_centre() -> Visit:
    visit = sent()
    return do(visit, settled(visit, "conflict", reasons=(test_together.TAKEN,)))


def _checking() -> Visit:
    visit = sent()
    return do(visit, ActionDelayed(VISIT, visit.sents[-1].action, unknown=True))


def _two_hundred() -> Visit:
    """As many bookings as nobody has."""
    each = (
        booking(f"AAAAA-{n:05}", day=NOW.date() + timedelta(days=n % 60), paid=n % 2 == 0)
        for n in range(200)
    )
    return at_mine(*each)


MORE: Mapping[str, Callable[[], Visit]] = {
    "home-rain": _rain,
    "home-line-down": lambda: do(begin(), LineChanged(up=False)),
    "home-kumamoto": lottery.at_home,
    "home-ogaki": lambda: at("ogaki"),
    "home-osaka": lambda: at("osaka"),
    "look.place-kumamoto": lambda: do(at("kumamoto"), PageOpened("look.place")),
    "map-kumamoto": lambda: do(at("kumamoto"), PageOpened("map")),
    "look.day-line-down": lambda: do(
        begin(line_up=False, unsent=2), *(step[0] for step in TO_THE_BOARD)
    ),
    "easy.found-nothing": _nothing_free,
    "identify.password-kumamoto": lambda: do(at("kumamoto"), CardTouched(CARD)),
    "identify.password-wrong": _wrong_password,
    "refused-expired": lambda: do(
        begin(),
        *(step[0] for step in TO_THE_WAIT),
        accepted(valid_until=date(2025, 11, 30)),
    ),
    "book.confirm-two": test_together.two_wished,
    "register.paper-kumatori": lambda: do(
        at("kumatori"), PageOpened("register.start"), PageOpened("register.paper")
    ),
    "action.results-lottery": lambda: test_lottery_order.batch(
        ("applied", ()), ("rejected", (test_lottery_order.CLOSED,))
    )[0],
    "action.result-received": received,
    "action.result-checking": _checking,
    "action.result-refused": _refused_by_the_centre,
    "mine.list-empty": at_mine,
    "mine.list-200": _two_hundred,
    "lottery.mine-empty": lottery.at_mine,
    "call-kumamoto": lambda: do(at("kumamoto"), StaffCalled()),
    "desk-kumamoto": lambda: do(at("kumamoto"), PageOpened("desk")),
}
