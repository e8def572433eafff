"""The staff's page (係員), behind a card of theirs: how the terminal is, trying it, closing it."""

from dataclasses import dataclass, replace

from kiosk.devices.ports import CardTouched, CardUnreadable, Printed, PrinterStatus, ReaderStatus
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import identify, names
from kiosk.flow.board import as_of
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.tickets import print_paper
from kiosk.messages import (
    CheckedUp,
    CheckUp,
    CheckUpWanted,
    ClosingChosen,
    MarkClosed,
    PageOpened,
    StopPressed,
    TrialPrintWanted,
)
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as List
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit

__all__ = ["CLOSINGS", "GREETED", "PAGES", "card_at_closed", "greeted"]

#: Why a terminal is closed: each is a notice to the residents.
CLOSINGS = ("soon", "repair", "paper", "today")
#: What the test print is called where a number stands on a ticket.
TEST = "TEST"


@dataclass(frozen=True, slots=True)
class Checks:
    """Whether a check was asked for, and what came of it."""

    asked: bool = False
    done: CheckedUp | None = None


def greeted(visit: Visit, event: CardTouched) -> Move:
    """A card on the first page: the staff's leads here, a resident's to the bookings."""
    if visit.site.staff.knows(event.card):
        return Move(visit, way="staff")
    return identify.greeted(visit, event)


def card_at_closed(visit: Visit, event: CardTouched) -> Move:
    return Move(visit, way="staff") if visit.site.staff.knows(event.card) else stay(visit)


def menu(visit: Visit) -> List:
    t, closed = visit.speech, visit.site.closed
    again = Press(t.say("staff.open"), ClosingChosen(""), "check", Look.MAIN)
    close = Press(t.say("staff.close"), PageOpened("staff.closing"), "attention", Look.STOP)
    also = (
        Press(t.say("staff.check"), CheckUpWanted(), "again", Look.MAIN),
        Press(t.say("staff.print"), TrialPrintWanted(), "printer"),
        Press(t.say("staff.reprint"), PageOpened("staff.reprint"), "printer"),
        again if closed else close,
    )
    return List(_rows(visit), "", _said(visit), also)


def check_wanted(visit: Visit, _: CheckUpWanted) -> Move:
    return stay(visit.keep(Checks(asked=True)), CheckUp(visit.visit))


def checked(visit: Visit, event: CheckedUp) -> Move:
    return stay(visit.keep(Checks(asked=True, done=event)))


def print_wanted(visit: Visit, _: TrialPrintWanted) -> Move:
    t = visit.speech
    paper = Paper(
        title=t.say("staff.test.title"),
        place=names.place(visit),
        number_label=t.say("staff.test.label"),
        number=TEST,
        rows=((t.say("staff.row.version"), visit.site.version),),
        notes=(t.say("staff.test.note"),),
        contact="",
        printed_at=t.instant(visit.now),
        qr=TEST,
    )
    return print_paper(visit, TEST, paper)


def closings(visit: Visit) -> Choose:
    t = visit.speech
    return Choose(tuple(Answer(t.say(f"closed.{why}"), ClosingChosen(why)) for why in CLOSINGS))


def closing_chosen(visit: Visit, event: ClosingChosen) -> Move:
    """It stays so from visit to visit, and over a restart, until the staff open it."""
    if event.why not in {"", *CLOSINGS}:
        return stay(visit)
    visit = replace(visit, site=replace(visit.site, closed=event.why))
    return Move(visit, (MarkClosed(event.why),), "menu")


def closed(visit: Visit) -> Message:
    """What a resident sees of a closed terminal."""
    t = visit.speech
    return Message((t.say(f"closed.{visit.site.closed}"), t.say("closed.instead")), tone="stop")


def _rows(visit: Visit) -> tuple[Row, ...]:
    t, site = visit.speech, visit.site
    unsent = t.count("staff.unsent", site.unsent) if site.unsent else t.say("staff.unsent.none")
    intake = t.say("staff.intake.stopped", why=site.intake) if site.intake else ""
    said = f"{site.municipality.id} {names.municipality(visit)}"
    return (
        _row(
            visit,
            "reader",
            t.say(f"staff.reader.{site.reader}"),
            well=site.reader is ReaderStatus.READY,
        ),
        _row(
            visit,
            "printer",
            t.say(f"staff.printer.{site.printer}"),
            well=site.printer is PrinterStatus.READY,
        ),
        _row(visit, "line", t.say("line.up" if site.line_up else "line.down"), well=site.line_up),
        _row(visit, "outbox", f"{unsent} {intake}".strip(), well=site.intake is None),
        _row(visit, "copy", as_of(visit), well=site.snapshot.as_of is not None),
        _row(visit, "version", f"{site.version} / {said}", well=not site.closed),
    )


def _row(visit: Visit, name: str, detail: str, *, well: bool) -> Row:
    t = visit.speech
    mark = Mark.CONFIRMED if well else Mark.REFUSED
    return Row(
        t.say(f"staff.row.{name}"), detail, mark, t.say("staff.well" if well else "staff.ill")
    )


def _said(visit: Visit) -> str:
    """What came of the last check and of the last test print."""
    t, checks, paper = visit.speech, visit.of(Checks), visit.paper
    said = [t.say("staff.closed_now")] if visit.site.closed else []
    if checks.done is not None:
        said.append(t.say("staff.reached" if checks.done.line_up else "staff.unreached"))
        said.append(t.say("staff.sound" if checks.done.sound else "staff.unsound"))
    elif checks.asked:
        said.append(t.say("staff.checking"))
    if paper is not None and paper.outcome is not None:
        printed = isinstance(paper.outcome, Printed)
        said.append(t.say("staff.printed" if printed else "staff.not_printed"))
    return " ".join(said)


def _end(visit: Visit) -> Press:
    return Press(visit.speech.say("press.finish"), StopPressed(), "check", Look.MAIN)


GREETED = {
    CardTouched: on(greeted, touched="identify.password", staff="staff"),
    CardUnreadable: on(identify.greeted_unread, unreadable="identify.card"),
}
PAGES = {
    "staff": Page(
        "list",
        menu,
        on={
            CheckUpWanted: on(check_wanted),
            CheckedUp: on(checked),
            TrialPrintWanted: on(print_wanted),
            ClosingChosen: on(closing_chosen, menu="staff"),
        },
        opens=("staff.closing", "staff.reprint"),
        next=_end,
        ends_trail=True,
    ),
    "staff.closing": Page("choose", closings, on={ClosingChosen: on(closing_chosen, menu="staff")}),
    "closed": Page("message", closed, on={CardTouched: on(card_at_closed, staff="staff")}),
}
