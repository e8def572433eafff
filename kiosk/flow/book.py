"""How many people, which terms, then the yes; of one use or of several, new or changed."""

from dataclasses import replace

from kiosk.flow import action, consent, equipment, held, names
from kiosk.flow.advice import booking_verdict, expected_cells, judged, wish_verdict
from kiosk.flow.page import Move, stay
from kiosk.flow.standing import Basket, changed
from kiosk.messages import (
    BookingConfirmed,
    CourtsChosen,
    PageOpened,
    PeopleChosen,
    SlotAdded,
    SlotDropped,
    StudentsChosen,
    TermsAgreed,
)
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.keypad.view import View as Keypad
from kiosk.visit import Plan, Visit, Wish
from rules.families import fees
from sync.holds import Held
from sync.wire import BookBody, ChangeBody

__all__ = [
    "advised",
    "confirmed",
    "courts",
    "courts_chosen",
    "courts_max",
    "courts_question",
    "many",
    "may_add",
    "people",
    "people_chosen",
    "slot_added",
    "slot_dropped",
    "students",
    "students_chosen",
    "students_many",
    "terms_agreed",
]

#: So many people are asked for by a touch; more by the keypad.
TOUCHED_PEOPLE_MAX = 8
PEOPLE_DIGITS_MAX = 4
#: So many uses are booked by one yes.
TOGETHER_MAX = 4


def people_chosen(visit: Visit, event: PeopleChosen) -> Move:
    """``students`` where the fee depends on how many of them there are (KM-94).

    ``equipment`` where the room lends any (OG-Y5).
    """
    if not 1 <= event.people < 10**PEOPLE_DIGITS_MAX:
        return stay(visit)
    visit = replace(visit, wish=replace(visit.wish, people=event.people, students=None))
    return Move(visit, way="students") if _counts_students(visit) else _counted(visit)


def students_chosen(visit: Visit, event: StudentsChosen) -> Move:
    if not 0 <= event.students <= (visit.wish.people or 0):
        return stay(visit)
    return _counted(replace(visit, wish=replace(visit.wish, students=event.students)))


def _counted(visit: Visit) -> Move:
    """The people are counted; what else they need is asked once."""
    plan = visit.wish.plan
    if plan is not None and visit.wish.equipment is None and equipment.lent(visit, plan):
        return Move(visit, way="equipment")
    return advised(visit)


def courts_chosen(visit: Visit, event: CourtsChosen) -> Move:
    if not 1 <= event.courts <= courts_max(visit):
        return stay(visit)
    return advised(replace(visit, wish=replace(visit.wish, courts=event.courts)))


def terms_agreed(visit: Visit, _: TermsAgreed) -> Move:
    plan = visit.wish.plan
    return stay(visit) if plan is None else advised(consent.agreed(visit, plan))


def advised(visit: Visit) -> Move:
    """``confirm``; ``who`` where nobody has said it yet; ``refused`` with every reason.

    ``terms`` are read before the yes, where that is asked. ``stopped`` comes before anyone has to
    type.
    """
    plan = visit.wish.plan
    if plan is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    visit = replace(visit, goal="booking")
    if visit.has_temporary_password:
        return Move(visit, way="password")
    unread = visit.person is not None and consent.missing(visit, plan) is not None
    allowed = "who" if visit.person is None else "terms" if unread else "confirm"
    return judged(visit, plan, wish_verdict(visit, plan), allowed=allowed)


def slot_added(visit: Visit, _: SlotAdded) -> Move:
    """Another time of the same room is chosen; both are booked by one yes."""
    plan, basket = visit.wish.plan, visit.of(Basket)
    if plan is None or not may_add(visit):
        return stay(visit)
    visit = visit.keep(Basket((*basket.plans, plan)))
    return Move(replace(visit, wish=replace(visit.wish, start_minute=None)), way="day")


def slot_dropped(visit: Visit, event: SlotDropped) -> Move:
    plans = visit.of(Basket).plans
    kept = tuple(plan for place, plan in enumerate(plans) if place != event.place)
    return stay(visit.keep(Basket(kept)))


def may_add(visit: Visit) -> bool:
    return not visit.wish.changing and len(visit.of(Basket).plans) + 1 < TOGETHER_MAX


def confirmed(visit: Visit, _: BookingConfirmed) -> Move:
    """All that was chosen, each decided by itself; ``gone``: nothing is left to be changed."""
    plan = visit.wish.plan
    if plan is None:
        return stay(visit)
    if visit.wish.changing:
        return _changed(visit, plan)
    plans = (*visit.of(Basket).plans, plan)
    verdicts = [booking_verdict(visit, one, place) for place, one in enumerate(plans)]
    for place, (one, verdict) in enumerate(zip(plans, verdicts, strict=True)):
        if not verdict.allowed:
            return judged(_turned_to(visit, plans, place), one, verdict, allowed="confirm")
    booked = (
        action.Wanted(
            _body(one, held.fitting(visit, one)),
            one,
            expected_cells(visit, one, place),
            final=held.may_promise(verdict),
        )
        for place, (one, verdict) in enumerate(zip(plans, verdicts, strict=True))
    )
    return _sent(action.submit_all(visit, (*_consents(visit, plans), *booked)))


def _turned_to(visit: Visit, plans: tuple[Plan, ...], place: int) -> Visit:
    """One of those that are booked together is what is wished for; the others are kept."""
    if plans[place] == visit.wish.plan:
        return visit
    visit = visit.keep(Basket((*plans[:place], *plans[place + 1 :])))
    return replace(visit, wish=Wish.of(plans[place]))


def _changed(visit: Visit, plan: Plan) -> Move:
    """The booking is kept until the centre has the other one (KM-76)."""
    booking = changed(visit)
    if booking is None:
        return Move(visit, way="gone")
    verdict = wish_verdict(visit, plan)
    if not verdict.allowed:
        return judged(visit, plan, verdict, allowed="confirm")
    body = ChangeBody(number=booking.number, to=_body(plan))
    asked = action.Wanted(body, plan, expected_cells(visit, plan))
    return _sent(action.submit_all(visit, (*_consents(visit, (plan,)), asked)))


def _sent(move: Move) -> Move:
    """What was on its way to a yes is kept no longer."""
    assert move.visit is not None, "a yes ends no visit"
    if move.way != "sent":
        return move
    return replace(move, visit=move.visit.keep(Basket()).keep(consent.Consents()))


def _consents(visit: Visit, plans: tuple[Plan, ...]) -> tuple[action.Wanted, ...]:
    return tuple(action.Wanted(body) for body in consent.bodies(visit, plans))


def people(visit: Visit) -> Choose:
    t, room = visit.speech, visit.site.municipality.rooms.get(visit.wish.facility or "")
    most = room.people_max if room and room.people_max else TOUCHED_PEOPLE_MAX + 1
    few = range(1, min(most, TOUCHED_PEOPLE_MAX) + 1)
    answers = tuple(Answer(t.count("count.people", n), PeopleChosen(n)) for n in few)
    if most <= TOUCHED_PEOPLE_MAX:
        return Choose(answers)
    return Choose((*answers, Answer(t.say("book.people.more"), PageOpened("book.many"))))


def many(visit: Visit) -> Keypad:
    t = visit.speech
    return Keypad(
        label=t.say("book.many.label"),
        length_min=1,
        length_max=PEOPLE_DIGITS_MAX,
        entered=people_typed,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
    )


def students(visit: Visit) -> Choose:
    return students_of(visit, visit.wish.people or 1, "book.students.many")


def students_of(visit: Visit, most: int, more_page: str) -> Choose:
    """How many of the people; more of them are typed on that page."""
    t = visit.speech
    few = range(min(most, TOUCHED_PEOPLE_MAX) + 1)
    answers = tuple(Answer(t.count("count.people", n), StudentsChosen(n)) for n in few)
    if most <= TOUCHED_PEOPLE_MAX:
        return Choose(answers)
    every = Answer(t.say("book.students.all"), StudentsChosen(most))
    more = Answer(t.say("book.people.more"), PageOpened(more_page))
    return Choose((every, *answers, more))


def students_many(visit: Visit) -> Keypad:
    label = visit.speech.say("book.students.many.label")
    return replace(many(visit), label=label, entered=students_typed)


def students_typed(digits: str) -> StudentsChosen:
    return StudentsChosen(int(digits))


def people_typed(digits: str) -> PeopleChosen:
    return PeopleChosen(int(digits))


def courts_question(visit: Visit) -> str:
    t, sport = visit.speech, visit.wish.sport
    return t.say(t.special(f"book.courts.question.{sport}", "book.courts.question"))


def courts(visit: Visit) -> Choose:
    counts = range(1, courts_max(visit) + 1)
    sport = visit.wish.sport or ""
    return Choose(tuple(Answer(names.courts(visit, sport, n), CourtsChosen(n)) for n in counts))


def _counts_students(visit: Visit) -> bool:
    """Whether the room has a fee of its own for 高校生以下."""
    plan = visit.wish.plan
    if plan is None:
        return False
    prices = visit.site.municipality.settings(plan.facility, plan.day).get(fees.Settings)
    return isinstance(prices, fees.Settings) and prices.students is not None


def courts_max(visit: Visit) -> int:
    room = visit.site.municipality.rooms.get(visit.wish.facility or "")
    sport = room.sports.get(visit.wish.sport or "") if room else None
    return sport.courts if sport else 0


def _body(plan: Plan, hold: Held | None = None) -> BookBody:
    return BookBody(
        facility=plan.facility,
        sport=plan.sport,
        courts=plan.courts,
        people=plan.people,
        students=plan.students,
        day=plan.day,
        start_minute=plan.start_minute,
        end_minute=plan.end_minute,
        equipment=dict(plan.equipment),
        grant=None if hold is None else hold.grant,
    )
