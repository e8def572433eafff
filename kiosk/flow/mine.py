"""The resident's own bookings with what can be done about each, and news of what was received."""

from dataclasses import replace

from kiosk.flow import change, dues, equipment, formally, identify, names
from kiosk.flow.cancel import OPEN, cancelled_here, waiting
from kiosk.flow.instead import from_centre, said
from kiosk.flow.page import Move, stay
from kiosk.flow.standing import plan_of
from kiosk.messages import (
    CancelChosen,
    FetchMine,
    MineArrived,
    NextPressed,
    PageOpened,
    PrintWanted,
)
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Fate, Plan, Sent, Visit
from rules.calendar import instant
from sync.wire import BookingState, PastAction

__all__ = [
    "another",
    "arrived",
    "listed",
    "news",
    "next_press",
    "read_news",
    "wanted",
]

#: By the word of a state; what is over has none. As the result pages colour them.
MARKS = {
    "mine.state.confirmed": Mark.CONFIRMED,
    "mine.state.paid": Mark.CONFIRMED,
    "mine.state.permitted": Mark.CONFIRMED,
    "mine.state.provisional": Mark.WAITING,
    "mine.state.applied": Mark.WAITING,
    "mine.state.won": Mark.WAITING,
    "mine.state.cancelling": Mark.WAITING,
    "news.applied": Mark.CONFIRMED,
    "news.done": Mark.CONFIRMED,
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


def listed(visit: Visit) -> View:
    return View(_rows(visit), visit.speech.say("mine.empty"), _notice(visit))


def another(visit: Visit) -> Press:
    """At the foot of the page, so that no line of it is taken from the bookings."""
    text = "mine.another" if _rows(visit) else "home.look"
    return Press(visit.speech.say(text), PageOpened("look.sport"), "search")


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


def _rows(visit: Visit) -> tuple[Row, ...]:
    return (*(_waiting_row(visit, sent) for sent in waiting(visit)), *_booking_rows(visit))


def _waiting_row(visit: Visit, sent: Sent) -> Row:
    t = visit.speech
    assert sent.plan is not None  # a booking has one
    actions = (_cancel_press(visit, sent.number), _print_press(visit, sent.number))
    detail = t.say("mine.detail", what=names.use(visit, sent.plan), number=sent.number)
    mark = Mark.CONFIRMED if sent.fate is Fate.HELD else Mark.WAITING
    return Row(_title(visit, sent.plan), detail, mark, t.say(OPEN[sent.fate]), actions)


def _booking_rows(visit: Visit) -> tuple[Row, ...]:
    """What is to come stands before what is past or cancelled."""
    person = visit.person
    bookings = person.bookings if person else ()
    past = person.mine.past if person and person.mine else ()
    known = {booking.number: booking for booking in (*past, *bookings)}
    ordered = sorted(known.values(), key=lambda b: (not _to_come(visit, b), b.day, b.start_minute))
    return tuple(_booking_row(visit, booking) for booking in ordered)


def _booking_row(visit: Visit, booking: BookingState) -> Row:
    t, plan = visit.speech, plan_of(booking)
    state, live = _state(visit, booking), _to_come(visit, booking)
    details = (
        t.say("mine.detail", what=names.use(visit, plan), number=booking.number),
        *(t.say("equipment.line", items=value) for _, value in equipment.rows(visit, plan)),
        *dues.lines(visit, booking, "listed"),
    )
    return Row(
        _title(visit, plan),
        "\n".join(details),
        MARKS.get(state, Mark.NONE),
        t.say(state),
        _row_actions(visit, booking) if live else _over_actions(visit, booking),
    )


def _row_actions(visit: Visit, booking: BookingState) -> tuple[Press, ...]:
    """What is still to be done first, then what else can be done."""
    number = booking.number
    change_it = change.offered(visit, booking)
    return (
        *formally.presses(visit, booking),
        *((change.press(visit, number),) if change_it else ()),
        _cancel_press(visit, number),
        _print_press(visit, number),
    )


def _over_actions(visit: Visit, booking: BookingState) -> tuple[Press, ...]:
    """Of what is given back, desk and deadline are taken along on paper."""
    back = any(one.number == booking.number for one in dues.refunded(visit))
    return (_print_press(visit, booking.number),) if back else ()


def _to_come(visit: Visit, booking: BookingState) -> bool:
    starts_at = instant(booking.day, booking.start_minute)
    return booking.stands and visit.now < starts_at


def _state(visit: Visit, booking: BookingState) -> str:
    if booking.number in cancelled_here(visit) and booking.stands:
        return "mine.state.cancelling"
    if not booking.stands:
        return f"mine.state.{booking.state}"
    if not _to_come(visit, booking):
        return "mine.state.past"
    if booking.paid and booking.state == "confirmed":
        return "mine.state.paid"
    return f"mine.state.{booking.state}"


def _news_row(visit: Visit, past: PastAction) -> Row:
    t = visit.speech
    why = " ".join(said(visit, from_centre(reason)).text for reason in past.reasons)
    became = _became(visit, past)
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


def _became(visit: Visit, past: PastAction) -> str:
    """確定 is said of a booking only, and not of a provisional one."""
    if (past.verb, past.verdict) == ("cancel", "applied"):
        return "mine.state.cancelled"
    if past.verb != "book" and past.verdict == "applied":
        return "news.done"
    booking = _booked(visit, past)
    if booking is not None and past.verdict == "applied" and booking.state == "provisional":
        return "mine.state.provisional"
    return f"news.{past.verdict}"


def _title(visit: Visit, plan: Plan) -> str:
    return f"{names.when(visit, plan)} {names.room(visit, plan.facility)}"


def _cancel_press(visit: Visit, number: str) -> Press:
    return Press(visit.speech.say("press.cancel"), CancelChosen(number), "cancel", Look.STOP)


def _print_press(visit: Visit, number: str) -> Press:
    return Press(visit.speech.say("press.print"), PrintWanted(number), "printer")
