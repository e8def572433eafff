"""The resident's own bookings: seeing them, cancelling one, and news of what was received."""

from dataclasses import replace

from kiosk.flow import action, advice, identify, names
from kiosk.flow.instead import from_centre, said
from kiosk.flow.page import Move, stay
from kiosk.flow.terms import fee_text
from kiosk.messages import (
    CancelChosen,
    CancelConfirmed,
    FetchMine,
    MineArrived,
    NextPressed,
    PageOpened,
    PrintWanted,
)
from kiosk.screens.confirm.view import Row as Fact
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Cancelling, Fate, Plan, Sent, Visit
from rules.calendar import instant
from rules.verdict import Verdict
from sync.wire import BookBody, BookingState, CancelBody, PastAction

__all__ = [
    "arrived",
    "cancel",
    "cancel_chosen",
    "cancel_confirmed",
    "listed",
    "news",
    "next_press",
    "read_news",
    "wanted",
]

#: What a row says of a booking that is not decided yet.
OPEN = {Fate.RECEIVED: "mine.state.received", Fate.CHECKING: "mine.state.checking"}
#: By the word of a state; what is over has none. As the result pages colour them.
MARKS = {
    "mine.state.confirmed": Mark.CONFIRMED,
    "mine.state.paid": Mark.CONFIRMED,
    "mine.state.cancelling": Mark.WAITING,
    "news.applied": Mark.CONFIRMED,
    "news.rejected": Mark.REFUSED,
    "news.conflict": Mark.REFUSED,
    "news.parked": Mark.WAITING,
}


def wanted(visit: Visit, _: PageOpened) -> Move:
    """To the list: who is it, then the freshest list that can be had."""
    visit = replace(visit, goal="mine")
    if visit.person is None:
        return Move(visit, way="who")
    if visit.person.resident is None:
        return identify.log_in(visit)
    fetch = (FetchMine(visit.visit),) if visit.site.line_up else ()
    return Move(visit, fetch, "mine")


def arrived(visit: Visit, event: MineArrived) -> Move:
    if visit.person is None or event.bookings is None:
        return stay(visit)
    person = replace(visit.person, bookings=event.bookings, mine=event.mine or visit.person.mine)
    return stay(replace(visit, person=person))


def cancel_chosen(visit: Visit, event: CancelChosen) -> Move:
    """``sure`` where the rules let it go, else ``refused`` with every reason."""
    found = find(visit, event.number)
    if found is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    visit = replace(visit, cancelling=found)
    return advice.judged(visit, found.plan, verdict_on(visit, found), allowed="sure")


def cancel_confirmed(visit: Visit, event: CancelConfirmed) -> Move:
    """``gone`` where it was cancelled in the meantime."""
    found = find(visit, event.number)
    if found is None:
        return Move(visit, way="gone")
    verdict = verdict_on(visit, found)
    if not verdict.allowed:
        return advice.judged(visit, found.plan, verdict, allowed="sure")
    return action.submit(visit, CancelBody(number=found.number), found.plan)


def find(visit: Visit, number: str) -> Cancelling | None:
    """A live booking of this person, decided or still on its way."""
    if visit.person is None or number in cancelled_here(visit):
        return None
    for booking in visit.person.bookings:
        if booking.number == number and booking.stands:
            return Cancelling(number, plan_of(booking), booking)
    for sent in waiting(visit):
        if sent.number == number and sent.plan is not None:
            return Cancelling(number, sent.plan, None)
    return None


def verdict_on(visit: Visit, found: Cancelling) -> Verdict:
    """What the rules say to cancelling it."""
    return advice.cancel_verdict(visit, found.plan, found.booking)


def waiting(visit: Visit) -> tuple[Sent, ...]:
    """Bookings of this visit that the centre has not decided, and nobody has taken back."""
    gone = cancelled_here(visit)
    return tuple(
        sent
        for sent in visit.sents
        if isinstance(sent.body, BookBody) and sent.fate in OPEN and sent.number not in gone
    )


def cancelled_here(visit: Visit) -> set[str]:
    """The numbers of what this visit has asked to cancel, and was not refused."""
    asked = (sent for sent in visit.sents if sent.fate is not Fate.REFUSED)
    return {sent.body.number for sent in asked if isinstance(sent.body, CancelBody)}


def plan_of(booking: BookingState) -> Plan:
    return Plan(
        booking.facility,
        booking.sport,
        booking.courts,
        booking.people,
        booking.day,
        booking.start_minute,
        booking.end_minute,
    )


def listed(visit: Visit) -> View:
    t = visit.speech
    return View(
        rows=(*(_waiting_row(visit, sent) for sent in waiting(visit)), *_booking_rows(visit)),
        empty=t.say("mine.empty"),
        notice=_notice(visit),
        also=(Press(t.say("mine.another"), PageOpened("look.sport"), "search"),),
    )


def cancel(visit: Visit) -> Confirm:
    t, found = visit.speech, visit.cancelling
    assert found is not None
    return Confirm(
        sentence=t.say("cancel.sentence", plan=names.plan_sentence(visit, found.plan)),
        rows=_facts(visit, found),
        notes=(t.say("cancel.note.next" if visit.site.line_up else "cancel.note.line_down"),),
        go=Press(t.say("cancel.go"), CancelConfirmed(found.number), "cancel", Look.STOP),
    )


def news(visit: Visit) -> View:
    """What became of the actions that were left undecided; shown once, before all else."""
    past = visit.person.news if visit.person else ()
    return View(tuple(_news_row(visit, one) for one in past), visit.speech.say("mine.empty"))


def read_news(visit: Visit, _: NextPressed) -> Move:
    if visit.person is not None:
        visit = replace(visit, person=replace(visit.person, news=()))
    return identify.entered(visit)


def next_press(visit: Visit) -> Press:
    return Press(visit.speech.say("press.next"), NextPressed(), "next", Look.MAIN)


def _notice(visit: Visit) -> str:
    if visit.person is None or visit.person.resident is None:
        return visit.speech.say("mine.unverified")
    return "" if visit.site.line_up else visit.speech.say("mine.line_down")


def _waiting_row(visit: Visit, sent: Sent) -> Row:
    t = visit.speech
    assert sent.plan is not None  # a booking has one
    actions = (_cancel_press(visit, sent.number), _print_press(visit, sent.number))
    detail = t.say("mine.detail", what=names.use(visit, sent.plan), number=sent.number)
    return Row(_title(visit, sent.plan), detail, Mark.WAITING, t.say(OPEN[sent.fate]), actions)


def _booking_rows(visit: Visit) -> tuple[Row, ...]:
    """What is to come stands before what is past or cancelled."""
    bookings = visit.person.bookings if visit.person else ()
    ordered = sorted(bookings, key=lambda b: (not _to_come(visit, b), b.day, b.start_minute))
    return tuple(_booking_row(visit, booking) for booking in ordered)


def _booking_row(visit: Visit, booking: BookingState) -> Row:
    t, plan = visit.speech, plan_of(booking)
    live = _to_come(visit, booking)
    printed = any(sent.number == booking.number for sent in visit.sents)
    actions = (
        *((_cancel_press(visit, booking.number),) if live else ()),
        *((_print_press(visit, booking.number),) if live and printed else ()),
    )
    detail = t.say("mine.detail", what=names.use(visit, plan), number=booking.number)
    state = _state(visit, booking)
    mark = MARKS.get(state, Mark.NONE)
    return Row(_title(visit, plan), detail, mark, t.say(state), actions)


def _to_come(visit: Visit, booking: BookingState) -> bool:
    starts_at = instant(booking.day, booking.start_minute)
    return booking.stands and visit.now < starts_at


def _state(visit: Visit, booking: BookingState) -> str:
    if not booking.stands:
        return "mine.state.cancelled"
    if not _to_come(visit, booking):
        return "mine.state.past"
    if booking.number in cancelled_here(visit):
        return "mine.state.cancelling"
    return "mine.state.paid" if booking.paid else "mine.state.confirmed"


def _news_row(visit: Visit, past: PastAction) -> Row:
    t = visit.speech
    why = " ".join(said(visit, from_centre(reason)).text for reason in past.reasons)
    became = _became(past)
    number = t.say("news.number", number=past.number)
    booking = _booked(visit, past)
    return Row(
        title=_title(visit, plan_of(booking)) if booking else number,
        detail=number if booking else why or t.say(f"news.detail.{past.verdict}"),
        mark=MARKS.get(became, Mark.NONE),
        word=t.say(became),
    )


def _booked(visit: Visit, past: PastAction) -> BookingState | None:
    """The booking that an action made, where it is still among the resident's."""
    bookings = visit.person.bookings if visit.person else ()
    return next((booking for booking in bookings if booking.number == past.number), None)


def _became(past: PastAction) -> str:
    """確定 is said of a booking only; a cancellation that was done is 取消ずみ."""
    if (past.verb, past.verdict) == ("cancel", "applied"):
        return "mine.state.cancelled"
    return f"news.{past.verdict}"


def _title(visit: Visit, plan: Plan) -> str:
    return f"{names.when(visit, plan)} {names.room(visit, plan.facility)}"


def _cancel_press(visit: Visit, number: str) -> Press:
    return Press(visit.speech.say("press.cancel"), CancelChosen(number), "cancel", Look.STOP)


def _print_press(visit: Visit, number: str) -> Press:
    return Press(visit.speech.say("press.print"), PrintWanted(number), "printer")


def _facts(visit: Visit, found: Cancelling) -> tuple[Fact, ...]:
    """What is cancelled, and what that costs."""
    t, plan = visit.speech, found.plan
    outcome = verdict_on(visit, found).outcome or {}
    due = outcome.get("fee_due")
    cost = t.say("cancel.free") if due == 0 else fee_text(visit, due, plan)
    return (
        Fact(t.say("ticket.number"), found.number, strong=True),
        Fact(t.say("row.when"), names.when(visit, plan)),
        Fact(t.say("row.where"), names.room(visit, plan.facility)),
        Fact(t.say("row.what"), names.use(visit, plan)),
        Fact(t.say("row.cancel_cost"), cost, strong=True),
    )
