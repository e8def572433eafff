"""The formal application (本申請) for a provisional booking: made here, or a form for the desk."""

from dataclasses import dataclass

from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import action, advice, equipment, names
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.standing import known, own, plan_of, todo
from kiosk.flow.terms import clauses_of, contact, fee_text, people_text
from kiosk.flow.tickets import print_paper, who_text
from kiosk.messages import FormalChosen, FormalConfirmed, FormWanted
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Fate, Visit
from rules.facts import Channel, Stage
from rules.families import formal
from sync.wire import ApplyFormallyBody, BookingState

__all__ = ["PAGES", "chosen", "form_wanted", "presses"]


@dataclass(frozen=True, slots=True)
class Applying:
    """The number of the booking that is applied for."""

    number: str = ""


def presses(visit: Visit, booking: BookingState) -> tuple[Press, ...]:
    """What can be done here about a provisional booking: applying, or printing the form."""
    t, settings = visit.speech, _settings(visit, booking)
    provisional = known(booking).stage is Stage.PROVISIONAL and booking.stands
    if settings is None or not provisional or booking.number in _applied_here(visit):
        return ()
    if Channel.TERMINAL in settings.channels:
        return (Press(t.say("formal.press"), FormalChosen(booking.number), "check", Look.MAIN),)
    return (Press(t.say("formal.print"), FormWanted(booking.number), "printer"),)


def chosen(visit: Visit, event: FormalChosen) -> Move:
    """``formal`` where the rules allow it, else ``refused`` with every reason."""
    booking = _find(visit, event.number)
    if booking is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    visit = visit.keep(Applying(booking.number))
    verdict = advice.formal_verdict(visit, booking)
    return advice.judged(visit, plan_of(booking), verdict, allowed="formal")


def confirmed(visit: Visit, event: FormalConfirmed) -> Move:
    """``gone`` where it is no provisional booking any more."""
    booking = _find(visit, event.number)
    if booking is None:
        return Move(visit, way="gone")
    verdict = advice.formal_verdict(visit, booking)
    if not verdict.allowed:
        return advice.judged(visit, plan_of(booking), verdict, allowed="formal")
    return action.submit(visit, ApplyFormallyBody(number=booking.number), plan_of(booking))


def form_wanted(visit: Visit, event: FormWanted) -> Move:
    """The form, filled in as far as the terminal knows; the desk takes it with the fee."""
    booking = _find(visit, event.number)
    if booking is None:
        return stay(visit)
    return print_paper(visit, booking.number, _form(visit, booking))


def page(visit: Visit) -> View:
    t = visit.speech
    booking = _find(visit, visit.of(Applying).number)
    if booking is None:  # decided in the meantime: nothing is left to say yes to
        gone = Press(t.say("formal.go"), FormalConfirmed(""), "check", Look.MAIN)
        return View(t.say("formal.gone"), (), (), gone)
    return View(
        sentence=t.say("formal.sentence", plan=names.plan_sentence(visit, plan_of(booking))),
        rows=tuple(Row(label, value) for label, value in _rows(visit, booking)),
        notes=(t.say("formal.note"), *todo(visit, known(booking))),
        go=Press(t.say("formal.go"), FormalConfirmed(booking.number), "check", Look.MAIN),
    )


def _form(visit: Visit, booking: BookingState) -> Paper:
    t = visit.speech
    blanks = ("formal.blank.name", "formal.blank.address", "formal.blank.purpose")
    return Paper(
        title=t.say("formal.form"),
        place=names.municipality(visit),
        number_label=t.say("ticket.number"),
        number=booking.number,
        rows=(
            (t.say("row.who"), who_text(visit)),
            *_rows(visit, booking),
            *((t.say(blank), t.say("formal.blank")) for blank in blanks),
        ),
        notes=(
            *todo(visit, known(booking)),
            *equipment.again(visit, plan_of(booking)),
            *clauses_of(visit, plan_of(booking)),
        ),
        contact=contact(visit, booking.facility),
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{visit.site.municipality.id}:{booking.number}",
        large=visit.settings.text_scale > 1,
    )


def _rows(visit: Visit, booking: BookingState) -> tuple[tuple[str, str], ...]:
    t, plan = visit.speech, plan_of(booking)
    return (
        (t.say("row.when"), names.when(visit, plan)),
        (t.say("row.where"), names.room(visit, plan.facility)),
        (t.say("row.what"), names.use(visit, plan)),
        (t.say("row.people"), people_text(visit, plan)),
        *equipment.rows(visit, plan),
        (t.say("row.fee"), fee_text(visit, booking.fee or None, plan)),
    )


def _find(visit: Visit, number: str) -> BookingState | None:
    """A provisional booking that nobody has applied for in this visit."""
    for booking in own(visit):
        if booking.number == number and booking.state == "provisional":
            return None if number in _applied_here(visit) else booking
    return None


def _applied_here(visit: Visit) -> set[str]:
    asked = (sent for sent in visit.sents if sent.fate is not Fate.REFUSED)
    return {sent.body.number for sent in asked if isinstance(sent.body, ApplyFormallyBody)}


def _settings(visit: Visit, booking: BookingState) -> formal.Settings | None:
    here = visit.site.municipality
    if booking.facility not in here.rooms:
        return None
    found = here.settings(booking.facility, booking.day).get(formal.Settings)
    return found if isinstance(found, formal.Settings) else None


PAGES = {
    "mine.formal": Page(
        "confirm",
        page,
        on={
            FormalConfirmed: on(
                confirmed,
                sent="action.wait",
                refused="refused",
                stopped="stopped",
                gone="mine.list",
            )
        },
    )
}
