"""The first journey on one page: which pages there are, and which event leads where.

The journeys beside it bring their own lines (``kiosk/flow/journeys.py``).

A handler decides and answers a word; this table turns the word into a page. ``step`` is pure.
"""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.devices.ports import CardLifted, CardUnreadable, ReaderStatusChanged
from kiosk.flow import (
    account,
    action,
    board,
    book,
    calling,
    cancel,
    confirm,
    consent,
    draws,
    home,
    identify,
    idle,
    look,
    mine,
    month,
    result,
    results,
    settings,
    site,
    staff,
    tickets,
)
from kiosk.flow.frame import frame
from kiosk.flow.journeys import pages
from kiosk.flow.page import Move, Page, back, go, on, stay
from kiosk.flow.ways import (
    ADVISED,
    AFTER_LOGIN,
    ARRIVED,
    BECAME,
    CANCEL,
    CHANGES,
    DAY,
    INSTEAD,
    OWN,
    PEOPLE,
    ROOM,
    STUDENTS,
    Ways,
)
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    BackPressed,
    BookingConfirmed,
    CallAnswered,
    CancelConfirmed,
    CellChosen,
    CheckedUp,
    ClockChanged,
    CourtsChosen,
    Effect,
    Event,
    FacilityChosen,
    IntakeChanged,
    LineChanged,
    LoginAnswered,
    MineArrived,
    MonthChosen,
    NextPressed,
    OddsArrived,
    PageOpened,
    PasswordSealed,
    PolicyArrived,
    PrinterStatusChanged,
    PrintWanted,
    SettingChanged,
    SlotAdded,
    SlotDropped,
    SnapshotArrived,
    SportChosen,
    StaffCalled,
    StopPressed,
    TermsAgreed,
    Ticked,
    TicketDone,
    Touched,
    UnsentCounted,
)
from kiosk.screens.parts import Shown
from kiosk.visit import Visit

__all__ = ["EVERYWHERE", "PAGES", "show", "step"]


PAGES: Mapping[str, Page] = {
    "home": Page(
        "home",
        home.home,
        on=staff.GREETED,
        opens=home.opens(),
        question=home.question,
    ),
    # What is free -----------------------------------------------------------------------------
    "look.sport": Page(
        "choose",
        look.sports,
        opened=on(look.begun, begun="look.sport"),
        on={SportChosen: on(look.sport_chosen, chosen="look.when", elsewhere="look.elsewhere")},
        opens=("look.place",),
        step=0,
    ),
    "look.place": Page(
        "choose",
        look.places,
        opened=on(look.begun, begun="look.place"),
        on={
            FacilityChosen: on(
                look.place_chosen,
                sport="look.sport",
                chosen="look.when",
                elsewhere="look.elsewhere",
            )
        },
        step=0,
    ),
    "look.when": Page(
        "month", month.month, on={MonthChosen: on(month.month_chosen), **ROOM, **DAY}, step=0
    ),
    "look.day": Page(
        "board",
        board.board,
        on={
            CellChosen: on(board.cell_chosen),
            NextPressed: on(board.time_chosen, people="book.people", **ADVISED),
            **DAY,
        },
        question=board.question,
        next=board.next_press,
        step=1,
    ),
    # Booking it -------------------------------------------------------------------------------
    "book.people": Page("choose", book.people, on=PEOPLE, opens=("book.many",), step=1),
    "book.many": Page("keypad", book.many, on=PEOPLE, step=1),
    "book.students": Page(
        "choose", book.students, on=STUDENTS, opens=("book.students.many",), step=1
    ),
    "book.students.many": Page("keypad", book.students_many, on=STUDENTS, step=1),
    "book.courts": Page(
        "choose",
        book.courts,
        on={CourtsChosen: on(book.courts_chosen, **ADVISED)},
        step=1,
        question=book.courts_question,
    ),
    "book.terms": Page(
        "read",
        consent.page,
        opened=on(consent.asked_again, terms="book.terms"),
        on={TermsAgreed: on(book.terms_agreed, **ADVISED)},
        step=3,
        passing=True,
    ),
    "book.confirm": Page(
        "confirm",
        confirm.confirm,
        on={
            BookingConfirmed: on(
                book.confirmed,
                sent="action.wait",
                refused="refused",
                stopped="stopped",
                gone="mine.list",
            ),
            SlotAdded: on(book.slot_added, day="look.day"),
            SlotDropped: on(book.slot_dropped),
        },
        opens=CHANGES,
        question=confirm.question,
        step=3,
    ),
    # Who is there -----------------------------------------------------------------------------
    "identify.card": Page(
        "card", identify.card, on=identify.CARD, opens=("identify.number",), step=2
    ),
    "identify.password": Page(
        "keyboard",
        identify.keyboard,
        on={
            **identify.CARD,
            PasswordSealed: on(identify.password_sealed, asked="identify.wait", **AFTER_LOGIN),
        },
        step=2,
        passing=True,
    ),
    "identify.wait": Page(
        "message",
        identify.wait,
        on={
            LoginAnswered: on(
                identify.answered,
                wrong="identify.password",
                turned_away="identify.refused",
                news="identify.news",
                **AFTER_LOGIN,
            )
        },
        step=2,
        passing=True,
        busy=True,
    ),
    "identify.refused": Page(
        "message",
        account.turned_away,
        on=identify.CARD,
        opens=("identify.card", "identify.number", "password.number", "town", "desk"),
        step=2,
        passing=True,
    ),
    "identify.news": Page(
        "list",
        mine.news,
        on={NextPressed: on(mine.read_news, **AFTER_LOGIN)},
        next=mine.next_press,
        passing=True,
    ),
    "account.states": Page(
        "list",
        account.notices,
        on={NextPressed: on(identify.account_read, **ARRIVED)},
        opens=("desk", "renewal.see"),
        next=account.next_press,
        passing=True,
    ),
    # The resident's own -----------------------------------------------------------------------
    "mine.list": Page(
        "list",
        mine.listed,
        opened=on(mine.wanted, who="identify.card", asked="identify.wait", mine="mine.list"),
        on=OWN,
        opens=("look.sport",),
    ),
    "mine.cancel": Page(
        "confirm",
        cancel.cancel,
        on={
            CancelConfirmed: on(
                cancel.cancel_confirmed,
                sent="action.wait",
                refused="refused",
                stopped="stopped",
                gone="mine.list",
            )
        },
    ),
    # What became of it ------------------------------------------------------------------------
    "action.wait": Page(
        "message",
        action.wait,
        on={
            CardLifted: on(site.card_lifted_early),
            ActionRecorded: on(action.recorded, stopped="stopped"),
            **BECAME,
        },
        step=4,
        ends_trail=True,
        passing=True,
        busy=True,
    ),
    "action.result": Page(
        "result",
        result.result,
        on={
            **BECAME,
            PrintWanted: on(tickets.print_wanted),
            **CANCEL,
            **DAY,
            **ROOM,
        },
        opens=(*INSTEAD, *pages()),
        question=result.question,
        step=4,
        next=result.finish,
        ends_trail=True,
    ),
    "action.results": Page(
        "list",
        results.view,
        on={**BECAME, **OWN},
        opens=("look.sport", "mine.list"),
        step=4,
        next=result.finish,
        ends_trail=True,
    ),
    "refused": Page("result", result.refused, on={**DAY, **ROOM}, opens=INSTEAD, passing=True),
    "stopped": Page("message", action.stopped, opens=("desk",), passing=True),
    "still_there": Page("message", idle.still_there),
    **pages(),
}

#: What is answered on every page; a page's own line goes before it.
EVERYWHERE: Ways = {
    Ticked: on(idle.ticked),
    SettingChanged: on(settings.setting_changed),
    CardLifted: on(site.card_lifted),
    LineChanged: on(site.line_changed),
    SnapshotArrived: on(site.snapshot_arrived),
    UnsentCounted: on(site.unsent_counted),
    IntakeChanged: on(site.intake_changed),
    ClockChanged: on(site.clock_changed),
    PolicyArrived: on(site.policy_arrived),
    ReaderStatusChanged: on(site.reader_changed),
    PrinterStatusChanged: on(tickets.printer_changed),
    MineArrived: on(mine.arrived),
    CallAnswered: on(calling.answered),
    OddsArrived: on(draws.arrived),
    ActionSettled: on(action.noted),
    ActionDelayed: on(action.noted),
    TicketDone: on(tickets.ticket_done),
}

#: What no finger does.
UNTOUCHED = (*EVERYWHERE, CheckedUp, CardUnreadable, *idle.ANSWERS)


def step(visit: Visit, event: Event) -> tuple[Visit | None, tuple[Effect, ...]]:
    """The next visit and what is to be done; None: this visit is over, drop everything of it."""
    if getattr(event, "visit", visit.visit) != visit.visit:
        return visit, ()
    if type(event) not in UNTOUCHED or isinstance(event, SettingChanged):
        visit = idle.touched(visit)
    move, ways = _move(visit, event)
    move = replace(move, effects=(*move.effects, *calling.left(visit, move.visit)))
    if move.visit is None or not move.way:
        return move.visit, move.effects
    return go(PAGES, move.visit, identify.begun(move.visit, ways[move.way])), move.effects


def show(visit: Visit) -> Shown:
    """What the terminal shows now."""
    name = _standing(visit) if visit.asked_at is None else "still_there"
    page = PAGES[name]
    return Shown(
        kind=page.kind,
        view=page.view(visit),
        frame=frame(visit, name, page),
        text_scale=visit.settings.text_scale,
        theme=visit.settings.theme,
        reach=visit.settings.reach,
        language=visit.settings.language,
        pager=(visit.speech.say("press.page_back"), visit.speech.say("press.page_on")),
    )


def _standing(visit: Visit) -> str:
    """The page; a terminal that the staff closed has another first one."""
    return "closed" if visit.site.closed and visit.page == visit.site.first_page else visit.page


def _move(visit: Visit, event: Event) -> tuple[Move, Mapping[str, str]]:
    page = PAGES[_standing(visit)]
    match event:
        case Touched():
            return stay(visit), {}
        case StopPressed() | BackPressed() | StaffCalled():
            return _aside(visit, page, event), {"call": "call"}
        case PageOpened(name):
            return _open(visit, page, name, event)
    answered = page.on.get(type(event)) or EVERYWHERE.get(type(event))
    if answered is None:
        return stay(visit), {}
    return answered.handler(visit, event), answered.ways


def _aside(visit: Visit, page: Page, event: StopPressed | BackPressed | StaffCalled) -> Move:
    """Out, back or to the staff; not while an answer is on its way."""
    if page.busy:
        return stay(visit)
    match event:
        case StopPressed():
            return Move(None)
        case BackPressed():
            return stay(back(visit))
        case StaffCalled():
            return calling.called(visit)


def _open(visit: Visit, page: Page, name: str, event: PageOpened) -> tuple[Move, Mapping[str, str]]:
    """Only where a button of this page leads, and by the way that its page asks for."""
    if name not in page.opens:
        return stay(visit), {}
    if PAGES[name].records and action.why_stopped(visit) is not None:
        return Move(visit, way="stopped"), {"stopped": "stopped"}
    opened = PAGES[name].opened
    if opened is None:
        return Move(visit, way=name), {name: name}
    return opened.handler(visit, event), opened.ways
