"""Paper: what stands on a ticket, when one is printed, and how it fared."""

from dataclasses import replace

from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintUnknown
from kiosk.devices.ticket_printer.ticket import Paper, Sketch
from kiosk.flow import dues, equipment, names, standing
from kiosk.flow.held import place_kept
from kiosk.flow.journeys import tellings
from kiosk.flow.page import Move, stay
from kiosk.flow.sketches import sketch_to
from kiosk.flow.terms import (
    Term,
    clauses_of,
    contact,
    fee_text,
    on_the_day,
    people_text,
    refund_terms,
    terms_of,
)
from kiosk.messages import PrinterStatusChanged, PrintTicket, PrintWanted, TicketDone
from kiosk.screens.parts import Press
from kiosk.visit import Fate, Paperwork, Plan, Sent, Visit
from sync.wire import ApplyFormallyBody, BookBody, BookingState, CancelBody, ChangeBody

__all__ = [
    "booked_terms",
    "cancelled_terms",
    "changed_terms",
    "class_of",
    "fared",
    "fared_sign",
    "number_of",
    "outcome_text",
    "print_paper",
    "print_press",
    "print_ticket",
    "print_wanted",
    "printer_changed",
    "still_open",
    "ticket_done",
    "to_keep",
    "todo_of",
    "who_text",
]

#: More paper than one resident needs in one visit.
PRINTS_MAX = 20
#: Kinds of ticket: booking ticket (予約票), receipt of an application (仮受付票), still being
#: checked (確認中), cancellation ticket (取消票).
TITLES = {
    Fate.CONFIRMED: "ticket.title.confirmed",
    Fate.HELD: "ticket.title.held",
    Fate.RECEIVED: "ticket.title.received",
    Fate.CHECKING: "ticket.title.checking",
}
BANNERS = {Fate.RECEIVED: "ticket.banner.received", Fate.CHECKING: "ticket.banner.checking"}


def print_ticket(visit: Visit, sent: Sent, *, again: bool = False) -> Move:
    """A ticket of what an action became; the number on it is the action's, whatever comes."""
    if sent.fate not in TITLES or not _has_paper(sent):
        return stay(visit)
    return print_paper(visit, sent.number, paper_of(visit, sent, again=again))


def print_paper(visit: Visit, number: str, paper: Paper) -> Move:
    """A piece of paper about a number."""
    if visit.prints >= PRINTS_MAX:
        return stay(visit)
    visit, ticket = visit.new_id()
    effect = PrintTicket(visit.visit, str(ticket), paper)
    paperwork = Paperwork(str(ticket), number, again=bool(paper.again))
    return stay(replace(visit, paper=paperwork, prints=visit.prints + 1), effect)


def print_wanted(visit: Visit, event: PrintWanted) -> Move:
    """Once more (再発行), of this visit or of what stands; or what is given back, and where."""
    for sent in visit.sents:
        if sent.number == event.number:
            return print_ticket(visit, sent, again=not _is_first(visit, sent.number))
    for booking in (*standing.own(visit), *dues.refunded(visit)):
        if booking.number == event.number:
            return print_paper(visit, booking.number, _paper_again(visit, booking))
    return stay(visit)


def ticket_done(visit: Visit, event: TicketDone) -> Move:
    site = replace(visit.site, printer=_status_after(event))
    visit = replace(visit, site=site)
    if visit.paper is None or visit.paper.ticket != event.outcome.ticket:
        return stay(visit)
    return stay(replace(visit, paper=replace(visit.paper, outcome=event.outcome)))


def printer_changed(visit: Visit, event: PrinterStatusChanged) -> Move:
    return stay(replace(visit, site=replace(visit.site, printer=event.status)))


def fared(visit: Visit, number: str) -> str:
    """How the paper of a number fares, in words; the number itself stands on the screen."""
    t, paper = visit.speech, visit.paper
    if paper is None or paper.number != number:
        return ""
    match paper.outcome:
        case None:
            return t.say("paper.printing")
        case Printed():
            return t.say("paper.printed")
        case NotPrinted(_, status):
            text_id = "paper.not_printed" if number else "paper.not_printed.form"
            return t.say(text_id, why=t.say(f"printer.{status.value}"))
        case PrintUnknown():
            return t.say("paper.unknown")


def print_press(visit: Visit, number: str) -> Press:
    """もう一枚, and nothing of a second one where there is no first."""
    text_id = "press.print" if _came_to_nothing(visit, number) else "press.print_again"
    return Press(visit.speech.say(text_id), PrintWanted(number), "printer")


def fared_sign(visit: Visit, number: str) -> str:
    """The icon beside these words."""
    paper = visit.paper
    if paper is None or paper.number != number:
        return "printer"
    return "attention" if isinstance(paper.outcome, NotPrinted | PrintUnknown) else "printer"


def _came_to_nothing(visit: Visit, number: str) -> bool:
    paper = visit.paper
    return paper is not None and paper.number == number and isinstance(paper.outcome, NotPrinted)


def _is_first(visit: Visit, number: str) -> bool:
    """What was asked for last did not come out, and nothing before it."""
    return _came_to_nothing(visit, number) and visit.paper is not None and not visit.paper.again


def paper_of(visit: Visit, sent: Sent, *, again: bool) -> Paper:
    t, title = visit.speech, TITLES[sent.fate]
    title = f"ticket.title.{class_of(sent)}" if class_of(sent) == "provisional" else title
    title = t.special(f"{title}.{sent.body.verb}", title)
    banner = BANNERS.get(sent.fate)
    return Paper(
        title=t.say(title),
        place=names.place(visit),
        number_label=t.say("ticket.number"),
        number=number_of(sent),
        rows=_rows(visit, sent),
        notes=_notes(visit, sent),
        contact=contact(visit, sent.plan.facility if sent.plan else None),
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=_qr(visit, sent),
        banner=t.say(banner) if banner else "",
        again=t.say("ticket.again") if again else "",
        large=visit.settings.text_scale > 1,
        sketch=None if isinstance(sent.body, CancelBody) else _sketch(visit, sent.plan),
    )


def _qr(visit: Visit, sent: Sent) -> str:
    """The whole action until the centre has decided it, so that paper alone brings it there."""
    short = f"MACHIKADO1:{visit.site.municipality.id}:{number_of(sent)}"
    return short if sent.verdict is not None or sent.code is None else sent.code


def _sketch(visit: Visit, plan: Plan | None) -> Sketch | None:
    """Where the place lies; nobody needs to be shown where they stand."""
    room = visit.site.municipality.rooms.get(plan.facility) if plan else None
    return None if room is None else sketch_to(visit, room.venue)


def _paper_again(visit: Visit, booking: BookingState) -> Paper:
    """The ticket of a booking that was made elsewhere or before, as it stands now."""
    t, plan = visit.speech, standing.plan_of(booking)
    fee = Term(t.say("row.fee"), fee_text(visit, booking.fee, plan))
    return Paper(
        title=t.say(_title_again(booking)),
        place=names.municipality(visit),
        number_label=t.say("ticket.number"),
        number=booking.number,
        rows=(*_use(visit, plan), (fee.label, fee.value)),
        notes=(
            *dues.lines(visit, booking),
            *(on_the_day(visit, booking.facility) if booking.stands else ()),
            *(clauses_of(visit, plan) if booking.stands else ()),
        ),
        contact=contact(visit, booking.facility),
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{visit.site.municipality.id}:{booking.number}",
        again=t.say("ticket.again") if booking.stands else "",
        large=visit.settings.text_scale > 1,
        sketch=_sketch(visit, plan) if booking.stands else None,
    )


def _title_again(booking: BookingState) -> str:
    if not booking.stands:
        return "ticket.title.refund"
    final = booking.state in {"confirmed", "permitted"}
    return "ticket.title.confirmed" if final else "ticket.title.provisional"


def _use(visit: Visit, plan: Plan) -> tuple[tuple[str, str], ...]:
    t = visit.speech
    return (
        (t.say("row.who"), who_text(visit)),
        (t.say("row.when"), names.when(visit, plan)),
        (t.say("row.where"), names.room(visit, plan.facility)),
        (t.say("row.what"), names.use(visit, plan)),
        (t.say("row.people"), people_text(visit, plan)),
        *equipment.rows(visit, plan),
    )


def _rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    t, plan = visit.speech, sent.plan
    if plan is None:
        who = (t.say("row.who"), who_text(visit))
        return (who, *tellings()[sent.body.verb].rows(visit, sent))
    rows = list(_use(visit, plan))
    if isinstance(sent.body, CancelBody):
        rows.append((t.say("row.cancelled_number"), sent.body.number))
        return (*rows, *((term.label, term.value) for term in cancelled_terms(visit, sent)))
    if isinstance(sent.body, ChangeBody | ApplyFormallyBody):
        if sent.fate is not Fate.CONFIRMED:
            rows.append((t.say("row.changed_number"), sent.body.number))
        return (*rows, *((term.label, term.value) for term in changed_terms(visit, sent)))
    return (*rows, *((term.label, term.value) for term in booked_terms(visit, sent)))


def booked_terms(visit: Visit, sent: Sent) -> tuple[Term, ...]:
    """Money and deadlines of a booking that was made."""
    if not isinstance(sent.body, BookBody) or sent.plan is None or sent.fate is not Fate.CONFIRMED:
        return ()
    return terms_of(visit, sent.verdict.outcome if sent.verdict else {}, sent.plan)


def cancelled_terms(visit: Visit, sent: Sent) -> tuple[Term, ...]:
    """What a cancellation that was done costs, and what is given back for it."""
    if sent.fate is not Fate.CONFIRMED or sent.verdict is None or sent.plan is None:
        return ()
    t, outcome, booking = visit.speech, sent.verdict.outcome, sent.verdict.booking
    due = outcome.get("fee_due")
    cost = t.say("cancel.free") if due == 0 else fee_text(visit, due, sent.plan)
    paid = booking.fee if booking is not None and booking.paid else 0
    return (Term(t.say("row.cancel_cost"), cost), *refund_terms(visit, outcome, paid))


def changed_terms(visit: Visit, sent: Sent) -> tuple[Term, ...]:
    """What a change that was done costs, and what more is to be paid or is given back."""
    if sent.fate is not Fate.CONFIRMED or sent.verdict is None or sent.plan is None:
        return ()
    t, outcome, booking = visit.speech, sent.verdict.outcome, sent.verdict.booking
    fee = outcome.get("fee", booking.fee if booking else None)
    more = (("row.more_fee", outcome.get("more_yen")), ("row.back_fee", outcome.get("back_yen")))
    return (
        *terms_of(visit, {**outcome, "fee": fee}, sent.plan),
        *(Term(t.say(label), fee_text(visit, yen, sent.plan)) for label, yen in more if yen),
    )


def who_text(visit: Visit) -> str:
    """The last four digits of the number, no more; a card alone shows nothing."""
    t, person = visit.speech, visit.person
    if person is not None and person.resident is not None:
        return t.say("who.number", end=person.resident.number_end)
    if person is not None and person.number is not None:
        return t.say("who.number", end=person.number[-4:])
    return t.say("who.card")


def _notes(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """What this paper means, in the honest words of its class."""
    t, notes = visit.speech, [outcome_text(visit, sent)]
    notes += still_open(visit, sent)
    notes += todo_of(visit, sent)
    if sent.verdict is None and sent.code is not None:
        notes.append(t.say("ticket.keep"))
    if isinstance(sent.body, BookBody) and sent.plan and sent.fate in {Fate.CONFIRMED, Fate.HELD}:
        notes += (*on_the_day(visit, sent.plan.facility), *clauses_of(visit, sent.plan))
    return tuple(notes)


def number_of(sent: Sent) -> str:
    """The number that counts from now on: a booking that was changed keeps its own."""
    match sent.body:
        case ChangeBody(number=number) | ApplyFormallyBody(number=number):
            return number if sent.fate is Fate.CONFIRMED else sent.number
        case _:
            return sent.number


def todo_of(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """What is still to be done for a booking that an action made or changed."""
    booking = sent.verdict.booking if sent.verdict else None
    if booking is None or sent.fate is not Fate.CONFIRMED:
        return ()
    return standing.todo(visit, standing.known(booking)) if booking.stands else ()


def outcome_text(visit: Visit, sent: Sent) -> str:
    """What it means, in the honest words of its class; of no card where none is issued."""
    t, text_id = visit.speech, f"outcome.{sent.body.verb}.{class_of(sent)}"
    if visit.site.municipality.credentials.no_card is not None:
        text_id = t.special(f"{text_id}.no_card", text_id)
    return t.say(text_id)


def still_open(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """Of what has no verdict: whose it is, its place, and by which clock it was in time."""
    if sent.fate not in BANNERS:
        return ()
    unverified = visit.person is None or visit.person.resident is None
    said = {
        "outcome.unverified": unverified,
        "outcome.place_kept": place_kept(visit, sent),
        "home.clock": visit.site.clock_wrong,
    }
    return tuple(visit.speech.say(text_id) for text_id, so in said.items() if so)


def to_keep(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """Of what is not decided, that its number answers at every terminal; the paper says it, too."""
    kept = sent.fate in BANNERS and _has_paper(sent)
    return (visit.speech.say("outcome.keep"),) if kept else ()


def class_of(sent: Sent) -> str:
    """How a fate is called: a provisional booking (仮予約) is not called confirmed (確定)."""
    verdict = sent.verdict
    if verdict is not None and sent.fate is Fate.RECEIVED:
        return "parked"
    if sent.fate is not Fate.CONFIRMED or verdict is None or verdict.booking is None:
        return sent.fate.value
    settled = verdict.booking.state in {"confirmed", "permitted"}
    return sent.fate.value if settled or not isinstance(sent.body, BookBody) else "provisional"


def _has_paper(sent: Sent) -> bool:
    telling = tellings().get(sent.body.verb)
    return telling is None or telling.printed


def _status_after(event: TicketDone) -> PrinterStatus:
    match event.outcome:
        case Printed():
            return PrinterStatus.READY
        case NotPrinted(_, status):
            return status
        case PrintUnknown():
            return PrinterStatus.UNKNOWN
