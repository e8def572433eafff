"""Mail notices (メール通知): the address, what to be told of, a mail to try it; KT-18 to KT-21.

What was chosen is kept in the visit until it is sent, and dropped with it.
"""

from dataclasses import dataclass, replace

from kiosk.flow import action, keys
from kiosk.flow.identify import arriving
from kiosk.flow.journeys import Telling, Tile
from kiosk.flow.onward import onward
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import PageOpened
from kiosk.messages.registration import (
    MailDropped,
    MailTried,
    MailTyped,
    MailWishesSent,
    MailWishTurned,
)
from kiosk.screens.form.view import Field
from kiosk.screens.form.view import View as Form
from kiosk.screens.parts import Look, Press
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Fate, Sent, Visit
from sync.wire import MailAddress, MailWishes, TryMailBody, WishMailBody

__all__ = ["GOALS", "PAGES", "TELLINGS", "TILE"]

ADDRESS_MAX = 254
WISHES = ("results", "bookings", "debits")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was changed and not sent yet; None: as it is. ``wrong``: that was no address."""

    mail: str | None = None
    results: bool | None = None
    bookings: bool | None = None
    debits: bool | None = None
    wrong: bool = False


# What happens ---------------------------------------------------------------------------------


def typed(visit: Visit, event: MailTyped) -> Move:
    """Kept only where it can be an address; the centre's test mail says whether it is one."""
    chosen = visit.of(Chosen)
    if not keys.is_address(event.text):
        return stay(visit.keep(replace(chosen, wrong=True)))
    return Move(visit.keep(replace(chosen, mail=event.text, wrong=False)), way="typed")


def turned(visit: Visit, event: MailWishTurned) -> Move:
    chosen, wished = visit.of(Chosen), not _wished(visit, event.wish)
    match event.wish:
        case "results":
            chosen = replace(chosen, results=wished)
        case "bookings":
            chosen = replace(chosen, bookings=wished)
        case "debits":
            chosen = replace(chosen, debits=wished)
    return stay(visit.keep(chosen))


def dropped(visit: Visit, _: MailDropped) -> Move:
    """No address any more, and so nothing to be told of."""
    return stay(visit.keep(Chosen("", results=False, bookings=False, debits=False)))


def sent(visit: Visit, _: MailWishesSent) -> Move:
    if not _may_send(visit):
        return stay(visit)
    mail = visit.of(Chosen).mail
    body = WishMailBody(
        results=_wished(visit, "results"),
        bookings=_wished(visit, "bookings"),
        debits=_wished(visit, "debits"),
        language=visit.settings.language,
    )
    address = None if mail is None else MailAddress(mail=mail)
    move = action.submit(visit, body, typed=address)
    if move.way != "sent" or move.visit is None:
        return move
    return replace(move, visit=move.visit.keep(Chosen()))


def tried(visit: Visit, _: MailTried) -> Move:
    return action.submit(visit, TryMailBody()) if _may_try(visit) else stay(visit)


# As it is, and as it was chosen ---------------------------------------------------------------


def _now(visit: Visit) -> MailWishes | None:
    """As the centre has it; None where that is not known yet."""
    mine = visit.person.mine if visit.person else None
    if mine is None:
        return None
    nothing = MailWishes(address="", results=False, bookings=False, debits=False, language="ja")
    return mine.mail or nothing


def _wished(visit: Visit, wish: str) -> bool:
    chosen, now = getattr(visit.of(Chosen), wish), _now(visit)
    return bool(getattr(now, wish, False) if chosen is None else chosen)


def _address(visit: Visit) -> str:
    mail, now = visit.of(Chosen).mail, _now(visit)
    return mail if mail is not None else now.address if now else ""


def _may_send(visit: Visit) -> bool:
    """Something is changed, and whoever wants mails has an address."""
    chosen = replace(visit.of(Chosen), wrong=False)
    some = any(_wished(visit, wish) for wish in WISHES)
    return _now(visit) is not None and chosen != Chosen() and (bool(_address(visit)) or not some)


def _may_try(visit: Visit) -> bool:
    """Only at the address that the centre has."""
    now = _now(visit)
    return now is not None and bool(now.address) and visit.of(Chosen).mail is None


# What is shown --------------------------------------------------------------------------------


def wishes(visit: Visit) -> Form:
    t = visit.speech
    go = Press(t.say("mail.send"), MailWishesSent(), "check", Look.MAIN, _may_send(visit))
    if _now(visit) is None:
        known = "mail.asking" if visit.site.line_up else "mail.offline"
        return Form((), go, (t.say(known),))
    try_it = Press(t.say("mail.try"), MailTried(), "mail")
    drop = Press(t.say("mail.drop"), MailDropped(), "cancel", Look.STOP)
    return Form(
        (_address_field(visit), *(_wish_field(visit, wish) for wish in WISHES)),
        go,
        tuple(_notes(visit)),
        (*((try_it,) if _may_try(visit) else ()), *((drop,) if _address(visit) else ())),
    )


def _address_field(visit: Visit) -> Field:
    t, address = visit.speech, _address(visit)
    missing = not address and any(_wished(visit, wish) for wish in WISHES)
    return Field(
        t.say("mail.address"),
        address or t.say("mail.address.none"),
        PageOpened("mail.address"),
        empty=not address,
        error=t.say("mail.address.missing") if missing else "",
    )


def _wish_field(visit: Visit, wish: str) -> Field:
    t, wished = visit.speech, _wished(visit, wish)
    said = t.say("mail.yes" if wished else "mail.no")
    return Field(t.say(f"mail.wish.{wish}"), said, MailWishTurned(wish), on=wished)


def _notes(visit: Visit) -> list[str]:
    t, sender = visit.speech, visit.site.municipality.mail
    notes = [t.say("mail.everywhere")]
    return [t.say("mail.allow", domain=sender.domain), *notes] if sender else notes


def address(visit: Visit) -> Typing:
    t, chosen = visit.speech, visit.of(Chosen)
    return keys.text(
        visit,
        "",  # the question says it
        (keys.mail(visit),),
        MailTyped,
        length_max=ADDRESS_MAX,
        now=chosen.mail or "",
        error=t.say("mail.address.wrong") if chosen.wrong else "",
    )


def _offered(visit: Visit) -> bool:
    return visit.site.municipality.mail is not None


def _lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    sender = visit.site.municipality.mail
    if sender is None or sent.fate is Fate.REFUSED:
        return ()
    return (visit.speech.say("mail.allow", domain=sender.domain),)


def _rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    """On the slip: what one is told of, and the domain to let through (KT-21); no address."""
    t, sender = visit.speech, visit.site.municipality.mail
    rows = [
        (t.say(f"mail.wish.{wish}"), t.say("mail.yes" if getattr(sent.body, wish) else "mail.no"))
        for wish in WISHES
    ]
    return (*rows, (t.say("mail.domain"), sender.domain)) if sender else tuple(rows)


def _no_rows(_: Visit, __: Sent) -> tuple[tuple[str, str], ...]:
    return ()


def _actions(visit: Visit, _: Sent) -> tuple[Press, ...]:
    again = Press(visit.speech.say("mail.see"), PageOpened("mail.wishes"), "mail")
    return (again, *onward(visit))


SENT = {"sent": "action.wait", "stopped": "stopped"}
PAGES = {
    "mail.wishes": Page(
        "form",
        wishes,
        opened=arriving("mail.wishes"),
        on={
            MailWishTurned: on(turned),
            MailDropped: on(dropped),
            MailWishesSent: on(sent, **SENT),
            MailTried: on(tried, **SENT),
        },
        opens=("mail.address",),
    ),
    "mail.address": Page(
        "typing",
        address,
        on={MailTyped: on(typed, typed="mail.wishes")},
        passing=True,
        records=True,
        needs_line=True,
    ),
}
TILE = Tile("mail.tile", "mail.wishes", "mail", _offered, rank=6)
GOALS = ("mail.wishes",)
TELLINGS = {
    "wish_mail": Telling(_lines, _rows, _actions),
    "try_mail": Telling(_lines, _no_rows, _actions, printed=False),
}
