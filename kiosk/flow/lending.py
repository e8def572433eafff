"""How many of which equipment (備品) is needed, where the municipality lends any (OG-Y5)."""

from dataclasses import dataclass, replace

from kiosk.flow import book
from kiosk.flow.equipment import lent, name
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.ways import ADVISED
from kiosk.messages import EquipmentChosen, EquipmentOpened, NextPressed
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.form.view import Field
from kiosk.screens.form.view import View as Form
from kiosk.screens.parts import Look, Press
from kiosk.visit import Plan, Visit
from rules.families import formal
from rules.wording import in_language

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Counting:
    """The item that is being counted."""

    item: str = ""


def form(visit: Visit) -> Form:
    t, plan = visit.speech, _plan(visit)
    asked = dict(plan.equipment)
    fields = (
        Field(
            in_language(item.name, visit.settings.language),
            _count(visit, asked.get(key, 0)),
            EquipmentOpened(key),
            empty=key not in asked,
        )
        for key, item in lent(visit, plan).items()
    )
    parts = visit.site.municipality.settings(plan.facility, plan.day)
    repeated = isinstance(parts.get(formal.Settings), formal.Settings)
    go = Press(t.say("press.next"), NextPressed(), "next", Look.MAIN)
    return Form(tuple(fields), go, (t.say("equipment.again"),) if repeated else ())


def opened(visit: Visit, event: EquipmentOpened) -> Move:
    if event.item not in lent(visit, _plan(visit)):
        return stay(visit)
    return Move(visit.keep(Counting(event.item)), way="count")


def counts(visit: Visit) -> Choose:
    plan, item = _plan(visit), visit.of(Counting).item
    most = lent(visit, plan)[item].count_max
    every = range(most + 1)
    return Choose(tuple(Answer(_count(visit, n), EquipmentChosen(item, n)) for n in every))


def question(visit: Visit) -> str:
    plan = _plan(visit)
    return visit.speech.say("equipment.question", item=name(visit, plan, visit.of(Counting).item))


def chosen(visit: Visit, event: EquipmentChosen) -> Move:
    """None of it is not to need it."""
    plan = _plan(visit)
    items = lent(visit, plan)
    if event.item not in items or not 0 <= event.count <= items[event.item].count_max:
        return stay(visit)
    asked = {**dict(plan.equipment), event.item: event.count}
    ordered = tuple((item, asked[item]) for item in items if asked.get(item))
    return Move(replace(visit, wish=replace(visit.wish, equipment=ordered)), way="form")


def read(visit: Visit, _: NextPressed) -> Move:
    """What is not counted is not lent."""
    asked = visit.wish.equipment or ()
    return book.advised(replace(visit, wish=replace(visit.wish, equipment=asked)))


def _plan(visit: Visit) -> Plan:
    plan = visit.wish.plan
    assert plan is not None, "equipment is asked for once place, day and time are chosen"
    return plan


def _count(visit: Visit, count: int) -> str:
    return visit.speech.count("count.items", count) if count else visit.speech.say("equipment.none")


PAGES = {
    "book.equipment": Page(
        "form",
        form,
        on={
            EquipmentOpened: on(opened, count="book.equipment.count"),
            NextPressed: on(read, **ADVISED),
        },
        step=1,
    ),
    "book.equipment.count": Page(
        "choose",
        counts,
        on={EquipmentChosen: on(chosen, form="book.equipment")},
        question=question,
        step=1,
    ),
}
