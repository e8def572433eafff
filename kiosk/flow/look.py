"""What is free: a sport or a place, then the month, then the board of a day; without a card."""

from dataclasses import replace
from datetime import date

from kiosk.flow import elsewhere, names
from kiosk.flow.advice import booking_verdict, for_individuals
from kiosk.flow.draws import fetch_open, is_open
from kiosk.flow.lottery_draft import looked
from kiosk.flow.marks import day_mark, visible
from kiosk.flow.page import Move, stay
from kiosk.messages import DayChosen, FacilityChosen, PageOpened, SportChosen
from kiosk.screens.choose.view import Answer, View
from kiosk.screens.parts import Mark
from kiosk.visit import Plan, Refusal, Visit, Wish
from rules import wording
from rules.calendar import DAY_MINUTES, first_of_month
from rules.policy import Room

__all__ = [
    "begun",
    "day_chosen",
    "place_chosen",
    "places",
    "room_chosen",
    "rooms_of",
    "sport_chosen",
    "sports",
]

#: What may stand against a whole day, whatever the hour, the people and who they are.
DAY_CODES = {
    "closed_day",
    "draw_first",
    "not_yet_open",
    "not_yet_visible",
    "too_close",
    "channel_too_late",
    "channel_too_early",
}


def begun(visit: Visit, _: PageOpened) -> Move:
    """A search begins: nothing of an earlier one is kept."""
    return Move(replace(visit, wish=Wish()), way="begun")


def sports(visit: Visit) -> View:
    """What individuals may play stands first; what only the desk takes cannot be touched."""
    place = visit.wish.facility if visit.wish.by_place else None
    offered = [sport for sport in visit.site.municipality.sports if rooms_of(visit, sport)]
    if place is not None:
        offered = [s for s in offered if s in visit.site.municipality.rooms[place].sports]
    ordered = sorted(offered, key=lambda sport: not for_individuals(visit, sport))
    answers = tuple(_sport_answer(visit, sport) for sport in ordered)
    return View(answers if place else (*answers, _by_place(visit)))


def sport_chosen(visit: Visit, event: SportChosen) -> Move:
    wish, rooms = visit.wish, rooms_of(visit, event.sport)
    if wish.by_place and wish.facility is not None:
        rooms = tuple(room for room in rooms if room.id == wish.facility)
    takes = tuple(room for room in rooms if not room.sports[event.sport].desk_only)
    if not takes:
        return stay(visit)
    if takes[0].not_bookable is not None:
        return Move(elsewhere.asked(visit, takes), way="elsewhere")
    return _to_month(visit, takes[0], event.sport)


def places(visit: Visit) -> View:
    rooms = sorted(visit.site.municipality.rooms.values(), key=lambda room: _far(visit, room))
    return View(tuple(_place_answer(visit, room) for room in rooms))


def place_chosen(visit: Visit, event: FacilityChosen) -> Move:
    """A place with one sport has nothing more to ask."""
    room = visit.site.municipality.rooms.get(event.facility)
    if room is None:
        return stay(visit)
    if room.not_bookable is not None:
        return Move(elsewhere.asked(visit, (room,)), way="elsewhere")
    visit = replace(visit, wish=Wish(facility=room.id, by_place=True))
    only = tuple(room.sports)
    if len(only) > 1:
        return Move(visit, way="sport")
    return _to_month(visit, room, only[0])


def room_chosen(visit: Visit, event: FacilityChosen) -> Move:
    """The same sport in another room."""
    room, sport = visit.site.municipality.rooms.get(event.facility), visit.wish.sport
    if room is None or sport is None or sport not in room.sports:
        return stay(visit)
    return _to_month(visit, room, sport)


def day_chosen(visit: Visit, event: DayChosen) -> Move:
    """``open`` to its board, ``lottery`` to its odds, or ``refused``: why the whole day is not."""
    wish = visit.wish
    room = visit.site.municipality.rooms.get(wish.facility or "")
    if room is None or wish.sport is None or not visible(visit, room.id, event.day):
        return stay(visit)
    mark, _ = day_mark(visit, room, wish.sport, event.day)
    if mark is Mark.NONE:
        return stay(visit)
    chosen = replace(wish, day=event.day, month=first_of_month(event.day), start_minute=None)
    visit = replace(visit, wish=chosen)
    if mark in {Mark.FREE, Mark.FEW, Mark.FULL}:
        return Move(visit, way="open")
    if is_open(visit, room, event.day) and not wish.changing:
        return looked(visit, event.day)
    return _whole_day_refused(visit, room, wish.sport, event.day)


def rooms_of(visit: Visit, sport: str) -> tuple[Room, ...]:
    """Where a sport is played, this place first; rooms that nobody books here only if all are."""
    rooms = [room for room in visit.site.municipality.rooms.values() if sport in room.sports]
    bookable = [room for room in rooms if room.not_bookable is None]
    return tuple(sorted(bookable or rooms, key=lambda room: _far(visit, room)))


def _far(visit: Visit, room: Room) -> bool:
    return room.venue != visit.site.venue


def _to_month(visit: Visit, room: Room, sport: str) -> Move:
    month = visit.wish.month or first_of_month(visit.today)
    wish = Wish(
        sport=sport,
        facility=room.id,
        by_place=visit.wish.by_place,
        month=month,
        courts=room.sports[sport].courts_min,
    )
    if visit.wish.changing:  # it is still the same people's booking
        had = visit.wish
        wish = replace(wish, changing=had.changing, people=had.people, students=had.students)
        wish = replace(wish, equipment=had.equipment if had.facility == room.id else None)
    return Move(replace(visit, wish=wish), fetch_open(visit, room), "chosen")


def _whole_day_refused(visit: Visit, room: Room, sport: str, day: date) -> Move:
    whole = Plan(room.id, sport, 1, 1, day, 0, DAY_MINUTES)
    found = booking_verdict(visit, whole).reasons
    reasons = tuple(reason for reason in found if reason.code in DAY_CODES)
    if not reasons:
        return stay(visit)
    return Move(replace(visit, refusal=Refusal(whole, reasons)), way="refused")


def _sport_answer(visit: Visit, sport: str) -> Answer:
    rooms = rooms_of(visit, sport)
    if all(room.sports[sport].desk_only for room in rooms):
        note = visit.speech.say("look.desk_only")
        return Answer(names.sport(visit, sport), SportChosen(sport), note, enabled=False)
    group_only = not for_individuals(visit, sport)
    detail = visit.speech.say("look.groups_only") if group_only else ""
    return Answer(names.sport(visit, sport), SportChosen(sport), detail)


def _by_place(visit: Visit) -> Answer:
    return Answer(visit.speech.say("look.by_place"), PageOpened("look.place"))


def _place_answer(visit: Visit, room: Room) -> Answer:
    offered = [names.sport(visit, sport) for sport in room.sports]
    sports = visit.speech.say("list.separator").join(offered)
    detail = " ".join(filter(None, (_class_of(visit, room), sports)))
    return Answer(names.room(visit, room.id), FacilityChosen(room.id), detail)


def _class_of(visit: Visit, room: Room) -> str:
    """有料スポーツ施設, school or free park: what a booking asks of one depends on it (KM-05)."""
    here, name = visit.site.municipality, room.facility_class
    if name not in here.classes:
        return ""
    said = wording.class_text(here, name, visit.settings.language)
    return visit.speech.say("look.class", name=said)
