"""What is said of equipment (備品) that is lent with a booking (OG-Y5)."""

from collections.abc import Iterator, Mapping

from kiosk.visit import Plan, Visit
from rules.families import equipment
from rules.wording import in_language

__all__ = ["again", "lent", "name", "rows", "text"]


def lent(visit: Visit, plan: Plan) -> Mapping[str, equipment.Item]:
    """What can be asked for with a use; nothing in most rooms."""
    return equipment.offered(visit.site.municipality, plan.facility, plan.day)


def text(visit: Visit, plan: Plan) -> str:
    """マイク 2、長机 10, as the data lists them; "" where nothing was asked for."""
    t, asked, known = visit.speech, dict(plan.equipment), lent(visit, plan)
    items = (*(item for item in known if item in asked), *sorted(asked.keys() - known.keys()))
    said = (t.say("equipment.item", item=name(visit, plan, i), n=asked[i]) for i in items)
    return t.say("list.separator").join(said)


def rows(visit: Visit, plan: Plan) -> Iterator[tuple[str, str]]:
    """For a ticket or a list: nothing where nothing was asked for."""
    if plan.equipment:
        yield visit.speech.say("row.equipment"), text(visit, plan)


def again(visit: Visit, plan: Plan) -> Iterator[str]:
    """With the formal application the counts are said once more."""
    if plan.equipment:
        yield visit.speech.say("equipment.again")


def name(visit: Visit, plan: Plan, item: str) -> str:
    """What is lent no more keeps its id."""
    known = lent(visit, plan).get(item)
    return item if known is None else in_language(known.name, visit.settings.language)
