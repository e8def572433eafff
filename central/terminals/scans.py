"""A ticket (仮受付票 and the like) brings its action on paper: read it, and settle it as any other.

What its terminal sends later, or has sent before, has the same one verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import ValidationError

from central.ids import new_id
from central.journal.commands import Context
from central.journal.write import carry_out
from central.terminals.boxes import KeyNotHereError, Keys
from central.terminals.journal import Settled, head_before
from central.terminals.letters import Letter, read_letters
from central.terminals.models import Action, Terminal
from central.terminals.settling import begin
from central.terminals.use_cases import take_scan
from central.terminals.use_cases.settle_action import settle_action
from rules.policy import Municipality
from sync.wire import TICKET_DIGITS_MAX, Actions, Envelope, Problem, signed_of

__all__ = [
    "SCAN_MAX",
    "Chain",
    "ScanFault",
    "Scanned",
    "chain_of",
    "note_of",
    "note_scan",
    "read_scan",
    "settle_scan",
]

#: A code, and the blanks that a scanner types around it.
SCAN_MAX = TICKET_DIGITS_MAX + 100
#: What the code of every other ticket begins with: a number, and nothing of the action.
_NUMBER_ONLY = "MACHIKADO1:"


class ScanFault(StrEnum):
    """Why nothing was taken in; the command line says these words."""

    TOO_LONG = "too long for the code of a ticket"
    NUMBER_ONLY = "only the number of a ticket, which the centre had decided when it was printed"
    UNREADABLE = "not the whole code of a ticket: scan it again"
    UNKNOWN_TERMINAL = "from a terminal that this centre does not know"
    ALTERED = "not what its terminal signed"


class Chain(StrEnum):
    """What is known of the place of an action in its terminal's sequence."""

    #: The centre has decided it, or keeps it for the staff.
    KNOWN = "known"
    FOLLOWS = "follows"
    #: Earlier actions have not come, so nothing can be said of the order.
    GAP = "gap"
    #: Not the one that the action before it leads to, or of a terminal that is not believed.
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Scanned:
    """``why`` it was not decided, a code of ``Problem``; empty where ``settled`` says it."""

    settled: Settled | None
    why: str = ""


def read_scan(typed: str, now: datetime) -> Letter | ScanFault:
    """The action of a ticket, signed by a terminal of this centre, be it revoked."""
    if len(typed) > SCAN_MAX:
        return ScanFault.TOO_LONG
    if typed.strip().upper().startswith(_NUMBER_ONLY):
        return ScanFault.NUMBER_ONLY
    signed = signed_of(typed)
    if signed is None:
        return ScanFault.UNREADABLE
    try:
        envelope = Envelope.model_validate_json(signed.text)
    except ValidationError:
        return ScanFault.UNREADABLE
    letters = read_letters(Actions(terminal=envelope.terminal, actions=(signed,)), now)
    if not isinstance(letters, Problem):
        return replace(letters[0], scanned=True)
    unknown = letters.code == "unknown_terminal"
    return ScanFault.UNKNOWN_TERMINAL if unknown else ScanFault.ALTERED


def note_of(letter: Letter) -> take_scan.Body:
    """What stands in the journal of whoever took it in."""
    envelope = letter.envelope
    return take_scan.Body(terminal=envelope.terminal, seq=envelope.seq, action=envelope.action)


def note_scan(letter: Letter, municipalities: Mapping[str, Municipality]) -> None:
    """That it was taken in by the command line."""
    here = municipalities[letter.sender.municipality]
    carry_out(note_of(letter), Context(here, letter.received_at, "shell", new_id()))


def settle_scan(letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys) -> Scanned:
    """By the way of whatever a terminal sends: one verdict, which is told to the terminal, too."""
    try:
        settling = begin(letter, municipalities, keys)
        settled = settling if isinstance(settling, Problem) else settle_action(settling, keys)
    except KeyNotHereError:
        return Scanned(None, "sealing_key_missing")
    if isinstance(settled, Problem):
        return Scanned(None, settled.code)
    return Scanned(settled, "" if settled.verdict is not None else "full")


def chain_of(letter: Letter) -> Chain:
    """As it stands before anything is done."""
    terminal = Terminal.objects.get(pk=letter.sender.id)
    here = Action.objects.filter(municipality=terminal.municipality, terminal=terminal)
    if here.filter(digest=letter.digest).exists():
        return Chain.KNOWN
    if terminal.revoked or terminal.quarantined:
        return Chain.BROKEN
    head = head_before(terminal, letter)
    if head is None:
        return Chain.GAP
    return Chain.FOLLOWS if head == letter.envelope.prev else Chain.BROKEN
