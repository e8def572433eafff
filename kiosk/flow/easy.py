"""らくらく: what do you want to play, and when; then what is free, soonest first, in all places."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.flow import names, search
from kiosk.flow.journeys import Tile
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import FreeChosen, PageOpened, SpanChosen, SportChosen
from kiosk.screens.choose.view import Answer, View
from kiosk.visit import Visit

__all__ = ["PAGES", "TILE"]

#: How many days from today on, and which of them.
SPANS: Mapping[str, tuple[int, int, str]] = {
    "today": (0, 1, "any"),
    "tomorrow": (1, 1, "any"),
    "week": (0, 7, "any"),
    "weekend": (0, 14, "weekend"),
    "month": (0, 31, "any"),
}


@dataclass(frozen=True, slots=True)
class Easy:
    sport: str = ""
    found: tuple[search.Opening, ...] = ()


def sports(visit: Visit) -> View:
    offered = visit.site.municipality.sports
    playable = (sport for sport in offered if search.playable(visit, sport))
    return View(tuple(Answer(names.sport(visit, sport), SportChosen(sport)) for sport in playable))


def begun(visit: Visit, _: PageOpened) -> Move:
    return Move(visit.keep(Easy()), way="begun")


def sport_chosen(visit: Visit, event: SportChosen) -> Move:
    if not search.playable(visit, event.sport):
        return stay(visit)
    return Move(visit.keep(Easy(event.sport)), way="when")


def spans(visit: Visit) -> View:
    t = visit.speech
    return View(tuple(Answer(t.say(f"easy.span.{span}"), SpanChosen(span)) for span in SPANS))


def span_chosen(visit: Visit, event: SpanChosen) -> Move:
    """Looked for now; what is taken while the list is read, the board shows."""
    if event.span not in SPANS:
        return stay(visit)
    first, count, kind = SPANS[event.span]
    days = tuple(d for d in search.days_from(visit, first, count) if search.falls_on(kind, d))
    sport = visit.of(Easy).sport
    rooms = tuple(room.id for room in search.playable(visit, sport))
    found = search.look_for(visit, search.Seek(sport, rooms, days))
    return Move(visit.keep(Easy(sport, found)), way="found")


def found(visit: Visit) -> View:
    easy = visit.of(Easy)
    return search.view(visit, easy.found, easy.sport)


def free_chosen(visit: Visit, event: FreeChosen) -> Move:
    easy = visit.of(Easy)
    return search.chosen(visit, event, easy.found, easy.sport)


def question(visit: Visit) -> str:
    sport = names.sport(visit, visit.of(Easy).sport)
    return visit.speech.say("easy.found.question", sport=sport)


PAGES = {
    "easy": Page(
        "choose",
        sports,
        opened=on(begun, begun="easy"),
        on={SportChosen: on(sport_chosen, when="easy.when")},
        step=0,
    ),
    "easy.when": Page(
        "choose", spans, on={SpanChosen: on(span_chosen, found="easy.found")}, step=0
    ),
    "easy.found": Page(
        "choose",
        found,
        on={FreeChosen: on(free_chosen, open="look.day")},
        question=question,
        next=lambda visit: search.another(visit, visit.of(Easy).found),
        step=0,
    ),
}
TILE = Tile("easy.tile", "easy", "sport", lambda _: True, rank=1)
