"""What is asked without a card: how many want a slot, and what became of a receipt."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import Hash, Message, Millis, Minute, Name
from sync.wire.bodies import ActionVerb

__all__ = ["ODDS_PATH", "RECEIPT_PATH", "Odds", "ReceiptState", "SlotOdds"]

#: GET ``?municipality=&month=2026-11`` with If-None-Match; ``Odds``, 304.
ODDS_PATH = "/v1/odds"
#: GET ``?number=``, answered by ``ReceiptState``.
RECEIPT_PATH = "/v1/receipt"


class SlotOdds(Message):
    """How many entries want a slot, sets among them, and how many courts they want together."""

    facility: Name
    sport: Name
    day: date
    start_minute: Minute
    end_minute: Minute
    entries: int
    courts: int


class Odds(Message):
    """A draw as it stands, and its slots that somebody wants.

    ``state`` is ``none`` before anybody can enter. Instants are the first of what follows;
    ``confirms_until_ms`` None: a win is a booking at once.
    """

    municipality: Name
    month: date
    state: Literal["none", "committed", "closed", "drawn"]
    opens_ms: Millis
    closes_ms: Millis
    confirms_until_ms: Millis | None
    commitment: Hash | None
    root: Hash | None
    slots: tuple[SlotOdds, ...]
    centre_ms: Millis


class ReceiptState(Message):
    """What became of an action, and nothing of whose it is; ``number`` is that of its ticket.

    ``unknown``: it has not reached the centre, if there is such a ticket at all; then no more is
    said. ``decided_ms`` is when it arrived.
    """

    number: Annotated[str, Field(max_length=16)]
    state: Literal["applied", "rejected", "conflict", "parked", "unknown"]
    verb: ActionVerb | None = None
    decided_ms: Millis | None = None
    centre_ms: Millis
