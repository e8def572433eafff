"""Where people help (窓口): which are open now, and who settles a matter."""

from collections.abc import Iterable, Iterator

from kiosk.flow.page import Page
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.desk_document import Desk, Matter
from rules.desks import desks_about, desks_at, hours_on, is_open
from rules.wording import in_language

__all__ = ["PAGES", "desk_at", "desk_of_class", "first_desk", "room_at", "rows"]


def everywhere(visit: Visit) -> View:
    """Every desk with today's hours, those first where somebody is now (KM-19, ON-17)."""
    here = visit.site.municipality
    staffed = (desk for desk in here.desks.values() if desk.handled_at is None)
    t = visit.speech
    return View(rows(visit, staffed), t.say("desk.nobody"), t.say("desk.what_for"))


def rows(visit: Visit, desks: Iterable[Desk]) -> tuple[Row, ...]:
    """Those that are open now come first."""
    here, now = visit.site.municipality, visit.now
    ordered = sorted(desks, key=lambda desk: not is_open(here, desk, now))
    return tuple(_row(visit, desk) for desk in ordered)


def first_desk(visit: Visit, matter: Matter) -> str:
    """Where to go about a matter, and whether somebody is there now; "" where nobody is named."""
    here, room = visit.site.municipality, room_at(visit, visit.site.venue)
    desks = desks_about(here, matter, visit.now, room)
    if matter == "registration" and room is not None:
        desks = (*_registering_at(visit, room), *desks)
    return _go(visit, desks)


def _registering_at(visit: Visit, room: str) -> Iterator[Desk]:
    """The desks of this place that are open now, if they are among those that register (KM-19)."""
    here = visit.site.municipality
    listed = any(desk.number is not None for desk in here.desks.values())
    for desk in desks_at(here, room, visit.now):
        if is_open(here, desk, visit.now) and (desk.number is not None or not listed):
            yield desk


def desk_of_class(visit: Visit, name: str) -> str:
    """Who looks after a class of facilities; where all are alike, who registers."""
    rooms = (r for r in visit.site.municipality.rooms.values() if r.facility_class == name)
    found = (desk_at(visit, room.id) for room in rooms)
    return next(filter(None, found), "") or first_desk(visit, "registration")


def desk_at(visit: Visit, facility: str) -> str:
    """Who is asked about a room, and whether somebody is there now; "" where nobody is named."""
    return _go(visit, desks_at(visit.site.municipality, facility, visit.now))


def _go(visit: Visit, desks: tuple[Desk, ...]) -> str:
    """To the first of them, which is open if any is."""
    if not desks:
        return ""
    opened = is_open(visit.site.municipality, desks[0], visit.now)
    return visit.speech.say(
        "desk.go.now" if opened else "desk.go.later", desk=_line(visit, desks[0])
    )


def room_at(visit: Visit, venue: str) -> str | None:
    """A room of a venue, by which its desks are found."""
    rooms = visit.site.municipality.rooms.values()
    return next((room.id for room in rooms if room.venue == venue), None)


def _row(visit: Visit, desk: Desk) -> Row:
    t = visit.speech
    opened = is_open(visit.site.municipality, desk, visit.now)
    hours, phone = _spans(visit, desk), " ".join(desk.phones)
    said = t.say("desk.detail" if hours else "desk.detail.closed", hours=hours, phone=phone)
    return Row(
        title=in_language(desk.name, visit.settings.language),
        detail="\n".join(filter(None, (said, _remark(visit, desk)))),
        mark=Mark.FREE if opened else Mark.CLOSED,
        word=t.say("desk.open" if opened else "desk.shut"),
    )


def _line(visit: Visit, desk: Desk) -> str:
    """Name, today's hours, telephones, and what to know before going."""
    name = in_language(desk.name, visit.settings.language)
    phones = " ".join(desk.phones)
    line = visit.speech.say("desk.line", name=name, hours=_hours(visit, desk), phone=phones)
    return " ".join(filter(None, (line, _remark(visit, desk))))


def _remark(visit: Visit, desk: Desk) -> str:
    remark = desk.times.remark if desk.times else None
    return in_language(remark, visit.settings.language) if remark else ""


def _hours(visit: Visit, desk: Desk) -> str:
    """Today's hours of a desk; on a day without any it is said to be closed."""
    return _spans(visit, desk) or visit.speech.say("desk.closed_today")


def _spans(visit: Visit, desk: Desk) -> str:
    here, t = visit.site.municipality, visit.speech
    return " ".join(t.span(*span) for span in hours_on(here, desk, visit.today))


PAGES = {"desk": Page("list", everywhere)}
