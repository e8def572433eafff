"""The password (パスワード登録): the first one by what one knows, the next one by the last.

It is typed twice, compared and sealed in the widget; no more of it than the box comes here. It is
never kept for later: whatever is asked with the line cut still carries the old one.
"""

from dataclasses import dataclass, replace

from kiosk.flow import action, keys, number
from kiosk.flow.desks import first_desk
from kiosk.flow.identify import arriving
from kiosk.flow.journeys import Telling, Tile
from kiosk.flow.onward import onward
from kiosk.flow.page import Move, On, Page, on
from kiosk.messages import (
    NewPasswordSubject,
    PageOpened,
)
from kiosk.messages.registration import (
    BirthdayTyped,
    NewPasswordSealed,
    OwnerNumberTyped,
    PhoneEndTyped,
)
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.keyboard.view import Again
from kiosk.screens.keyboard.view import View as Keyboard
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Press
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Fate, Sent, Visit
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Resident, Verb
from rules.families.credentials import number_is_well_formed
from sync.wire import FirstPassword, Sealed, SetPasswordBody

__all__ = ["GOALS", "PAGES", "TELLINGS", "TILE"]

BORN_DIGITS, PHONE_DIGITS = 8, 4


@dataclass(frozen=True, slots=True)
class Owner:
    """What the owner of a registration has said of it; ``wrong``: the last answer could not be."""

    number: str = ""
    born: str = ""
    phone_end: str = ""
    wrong: bool = False


# What happens ---------------------------------------------------------------------------------


def first_wanted(visit: Visit, _: PageOpened) -> Move:
    """Only while the centre can be asked; by digits or by letters, as numbers are here."""
    visit = visit.keep(Owner())
    if not visit.site.line_up:
        return Move(visit, way="offline")
    return Move(visit, way=visit.site.municipality.credentials.number.characters)


def number_typed(visit: Visit, event: OwnerNumberTyped) -> Move:
    form = visit.site.municipality.credentials.number
    if not number_is_well_formed(event.number, form):
        return Move(visit.keep(Owner(wrong=True)))
    return Move(visit.keep(Owner(event.number)), way="typed")


def birthday_typed(visit: Visit, event: BirthdayTyped) -> Move:
    owner = visit.of(Owner)
    if keys.birthday_of(event.digits, visit.today) is None:
        return Move(visit.keep(replace(owner, wrong=True)))
    return Move(visit.keep(replace(owner, born=event.digits, wrong=False)), way="typed")


def phone_typed(visit: Visit, event: PhoneEndTyped) -> Move:
    owner, digits = visit.of(Owner), event.digits
    if len(digits) != PHONE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return Move(visit.keep(replace(owner, wrong=True)))
    return Move(visit.keep(replace(owner, phone_end=digits, wrong=False)), way="typed")


def first_sealed(visit: Visit, event: NewPasswordSealed) -> Move:
    if _known(visit) is None:
        return Move(visit)
    return _send(visit.keep(Owner()), SetPasswordBody(proof="known"), event)


def next_sealed(visit: Visit, event: NewPasswordSealed) -> Move:
    return _send(visit, SetPasswordBody(proof="old"), event)


def _send(visit: Visit, body: SetPasswordBody, event: NewPasswordSealed) -> Move:
    if not visit.site.line_up:
        return Move(visit, way="offline")
    return action.submit(visit, body, form=Sealed(kid=event.kid, box=event.box))


def _change_wanted() -> On:
    """As everything that only somebody who is known may do, but never with the line cut."""
    known = arriving("password.change")

    def wanted(visit: Visit, event: PageOpened) -> Move:
        if not visit.site.line_up:
            return Move(visit, way="offline")
        move: Move = known.handler(visit, event)
        return move

    return on(wanted, offline="password.offline", **known.ways)


def _known(visit: Visit) -> FirstPassword | None:
    owner = visit.of(Owner)
    born = keys.birthday_of(owner.born, visit.today)
    if not owner.number or born is None or not owner.phone_end:
        return None
    return FirstPassword(number=owner.number, born_on=born, phone_end=owner.phone_end, password="")


# What is shown --------------------------------------------------------------------------------


def what(visit: Visit) -> Choose:
    t = visit.speech
    answers = (
        ("first", "password.number"),
        ("change", "password.change"),
        ("forgotten", "password.forgotten"),
    )
    return Choose(
        tuple(
            Answer(
                t.say(f"password.what.{name}"),
                PageOpened(page),
                t.say(f"password.what.{name}.detail"),
            )
            for name, page in answers
        )
    )


def number_pad(visit: Visit) -> Keypad:
    return number.by_digits(visit, OwnerNumberTyped, wrong=visit.of(Owner).wrong)


def number_keys(visit: Visit) -> Typing:
    return number.by_letters(visit, OwnerNumberTyped, wrong=visit.of(Owner).wrong)


def born_pad(visit: Visit) -> Keypad:
    wrong = visit.of(Owner).wrong
    return keys.pad(visit, "password.born", BirthdayTyped, BORN_DIGITS, wrong=wrong)


def phone_pad(visit: Visit) -> Keypad:
    wrong = visit.of(Owner).wrong
    return keys.pad(visit, "password.phone", PhoneEndTyped, PHONE_DIGITS, wrong=wrong)


def new_keyboard(visit: Visit) -> Keyboard:
    """For a first one; the box holds what proves it as well."""
    return _keyboard(visit, NewPasswordSubject(visit.visit, _known(visit)))


def change_keyboard(visit: Visit) -> Keyboard:
    return _keyboard(visit, NewPasswordSubject(visit.visit))


def _keyboard(visit: Visit, subject: NewPasswordSubject) -> Keyboard:
    t, form = visit.speech, visit.site.municipality.credentials.password
    wanted = "password.wanted.mixed" if form.mixed else "password.wanted"
    return Keyboard(
        subject=subject,
        label=t.say("password.new.label"),
        rows=tuple(form.rows),
        length_min=form.length_min,
        length_max=form.length_max,
        sealed=NewPasswordSealed,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        reveal=t.say("keys.reveal"),
        again=Again(
            label=t.say("password.again.label"),
            differ=t.say("password.differ"),
            mixed=form.mixed,
            wanted=t.say(wanted, least=form.length_min, most=form.length_max),
            unmixed=t.say("password.unmixed"),
            weak=t.say("password.weak"),
            fair=t.say("password.fair"),
            strong=t.say("password.strong"),
        ),
    )


def change_question(visit: Visit) -> str:
    temporary = visit.has_temporary_password
    return visit.speech.say("password.temporary" if temporary else "password.change.question")


def forgotten(visit: Visit) -> Message:
    """Nobody here can see or reset it (OG-06): a desk gives a temporary one."""
    t = visit.speech
    told = (
        t.say("password.forgotten.where"),
        first_desk(visit, "registration"),
        t.say("password.forgotten.then"),
    )
    return Message(
        tuple(line for line in told if line),
        (Press(t.say("desk.see"), PageOpened("desk"), "info", Look.MAIN),),
    )


def offline(visit: Visit) -> Message:
    t = visit.speech
    return Message(
        (t.say("password.offline.why"), t.say("password.offline.then")), tone="attention"
    )


def _offered(visit: Visit) -> bool:
    """Whether the rules take one from a terminal at all."""
    here = visit.site.municipality
    request = Request(Verb.SET_PASSWORD, Channel.TERMINAL)
    return any(
        decide(here, request, Resident(type=kind), Facts(), visit.now).allowed
        for kind in here.types
    )


def _lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    t = visit.speech
    if sent.fate is Fate.CONFIRMED:
        return (t.say("password.everywhere"),)
    first = isinstance(sent.body, SetPasswordBody) and sent.body.proof == "known"
    return (t.say("password.first.refused"),) if first and sent.fate is Fate.REFUSED else ()


def _rows(_: Visit, __: Sent) -> tuple[tuple[str, str], ...]:
    return ()


def _actions(visit: Visit, sent: Sent) -> tuple[Press, ...]:
    """On with what the resident came for; what is not known to be done leads nowhere."""
    t = visit.speech
    if sent.fate is Fate.REFUSED:
        return (Press(t.say("password.once_more"), PageOpened("password.what"), "again"),)
    if sent.fate is not Fate.CONFIRMED:
        return ()
    return onward(visit)


SENT = {"sent": "action.wait", "stopped": "stopped", "offline": "password.offline"}
PAGES = {
    "password.what": Page(
        "choose", what, opens=("password.number", "password.change", "password.forgotten")
    ),
    "password.number": Page(
        "keypad",
        number_pad,
        opened=on(
            first_wanted,
            offline="password.offline",
            digits="password.number",
            letters_and_digits="password.name",
        ),
        on={OwnerNumberTyped: on(number_typed, typed="password.born")},
        records=True,
    ),
    "password.name": Page(
        "typing", number_keys, on={OwnerNumberTyped: on(number_typed, typed="password.born")}
    ),
    "password.born": Page(
        "keypad", born_pad, on={BirthdayTyped: on(birthday_typed, typed="password.phone")}
    ),
    "password.phone": Page(
        "keypad", phone_pad, on={PhoneEndTyped: on(phone_typed, typed="password.new")}
    ),
    "password.new": Page(
        "keyboard", new_keyboard, on={NewPasswordSealed: on(first_sealed, **SENT)}, passing=True
    ),
    "password.change": Page(
        "keyboard",
        change_keyboard,
        opened=_change_wanted(),
        on={NewPasswordSealed: on(next_sealed, **SENT)},
        question=change_question,
        passing=True,
        records=True,
    ),
    "password.forgotten": Page("message", forgotten, opens=("desk",)),
    "password.offline": Page("message", offline, passing=True),
}
TILE = Tile("password.tile", "password.what", "password", _offered, rank=5)
GOALS = ("password.change",)
TELLINGS = {"set_password": Telling(_lines, _rows, _actions, printed=False)}
