"""くわしく: sport, place, room, time of day and days of the week, each by its own touch."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kiosk.flow import names, search
from kiosk.flow.journeys import Tile
from kiosk.flow.page import Handler, Move, Page, on, stay
from kiosk.messages import (
    FacilityChosen,
    FreeChosen,
    PageOpened,
    PartChosen,
    SearchWanted,
    SportChosen,
    VenueOpened,
    WeekdaysChosen,
)
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.form.view import Field
from kiosk.screens.form.view import View as Form
from kiosk.screens.parts import Look, Press
from kiosk.visit import Visit
from rules.policy import Room
from rules.wording import in_language

__all__ = ["PAGES", "TILE"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; "" is any place or room."""

    sport: str = ""
    venue: str = ""
    room: str = ""
    part: str = "any"
    weekdays: str = "any"
    found: tuple[search.Opening, ...] = ()


def form(visit: Visit) -> Form:
    t, asked = visit.speech, visit.of(Asked)
    sport = names.sport(visit, asked.sport) if asked.sport else t.say("detailed.choose")
    place = names.venue(visit, asked.venue) if asked.venue else t.say("detailed.any")
    room = _room_name(visit, asked.room) if asked.room else t.say("detailed.any")
    values = {
        "sport": sport,
        "venue": place,
        "room": room,
        "part": t.say(f"detailed.part.{asked.part}"),
        "weekdays": _weekdays_name(visit, asked.weekdays),
    }
    return Form(
        fields=tuple(_field(visit, name, value) for name, value in values.items() if value),
        go=_go(visit, enabled=bool(asked.sport)),
    )


def begun(visit: Visit, _: PageOpened) -> Move:
    return Move(visit.keep(Asked()), way="begun")


def sports(visit: Visit) -> Choose:
    known = visit.site.municipality.sports
    playable = (sport for sport in known if search.playable(visit, sport))
    return Choose(tuple(Answer(names.sport(visit, s), SportChosen(s)) for s in playable))


def venues(visit: Visit) -> Choose:
    """Those where the sport is played, this place first."""
    found = dict.fromkeys(room.venue for room in _rooms(visit, replace(visit.of(Asked), venue="")))
    answers = (Answer(names.venue(visit, venue), VenueOpened(venue)) for venue in found)
    return Choose((_any(visit, VenueOpened("")), *answers))


def rooms(visit: Visit) -> Choose:
    found = _rooms(visit, visit.of(Asked))
    answers = (Answer(names.room(visit, room.id), FacilityChosen(room.id)) for room in found)
    return Choose((_any(visit, FacilityChosen("")), *answers))


def parts(visit: Visit) -> Choose:
    t = visit.speech
    return Choose(
        tuple(Answer(t.say(f"detailed.part.{part}"), PartChosen(part)) for part in search.PARTS)
    )


def weekdays(visit: Visit) -> Choose:
    kinds = search.WEEKDAYS
    return Choose(tuple(Answer(_weekdays_name(visit, k), WeekdaysChosen(k)) for k in kinds))


def sport_chosen(visit: Visit, event: SportChosen) -> Move:
    """Another sport is played in other places."""
    there = bool(search.playable(visit, event.sport))
    asked = visit.of(Asked)
    return _kept(visit, replace(asked, sport=event.sport, venue="", room=""), there)


def venue_chosen(visit: Visit, event: VenueOpened) -> Move:
    there = event.venue in {"", *visit.site.municipality.venues}
    return _kept(visit, replace(visit.of(Asked), venue=event.venue, room=""), there)


def room_chosen(visit: Visit, event: FacilityChosen) -> Move:
    asked = visit.of(Asked)
    there = event.facility in {"", *(room.id for room in _rooms(visit, asked))}
    return _kept(visit, replace(asked, room=event.facility), there)


def part_chosen(visit: Visit, event: PartChosen) -> Move:
    return _kept(visit, replace(visit.of(Asked), part=event.part), event.part in search.PARTS)


def weekdays_chosen(visit: Visit, event: WeekdaysChosen) -> Move:
    there = event.kind in search.WEEKDAYS
    return _kept(visit, replace(visit.of(Asked), weekdays=event.kind), there)


def wanted(visit: Visit, _: SearchWanted) -> Move:
    asked = visit.of(Asked)
    if not asked.sport:
        return stay(visit)
    days = search.days_from(visit, 0, search.DAYS_MAX)
    meant = tuple(day for day in days if search.falls_on(asked.weekdays, day))
    rooms = tuple(r.id for r in _rooms(visit, asked) if asked.room in {"", r.id})
    found = search.look_for(visit, search.Seek(asked.sport, rooms, meant, asked.part))
    return Move(visit.keep(replace(asked, found=found)), way="found")


def listed(visit: Visit) -> Choose:
    asked = visit.of(Asked)
    return search.view(visit, asked.found, asked.sport)


def free_chosen(visit: Visit, event: FreeChosen) -> Move:
    asked = visit.of(Asked)
    return search.chosen(visit, event, asked.found, asked.sport)


def _kept(visit: Visit, asked: Asked, there: bool) -> Move:
    return Move(visit.keep(asked), way="form") if there else stay(visit)


def _rooms(visit: Visit, asked: Asked) -> tuple[Room, ...]:
    """The rooms for the sport, in the place if one is chosen."""
    found = search.playable(visit, asked.sport)
    return tuple(room for room in found if asked.venue in {"", room.venue})


def _field(visit: Visit, name: str, value: str) -> Field:
    """Places are asked for once it is known what is played."""
    return Field(
        visit.speech.say(f"detailed.{name}"),
        value,
        PageOpened(f"detailed.{name}"),
        empty=name == "sport" and not visit.of(Asked).sport,
    )


def _go(visit: Visit, *, enabled: bool) -> Press:
    label = visit.speech.say("detailed.go")
    return Press(label, SearchWanted(), "search", Look.MAIN, enabled=enabled)


def _any(visit: Visit, event: VenueOpened | FacilityChosen) -> Answer:
    return Answer(visit.speech.say("detailed.any"), event)


def _room_name(visit: Visit, room: str) -> str:
    return in_language(visit.site.municipality.rooms[room].name, visit.settings.language)


def _weekdays_name(visit: Visit, kind: str) -> str:
    t = visit.speech
    if kind.isdigit():
        sunday, *others = t.weekdays_from_sunday()
        return t.say("detailed.weekday", day=(*others, sunday)[int(kind)])
    return t.say(f"detailed.weekdays.{kind}")


def _choice(view: Callable[[Visit], Choose], event: type[Any], handler: Handler) -> Page:
    return Page("choose", view, on={event: on(handler, form="detailed")}, step=0)


PAGES = {
    "detailed": Page(
        "form",
        form,
        opened=on(begun, begun="detailed"),
        on={SearchWanted: on(wanted, found="detailed.found")},
        opens=(
            "detailed.sport",
            "detailed.venue",
            "detailed.room",
            "detailed.part",
            "detailed.weekdays",
        ),
        step=0,
    ),
    "detailed.sport": _choice(sports, SportChosen, sport_chosen),
    "detailed.venue": _choice(venues, VenueOpened, venue_chosen),
    "detailed.room": _choice(rooms, FacilityChosen, room_chosen),
    "detailed.part": _choice(parts, PartChosen, part_chosen),
    "detailed.weekdays": _choice(weekdays, WeekdaysChosen, weekdays_chosen),
    "detailed.found": Page(
        "choose",
        listed,
        on={FreeChosen: on(free_chosen, open="look.day")},
        next=lambda visit: search.another(visit, visit.of(Asked).found),
        step=0,
    ),
}
TILE = Tile("detailed.tile", "detailed", "filter", lambda _: True, rank=2)
