"""Consent to the terms (利用規約) in the version that stands, before the booking it allows."""

from dataclasses import dataclass

from kiosk.flow.editions import edition
from kiosk.flow.page import Move, stay
from kiosk.messages import PageOpened, TermsAgreed
from kiosk.screens.parts import Look, Press
from kiosk.screens.read.view import View
from kiosk.visit import Fate, Plan, Visit
from rules import wording
from rules.families import terms
from rules.terms_text import terms_text, terms_version
from sync.wire import ConsentBody

__all__ = ["Consents", "agreed", "asked_again", "bodies", "missing", "page"]


@dataclass(frozen=True, slots=True)
class Consents:
    """The classes of facilities to whose terms this resident agreed just now."""

    classes: tuple[str, ...] = ()


def missing(visit: Visit, plan: Plan) -> str | None:
    """The class whose terms must be agreed to before a plan is booked; None: nothing is missing.

    Who is not verified yet is asked too: the centre refuses without it.
    """
    here = visit.site.municipality
    room = here.rooms[plan.facility]
    name = room.facility_class
    if terms.Settings not in here.settings(room.id, plan.day) or visit.person is None:
        return None
    known = visit.person.resident
    had = known is not None and (known.agreed is None or name in known.agreed)
    if had or name in visit.of(Consents).classes or name in _sent(visit):
        return None
    return name if terms_version(here, name) is not None else None


def asked_again(visit: Visit, _: PageOpened) -> Move:
    """The terms are read once more; only of something that is wished for."""
    return stay(visit) if visit.wish.plan is None else Move(visit, way="terms")


def agreed(visit: Visit, plan: Plan) -> Visit:
    name = missing(visit, plan)
    if name is None:
        return visit
    return visit.keep(Consents((*visit.of(Consents).classes, name)))


def bodies(visit: Visit, plans: tuple[Plan, ...]) -> tuple[ConsentBody, ...]:
    """What has to arrive before these plans; what arrived already is not sent again."""
    here = visit.site.municipality
    wanted = dict.fromkeys(here.rooms[plan.facility].facility_class for plan in plans)
    asked = [name for name in wanted if name in visit.of(Consents).classes]
    versions = {name: terms_version(here, name) for name in asked if name not in _sent(visit)}
    return tuple(
        ConsentBody(facility_class=name, version=version)
        for name, version in versions.items()
        if version is not None
    )


def page(visit: Visit) -> View:
    """The text itself, and the yes at its end."""
    t, here, plan = visit.speech, visit.site.municipality, visit.wish.plan
    assert plan is not None
    name = here.rooms[plan.facility].facility_class
    text = terms_text(here, name, visit.settings.language) or ""
    return View(
        heading=wording.class_text(here, name, visit.settings.language),
        paragraphs=tuple(line for line in text.splitlines() if line.strip()),
        edition=edition(visit, name),
        go=Press(t.say("consent.go"), TermsAgreed(), "check", Look.MAIN),
    )


def _sent(visit: Visit) -> frozenset[str]:
    """The classes whose consent is on its way or has arrived."""
    return frozenset(
        sent.body.facility_class
        for sent in visit.sents
        if isinstance(sent.body, ConsentBody) and sent.fate is not Fate.REFUSED
    )
