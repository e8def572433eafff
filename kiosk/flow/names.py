"""What things are called, in the language of the visit."""

from kiosk.visit import Plan, Visit
from rules.wording import facility_text, in_language

__all__ = [
    "court",
    "courts",
    "municipality",
    "place",
    "plan_sentence",
    "room",
    "sport",
    "use",
    "venue",
    "when",
]


def municipality(visit: Visit) -> str:
    return in_language(visit.site.municipality.name, visit.settings.language)


def venue(visit: Visit, venue_id: str) -> str:
    return in_language(visit.site.municipality.venues[venue_id].name, visit.settings.language)


def place(visit: Visit) -> str:
    """Whose bookings are made here, once that is chosen, and where the terminal stands."""
    t, own = visit.speech, visit.site.own
    here = in_language(own.municipality.venues[own.venue].name, visit.settings.language)
    if visit.page == "town":
        return t.say("town.place", venue=here)
    return t.say("frame.place", name=municipality(visit), venue=here)


def room(visit: Visit, facility: str) -> str:
    """The room with its venue before it; a room that is no longer known keeps its id."""
    municipality = visit.site.municipality
    if facility not in municipality.rooms:
        return facility
    return facility_text(municipality, facility, visit.settings.language)


def sport(visit: Visit, sport_id: str) -> str:
    names = visit.site.municipality.sports.get(sport_id)
    return sport_id if names is None else in_language(names, visit.settings.language)


def court(visit: Visit, sport_id: str, number: int) -> str:
    """3面, and 3台 where tables are what is counted."""
    t = visit.speech
    return t.say(t.special(f"board.court.{sport_id}", "board.court"), n=number)


def courts(visit: Visit, sport_id: str, count: int) -> str:
    """So many of them: 2面, 2台."""
    t = visit.speech
    return t.count(t.special(f"count.courts.{sport_id}", "count.courts"), count)


def use(visit: Visit, plan: Plan) -> str:
    """バドミントン 1面; where there is one court alone, it is not counted."""
    room = visit.site.municipality.rooms.get(plan.facility)
    how = None if room is None else room.sports.get(plan.sport)
    played = sport(visit, plan.sport)
    if how is not None and how.courts == 1:
        return played
    return f"{played} {courts(visit, plan.sport, plan.courts)}"


def when(visit: Visit, plan: Plan) -> str:
    t = visit.speech
    return f"{t.day(plan.day)} {t.span(plan.start_minute, plan.end_minute)}"


def plan_sentence(visit: Visit, plan: Plan) -> str:
    """Everything in one sentence: when, where, what, how many."""
    t = visit.speech
    return t.say(
        "plan.sentence",
        when=when(visit, plan),
        where=room(visit, plan.facility),
        what=use(visit, plan),
        people=t.count("count.people", plan.people),
    )
