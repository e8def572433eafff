"""What is not as usual (お知らせ): rain, repair, a stop, as the staff say; who is closed today."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.flow import names
from kiosk.visit import Visit
from rules import wording
from rules.calendar import JAPAN
from rules.day import room_day
from sync.wire import RoomNotice, ServiceNotice

__all__ = ["closed_today", "closures_text", "coming", "service_now", "service_text", "today"]

#: So many places are named in one line.
NAMED_MAX = 3


def service_now(visit: Visit) -> tuple[ServiceNotice, ...]:
    """The notices of the service that stand at this moment."""
    return tuple(n for n in visit.site.snapshot.notices if _begins(n) <= visit.now < _ends(n))


def service_text(visit: Visit, notice: ServiceNotice) -> str:
    """What is said, and from when until when; Japanese where the language has nothing."""
    t = visit.speech
    said = notice.text.get(visit.settings.language, notice.text["ja"])
    return t.say(
        "notices.service",
        said=said,
        begins=t.instant(_begins(notice)),
        ends=t.deadline(_ends(notice)),
    )


def today(visit: Visit) -> tuple[str, ...]:
    """The line of each notice that concerns whoever comes today; for the first page."""
    service = (service_text(visit, notice) for notice in service_now(visit))
    rooms = _closures(visit, [n for n in _known(visit) if n.day == visit.today])
    return (*service, *closed_today(visit), *rooms)


def closed_today(visit: Visit) -> Iterator[str]:
    """The places that have their closing day (休館日), this one first."""
    closed = sorted(_closed_venues(visit), key=lambda venue: venue != visit.site.venue)
    if not closed:
        return
    t, more = visit.speech, len(closed) - NAMED_MAX
    said = t.say("list.separator").join(names.venue(visit, one) for one in closed[:NAMED_MAX])
    if more > 0:
        said = t.say("notices.and_more", named=said, n=more)
    yield t.say("notices.closed_today", venues=said)


def _closed_venues(visit: Visit) -> set[str]:
    """Where each room that is booked here is closed on this day."""
    here = visit.site.municipality
    bookable = [room for room in here.rooms.values() if room.not_bookable is None]
    closed = {room.venue for room in bookable}
    for room in bookable:
        if room.venue in closed and room_day(here, room.id, visit.today, visit.now).open:
            closed.discard(room.venue)
    return closed


def coming(visit: Visit) -> tuple[RoomNotice, ...]:
    """Closures from today on, the first ones first."""
    later = (notice for notice in _known(visit) if notice.day >= visit.today)
    return tuple(sorted(later, key=lambda n: (n.day, n.facility, n.start_minute)))


def closures_text(visit: Visit, notice: RoomNotice) -> str:
    t = visit.speech
    return t.say(
        "notices.closure",
        room=names.room(visit, notice.facility),
        hours=t.span(notice.start_minute, notice.end_minute),
        why=_why(visit, notice),
    )


def _closures(visit: Visit, notices: list[RoomNotice]) -> Iterator[str]:
    for notice in sorted(notices, key=lambda n: (n.facility, n.start_minute)):
        yield closures_text(visit, notice)


def _known(visit: Visit) -> Iterator[RoomNotice]:
    """Those of rooms that this terminal knows."""
    rooms = visit.site.municipality.rooms
    return (notice for notice in visit.site.snapshot.closures if notice.facility in rooms)


def _why(visit: Visit, notice: RoomNotice) -> str:
    """The reason in words, and those of the staff with it."""
    t, word, language = visit.speech, f"why.{notice.reason}", visit.settings.language
    if not wording.has_text(word, language):
        return notice.text or t.say("notices.why.other")
    usual = t.say("notices.why.known", why=wording.text(word, language))
    return t.say("notices.why.more", usual=usual, said=notice.text) if notice.text else usual


def _begins(notice: ServiceNotice) -> datetime:
    return datetime.fromtimestamp(notice.begins_ms / 1000, JAPAN)


def _ends(notice: ServiceNotice) -> datetime:
    return datetime.fromtimestamp(notice.ends_ms / 1000, JAPAN)
