"""One action on its way: what it asks for, what becomes of it, and the lines that tell it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from central.booking.use_cases import book as booking
from central.booking.use_cases import cancel as cancelling
from central.booking.use_cases.cancel import cancel
from central.decision import Decision
from central.journal import write
from central.journal.commands import Body, Context
from central.logs import event
from central.metrics import count_action
from central.registry.models import Resident
from central.registry.use_cases.identify import Refused
from central.terminals.boxes import KeyNotHereError, Keys, open_action
from central.terminals.journal import Settled, write_line
from central.terminals.letters import Letter, is_undated
from central.terminals.persons import Person
from central.terminals.typed import Ready, Unreadable, needs_login, read_form
from central.terminals.use_cases import set_aside
from central.terminals.wishes import claim_of, command_body
from rules.policy import Municipality
from sync import wire
from sync.wire import BookBody, Form, Problem, Sealed

__all__ = [
    "Done",
    "Settling",
    "begin",
    "begin_chain",
    "do",
    "do_ready",
    "is_for_the_staff",
    "is_plain",
    "set_aside_for",
    "tell",
    "write_lines",
]

#: What has a limit that counts as of when the terminal recorded it.
DATED = (
    wire.CancelBody,
    wire.ChangeBody,
    wire.ApplyFormallyBody,
    wire.EnterLotteryBody,
    wire.WithdrawEntryBody,
    wire.RankEntriesBody,
    wire.ConfirmWinBody,
)
Booking = Callable[[Resident, booking.Body, Context], Decision]


@dataclass(frozen=True, slots=True)
class Settling:
    """``known``: it names a municipality that is served here; ``box``: that of its login."""

    letter: Letter
    context: Context
    known: bool
    box: Sealed | None
    form: Form | Unreadable | None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an action.

    ``verdict`` is what the terminal is told. ``shown``: a resident who waited there was told it.
    """

    body: Body
    decision: Decision
    verdict: Decision
    resident: Resident | None
    shown: bool


def begin(
    letter: Letter, municipalities: Mapping[str, Municipality], keys: Keys
) -> Settling | Problem:
    """Its line stands in the journal of the municipality that it names, else of its terminal's."""
    named = municipalities.get(letter.envelope.municipality)
    home = named or municipalities.get(letter.sender.municipality)
    if home is None:
        return Problem(code="unknown_municipality", detail=letter.sender.municipality)
    actor = f"terminal:{letter.sender.name}"
    context = Context(home, letter.received_at, actor, letter.envelope.action)
    personal = open_action(keys, letter.envelope)
    box, typed = (None, None) if personal is None else (personal.login, personal.form)
    form = read_form(keys, letter.envelope, typed)
    return Settling(letter, context, named is not None, box, form)


def begin_chain(
    letters: Sequence[Letter], municipalities: Mapping[str, Municipality], keys: Keys
) -> list[Settling]:
    """Actions that may be settled together; none where one of them has to be looked at by itself.

    Each continues the one before it, in a municipality that is served here, by somebody who has
    logged in.
    """
    if not all(_continues(*pair) for pair in pairwise(letters)):
        return []
    try:
        each = [begin(letter, municipalities, keys) for letter in letters]
    except KeyNotHereError:
        return []
    return [one for one in each if isinstance(one, Settling)] if all(map(is_plain, each)) else []


def _continues(earlier: Letter, later: Letter) -> bool:
    place, before = later.envelope, earlier.envelope
    return place.seq == before.seq + 1 and place.prev == earlier.digest


def is_plain(one: Settling | Problem) -> bool:
    """It could be read, in a municipality that is served here, by somebody who has logged in.

    What has a limit and no time that can be believed may be for the staff.
    What uses up a hold changes the room for all that comes after it, and is settled by itself.
    """
    if isinstance(one, Problem) or isinstance(one.form, Unreadable):
        return False
    if getattr(one.letter.envelope.body, "grant", None) is not None:
        return False
    body = one.letter.envelope.body
    if isinstance(body, DATED) and is_undated(one.letter):
        return False
    return one.known and needs_login(body)


def is_for_the_staff(letter: Letter, decision: Decision) -> bool:
    """Nothing but a limit stands against it, and nobody knows whether it was recorded before."""
    if not (isinstance(letter.envelope.body, DATED) and is_undated(letter)):
        return False
    ends = [reason.allowed_until for reason in decision.reasons]
    over = [end is not None and datetime.fromisoformat(end) <= letter.received_at for end in ends]
    return decision.verdict == "rejected" and over != [] and all(over)


def do(settling: Settling, person: Person, context: Context, book: Booking) -> Done:
    """The effect of an action of somebody; ``book`` is how a resident who is locked books."""
    if isinstance(person.found, Refused):
        code, claimed = person.found.refusal.value, person.found.resident
        return set_aside_for(settling, context, code, claimed, shown=person.logged_in)
    assert not isinstance(settling.form, Unreadable), "that is refused before"
    body = command_body(settling.letter, person.found, settling.form, logged_in=person.logged_in)
    match body:
        case booking.Body() if person.locked:
            decision = book(person.found, body, context)
        case cancelling.Body() if person.locked:
            decision = cancel(person.found, body, context)
        case _:
            # One who gave a password is read again.
            decision = write.perform(body, context)
    return Done(body, decision, decision, person.found, person.logged_in)


def do_ready(settling: Settling, ready: Ready, context: Context) -> Done:
    """The effect of what no login vouches for."""
    if not isinstance(ready.made, Decision):
        decision = write.perform(ready.made, context)
        return Done(ready.made, decision, decision, ready.resident, shown=True)
    # The verdict says every reason; the journal, which has no command, the first.
    body = _set_aside_body(settling, ready.made.reasons[0].code)
    noted = set_aside.perform(body, context)
    return Done(body, noted, ready.made, ready.resident, shown=True)


def set_aside_for(
    settling: Settling, context: Context, code: str, claimed: Resident | None, *, shown: bool
) -> Done:
    """It reached no use case, for this reason."""
    body = _set_aside_body(settling, code)
    decision = set_aside.perform(body, context)
    return Done(body, decision, decision, claimed, shown)


def write_lines(letter: Letter, context: Context, done: Done) -> Settled:
    """The line of the journal, and beside it the verdict that the terminal gets for ever."""
    write.write_line(done.body, context, done.decision)
    return write_line(letter, done.verdict, done.resident, shown=done.shown)


def tell(letter: Letter, settled: Settled | Problem) -> None:
    """A line in the log, and a count."""
    if isinstance(settled, Problem):
        return
    verdict = settled.verdict.verdict if settled.verdict else None
    event("action", terminal=letter.envelope.terminal, seq=letter.envelope.seq, verdict=verdict)
    count_action(verdict or "early")


def _set_aside_body(settling: Settling, code: str) -> set_aside.Body:
    wish = settling.letter.envelope.body
    held = isinstance(wish, BookBody) and wish.grant is not None
    claim = claim_of(settling.letter, promised=False) if held else None
    return set_aside.Body(wish=wish, verdict="rejected", code=code, claim=claim)
