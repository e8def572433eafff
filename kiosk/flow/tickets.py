"""Paper: what stands on a ticket, when one is printed, and how it fared."""

from dataclasses import replace

from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintUnknown
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import names
from kiosk.flow.journeys import tellings
from kiosk.flow.page import Move, stay
from kiosk.flow.terms import clauses_of, contact, terms_of
from kiosk.messages import PrinterStatusChanged, PrintTicket, PrintWanted, TicketDone
from kiosk.visit import Fate, Paperwork, Sent, Visit
from sync.wire import BookBody, CancelBody

__all__ = [
    "class_of",
    "fared",
    "print_ticket",
    "print_wanted",
    "printer_changed",
    "ticket_done",
    "who_text",
]

#: More paper than one resident needs in one visit.
PRINTS_MAX = 20
#: Kinds of ticket: booking ticket (予約票), receipt of an application (仮受付票), still being
#: checked (確認中), cancellation ticket (取消票).
TITLES = {
    Fate.CONFIRMED: "ticket.title.confirmed",
    Fate.RECEIVED: "ticket.title.received",
    Fate.CHECKING: "ticket.title.checking",
}
BANNERS = {Fate.RECEIVED: "ticket.banner.received", Fate.CHECKING: "ticket.banner.checking"}


def print_ticket(visit: Visit, sent: Sent, *, again: bool = False) -> Move:
    """A ticket of what an action became; the number on it is the action's, whatever comes."""
    if visit.prints >= PRINTS_MAX or sent.fate not in TITLES or not _has_paper(sent):
        return stay(visit)
    visit, ticket = visit.new_id()
    paperwork = Paperwork(str(ticket), sent.number)
    effect = PrintTicket(visit.visit, str(ticket), paper_of(visit, sent, again=again))
    return stay(replace(visit, paper=paperwork, prints=visit.prints + 1), effect)


def print_wanted(visit: Visit, event: PrintWanted) -> Move:
    """Once more (再発行)."""
    for sent in visit.sents:
        if sent.number == event.number:
            return print_ticket(visit, sent, again=True)
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
            return t.say("paper.not_printed", why=t.say(f"printer.{status.value}"))
        case PrintUnknown():
            return t.say("paper.unknown")


def paper_of(visit: Visit, sent: Sent, *, again: bool) -> Paper:
    t, title = visit.speech, TITLES[sent.fate]
    title = t.special(f"{title}.{sent.body.verb}", title)
    banner = BANNERS.get(sent.fate)
    return Paper(
        title=t.say(title),
        place=t.say(
            "frame.place",
            name=names.municipality(visit),
            venue=names.venue(visit, visit.site.venue),
        ),
        number_label=t.say("ticket.number"),
        number=sent.number,
        rows=_rows(visit, sent),
        notes=_notes(visit, sent),
        contact=contact(visit, sent.plan.facility if sent.plan else None),
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{visit.site.municipality.id}:{sent.number}",
        banner=t.say(banner) if banner else "",
        again=t.say("ticket.again") if again else "",
        large=visit.settings.text_scale > 1,
    )


def _rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    t, plan = visit.speech, sent.plan
    who = (t.say("row.who"), who_text(visit))
    if plan is None:
        return (who, *tellings()[sent.body.verb].rows(visit, sent))
    rows = [
        who,
        (t.say("row.when"), names.when(visit, plan)),
        (t.say("row.where"), names.room(visit, plan.facility)),
        (t.say("row.what"), names.use(visit, plan)),
        (t.say("row.people"), t.count("count.people", plan.people)),
    ]
    if isinstance(sent.body, CancelBody):
        return (*rows, (t.say("row.cancelled_number"), sent.body.number))
    outcome = sent.verdict.outcome if sent.verdict else {}
    if sent.fate is not Fate.CONFIRMED:
        return tuple(rows)
    return (*rows, *((term.label, term.value) for term in terms_of(visit, outcome, plan)))


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
    t, verb = visit.speech, sent.body.verb
    notes = [t.say(f"outcome.{verb}.{class_of(sent)}")]
    if sent.fate in BANNERS and (visit.person is None or visit.person.resident is None):
        notes.append(t.say("outcome.unverified"))
    if isinstance(sent.body, BookBody) and sent.plan and sent.fate is Fate.CONFIRMED:
        notes += clauses_of(visit, sent.plan)
    return tuple(notes)


def class_of(sent: Sent) -> str:
    parked = sent.verdict is not None and sent.fate is Fate.RECEIVED
    return "parked" if parked else sent.fate.value


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
