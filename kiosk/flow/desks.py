"""Where people help (窓口): a line for each desk, and whom to go to about a matter."""

from kiosk.visit import Visit
from rules.desk_document import Desk, Matter
from rules.desks import desks_about, hours_on, is_open
from rules.wording import in_language

__all__ = ["desk_line", "first_desk", "here", "hours_text", "name_of", "phones_of"]


def desk_line(visit: Visit, desk: Desk) -> str:
    """Name, today's hours, telephones, and what to know before going."""
    t = visit.speech
    line = t.say(
        "desk.line",
        name=name_of(visit, desk),
        hours=hours_text(visit, desk),
        phone=phones_of(desk),
    )
    remark = desk.times.remark if desk.times else None
    return f"{line} {in_language(remark, visit.settings.language)}" if remark else line


def hours_text(visit: Visit, desk: Desk) -> str:
    """Today's hours of a desk; on a day without any it is said to be closed."""
    t = visit.speech
    hours = (t.span(*span) for span in hours_on(visit.site.municipality, desk, visit.today))
    return " ".join(hours) or t.say("desk.closed_today")


def name_of(visit: Visit, desk: Desk) -> str:
    return in_language(desk.name, visit.settings.language)


def phones_of(desk: Desk) -> str:
    return " ".join(desk.phones)


def first_desk(visit: Visit, matter: Matter) -> str:
    """Where to go about a matter, and whether somebody is there now; "" where nobody is named."""
    municipality = visit.site.municipality
    desks = desks_about(municipality, matter, visit.now, here(visit))
    if not desks:
        return ""
    now = is_open(municipality, desks[0], visit.now)
    said = "desk.go.now" if now else "desk.go.later"
    return visit.speech.say(said, desk=desk_line(visit, desks[0]))


def here(visit: Visit) -> str | None:
    """A room of the venue where this terminal stands, by which its desks are found."""
    rooms = visit.site.municipality.rooms.values()
    return next((room.id for room in rooms if room.venue == visit.site.venue), None)
