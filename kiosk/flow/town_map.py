"""地図: the venues on a plain map of the town, nearest first, with what is free today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.flow import look, names
from kiosk.flow.board import as_of
from kiosk.flow.journeys import Tile
from kiosk.flow.marks import day_mark, visible
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import FacilityChosen, PageOpened, VenueOpened
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.map.view import Place, View
from kiosk.screens.parts import Mark
from kiosk.visit import Visit, Wish
from rules.municipality import Room
from rules.positions import Positions
from rules.wording import in_language

__all__ = ["PAGES", "TILE"]

#: What a venue with several rooms is shown as: the first of these that one of them is.
BEST = (Mark.FREE, Mark.FEW, Mark.LOTTERY, Mark.FULL, Mark.OUTSIDE, Mark.CLOSED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The venue that was touched."""

    venue: str = ""


def town(visit: Visit) -> View:
    t, positions = visit.speech, visit.site.municipality.positions
    assert positions is not None, "a town without a map offers none"
    return View(
        tuple(_places(visit, positions)),
        positions.width_km / positions.height_km,
        t.say("map.north"),
        t.say("map.note", as_of=as_of(visit)),
    )


def begun(visit: Visit, _: PageOpened) -> Move:
    return Move(replace(visit, wish=Wish()), way="begun")


def venue_chosen(visit: Visit, event: VenueOpened) -> Move:
    """A venue with one room has nothing to choose."""
    found = _rooms(visit, event.venue)
    if not found:
        return stay(visit)
    visit = visit.keep(Chosen(event.venue))
    if len(found) > 1:
        return Move(visit, way="rooms")
    return look.place_chosen(visit, FacilityChosen(found[0].id))


def rooms(visit: Visit) -> Choose:
    """Of the venue, each with how it stands today."""
    return Choose(tuple(_answer(visit, room) for room in _rooms(visit, visit.of(Chosen).venue)))


def question(visit: Visit) -> str:
    return visit.speech.say("map.rooms.question", venue=names.venue(visit, visit.of(Chosen).venue))


def _places(visit: Visit, positions: Positions) -> Iterator[Place]:
    """This place first, then by how near they are to it; all as listed where it is not there."""
    here, t = visit.site.venue, visit.speech
    order = list(positions.venues)
    if here in positions.venues:
        order.sort(key=lambda venue: (venue != here, positions.between(here, venue)))
    first = 0 if here in positions.venues else 1
    for number, venue in enumerate(order, first):
        across, down = positions.venues[venue]
        there = _rooms(visit, venue)
        mark = _best(visit, there)
        yield Place(
            sign=t.say("map.here") if venue == here else str(number),
            name=names.venue(visit, venue),
            event=VenueOpened(venue),
            across=across / positions.width_km,
            down=down / positions.height_km,
            mark=mark,
            word=_word(visit, mark, there),
            here=venue == here,
        )


def _rooms(visit: Visit, venue: str) -> tuple[Room, ...]:
    known = visit.site.municipality.rooms.values()
    return tuple(room for room in known if room.venue == venue)


def _answer(visit: Visit, room: Room) -> Answer:
    mark = _today(visit, room)
    played = (names.sport(visit, sport) for sport in room.sports)
    return Answer(
        in_language(room.name, visit.settings.language),
        FacilityChosen(room.id),
        visit.speech.say("list.separator").join(played),
        mark,
        visit.speech.say("map.today", state=_word(visit, mark, (room,))),
    )


def _today(visit: Visit, room: Room) -> Mark:
    """The best that any of its sports is today; whether it is open is the same for all."""
    if room.not_bookable is not None or not visible(visit, room.id, visit.today):
        return Mark.NONE
    found = Mark.NONE
    for sport in (sport for sport, how in room.sports.items() if not how.desk_only):
        mark, _ = day_mark(visit, room, sport, visit.today)
        if mark not in {Mark.FEW, Mark.FULL}:
            return mark
        found = Mark.FEW if Mark.FEW in {mark, found} else Mark.FULL
    return found


def _best(visit: Visit, these: tuple[Room, ...]) -> Mark:
    found = {_today(visit, room) for room in these}
    return next((mark for mark in BEST if mark in found), Mark.NONE)


def _word(visit: Visit, mark: Mark, these: tuple[Room, ...]) -> str:
    """Without a mark: nobody books there, or nothing is known of today yet."""
    if mark is not Mark.NONE:
        return visit.speech.say(f"mark.{mark.value}")
    bookable = any(room.not_bookable is None for room in these)
    return visit.speech.say("map.unknown" if bookable else "elsewhere.word")


WAYS = {"sport": "look.sport", "chosen": "look.when", "elsewhere": "look.elsewhere"}
PAGES = {
    "map": Page(
        "map",
        town,
        opened=on(begun, begun="map"),
        on={VenueOpened: on(venue_chosen, rooms="map.rooms", **WAYS)},
        step=0,
    ),
    "map.rooms": Page(
        "choose",
        rooms,
        on={FacilityChosen: on(look.place_chosen, **WAYS)},
        question=question,
        step=0,
    ),
}
TILE = Tile("map.tile", "map", "map", lambda v: v.site.municipality.positions is not None, rank=3)
