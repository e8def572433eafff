"""Places that nobody books here: ticket machine, first come on the spot, asked for directly."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.flow import names
from kiosk.flow.page import Page
from kiosk.messages import PageOpened
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark, Press
from kiosk.visit import Visit
from rules import wording
from rules.municipality import Room

__all__ = ["PAGES", "asked", "listed", "rooms"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The rooms that somebody wanted to book, by id."""

    rooms: tuple[str, ...] = ()


def rooms(visit: Visit) -> tuple[Room, ...]:
    """This place's first."""
    every = (r for r in visit.site.municipality.rooms.values() if r.not_bookable is not None)
    return tuple(sorted(every, key=lambda room: room.venue != visit.site.venue))


def listed(visit: Visit) -> View:
    return _view(visit, rooms(visit))


def asked(visit: Visit, wanted: Iterable[Room]) -> Visit:
    """Remember which rooms are to be told about."""
    return visit.keep(Asked(tuple(room.id for room in wanted)))


def told(visit: Visit) -> View:
    known = visit.site.municipality.rooms
    return _view(visit, (known[room] for room in visit.of(Asked).rooms))


def _view(visit: Visit, these: Iterable[Room]) -> View:
    rows = tuple(_row(visit, room) for room in these)
    desk = Press(visit.speech.say("desk.see"), PageOpened("desk"), "info")
    return View(rows, visit.speech.say("elsewhere.none"), also=(desk,))


def _row(visit: Visit, room: Room) -> Row:
    """What to do instead, the telephone of the place, and by which clause (KM-06, OG-S5).

    The clause itself would say a second time what to do.
    """
    t, why = visit.speech, room.not_bookable
    assert why is not None
    sports = (names.sport(visit, sport) for sport in room.sports)
    phone = t.say("elsewhere.phone", phone=visit.site.municipality.venues[room.venue].phone)
    instead = wording.text(f"why.{why.value}", visit.settings.language)
    said = (
        t.say("elsewhere.instead", instead=instead, rule=why.cited),
        t.say("elsewhere.sports", sports=t.say("list.separator").join(sports), phone=phone),
    )
    return Row(names.room(visit, room.id), "\n".join(said), Mark.NONE, "")


PAGES = {"look.elsewhere": Page("list", told, opens=("desk",))}
