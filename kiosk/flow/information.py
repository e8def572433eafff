"""What is to be known (ご案内): guide, questions, terms, whom to ask, notices, the staff."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.flow import desks, elsewhere, names, notices
from kiosk.flow.editions import edition
from kiosk.flow.journeys import Tile
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import PageOpened, StaffCalled, TextOpened, TopicOpened, VenueOpened
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.list.view import Row
from kiosk.screens.list.view import View as List
from kiosk.screens.parts import Mark
from kiosk.screens.read.view import View as Read
from kiosk.visit import Visit
from rules.desk_document import Topic
from rules.desks import desk_for, desks_for
from rules.terms_text import terms_name
from rules.wording import class_text, in_language

__all__ = ["PAGES", "TILE"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The text that is read; the topic that is asked about, and where."""

    text: str = ""
    topic: str = ""
    venue: str = ""


def menu(visit: Visit) -> Choose:
    """What there is to be known here; what the municipality says nothing of is not offered."""
    t, here = visit.speech, visit.site.municipality
    offered = (
        ("guide", bool(_text(visit, "guide"))),
        ("questions", bool(here.questions)),
        ("terms", bool(_terms(visit))),
        ("topics", bool(here.topics)),
        ("elsewhere", bool(elsewhere.rooms(visit))),
        ("notices", True),
    )
    opened = {"guide": TextOpened("guide")}
    answers = tuple(
        Answer(t.say(f"information.{name}"), opened.get(name, PageOpened(f"information.{name}")))
        for name, there in offered
        if there
    )
    help_here = (
        Answer(t.say("desk.see"), PageOpened("desk")),
        Answer(t.say("settings.staff"), StaffCalled()),
    )
    return Choose((*answers, *help_here))


def questions(visit: Visit) -> Choose:
    language = visit.settings.language
    asked = visit.site.municipality.questions
    return Choose(tuple(Answer(in_language(q.asks, language), TextOpened(q.text)) for q in asked))


def terms(visit: Visit) -> Choose:
    """Of each class of facilities by itself, with the version that stands."""
    language, here = visit.settings.language, visit.site.municipality
    return Choose(
        tuple(
            Answer(class_text(here, name, language), TextOpened(text), edition(visit, name))
            for name, text in _terms(visit).items()
        )
    )


def text_opened(visit: Visit, event: TextOpened) -> Move:
    if not _text(visit, event.name):
        return stay(visit)
    return Move(visit.keep(Asked(text=event.name)), way="text")


def text(visit: Visit) -> Read:
    """A text of the municipality's; its first heading is what it is."""
    name = visit.of(Asked).text
    lines = [line for line in _text(visit, name).splitlines() if line.strip()]
    heading = _heading(visit, name)
    if lines and lines[0].startswith("# "):
        heading, lines = lines[0].removeprefix("# "), lines[1:]
    classes = [scope for scope, known in _terms(visit).items() if known == name]
    return Read(heading, tuple(lines), edition(visit, classes[0]) if classes else "")


def topics(visit: Visit) -> Choose:
    """What people ask about, and whether somebody answers it now (KM-08)."""
    known = visit.site.municipality.topics
    return Choose(tuple(_topic_answer(visit, name, topic) for name, topic in known.items()))


def topic_opened(visit: Visit, event: TopicOpened) -> Move:
    """To the desks; where it depends on the place, first to the places."""
    topic = visit.site.municipality.topics.get(event.topic)
    if topic is None:
        return stay(visit)
    visit = visit.keep(Asked(topic=event.topic))
    return Move(visit, way="venues" if topic.at_venue else "desks")


def venues(visit: Visit) -> Choose:
    """This place first."""
    here, known = visit.site.venue, visit.site.municipality.venues
    ordered = sorted(known, key=lambda venue: venue != here)
    return Choose(tuple(Answer(names.venue(visit, v), VenueOpened(v)) for v in ordered))


def venue_opened(visit: Visit, event: VenueOpened) -> Move:
    if event.venue not in visit.site.municipality.venues:
        return stay(visit)
    asked = visit.of(Asked)
    return Move(visit.keep(Asked(topic=asked.topic, venue=event.venue)), way="desks")


def who(visit: Visit) -> List:
    """Who answers about the topic, those first who answer now."""
    asked, here = visit.of(Asked), visit.site.municipality
    room = desks.room_at(visit, asked.venue) if asked.venue else None
    found = desks_for(here, asked.topic, room) if asked.topic in here.topics else ()
    return List(desks.rows(visit, found), visit.speech.say("information.nobody"))


def noticed(visit: Visit) -> List:
    """What the staff say of the service now, and of rooms from today on."""
    t = visit.speech
    service = (
        Row(notices.service_text(visit, one), "", Mark.WAITING, t.say("notices.service.word"))
        for one in notices.service_now(visit)
    )
    rooms = (
        Row(t.day(one.day), notices.closures_text(visit, one), Mark.CLOSED, t.say("mark.closed"))
        for one in notices.coming(visit)
    )
    closed = (
        Row(t.day(visit.today), said, Mark.CLOSED, t.say("mark.closed"))
        for said in notices.closed_today(visit)
    )
    return List((*service, *closed, *rooms), t.say("notices.none"))


def _topic_answer(visit: Visit, name: str, topic: Topic) -> Answer:
    t, label = visit.speech, in_language(topic.name, visit.settings.language)
    if topic.at_venue:
        return Answer(label, TopicOpened(name))
    answered = desk_for(visit.site.municipality, name, visit.now) is not None
    mark = Mark.FREE if answered else Mark.CLOSED
    said = t.say("desk.open" if answered else "desk.shut")
    return Answer(label, TopicOpened(name), mark=mark, note=said)


def _terms(visit: Visit) -> dict[str, str]:
    """The text of the terms by class; by the municipality itself where it has no classes."""
    here = visit.site.municipality
    named = ((scope, terms_name(here, scope)) for scope in here.classes or (here.id,))
    return {scope: name for scope, name in named if name and _text(visit, name)}


def _text(visit: Visit, name: str) -> str:
    texts = visit.site.municipality.texts
    return texts.get(visit.settings.language, {}).get(name) or texts.get("ja", {}).get(name, "")


def _heading(visit: Visit, name: str) -> str:
    """What was asked, of a text that says no heading of its own."""
    asked: Iterator[str] = (
        in_language(question.asks, visit.settings.language)
        for question in visit.site.municipality.questions
        if question.text == name
    )
    return next(asked, visit.speech.say("information.question"))


READ = {TextOpened: on(text_opened, text="information.text")}

PAGES = {
    "information": Page(
        "choose",
        menu,
        on=READ,
        opens=(
            "information.questions",
            "information.terms",
            "information.topics",
            "information.elsewhere",
            "information.notices",
            "desk",
        ),
    ),
    "information.questions": Page("choose", questions, on=READ),
    "information.terms": Page("choose", terms, on=READ),
    "information.text": Page("read", text),
    "information.topics": Page(
        "choose",
        topics,
        on={
            TopicOpened: on(topic_opened, desks="information.who", venues="information.venues"),
        },
    ),
    "information.venues": Page(
        "choose", venues, on={VenueOpened: on(venue_opened, desks="information.who")}
    ),
    "information.who": Page("list", who),
    "information.elsewhere": Page("list", elsewhere.listed, opens=("desk",)),
    "information.notices": Page("list", noticed),
}
TILE = Tile("information.tile", "information", "guide", lambda _: True, rank=9)
