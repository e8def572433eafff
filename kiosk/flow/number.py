"""The number by which one logs in (利用者番号): digits, or letters where it has them (利用者ID)."""

from collections.abc import Callable

from kiosk.flow import identify, keys
from kiosk.flow.page import Move, Page, on
from kiosk.messages import Event, NumberTyped, PageOpened
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Visit

__all__ = ["PAGES", "asked", "by_digits", "by_letters"]


def asked(visit: Visit, _: PageOpened) -> Move:
    """By which keys, is the municipality's data (KM-20)."""
    return Move(visit, way=visit.site.municipality.credentials.number.characters)


def by_digits(visit: Visit, typed: Callable[[str], Event], *, wrong: bool) -> Keypad:
    t, credentials = visit.speech, visit.site.municipality.credentials
    form, usual = credentials.number, "identify.number.sample"
    return Keypad(
        label=t.say("identify.number.label"),
        length_min=form.length_min,
        length_max=form.length_max,
        entered=typed,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        sample=t.say(
            usual if credentials.no_card is None else f"{usual}.no_card", digits=form.length_max
        ),
        error=t.say("identify.number.wrong") if wrong else "",
    )


def by_letters(visit: Visit, typed: Callable[[str], Event], *, wrong: bool) -> Typing:
    t, form = visit.speech, visit.site.municipality.credentials.number
    span = {"least": form.length_min, "most": form.length_max}
    return keys.text(
        visit,
        t.say("identify.letters.label"),
        (keys.letters(visit), keys.large_letters(visit)),
        typed,
        length_max=form.length_max,
        sample=t.say("identify.letters.sample", **span),
        error=t.say("identify.letters.wrong", **span) if wrong else "",
    )


def keypad(visit: Visit) -> Keypad:
    return by_digits(visit, NumberTyped, wrong=visit.trouble == "number")


def typing(visit: Visit) -> Typing:
    return by_letters(visit, NumberTyped, wrong=visit.trouble == "number")


TYPED = {**identify.CARD, NumberTyped: on(identify.number_typed, typed="identify.password")}
PAGES = {
    "identify.number": Page(
        "keypad",
        keypad,
        opened=on(asked, digits="identify.number", letters_and_digits="identify.letters"),
        on=TYPED,
        step=2,
    ),
    "identify.letters": Page("typing", typing, on=TYPED, step=2),
}
