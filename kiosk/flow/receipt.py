"""What became of an action (受付の結果), by the number on its ticket and without a login.

The centre says it; what this terminal itself has recorded is known here, with the line or without.
Nothing is said of whose it is.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kiosk.flow import keys
from kiosk.flow.journeys import Tile
from kiosk.flow.page import Move, Page, on, stay
from kiosk.flow.result import finish
from kiosk.messages import FetchReceipt, ReceiptArrived, ReceiptTyped
from kiosk.screens.message.view import View as Message
from kiosk.screens.result.view import Tone
from kiosk.screens.result.view import View as Result
from kiosk.screens.typing.view import Plane
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Visit
from sync.outbox_row import ActionState

__all__ = ["PAGES", "TILE"]

NUMBER_LENGTH = 10
#: Those that a number has: no I, L, O, U.
_KEYS = ("1234567890", "ABCDEFGH", "JKMNPQRS", "TVWXYZ")

TONES = {
    "applied": Tone.CONFIRMED,
    "rejected": Tone.REFUSED,
    "conflict": Tone.REFUSED,
    "waiting": Tone.RECEIVED,
}
#: What a terminal says of an action of its own; in quarantine it waits for the staff, too.
_HERE = {
    ActionState.PENDING: "waiting",
    ActionState.UNKNOWN: "sent",
    ActionState.QUARANTINED: "parked",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """``verb`` and ``at`` are None where that is not known."""

    number: str = ""
    state: str = ""
    verb: str | None = None
    at: datetime | None = None


def number(visit: Visit) -> Typing:
    t = visit.speech
    plane = Plane(t.say("receipt.number.keys"), tuple(map(tuple, _KEYS)))
    view = keys.text(
        visit,
        t.say("receipt.number.label"),
        (plane,),
        ReceiptTyped,
        length_max=NUMBER_LENGTH,
        sample=t.say("receipt.number.sample"),
    )
    return replace(view, length_min=NUMBER_LENGTH)


def typed(visit: Visit, event: ReceiptTyped) -> Move:
    """As it is printed: in two halves."""
    if len(event.number) != NUMBER_LENGTH:
        return stay(visit)
    half = NUMBER_LENGTH // 2
    printed = f"{event.number[:half]}-{event.number[half:]}"
    return Move(visit, (FetchReceipt(visit.visit, printed),), "asked")


def wait(visit: Visit) -> Message:
    return Message((visit.speech.say("receipt.wait"),))


def arrived(visit: Visit, event: ReceiptArrived) -> Move:
    return Move(visit.keep(_standing(event)), way="shown")


def _standing(event: ReceiptArrived) -> Asked:
    """The centre's word, where it knows the number; else how it stands here."""
    told, here = event.told, event.here
    if told is not None and told.state != "unknown":
        at = None if told.decided_ms is None else _instant(told.decided_ms)
        return Asked(event.number, told.state, told.verb, at)
    if here is not None:
        state = _HERE.get(here.state, here.state.value)
        return Asked(event.number, state, here.body.verb)
    return Asked(event.number, "no_line" if told is None else "unknown")


def shown(visit: Visit) -> Result:
    t, asked = visit.speech, visit.of(Asked)
    what = "" if asked.verb is None else t.say(f"staff.verb.{asked.verb}")
    when = () if asked.at is None else (t.say("receipt.arrived", when=t.instant(asked.at)),)
    return Result(
        tone=TONES.get(asked.state, Tone.CHECKING),
        word=t.say(f"receipt.word.{asked.state}", what=what),
        number_label=t.say("ticket.number"),
        number=asked.number,
        lines=(t.say(f"receipt.said.{asked.state}", what=what), *when),
    )


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


TILE = Tile("receipt.tile", "receipt.number", "ticket", lambda _: True, rank=10)
PAGES = {
    "receipt.number": Page("typing", number, on={ReceiptTyped: on(typed, asked="receipt.wait")}),
    "receipt.wait": Page(
        "message",
        wait,
        on={ReceiptArrived: on(arrived, shown="receipt.shown")},
        passing=True,
        busy=True,
    ),
    "receipt.shown": Page("result", shown, next=finish, passing=True),
}
