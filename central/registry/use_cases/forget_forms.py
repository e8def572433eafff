"""Delete the unfinished forms whose last day is over (AG-13), and say how many they were."""

from central.decision import Decision
from central.journal import commands
from central.journal.commands import Context
from central.registry.kept_forms import over
from rules.calendar import day_of

__all__ = ["KIND", "Body", "perform"]

KIND = "forget_forms"


class Body(commands.Body):
    """Whatever is over on the day of the command."""


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - as every command
    forms, _ = over(context.municipality.id, day_of(context.now)).delete()
    return Decision("applied", outcome={"forms": forms})
