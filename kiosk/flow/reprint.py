"""The staff print once more (再発行) what a terminal took last, and nothing of anybody.

Nothing that a terminal keeps says who asked. So this slip has the number, what was asked and how
it stands; the whole ticket is printed by whoever it is about, after a login.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import names
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.tickets import fared, print_paper
from kiosk.messages import FetchRecent, PageOpened, PrintWanted, RecentArrived
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark, Press
from kiosk.visit import Visit
from sync.outbox_row import ActionState
from sync.recent import RecentAction
from sync.wire import BookBody, ChangeBody

__all__ = ["PAGES"]

MARKS = {
    ActionState.APPLIED: Mark.CONFIRMED,
    ActionState.REJECTED: Mark.REFUSED,
    ActionState.CONFLICT: Mark.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Recent:
    """``actions`` is None until they are there."""

    actions: tuple[RecentAction, ...] | None = None


def wanted(visit: Visit, _: PageOpened) -> Move:
    return Move(visit.keep(Recent()), (FetchRecent(visit.visit),), "listed")


def arrived(visit: Visit, event: RecentArrived) -> Move:
    return stay(visit.keep(Recent(event.actions)))


def listed(visit: Visit) -> View:
    t, found = visit.speech, visit.of(Recent).actions
    empty = t.say("staff.reprint.reading" if found is None else "staff.reprint.none")
    return View(tuple(_row(visit, one) for one in found or ()), empty, _notice(visit))


def _notice(visit: Visit) -> str:
    paper = visit.paper
    done = "" if paper is None else fared(visit, paper.number)
    return done or visit.speech.say("staff.reprint.how")


def _row(visit: Visit, one: RecentAction) -> Row:
    t = visit.speech
    return Row(
        title=f"{one.number} {t.say(f'staff.verb.{one.body.verb}')}",
        detail="\n".join(
            t.say("result.term", label=label, value=value) for label, value in _about(visit, one)
        ),
        mark=MARKS.get(one.state, Mark.WAITING),
        word=t.say(f"staff.reprint.{one.state.value}"),
        actions=(Press(t.say("press.print"), PrintWanted(one.number), "printer"),),
    )


def _about(visit: Visit, one: RecentAction) -> tuple[tuple[str, str], ...]:
    """When it was recorded; of a booking of this municipality, what for."""
    t = visit.speech
    recorded = datetime.fromtimestamp(one.recorded_ms / 1000, UTC)
    when = (t.say("staff.reprint.recorded"), t.instant(recorded))
    body = one.body.to if isinstance(one.body, ChangeBody) else one.body
    if not isinstance(body, BookBody) or one.municipality != visit.site.municipality.id:
        return (when,)
    hours = t.span(body.start_minute, body.end_minute)
    return (
        when,
        (t.say("row.when"), f"{t.day(body.day)} {hours}"),
        (t.say("row.where"), names.room(visit, body.facility)),
    )


def print_wanted(visit: Visit, event: PrintWanted) -> Move:
    known = visit.of(Recent).actions or ()
    found = next((one for one in known if one.number == event.number), None)
    return stay(visit) if found is None else print_paper(visit, found.number, _paper(visit, found))


def _paper(visit: Visit, one: RecentAction) -> Paper:
    t = visit.speech
    return Paper(
        title=t.say("staff.reprint.title"),
        place=names.place(visit),
        number_label=t.say("ticket.number"),
        number=one.number,
        rows=(
            (t.say("staff.reprint.what"), t.say(f"staff.verb.{one.body.verb}")),
            *_about(visit, one),
            (t.say("lottery.ticket.state"), t.say(f"staff.reprint.{one.state.value}")),
        ),
        notes=(t.say("staff.reprint.note"),),
        contact="",
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{one.municipality}:{one.number}",
        again=t.say("ticket.again"),
    )


PAGES = {
    "staff.reprint": Page(
        "list",
        listed,
        opened=on(wanted, listed="staff.reprint"),
        on={RecentArrived: on(arrived), PrintWanted: on(print_wanted)},
    )
}
