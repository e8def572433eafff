"""What of an unfinished form (一時保存) leaves the visit, and how it comes back into one; AG-13."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kiosk.flow import registering
from kiosk.flow.registering import Draft
from kiosk.flow.roster import Counted
from kiosk.messages import PageOpened
from kiosk.screens.parts import Press
from kiosk.visit import Visit
from rules.families import unfinished
from rules.terms_text import terms_version
from sync.wire import (
    Agreed,
    UnfinishedCounts,
    UnfinishedRegistration,
    UnfinishedRenewal,
    UnfinishedVerb,
)

__all__ = [
    "Keeping",
    "Resumed",
    "emptied",
    "filled",
    "is_offered",
    "kept_by",
    "later",
    "resume",
    "so_far",
    "until",
]

#: What is typed by name; the rest is ticked, chosen or counted.
TYPED = (
    *("name", "representative", "born", "phone", "mail", "address", "number"),
    *("school", "sport"),
)
COUNTED = ("members", "local", "phones", "leader_age", "elementary_or_older", "base_in_city")


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which form it is about, and what was said of it last; ``code`` once there is one."""

    verb: UnfinishedVerb = "register"
    trouble: str = ""
    code: str = field(default="", repr=False)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The form that was given back in this visit, as the centre knows it."""

    verb: str = ""
    digest: str = ""


def is_offered(visit: Visit) -> bool:
    return _settings(visit) is not None


def until(visit: Visit) -> date:
    """The last day of a form that is kept today."""
    kept = _settings(visit)
    return visit.today + timedelta(days=0 if kept is None else kept.days)


def later(visit: Visit) -> tuple[Press, ...]:
    """The way out of a form, where forms are kept."""
    if not is_offered(visit):
        return ()
    return (Press(visit.speech.say("keep.later"), PageOpened("keep.offer"), "clock"),)


def resume(visit: Visit) -> tuple[Press, ...]:
    """The way back into one."""
    if not is_offered(visit):
        return ()
    return (Press(visit.speech.say("resume.press"), PageOpened("resume.code"), "again"),)


def kept_by(visit: Visit, verb: UnfinishedVerb) -> str | None:
    """What the centre need keep no longer, once this is done."""
    resumed = visit.of(Resumed)
    return resumed.digest if resumed.verb == verb else None


def so_far(visit: Visit, verb: UnfinishedVerb) -> UnfinishedRegistration | UnfinishedRenewal | None:
    """What was typed; None where that is nothing yet. No password and no paper is in it."""
    draft, counted, here = visit.of(Draft), visit.of(Counted), visit.site.municipality
    counts = UnfinishedCounts(**{name: getattr(counted, name) for name in COUNTED})
    if verb == "renew":
        return UnfinishedRenewal(counts=counts)
    if not draft.type:
        return None
    agreed = (Agreed(facility_class=name, version=terms_version(here, name)) for name in draft.read)
    return UnfinishedRegistration(
        type=draft.type,
        classes=draft.classes,
        agreed=tuple(agreed),
        declared=draft.declared,
        consent=draft.consent,
        counts=counts,
        **{name: getattr(draft, name) for name in TYPED},
    )


def emptied(visit: Visit) -> Visit:
    """Nothing of a form that is now kept elsewhere."""
    return visit.keep(Draft()).keep(Counted()).keep(Resumed())


def filled(visit: Visit, form: UnfinishedRegistration | UnfinishedRenewal) -> Visit | None:
    """The visit with the form in it; None where it cannot be applied for here any more."""
    visit = visit.keep(Counted(**form.counts.model_dump()))
    if isinstance(form, UnfinishedRenewal):
        return visit
    if form.type not in registering.kinds(visit):
        return None
    visit = visit.keep(_draft(visit, form))
    draft, empty = visit.of(Draft), Draft()
    wrong: dict[str, Any] = {
        name: getattr(empty, name)
        for name in TYPED
        if getattr(draft, name) != getattr(empty, name) and not _can_be(visit, name)
    }
    return visit.keep(replace(draft, **wrong))


def _draft(visit: Visit, form: UnfinishedRegistration) -> Draft:
    """Terms that have changed since are not agreed to, and a class that is gone is not chosen."""
    possible = registering.scopes(visit, form.type)
    same = {one.facility_class for one in form.agreed if one.version == _version(visit, one)}
    return Draft(
        type=form.type,
        classes=tuple(name for name in possible if name in form.classes),
        read=tuple(name for name in possible if name in same),
        declared=form.declared,
        consent=form.consent,
        **{name: getattr(form, name) for name in TYPED},
    )


def _version(visit: Visit, agreed: Agreed) -> str | None:
    here = visit.site.municipality
    known = agreed.facility_class in {here.id, *here.classes}
    return terms_version(here, agreed.facility_class) if known else None


def _can_be(visit: Visit, name: str) -> bool:
    text = str(getattr(visit.of(Draft), name))
    return name in registering.names(visit) and registering.can_be(visit, name, text)


def _settings(visit: Visit) -> unfinished.Kept | None:
    here = visit.site.municipality
    found = here.settings(here.id, visit.today).get(unfinished.Settings)
    return found.kept if isinstance(found, unfinished.Settings) else None
