"""Money and deadlines of a booking in rows: the same on the confirm page and on the ticket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.flow import names, standing
from kiosk.flow.advice import cancel_verdict, resident_of
from kiosk.flow.desks import first_desk
from kiosk.visit import Plan, Visit
from rules import wording
from rules.day import price_is_sample
from rules.desks import cash_desks
from rules.facts import Stage
from rules.families import cancellation, formal, payment

__all__ = [
    "Term",
    "cash_desk_text",
    "clause",
    "clauses_of",
    "contact",
    "desk_text",
    "fee_text",
    "instant_of",
    "on_the_day",
    "people_text",
    "refund_papers",
    "refund_terms",
    "terms_of",
    "walk_in",
]

#: Sources that are no clause of the municipality's guide.
NO_CLAUSE = {"assumed", "sample"}
#: How the rules begin that every municipality has, though no guide says them.
FOR_ALL = "CM-"


@dataclass(frozen=True, slots=True)
class Term:
    label: str
    value: str
    strong: bool = False


def terms_of(visit: Visit, outcome: Mapping[str, object], plan: Plan) -> tuple[Term, ...]:
    """What it costs, what is done, where and until when it is paid, until when it is given back."""
    t, fee = visit.speech, outcome.get("fee")
    return (
        *_fee_class(visit, outcome),
        Term(t.say("row.fee"), fee_text(visit, fee, plan), strong=True),
        *_limit(visit, "row.formal_until", outcome.get("formal_application_due")),
        *(_payment(visit, outcome, plan) if fee != 0 else ()),
        *_free_until(visit, outcome.get("cancel_free_until"), plan),
    )


def _free_until(visit: Visit, value: object, plan: Plan) -> Iterator[Term]:
    """Of a day that has passed it is said what that means."""
    t, until = visit.speech, instant_of(value)
    if until is None:
        yield from _without_a_day(visit, plan)
    elif until <= visit.now:
        yield Term(t.say("row.cancel_until"), t.say("cancel.free_over"), strong=True)
    else:
        yield from _limit(visit, "row.cancel_until", value)


def _without_a_day(visit: Visit, plan: Plan) -> Iterator[Term]:
    """It always costs (OG-W2), a desk alone does it (OG-F4), or it is free until the permit."""
    if plan.facility not in visit.site.municipality.rooms:
        return
    t, verdict = visit.speech, cancel_verdict(visit, plan, None)
    outcome = verdict.outcome or {}
    if any(reason.code == "cancel_at_the_desk" for reason in verdict.reasons):
        yield Term(t.say("row.cancel_how"), t.say("cancel.at_the_desk"))
    elif outcome.get("fee_due"):
        yield Term(t.say("row.cancel_until"), t.say("cancel.never_free"), strong=True)
    elif verdict.allowed and standing.planned(visit, plan).stage is Stage.PROVISIONAL:
        yield Term(t.say("row.cancel_until"), t.say("cancel.until_the_permit"))


def people_text(visit: Visit, plan: Plan) -> str:
    """10人, and how many of them are 高校生以下 where that was asked."""
    t = visit.speech
    people = t.count("count.people", plan.people)
    if not plan.students:
        return people
    return t.say("people.students", people=people, students=t.count("count.people", plan.students))


def fee_text(visit: Visit, fee: object, plan: Plan) -> str:
    """A sample price is called one in the demonstration, and is never shown anywhere else."""
    t, site = visit.speech, visit.site
    if not isinstance(fee, int) or plan.facility not in site.municipality.rooms:
        return t.say("fee.at_the_desk")
    if not price_is_sample(site.municipality, plan.facility, plan.day):
        return t.yen(fee)
    if not site.demonstration:
        return t.say("fee.at_the_desk")
    return t.say("fee.sample", fee=t.yen(fee))


def clauses_of(visit: Visit, plan: Plan) -> tuple[str, ...]:
    """The clauses that say until when to pay and to cancel, where the guide has them."""
    here = visit.site.municipality
    parts = here.settings(plan.facility, plan.day) if plan.facility in here.rooms else {}
    due, until = parts.get(payment.Settings), parts.get(cancellation.Settings)
    applied = parts.get(formal.Settings)
    rules = []
    if isinstance(applied, formal.Settings):
        rules.append(applied.cited)
    if isinstance(due, payment.Settings) and due.due is not None:
        rules.append(due.due.source)
    if isinstance(until, cancellation.Settings) and until.until is not None:
        rules.append(until.until.cited)
    own = (rule for rule in dict.fromkeys(rules) if rule not in NO_CLAUSE)
    return tuple(clause(visit, rule) for rule in own if not rule.startswith(FOR_ALL))


def on_the_day(visit: Visit, facility: str) -> tuple[str, ...]:
    """What to do on the day of use, by the class of the room (KM-46), a sentence a line."""
    here = visit.site.municipality
    room = here.rooms.get(facility)
    known = None if room is None else here.classes.get(room.facility_class)
    if known is None or known.on_the_day is None:
        return ()
    language = visit.settings.language
    texts = here.texts[language if language in here.texts else "ja"]
    return tuple(line for line in texts[known.on_the_day].splitlines() if line)


def walk_in(visit: Visit, facility: str, day: date) -> Iterator[str]:
    """Today, how a free room is used without a booking, and its telephone (OG-S13, KM-07)."""
    here = visit.site.municipality
    room = here.rooms.get(facility)
    known = None if room is None else here.classes.get(room.facility_class)
    if room is not None and known is not None and known.walk_in is not None and day == visit.today:
        yield clause(visit, known.walk_in.cited)
        yield visit.speech.say("elsewhere.phone", phone=here.venues[room.venue].phone)


def clause(visit: Visit, rule: str) -> str:
    """What a rule says; its id alone where a newer centre cites one that is not known here."""
    t, language = visit.speech, visit.settings.language
    if not wording.has_text(rule, language):
        return t.say("rule.unknown", rule=rule)
    return t.say("rule.clause", rule=rule, clause=wording.clause(rule, language))


def instant_of(value: object) -> datetime | None:
    """An instant of an outcome, as the rules give it or as the centre sends it."""
    match value:
        case datetime():
            return value
        case str():
            return datetime.fromisoformat(value)
        case _:
            return None


def contact(visit: Visit, facility: str | None) -> str:
    """Whom to call about a booking of a room, or about anything else."""
    municipality = visit.site.municipality
    room = municipality.rooms.get(facility) if facility else None
    venue = room.venue if room else visit.site.venue
    if not venue:  # it stands in another municipality
        return first_desk(visit, "registration")
    phone = municipality.venues[venue].phone
    return visit.speech.say("ticket.contact", name=names.venue(visit, venue), phone=phone)


def refund_terms(visit: Visit, outcome: Mapping[str, object], paid: int) -> Iterator[Term]:
    """What is given back of what was paid, where and until when; and what to bring (ON-36..38)."""
    t, percent = visit.speech, outcome.get("refund_percent")
    if not isinstance(percent, int) or not paid:
        return
    yield Term(t.say("row.refund"), t.yen(paid * percent // 100), strong=True)
    yield from _limit(visit, "row.refund_until", outcome.get("refund_until"))
    desk = outcome.get("refund_desk")
    if isinstance(desk, str):
        yield Term(t.say("row.refund_desk"), desk_text(visit, desk))


def refund_papers(visit: Visit, facility: str, day: date) -> tuple[str, ...]:
    """What to bring for a refund, where the municipality says it (ON-38)."""
    here = visit.site.municipality
    parts = here.settings(facility, day) if facility in here.rooms else {}
    settings = parts.get(cancellation.Settings)
    refund = settings.refund if isinstance(settings, cancellation.Settings) else None
    if refund is None or refund.bring is None:
        return ()
    return (wording.clause(refund.bring.cited, visit.settings.language),)


def desk_text(visit: Visit, desk: str) -> str:
    """The place at which a refund is claimed; one that is no longer known keeps its id."""
    known = desk in visit.site.municipality.venues
    return names.venue(visit, desk) if known else desk


def _fee_class(visit: Visit, outcome: Mapping[str, object]) -> Iterator[Term]:
    if isinstance(name := outcome.get("fee_class"), str):
        t = visit.speech
        yield Term(t.say("row.fee_class"), t.say(f"fee.class.{name}"))


def _payment(visit: Visit, outcome: Mapping[str, object], plan: Plan) -> Iterator[Term]:
    """The day of the debit (口座振替), else until when and at which desk."""
    t, debit = visit.speech, _day_of(outcome.get("debit_on"))
    if debit is not None:
        yield Term(t.say("row.debit_on"), t.day(debit))
        return
    yield from _limit(visit, "row.pay_until", outcome.get("payment_due"))
    settings = visit.site.municipality.settings(plan.facility, plan.day).get(payment.Settings)
    if not isinstance(settings, payment.Settings) or settings.billed is None:
        yield from _online(visit, settings)
        yield Term(t.say("row.pay_where"), cash_desk_text(visit, plan.facility))
    else:
        said = wording.clause(settings.billed.cited, visit.settings.language)
        yield Term(t.say("row.pay_how"), said)


def _online(visit: Visit, settings: object) -> Iterator[Term]:
    """Who pays in the booking system need not come (KM-60, KM-64)."""
    if not isinstance(settings, payment.Settings):
        return
    offered = settings.online is not None and settings.online.offered
    if offered and payment.way_to_pay(settings, resident_of(visit)) in {None, "online"}:
        t = visit.speech
        yield Term(t.say("row.pay_how"), t.say("pay.online"))


def _day_of(value: object) -> date | None:
    """A day of an outcome, as the rules give it or as the centre sends it."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None


def _limit(visit: Visit, label: str, value: object) -> Iterator[Term]:
    limit = instant_of(value)
    if limit is not None:
        t = visit.speech
        yield Term(t.say(label), t.say("until", when=t.deadline(limit)))


def cash_desk_text(visit: Visit, facility: str, *, after_failed_debit: bool = False) -> str:
    """The desks that take the fee of a room in cash (KM-69); where none is said, any desk."""
    municipality = visit.site.municipality
    if facility not in municipality.rooms:
        return visit.speech.say("desk.any")
    desks = cash_desks(municipality, facility, after_failed_debit=after_failed_debit)
    said = [wording.in_language(desk.name, visit.settings.language) for desk in desks]
    return " / ".join(said) or visit.speech.say("desk.any")
