"""Take a terminal out of quarantine, once the copy of it is gone or its disk is the true one.

Its chain goes on after a place that the staff choose among ``quarantine.places_to_go_on``: where
it stood, or after the last of the envelopes that it sent since. Those stay kept until they are
run or discarded one by one (``run_kept``, ``discard_kept``).
"""

from typing import Annotated

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.letters import SEQ_MAX
from central.terminals.models import Terminal

__all__ = ["KIND", "Body", "perform"]

KIND = "release_terminal"


class Body(commands.Body):
    """``next_seq`` and ``chain_head``: the first place that is decided again, and what it names."""

    terminal: Annotated[str, Field(min_length=1, max_length=64)]
    next_seq: Annotated[int, Field(ge=1, le=SEQ_MAX)]
    chain_head: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    """A place that is decided already is never decided again."""
    here = Terminal.objects.filter(
        municipality=context.municipality.id, name=body.terminal, next_seq__lte=body.next_seq
    )
    here.update(quarantined=False, next_seq=body.next_seq, chain_head=body.chain_head)
    return APPLIED
