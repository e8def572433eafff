"""What was kept for the staff: envelopes in quarantine, parked actions, and what is in them."""

from dataclasses import dataclass
from datetime import datetime

from central.decision import Decision, rejected
from central.journal.commands import Body, Context, command_of
from central.registry.models import Resident
from central.registry.use_cases.identify import Refusal, Refused, identify
from central.sql import ask
from central.terminals.boxes import Keys, open_action, open_login
from central.terminals.letters import Letter, Sender, claimed_at
from central.terminals.models import Action, Fork, Terminal
from central.terminals.persons import Person, by_visit, visitor_asked
from central.terminals.typed import (
    UNREADABLE,
    Unreadable,
    make_ready,
    needs_login,
    read_form,
)
from central.terminals.use_cases import run_kept
from central.terminals.wishes import command_body
from rules.policy import Municipality
from sync.wire import Envelope, Sealed, Signed, receipt_number

__all__ = ["Place", "envelope_of", "places_to_go_on", "run_body", "waits"]

Kept = Fork | Action
#: What cannot be asked again: it was decided, by a verdict or by the staff.
DECIDED = rejected("already_decided", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a terminal's chain may go on: where it stood (``after`` is None), or after a fork."""

    next_seq: int
    chain_head: str
    after: Fork | None


def waits(kept: Kept) -> bool:
    """Whether nobody has decided it yet."""
    return kept.outcome == "" if isinstance(kept, Fork) else kept.signed != ""


def envelope_of(kept: Kept) -> Envelope:
    """What it asks and when it was recorded; nothing in it says for whom."""
    return Envelope.model_validate_json(Signed.model_validate_json(kept.signed).text)


def run_body(
    kept: Kept, municipality: Municipality, keys: Keys, why: str, now: datetime
) -> run_kept.Body | Decision:
    """The command that runs it, for whose card or number and password it was sealed with."""
    letter = _letter(kept)
    if not waits(kept) or _decided_elsewhere(kept, letter.envelope):
        return DECIDED
    made = _command(letter, municipality, keys, now)
    if isinstance(made, Decision):
        return made
    return run_kept.Body(
        kept=kept.pk,
        action=letter.envelope.action,
        kind=command_of(made).kind,
        command=made.model_dump(mode="json"),
        why=why,
    )


def places_to_go_on(terminal: Terminal) -> tuple[Place, ...]:
    """Where it stood, and after each envelope in quarantine that no other one follows.

    Of a terminal and its copy there are two ends; the staff know which machine is the true one.
    """
    forks = list(Fork.objects.filter(municipality=terminal.municipality, terminal=terminal))
    followed = {envelope_of(fork).prev for fork in forks}
    ends = [
        Place(fork.seq + 1, fork.digest, fork)
        for fork in sorted(forks, key=lambda fork: fork.seq)
        if fork.digest not in followed and fork.seq >= terminal.next_seq
    ]
    return (Place(terminal.next_seq, terminal.chain_head, None), *ends)


def _decided_elsewhere(kept: Kept, envelope: Envelope) -> bool:
    """The same action has another row, and a verdict there.

    It came on paper, was decided, and came once more over the line of a terminal that is not
    believed any more; or it was parked, and the staff have run the other one.
    """
    number = receipt_number(envelope.action)
    lines = Action.objects.filter(number=number, action=envelope.action).exclude(pk=kept.pk)
    if any(not waits(line) for line in lines):
        return True
    same = Fork.objects.filter(terminal=kept.terminal, digest=kept.digest).exclude(pk=kept.pk)
    return any(not waits(fork) for fork in same)


def _letter(kept: Kept) -> Letter:
    terminal = kept.terminal
    sender = Sender(terminal.id, terminal.name, terminal.municipality, terminal.public_key)
    signed = Signed.model_validate_json(kept.signed)
    return Letter(sender, signed, envelope_of(kept), kept.digest, 0, kept.received_at)


def _command(
    letter: Letter, municipality: Municipality, keys: Keys, now: datetime
) -> Body | Decision:
    """As ``settle_action`` makes it, but not throttled: the staff ask once about one envelope."""
    envelope = letter.envelope
    personal = open_action(keys, envelope)
    box, typed = (None, None) if personal is None else (personal.login, personal.form)
    form = read_form(keys, envelope, typed)
    if isinstance(form, Unreadable):
        return UNREADABLE
    if not needs_login(envelope.body):
        assert form is not None, "what needs no login has a form"
        context = Context(municipality, now, "staff", envelope.action)
        return make_ready(letter, form, box, keys, context).made
    person = _person(letter, box, keys)
    if isinstance(person.found, Refused):
        return rejected(person.found.refusal.value, "")
    # Whoever runs it has seen the time that the terminal's clock showed, and takes it for true.
    undated = claimed_at(envelope.clock, now)
    return command_body(letter, person.found, form, logged_in=person.logged_in, undated=undated)


def _person(letter: Letter, box: Sealed | None, keys: Keys) -> Person:
    """A visit that was accepted vouches for it, also where the password is another by now."""
    envelope = letter.envelope
    if box is not None:
        ((rows, _),) = ask(visitor_asked(letter, box))
        if (visitor := by_visit(letter, rows)) is not None:
            return visitor
    return Person(_typed(envelope, box, keys), logged_in=False, locked=False)


def _typed(envelope: Envelope, box: Sealed | None, keys: Keys) -> Resident | Refused:
    visit = str(envelope.visit)
    credential = None if box is None else open_login(keys, envelope.terminal, visit, box)
    if credential is None:
        return Refused(Refusal.CREDENTIAL)
    return identify(envelope.municipality, credential)
