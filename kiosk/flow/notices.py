"""What the staff say of the service and of rooms (お知らせ): rain, repair, a stop, until when."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.flow import names
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.wire import RoomNotice, ServiceNotice

__all__ = ["closures_text", "coming", "service_now", "service_text", "today"]


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
    return (*service, *_closures(visit, [n for n in _known(visit) if n.day == visit.today]))


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
    """The words of the staff, else the reason by its name."""
    t = visit.speech
    usual = t.say(t.special(f"notices.why.{notice.reason}", "notices.why.other"))
    return notice.text or usual


def _begins(notice: ServiceNotice) -> datetime:
    return datetime.fromtimestamp(notice.begins_ms / 1000, JAPAN)


def _ends(notice: ServiceNotice) -> datetime:
    return datetime.fromtimestamp(notice.ends_ms / 1000, JAPAN)
