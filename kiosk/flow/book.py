"""How many people, then everything on one page, then the yes."""

from dataclasses import replace

from kiosk.flow import action, names
from kiosk.flow.advice import booking_verdict, expected_cells, judged
from kiosk.flow.page import Move, stay
from kiosk.flow.terms import terms_of
from kiosk.messages import BookingConfirmed, CourtsChosen, PageOpened, PeopleChosen
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.parts import Look, Press
from kiosk.visit import Plan, Visit
from sync.wire import BookBody

__all__ = [
    "advised",
    "confirm",
    "confirmed",
    "courts",
    "courts_chosen",
    "courts_question",
    "many",
    "people",
    "people_chosen",
]

#: So many people are asked for by a touch; more by the keypad.
TOUCHED_PEOPLE_MAX = 8
PEOPLE_DIGITS_MAX = 4


def people_chosen(visit: Visit, event: PeopleChosen) -> Move:
    if not 1 <= event.people < 10**PEOPLE_DIGITS_MAX:
        return stay(visit)
    return advised(replace(visit, wish=replace(visit.wish, people=event.people)))


def courts_chosen(visit: Visit, event: CourtsChosen) -> Move:
    if not 1 <= event.courts <= _courts_max(visit):
        return stay(visit)
    return advised(replace(visit, wish=replace(visit.wish, courts=event.courts)))


def advised(visit: Visit) -> Move:
    """``confirm``; ``who`` where nobody has said it yet; ``refused`` with every reason.

    ``stopped`` comes before anyone has to type.
    """
    plan = visit.wish.plan
    if plan is None:
        return stay(visit)
    if action.why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    visit = replace(visit, goal="booking")
    allowed = "who" if visit.person is None else "confirm"
    return judged(visit, plan, booking_verdict(visit, plan), allowed=allowed)


def confirmed(visit: Visit, _: BookingConfirmed) -> Move:
    plan = visit.wish.plan
    if plan is None:
        return stay(visit)
    verdict = booking_verdict(visit, plan)
    if not verdict.allowed:
        return judged(visit, plan, verdict, allowed="confirm")
    return action.submit(visit, _body(plan), plan, expected_cells(visit, plan))


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


def people_typed(digits: str) -> PeopleChosen:
    return PeopleChosen(int(digits))


def courts_question(visit: Visit) -> str:
    t, sport = visit.speech, visit.wish.sport
    return t.say(t.special(f"book.courts.question.{sport}", "book.courts.question"))


def courts(visit: Visit) -> Choose:
    counts = range(1, _courts_max(visit) + 1)
    sport = visit.wish.sport or ""
    return Choose(tuple(Answer(names.courts(visit, sport, n), CourtsChosen(n)) for n in counts))


def confirm(visit: Visit) -> View:
    t, plan = visit.speech, visit.wish.plan
    assert plan is not None
    return View(
        sentence=names.plan_sentence(visit, plan),
        rows=(*_wished(visit, plan), *_terms(visit, plan)),
        notes=_notes(visit),
        go=Press(t.say("book.go"), BookingConfirmed(), "check", Look.MAIN),
    )


def _wished(visit: Visit, plan: Plan) -> tuple[Row, ...]:
    t = visit.speech
    return (
        Row(t.say("row.when"), names.when(visit, plan), _change(visit, "look.day"), strong=True),
        Row(t.say("row.where"), names.room(visit, plan.facility), _change(visit, "look.when")),
        Row(t.say("row.what"), names.sport(visit, plan.sport), _change(visit, "look.sport")),
        Row(
            t.say(t.special(f"row.courts.{plan.sport}", "row.courts")),
            names.courts(visit, plan.sport, plan.courts),
            _change(visit, "book.courts") if _courts_max(visit) > 1 else None,
        ),
        Row(
            t.say("row.people"),
            t.count("count.people", plan.people),
            _change(visit, "book.people"),
        ),
    )


def _terms(visit: Visit, plan: Plan) -> tuple[Row, ...]:
    """Money and deadlines, as the rules say them now."""
    outcome = booking_verdict(visit, plan).outcome or {}
    terms = terms_of(visit, outcome, plan)
    return tuple(Row(term.label, term.value, strong=term.strong) for term in terms)


def _notes(visit: Visit) -> tuple[str, ...]:
    """What happens next, before the button."""
    t = visit.speech
    verified = visit.person is not None and visit.person.resident is not None
    which = t.special(f"book.note.court.{visit.wish.sport}", "book.note.court")
    said = (
        ("book.note.next", visit.site.line_up),
        ("book.note.line_down", not visit.site.line_up),
        ("book.note.unverified", not verified),
        (which, _courts_max(visit) > 1),
    )
    return tuple(t.say(text_id) for text_id, so in said if so)


def _change(visit: Visit, page: str) -> Press:
    return Press(visit.speech.say("press.change"), PageOpened(page), "change", Look.QUIET)


def _courts_max(visit: Visit) -> int:
    room = visit.site.municipality.rooms.get(visit.wish.facility or "")
    sport = room.sports.get(visit.wish.sport or "") if room else None
    return sport.courts if sport else 0


def _body(plan: Plan) -> BookBody:
    return BookBody(
        facility=plan.facility,
        sport=plan.sport,
        courts=plan.courts,
        people=plan.people,
        day=plan.day,
        start_minute=plan.start_minute,
        end_minute=plan.end_minute,
    )
