"""What a resident typed for an action: opened, and where nobody has logged in, made a command.

All of it happens before the transaction: a password takes longer to look at than all else together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from central.decision import Decision, rejected
from central.journal.commands import Body, Context
from central.registry.fields import Agreement
from central.registry.models import Resident
from central.registry.new_passwords import Typed, changed_password, first_password
from central.registry.rosters import RosterBody
from central.registry.use_cases import register
from central.registry.use_cases.identify import Refused, find_claimed
from central.registry.use_cases.set_password import WRONG, Known
from central.terminals.boxes import Keys, open_form, open_login
from central.terminals.letters import Letter
from central.terminals.throttle import (
    THROTTLED,
    Attempt,
    known_at_terminal,
    sent_from_terminal,
    with_throttle,
)
from rules.facts import Channel
from sync import wire

__all__ = ["UNREADABLE", "Ready", "Unreadable", "make_ready", "needs_login", "read_form"]

UNREADABLE = rejected("unreadable", "")
_FORMS: Mapping[str, type[wire.Form]] = {
    "wish_mail": wire.MailAddress,
    "renew": wire.MemberCounts,
    "register": wire.Registrant,
    "set_password known": wire.FirstPassword,
    "set_password old": wire.NextPassword,
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """There is a form that cannot be opened, or none where there must be one."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A command that no login vouches for, or why there is none; and whom it is about."""

    made: Body | Decision
    resident: Resident | None = None


def needs_login(body: wire.ActionBody) -> bool:
    """Whether it is asked by somebody who has logged in; the others prove it by what they type."""
    return not isinstance(body, wire.RegisterBody | wire.SetPasswordBody)


def read_form(
    keys: Keys, envelope: wire.Envelope, box: wire.Sealed | None
) -> wire.Form | Unreadable | None:
    body = envelope.body
    if box is None:
        return None if needs_login(body) else Unreadable()
    proof = f" {body.proof}" if isinstance(body, wire.SetPasswordBody) else ""
    kind = _FORMS.get(f"{body.verb}{proof}")
    return Unreadable() if kind is None else open_form(keys, envelope, box, kind) or Unreadable()


def make_ready(
    letter: Letter, form: wire.Form, login: wire.Sealed | None, keys: Keys, context: Context
) -> Ready:
    """What is refused here never becomes a command, and says no more than the command would."""
    body = letter.envelope.body
    try:
        match body, form:
            case wire.RegisterBody(), wire.Registrant():
                return Ready(_registration(body, form))
            case wire.SetPasswordBody(), wire.FirstPassword():
                return _first_password(letter, form, context)
            case wire.SetPasswordBody(), wire.NextPassword():
                return _next_password(letter, form, login, keys, context)
    except ValidationError:
        return Ready(UNREADABLE)
    raise AssertionError(f"no form of {body.verb}")


def _registration(body: wire.RegisterBody, form: wire.Registrant) -> Body:
    told = form.model_dump(exclude={"roster"})
    roster = None if form.roster is None else RosterBody(**form.roster.model_dump())
    agreed = tuple(Agreement(**one.model_dump()) for one in body.agreed)
    return register.Body(
        channel=Channel.TERMINAL, roster=roster, agreed=agreed, kept=body.kept, **told
    )


def _first_password(letter: Letter, form: wire.FirstPassword, context: Context) -> Ready:
    known = Known(**form.model_dump(exclude={"password"}))
    typed = Typed(context.municipality, form.password, Channel.TERMINAL, context.now)
    envelope = letter.envelope
    attempt = known_at_terminal(envelope.municipality, envelope.terminal, known.number)
    return _throttled(attempt, letter.received_at, lambda: Ready(first_password(typed, known)))


def _next_password(
    letter: Letter,
    form: wire.NextPassword,
    login: wire.Sealed | None,
    keys: Keys,
    context: Context,
) -> Ready:
    """By the old one in the login box of the visit, which is looked at anew."""
    envelope = letter.envelope
    if login is None:
        return Ready(WRONG)
    credential = open_login(keys, envelope.terminal, str(envelope.visit), login)
    if credential is None:
        return Ready(WRONG)
    typed = Typed(context.municipality, form.password, Channel.TERMINAL, context.now)
    attempt = sent_from_terminal(envelope.municipality, envelope.terminal, credential)
    return _throttled(attempt, letter.received_at, lambda: _changed(typed, credential))


def _changed(typed: Typed, credential: wire.Credential) -> Ready:
    claim = find_claimed(typed.municipality.id, credential)
    if isinstance(claim, Refused):
        return Ready(rejected(claim.refusal.value, ""), claim.resident)
    if claim.resident is None:
        return Ready(WRONG)
    return Ready(changed_password(typed, claim.resident, credential.password), claim.resident)


def _throttled(attempt: Attempt, now: datetime, make: Callable[[], Ready]) -> Ready:
    """A try at a password like that of a login, and counted as such."""
    ready = with_throttle(attempt, now, make, lambda made: made.made is WRONG)
    return Ready(THROTTLED) if ready is None else ready
