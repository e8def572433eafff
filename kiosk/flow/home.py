"""The first page: what nine visitors of ten want, and today's notices."""

from kiosk.devices.ports import PrinterStatus
from kiosk.flow import names, notices, town
from kiosk.flow.action import why_stopped
from kiosk.flow.journeys import offered, tiles
from kiosk.messages import PageOpened
from kiosk.screens.home.view import View
from kiosk.screens.parts import Look, Press
from kiosk.visit import Visit

__all__ = ["home", "opens", "question"]

PRINTING = {PrinterStatus.READY, PrinterStatus.PAPER_LOW}


def opens() -> tuple[str, ...]:
    """The pages that its buttons lead to."""
    own = ("look.sport", "look.place", "mine.list", "desk", "town")
    return (*own, *(tile.page for tile in tiles()))


def home(visit: Visit) -> View:
    t = visit.speech
    return View(
        lead=(
            Press(t.say("home.look"), PageOpened("look.sport"), "search", Look.MAIN),
            Press(t.say("home.mine"), PageOpened("mine.list"), "list", Look.MAIN),
        ),
        more=(
            *town.another(visit),
            Press(t.say("home.place"), PageOpened("look.place"), "place"),
            *(
                Press(t.say(tile.text_id), PageOpened(tile.page), tile.icon)
                for tile in offered(visit)
            ),
            Press(t.say("desk.see"), PageOpened("desk"), "info"),
        ),
        notices=_notices(visit),
    )


def question(visit: Visit) -> str:
    """With the municipality, where it was chosen."""
    t = visit.speech
    if not visit.site.towns:
        return t.say("home.question")
    return t.say("town.home.question", name=names.municipality(visit))


def _notices(visit: Visit) -> tuple[str, ...]:
    """What is out of order today, said before anyone begins."""
    t, site = visit.speech, visit.site
    said = (
        ("home.line_down", not site.line_up),
        ("home.stopped", why_stopped(visit) is not None),
        ("home.clock", site.clock_wrong),
        ("home.no_paper", site.printer not in PRINTING),
    )
    return (*(t.say(text_id) for text_id, so in said if so), *notices.today(visit))
