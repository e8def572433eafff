"""What the rules say of an application for registration (利用者登録の申請)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from central.journal.commands import Context
from central.registry.models import Resident, ResidentState
from central.registry.states import move
from rules import facts
from rules.decide import decide
from rules.facts import Channel, Facts, Registration, Request, Verb
from rules.verdict import Verdict

__all__ = ["Application", "activate", "ask", "charge", "stages"]


@dataclass(frozen=True, slots=True)
class Application:
    """A form, the channel on which it comes, and what is known of who brings it."""

    form: Registration
    channel: Channel
    applicant: facts.Resident


def ask(application: Application, context: Context) -> Verdict:
    return decide(
        context.municipality,
        Request(Verb.REGISTER, application.channel, registration=application.form),
        application.applicant,
        Facts(),
        context.now,
    )


def stages(application: Application, context: Context) -> Mapping[str, bool]:
    """Of each class that is applied for, or the municipality: whether it is active at once."""
    form = application.form
    scopes = form.agreed or (context.municipality.id,)
    return {
        scope: _is_active(
            ask(replace(application, form=replace(form, agreed=(scope,))), context).outcome
        )
        for scope in scopes
    }


def activate(resident: Resident, outcome: Mapping[str, Any], why: str, context: Context) -> None:
    """It is valid as long as the rules say, unless a last day is known, and its fee is charged."""
    move(resident, ResidentState.ACTIVE, why, context)
    if resident.valid_until is None:
        resident.valid_until = outcome.get("valid_until")
    resident.save()
    charge(resident, outcome, context, "registration")


def charge(
    resident: Resident,
    outcome: Mapping[str, Any],
    context: Context,
    purpose: Literal["registration", "renewal"],
) -> None:
    """The fee of a registration or a renewal, where there is one."""
    if outcome.get("charge") is None:
        return
    from central.money.charges import charge_registration  # noqa: PLC0415 - it asks us, too

    charge_registration(resident, outcome, context, purpose)


def _is_active(outcome: Mapping[str, object] | None) -> bool:
    return outcome is not None and outcome.get("stage") in {None, "active"}
