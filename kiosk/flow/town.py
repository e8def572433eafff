"""Whose places are used (自治体), where the terminal serves several; asked before anything else.

Registration, terms, password and rules are each municipality's own (KT-01, KT-02, KT-17), so a
visit is for one: another choice begins another visit, which has the settings of this one alone.
"""

from dataclasses import replace

from kiosk.devices.ports import CardTouched, CardUnreadable
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import MunicipalityChosen, PageOpened
from kiosk.screens.choose.view import Answer, View
from kiosk.screens.parts import Press
from kiosk.visit import ReaderKind, Town, Visit
from rules.wording import in_language

__all__ = ["PAGES", "another", "card_touched"]


def chosen(visit: Visit, event: MunicipalityChosen) -> Move:
    """To its first page; with a card that was read before, on to the password."""
    if all(town.municipality.id != event.municipality for town in visit.site.towns):
        return stay(visit)
    visit = replace(visit, site=visit.site.in_town(event.municipality), trouble="")
    if visit.card is None:
        return Move(visit, way="home")
    return Move(replace(visit, page="home", goal="mine"), way="touched")


def card_touched(visit: Visit, event: CardTouched) -> Move:
    """The staff's card needs no municipality; any other waits until one is chosen."""
    if visit.site.staff.knows(event.card):
        return Move(visit, way="staff")
    return stay(replace(visit, card=event.card, trouble=""))


def card_unreadable(visit: Visit, event: CardUnreadable) -> Move:
    return stay(replace(visit, card=None, trouble=event.why))


def begun_anew(visit: Visit, _: PageOpened) -> Move:
    """Nothing is left but how the resident reads, and a card that still lies on its tray."""
    if not visit.site.towns:
        return stay(visit)
    visit, following = visit.new_id()
    lying = visit.site.reader_kind is ReaderKind.TRAY
    anew = Visit.begin(following, visit.site, visit.now)
    anew = replace(anew, settings=visit.settings, card=visit.card if lying else None)
    return Move(anew, way="town")


def another(visit: Visit) -> tuple[Press, ...]:
    """The way back to the choice, where there is one."""
    if not visit.site.towns:
        return ()
    return (Press(visit.speech.say("town.another"), PageOpened("town"), "back"),)


def question(visit: Visit) -> str:
    t = visit.speech
    if visit.trouble:
        return t.say("town.question.unread")
    return t.say("town.question" if visit.card is None else "town.question.card")


def towns(visit: Visit) -> View:
    return View(tuple(_answer(visit, town) for town in visit.site.towns))


def _answer(visit: Visit, town: Town) -> Answer:
    name = in_language(town.municipality.name, visit.settings.language)
    here = visit.speech.say("town.here") if town.venue else ""
    return Answer(name, MunicipalityChosen(town.municipality.id), here)


PAGES = {
    "town": Page(
        "choose",
        towns,
        opened=on(begun_anew, town="town"),
        on={
            CardTouched: on(card_touched, staff="staff"),
            CardUnreadable: on(card_unreadable),
            MunicipalityChosen: on(chosen, home="home", touched="identify.password"),
        },
        question=question,
        passing=True,
    ),
}
