"""The room offers the sport, and courts and people are within it (CM-04, or the room's clause)."""

from collections.abc import Iterator

from rules.case import Case
from rules.document import RoomSport
from rules.verdict import Reason

CODES = {
    "sport_not_offered": ("facility", "sport"),
    "courts_below_one": (),
    "people_below_one": (),
    "too_many_courts": ("courts_max", "sport"),
    "too_few_courts": ("courts_min", "sport"),
    "too_few_courts_here": ("courts_min", "sport", "instead_facility"),
    "too_many_people": ("people_max",),
}


def reasons(case: Case) -> Iterator[Reason]:
    if not case.takes_courts:
        return
    yield from _people(case)
    if case.slot.courts < 1:
        yield Reason("courts_below_one", "CM-04")
    sport = case.room.sports.get(case.slot.sport)
    if sport is None:
        params = {"facility": case.room.id, "sport": case.slot.sport}
        yield Reason("sport_not_offered", "CM-04", params)
    else:
        yield from _courts(case, sport)


def _courts(case: Case, sport: RoomSport) -> Iterator[Reason]:
    asked = case.slot.courts
    if asked > sport.courts:
        params = {"courts_max": sport.courts, "sport": case.slot.sport}
        yield Reason("too_many_courts", sport.cited, params)
    if 1 <= asked < sport.courts_min:
        yield _too_few(case, sport)


def _too_few(case: Case, sport: RoomSport) -> Reason:
    params: dict[str, object] = {"courts_min": sport.courts_min, "sport": case.slot.sport}
    if sport.instead is None:
        return Reason("too_few_courts", sport.cited, params)
    return Reason("too_few_courts_here", sport.cited, {**params, "instead_facility": sport.instead})


def _people(case: Case) -> Iterator[Reason]:
    people, most = case.request.people, case.room.people_max
    if people < 1:
        yield Reason("people_below_one", "CM-04")
    if most is not None and people > most:
        yield Reason("too_many_people", "CM-04", {"people_max": most})
