"""Who is there: card or number, then the password, then what the centre says of both."""

from dataclasses import replace

from kiosk.devices.ports import CardTouched, CardUnreadable, ReaderStatus
from kiosk.flow import account, book, names
from kiosk.flow.journeys import goals
from kiosk.flow.page import Move, On, on, stay
from kiosk.messages import (
    FetchMine,
    LogIn,
    LoginAnswered,
    LoginSubject,
    NextPressed,
    NumberTyped,
    PageOpened,
    PasswordSealed,
)
from kiosk.screens.card.view import View as Card
from kiosk.screens.keyboard.view import View as Keyboard
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Press
from kiosk.visit import Person, ReaderKind, Visit
from rules.families.credentials import number_is_well_formed
from sync.wire import LoginAccepted, LoginRefused, Sealed

__all__ = [
    "CARD",
    "account_read",
    "answered",
    "arriving",
    "begun",
    "card",
    "card_touched",
    "card_unreadable",
    "entered",
    "greeted",
    "greeted_unread",
    "instead",
    "keyboard",
    "log_in",
    "number_typed",
    "password_sealed",
    "wait",
]


def arriving(page: str) -> On:
    """The way to a page (one of ``GOALS``) that only somebody who is known may see."""

    def wanted(visit: Visit, _: PageOpened) -> Move:
        visit = replace(visit, goal=page)
        if visit.person is None:
            return Move(visit, way="who")
        if visit.person.resident is None:
            return log_in(visit)
        fetch = (FetchMine(visit.visit),) if visit.site.line_up else ()
        return Move(visit, fetch, page)

    return on(wanted, who="identify.card", asked="identify.wait", **{page: page})


def begun(visit: Visit, page: str) -> str:
    """Where nobody has a card, by the municipality's data, the number is asked for instead."""
    credentials = visit.site.municipality.credentials
    if page != "identify.card" or credentials.no_card is None:
        return page
    digits = credentials.number.characters == "digits"
    return "identify.number" if digits else "identify.letters"


def card_touched(visit: Visit, event: CardTouched) -> Move:
    visit = replace(visit, card=event.card, number=None, trouble="", turned_away=None)
    return Move(visit, way="touched")


def card_unreadable(visit: Visit, event: CardUnreadable) -> Move:
    return Move(replace(visit, trouble=event.why), way="unreadable")


def greeted(visit: Visit, event: CardTouched) -> Move:
    """A card on the first page: the short way to one's own bookings."""
    return card_touched(replace(visit, goal="mine"), event)


def greeted_unread(visit: Visit, event: CardUnreadable) -> Move:
    return card_unreadable(replace(visit, goal="mine"), event)


def number_typed(visit: Visit, event: NumberTyped) -> Move:
    form = visit.site.municipality.credentials.number
    if not number_is_well_formed(event.number, form):
        return stay(replace(visit, trouble="number"))
    visit = replace(visit, card=None, number=event.number, trouble="", turned_away=None)
    return Move(visit, way="typed")


def password_sealed(visit: Visit, event: PasswordSealed) -> Move:
    sealed = Sealed(kid=event.kid, box=event.box)
    visit = replace(visit, person=Person(visit.card, visit.number, sealed))
    return log_in(visit)


def log_in(visit: Visit) -> Move:
    """Ask the centre who this is; where the line is cut the visit goes on, unverified."""
    if visit.person is None or not visit.site.line_up:
        return arrived(visit)
    name = visit.site.municipality.id
    return Move(visit, (LogIn(visit.visit, name, visit.person.credential),), "asked")


def answered(visit: Visit, event: LoginAnswered) -> Move:
    match event.answer:
        case LoginAccepted() as accepted:
            return _accepted(visit, accepted)
        case LoginRefused() as refused:
            visit = replace(visit, person=None, turned_away=refused)
            return Move(visit, way="wrong" if refused.code == "credential" else "turned_away")
        case None:
            return arrived(visit)


def entered(visit: Visit) -> Move:
    """First, once, what is wrong with the account; a refusal says it by itself."""
    move = arrived(visit)
    if move.way == "refused" or not account.untold(visit):
        return move
    return Move(_past(account.seen(visit)), way="account")


def account_read(visit: Visit, _: NextPressed) -> Move:
    return arrived(visit)


def arrived(visit: Visit) -> Move:
    """On to what the resident came for: ``mine``, a journey, or the booking (or why not)."""
    visit = _past(visit)
    if visit.has_temporary_password:
        return Move(visit, way="password.change")
    if visit.goal == "booking":
        return book.advised(visit)
    known = visit.person is not None and visit.person.resident is not None
    fetch = (FetchMine(visit.visit),) if known and visit.site.line_up else ()
    return Move(visit, fetch, visit.goal if visit.goal in goals() else "mine")


def _past(visit: Visit) -> Visit:
    """Nobody goes back to card and password once it is known who is there."""
    kept = tuple(page for page in visit.trail if not page.startswith("identify."))
    return replace(visit, trail=kept)


def _accepted(visit: Visit, accepted: LoginAccepted) -> Move:
    assert visit.person is not None
    person = replace(
        visit.person,
        resident=accepted.resident,
        bookings=accepted.bookings,
        news=accepted.decided,
    )
    visit = replace(visit, person=person, turned_away=None)
    return Move(visit, way="news") if accepted.decided else entered(visit)


def card(visit: Visit) -> Card:
    t, site = visit.speech, visit.site
    number = Press(t.say("identify.by_number"), PageOpened("identify.number"), "keys")
    if site.reader is not ReaderStatus.READY:
        return Card(t.say("identify.no_reader"), "trouble", (number,))
    if visit.trouble in {"lifted", "foreign", "random_id"}:
        return Card(t.say(f"identify.unreadable.{visit.trouble}"), "trouble", (number,))
    tray = site.reader_kind is ReaderKind.TRAY
    return Card(t.say("identify.lay_card" if tray else "identify.touch_card"), "waiting", (number,))


def keyboard(visit: Visit) -> Keyboard:
    t, form = visit.speech, visit.site.municipality.credentials.password
    refused = visit.turned_away
    tries = refused.tries_left if refused else None
    return Keyboard(
        subject=LoginSubject(visit.visit, visit.card, visit.number),
        label=t.say("identify.password.label"),
        rows=tuple(form.rows),
        length_min=form.length_min,
        length_max=form.length_max,
        sealed=PasswordSealed,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        reveal=t.say("keys.reveal"),
        help=_password_help(visit),
        tries="" if tries is None else t.count("identify.tries", tries),
        error=t.say("identify.password.wrong") if refused else "",
    )


def _password_help(visit: Visit) -> str:
    """Where no card is issued, first of all by what one logs in there."""
    t, credentials = visit.speech, visit.site.municipality.credentials
    if not _is_unusual(visit):
        return t.say("identify.password.help")
    kind = credentials.number.characters
    return t.say(f"identify.no_card.{kind}", name=names.municipality(visit))


def instead(visit: Visit) -> Press | None:
    """With a card where none is issued: the number by which everybody else logs in."""
    if not _is_unusual(visit):
        return None
    kind = visit.site.municipality.credentials.number.characters
    label = visit.speech.say(f"identify.instead.{kind}")
    return Press(label, PageOpened("identify.number"), "keys", Look.PLAIN)


def _is_unusual(visit: Visit) -> bool:
    return visit.card is not None and visit.site.municipality.credentials.no_card is not None


def wait(visit: Visit) -> Message:
    return Message((visit.speech.say("identify.wait.line"),))


#: A card, on every page on which one may be shown.
CARD = {
    CardTouched: on(card_touched, touched="identify.password"),
    CardUnreadable: on(card_unreadable, unreadable="identify.card"),
}
