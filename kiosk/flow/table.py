"""The first journey on one page: which pages there are, and which event leads where.

A handler decides and answers a word; this table turns the word into a page.
"""

from collections.abc import Mapping

from kiosk.devices.ports import CardLifted, ReaderStatusChanged
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
from kiosk.flow.journeys import pages
from kiosk.flow.page import Page, awaiting, on
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
    BookingConfirmed,
    CallAnswered,
    CancelConfirmed,
    CellChosen,
    ClockChanged,
    CourtsChosen,
    FacilityChosen,
    IntakeChanged,
    LineChanged,
    LoginAnswered,
    MineArrived,
    MonthChosen,
    NextPressed,
    OddsArrived,
    PasswordSealed,
    PolicyArrived,
    PrinterStatusChanged,
    PrintWanted,
    SettingChanged,
    SlotAdded,
    SlotDropped,
    SnapshotArrived,
    SportChosen,
    TermsAgreed,
    Ticked,
    TicketDone,
    UnsentCounted,
)

__all__ = ["EVERYWHERE", "FIRST"]


FIRST: Mapping[str, Page] = {
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
        opens=("identify.number",),
        next=identify.instead,
        step=2,
        passing=True,
    ),
    "identify.wait": awaiting(
        identify.wait,
        LoginAnswered,
        on(
            identify.answered,
            wrong="identify.password",
            turned_away="identify.refused",
            news="identify.news",
            **AFTER_LOGIN,
        ),
        step=2,
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
        opens=("desk", "renewal.see", "mail.wishes"),
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
        next=mine.another,
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
        gives_up=True,
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
        on={**BECAME, **OWN, **DAY, **ROOM},
        opens=(*INSTEAD, *pages()),
        question=results.question,
        step=4,
        next=result.finish,
        ends_trail=True,
    ),
    "refused": Page("result", result.refused, on={**DAY, **ROOM}, opens=INSTEAD, passing=True),
    "stopped": Page("message", action.stopped, opens=("desk",), passing=True),
    "still_there": Page("message", idle.still_there),
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
