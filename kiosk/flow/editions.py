"""Which edition of the terms is read: since when it stands, and the number of its version."""

from kiosk.visit import Visit
from rules.terms_text import terms_version

__all__ = ["edition"]

#: So much of a digest tells one version from another.
VERSION_SHOWN = 8


def edition(visit: Visit, scope: str) -> str:
    """Of a class of facilities, or of the municipality; "" where it has no terms.

    A sample of a day is called one in the demonstration, and is never shown anywhere else; that
    terms hold from being displayed (OG-07) is said all the same.
    """
    t, here = visit.speech, visit.site.municipality
    version = terms_version(here, scope)
    if version is None:
        return ""
    number = t.say("information.edition", version=version[:VERSION_SHOWN])
    since = here.classes[scope].terms_since if scope in here.classes else None
    if since is None:
        return number
    if since.source == "sample" and not visit.site.demonstration:
        return t.say("edition.displayed", edition=number)
    day = t.say("date.full", month=t.month(since.value), day=since.value.day)
    named = t.say("edition.sample", day=day) if since.source == "sample" else day
    return t.say("edition.since", day=named, edition=number)
