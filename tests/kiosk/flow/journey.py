"""A visit walked step by step: what happens, the page that follows, the effects that go out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kiosk.devices.ports import CardTouched
from kiosk.flow import PAGES, show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    BookingConfirmed,
    CellChosen,
    DayChosen,
    Effect,
    Event,
    FetchMine,
    LogIn,
    LoginAnswered,
    NextPressed,
    PageOpened,
    PasswordSealed,
    PeopleChosen,
    PrintTicket,
    SportChosen,
    Submit,
)
from kiosk.screens.parts import Shown
from kiosk.texts import Texts
from kiosk.visit import Site, Visit
from rules.calendar import JAPAN
from rules.policy import Municipality, load
from sync.draft import Recorded
from sync.snapshot import Snapshot
from sync.wire import (
    ActionVerdict,
    BookingState,
    LoginAccepted,
    PastAction,
    ResidentState,
    receipt_number,
)

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2025, 12, 1, 10, 24, tzinfo=JAPAN)
DAY = date(2025, 12, 10)
VISIT = UUID("11111111-1111-4111-8111-111111111111")
CARD = "0123456789ABCDEF"
#: What stands for the whole action on its ticket.
CODE = "31415926535897932384626433832795"
SEALED = PasswordSealed("key-1", "AAAA")

#: What happens, the page that follows, and the kinds of effect that go out.
Step = tuple[Event, str] | tuple[Event, str, type] | tuple[Event, str, type, type]


@cache
def municipality(name: str) -> Municipality:
    return load(ROOT / "assets/municipalities" / name)


def ono() -> Municipality:
    return municipality("ono")


@cache
def texts() -> Texts:
    return Texts.load(ROOT / "assets/locale")


def site(**changes: object) -> Site:
    """アルゴ's terminal with the line up and news from 10:21."""
    told = Snapshot(as_of=NOW - timedelta(minutes=3))
    here = Site(ono(), "argo", texts(), line_up=True, snapshot=told)
    return replace(here, **changes)  # type: ignore[arg-type]


def elsewhere(name: str, venue: str, **changes: object) -> Visit:
    """A visit at a terminal of another municipality."""
    return begin(municipality=municipality(name), venue=venue, **changes)


def begin(**changes: object) -> Visit:
    return Visit.begin(VISIT, site(**changes), NOW)


def take(visit: Visit, event: Event) -> tuple[Visit, tuple[Effect, ...]]:
    """One step that does not end the visit; whatever comes out can be shown."""
    following, effects = step(visit, event)
    assert following is not None, f"{event} ended the visit"
    assert show(following).kind == PAGES[show_page(following)].kind
    return following, effects


def show_page(visit: Visit) -> str:
    if visit.asked_at is not None:
        return "still_there"
    return "closed" if visit.site.closed and visit.page == "home" else visit.page


def walk(visit: Visit, *steps: Step) -> Visit:
    """Each step leads to its page and sends out exactly its effects."""
    for event, page, *kinds in steps:
        visit, effects = take(visit, event)
        assert (visit.page, [type(effect) for effect in effects]) == (page, kinds), event
    return visit


def do(visit: Visit, *events: Event) -> Visit:
    for event in events:
        visit, _ = take(visit, event)
    return visit


def last_effect(visit: Visit, event: Event) -> tuple[Visit, Effect]:
    """A step with exactly one effect."""
    visit, effects = take(visit, event)
    (effect,) = effects
    return visit, effect


def shown(visit: Visit) -> Shown:
    return show(visit)


# The world's answers --------------------------------------------------------------------------


def resident(**changes: object) -> ResidentState:
    values = {
        "type": "city_individual",
        "age": 40,
        "school": "none",
        "state": "active",
        "registered_on": date(2025, 1, 10),
        "valid_until": date(2027, 1, 10),
        "mail": True,
        "password": True,
        "no_shows": 0,
        "number_end": "5678",
    }
    return ResidentState.model_validate(values | changes)


def booking(number: str = "AAAAA-BBBBB", **changes: object) -> BookingState:
    values = {
        "number": number,
        "facility": "argo/arena",
        "sport": "badminton",
        "courts": 1,
        "cells": (0,),
        "people": 4,
        "day": DAY,
        "start_minute": 18 * 60,
        "end_minute": 20 * 60,
        "state": "confirmed",
        "paid": False,
        "fee": 800,
        "booked_on": NOW.date(),
    }
    return BookingState.model_validate(values | changes)


def accepted(
    *bookings: BookingState, decided: tuple[PastAction, ...] = (), **changes: object
) -> LoginAnswered:
    answer = LoginAccepted(
        resident=resident(**changes), bookings=bookings, decided=decided, centre_ms=0
    )
    return LoginAnswered(VISIT, answer)


def recorded(visit: Visit) -> ActionRecorded:
    action = visit.sents[-1].action
    return ActionRecorded(VISIT, Recorded(action, 1, receipt_number(action), 1, code=CODE))


def settled(visit: Visit, verdict: str = "applied", **values: object) -> ActionSettled:
    """The centre's answer to the last action of a visit."""
    answer = {"seq": 1, "action": visit.sents[-1].action, "verdict": verdict, "centre_ms": 0}
    return ActionSettled(VISIT, ActionVerdict.model_validate(answer | values))


# Ways that many journeys share ----------------------------------------------------------------

TO_THE_BOARD: tuple[Step, ...] = (
    (PageOpened("look.sport"), "look.sport"),
    (SportChosen("badminton"), "look.when"),
    (DayChosen(DAY), "look.day"),
)
TO_THE_CARD: tuple[Step, ...] = (
    *TO_THE_BOARD,
    (CellChosen(2, 18 * 60), "look.day"),
    (CellChosen(2, 19 * 60), "look.day"),
    (NextPressed(), "book.people"),
    (PeopleChosen(4), "identify.card"),
)
TO_THE_WAIT: tuple[Step, ...] = (
    *TO_THE_CARD,
    (CardTouched(CARD), "identify.password"),
    (SEALED, "identify.wait", LogIn),
)


def at_confirm(visit: Visit | None = None) -> Visit:
    """Logged in, before the yes."""
    return walk(visit or begin(), *TO_THE_WAIT, (accepted(), "book.confirm"))


def sent(visit: Visit | None = None) -> Visit:
    """The yes is said, and the action is on disk."""
    visit = walk(visit or at_confirm(), (BookingConfirmed(), "action.wait", Submit))
    return walk(visit, (recorded(visit), "action.wait"))


def booked() -> Visit:
    """Confirmed by the centre, the ticket on its way."""
    visit = sent()
    number = visit.sents[-1].number
    outcome = {"fee": 800, "payment_due": "2025-12-10T18:00:00+09:00"}
    answer = settled(visit, booking=booking(number), outcome=outcome)
    return walk(visit, (answer, "action.result", PrintTicket))


def at_mine(*bookings: BookingState, **changes: Any) -> Visit:
    return walk(
        begin(),
        (PageOpened("mine.list"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(*bookings, **changes), "mine.list", FetchMine),
    )


def offline() -> Visit:
    return begin(line_up=False)


def received() -> Visit:
    """Booked with the line cut."""
    visit = walk(
        offline(),
        *TO_THE_CARD,
        (CardTouched(CARD), "identify.password"),
        (SEALED, "book.confirm"),
    )
    visit = sent(visit)
    delayed = ActionDelayed(VISIT, visit.sents[-1].action, unknown=False)
    return walk(visit, (delayed, "action.result", PrintTicket))
