"""Money and deadlines of a booking in rows: the same on the confirm page and on the ticket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.flow import names
from kiosk.visit import Plan, Visit
from rules import wording
from rules.day import price_is_sample
from rules.desks import cash_desks
from rules.families import cancellation, payment

__all__ = ["Term", "clause", "clauses_of", "contact", "instant_of", "terms_of"]

#: Sources that are no clause of the municipality's guide.
NO_CLAUSE = {"assumed", "sample"}


@dataclass(frozen=True, slots=True)
class Term:
    label: str
    value: str
    strong: bool = False


def terms_of(visit: Visit, outcome: Mapping[str, object], plan: Plan) -> tuple[Term, ...]:
    """What it costs, where and until when it is paid, until when it is given back freely."""
    t = visit.speech
    return (
        Term(t.say("row.fee"), fee_text(visit, outcome.get("fee"), plan), strong=True),
        *_limit(visit, "row.pay_until", outcome.get("payment_due")),
        Term(t.say("row.pay_where"), _desk_of(visit, plan.facility)),
        *_limit(visit, "row.cancel_until", outcome.get("cancel_free_until")),
    )


def fee_text(visit: Visit, fee: object, plan: Plan) -> str:
    """A sample price is called one in the demonstration, and is never shown anywhere else."""
    t, site = visit.speech, visit.site
    if not isinstance(fee, int):
        return t.say("fee.at_the_desk")
    if not price_is_sample(site.municipality, plan.facility, plan.day):
        return t.yen(fee)
    if not site.demonstration:
        return t.say("fee.at_the_desk")
    return t.say("fee.sample", fee=t.yen(fee))


def clauses_of(visit: Visit, plan: Plan) -> tuple[str, ...]:
    """The clauses that say until when to pay and to cancel, where the guide has them."""
    parts = visit.site.municipality.settings(plan.facility, plan.day)
    due, until = parts.get(payment.Settings), parts.get(cancellation.Settings)
    rules = []
    if isinstance(due, payment.Settings) and due.due is not None:
        rules.append(due.due.source)
    if isinstance(until, cancellation.Settings) and until.until is not None:
        rules.append(until.until.cited)
    return tuple(clause(visit, rule) for rule in rules if rule not in NO_CLAUSE)


def clause(visit: Visit, rule: str) -> str:
    text = wording.clause(rule, visit.settings.language)
    return visit.speech.say("rule.clause", rule=rule, clause=text)


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
    phone = municipality.venues[venue].phone
    return visit.speech.say("ticket.contact", name=names.venue(visit, venue), phone=phone)


def _limit(visit: Visit, label: str, value: object) -> Iterator[Term]:
    limit = instant_of(value)
    if limit is not None:
        t = visit.speech
        yield Term(t.say(label), t.say("until", when=t.deadline(limit)))


def _desk_of(visit: Visit, facility: str) -> str:
    """The desks that take the fee of a room in cash; where none is said, any desk."""
    municipality = visit.site.municipality
    if facility not in municipality.rooms:
        return visit.speech.say("desk.any")
    desks = cash_desks(municipality, facility, after_failed_debit=False)
    said = [wording.in_language(desk.name, visit.settings.language) for desk in desks]
    return " / ".join(said) or visit.speech.say("desk.any")
