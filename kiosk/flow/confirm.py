"""Everything on one page before the yes: what is booked or changed, money, deadlines, steps."""

from collections.abc import Iterator, Mapping

from kiosk.flow import book, equipment, names, standing
from kiosk.flow.advice import booking_verdict, fee_of, wish_verdict
from kiosk.flow.held import fitting, may_promise
from kiosk.flow.instead import said
from kiosk.flow.standing import Basket, changed, planned, todo
from kiosk.flow.terms import fee_text, people_text, terms_of
from kiosk.messages import BookingConfirmed, PageOpened, SlotAdded, SlotDropped
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Plan, Visit
from sync.wire import BookingState

__all__ = ["confirm", "question"]


def question(visit: Visit) -> str:
    way = "change" if visit.wish.changing else "book"
    return visit.speech.say(f"{way}.confirm.question")


def confirm(visit: Visit) -> View:
    t, plan = visit.speech, visit.wish.plan
    assert plan is not None
    go = t.say("change.go" if visit.wish.changing else "book.go")
    return View(
        sentence=names.plan_sentence(visit, plan),
        rows=(
            *_wished(visit, plan),
            *_terms(visit, plan),
            *_together(visit),
            *_another(visit),
        ),
        notes=(*_warnings(visit, plan), *_stage(visit, plan), *_notes(visit, plan)),
        go=Press(go, BookingConfirmed(), "check", Look.MAIN),
    )


def _together(visit: Visit) -> Iterator[Row]:
    """What is booked with it: each line can be dropped again."""
    t = visit.speech
    for place, plan in enumerate(visit.of(Basket).plans):
        outcome = booking_verdict(visit, plan, place).outcome or {}
        fee = fee_text(visit, outcome.get("fee"), plan)
        said = t.say("together.value", plan=names.plan_sentence(visit, plan), fee=fee)
        drop = Press(t.say("together.drop"), SlotDropped(place), "cancel", Look.QUIET)
        yield Row(t.say("together.label", n=place + 1), said, drop)


def _another(visit: Visit) -> Iterator[Row]:
    if book.may_add(visit):
        t = visit.speech
        add = Press(t.say("together.add"), SlotAdded(), "calendar", Look.QUIET)
        yield Row(t.say("together.more"), t.say("together.how"), add)


def _wished(visit: Visit, plan: Plan) -> tuple[Row, ...]:
    t = visit.speech
    sport = None if visit.wish.changing else _change(visit, "look.sport")
    return (
        Row(t.say("row.when"), names.when(visit, plan), _change(visit, "look.day"), strong=True),
        Row(t.say("row.where"), names.room(visit, plan.facility), _change(visit, "look.when")),
        Row(t.say("row.what"), names.sport(visit, plan.sport), sport),
        *_courts(visit, plan),
        Row(t.say("row.people"), people_text(visit, plan), _change(visit, "book.people")),
        *_lent(visit, plan),
    )


def _lent(visit: Visit, plan: Plan) -> Iterator[Row]:
    """A room that lends nothing says nothing of it."""
    if equipment.lent(visit, plan):
        said = equipment.text(visit, plan) or visit.speech.say("equipment.none")
        yield Row(visit.speech.say("row.equipment"), said, _change(visit, "book.equipment"))


def _courts(visit: Visit, plan: Plan) -> Iterator[Row]:
    """A room that is one court has nothing to count."""
    if book.courts_max(visit) > 1:
        label = visit.speech.say(visit.speech.special(f"row.courts.{plan.sport}", "row.courts"))
        value = names.courts(visit, plan.sport, plan.courts)
        yield Row(label, value, _change(visit, "book.courts"))


def _terms(visit: Visit, plan: Plan) -> tuple[Row, ...]:
    """Money and deadlines, as the rules say them now."""
    booking = changed(visit)
    if booking is not None:
        return _difference(visit, plan, booking)
    before = len(visit.of(Basket).plans)
    outcome = booking_verdict(visit, plan, before).outcome or {}
    return _rows(visit, outcome, plan)


def _difference(visit: Visit, plan: Plan, booking: BookingState) -> tuple[Row, ...]:
    """What was booked, what it cost, and what it costs then (KM-75)."""
    t, old = visit.speech, standing.plan_of(booking)
    return (
        Row(t.say("change.old"), names.plan_sentence(visit, old)),
        Row(t.say("change.old_fee"), fee_text(visit, booking.fee, old)),
        Row(t.say("change.new_fee"), fee_text(visit, fee_of(visit, plan), plan), strong=True),
    )


def _rows(visit: Visit, outcome: Mapping[str, object], plan: Plan) -> tuple[Row, ...]:
    terms = terms_of(visit, outcome, plan)
    return tuple(Row(term.label, term.value, strong=term.strong) for term in terms)


def _stage(visit: Visit, plan: Plan) -> tuple[str, ...]:
    """What is still to be done once it is booked."""
    return () if visit.wish.changing else todo(visit, planned(visit, plan))


def _warnings(visit: Visit, plan: Plan) -> tuple[str, ...]:
    """What refuses nothing and is to be known before the yes (KM-97), of all that is booked."""
    plans = visit.of(Basket).plans
    found = [
        *(booking_verdict(visit, one, place) for place, one in enumerate(plans)),
        wish_verdict(visit, plan),
    ]
    reasons = [reason for verdict in found for reason in verdict.warnings]
    once = {(reason.code, reason.rule): reason for reason in reasons}
    told = (said(visit, reason) for reason in once.values())
    return tuple(f"{one.text} {one.clause}" for one in told)


def _notes(visit: Visit, plan: Plan) -> tuple[str, ...]:
    """What happens next, before the button."""
    t, sport = visit.speech, visit.wish.sport
    verified = visit.person is not None and visit.person.resident is not None
    held = _is_held(visit, plan)
    which = t.special(f"book.note.court.{sport}", "book.note.court")
    told = (
        ("change.note.kept", bool(visit.wish.changing)),
        ("book.note.next", visit.site.line_up and not visit.wish.changing),
        ("book.note.held", verified and held),
        ("book.note.line_down", not visit.site.line_up and not (verified and held)),
        ("book.note.unverified", not verified),
        (which, book.courts_max(visit) > 1 and not _is_binding(visit, plan)),
    )
    return tuple(t.say(text_id) for text_id, so in told if so)


def _is_held(visit: Visit, plan: Plan) -> bool:
    """Whether this terminal confirms it by itself (端末確保枠)."""
    if visit.site.line_up or fitting(visit, plan) is None:
        return False
    return may_promise(wish_verdict(visit, plan))


def _is_binding(visit: Visit, plan: Plan) -> bool:
    """Whether the court that is booked is the one that is used (KM-96)."""
    outcome = wish_verdict(visit, plan).outcome or {}
    return outcome.get("court_choice") == "binding"


def _change(visit: Visit, page: str) -> Press:
    return Press(visit.speech.say("press.change"), PageOpened(page), "change", Look.QUIET)
