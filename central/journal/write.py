"""Carry a command out, and write its line, in one transaction."""

from datetime import datetime
from functools import partial
from uuid import UUID

from central import clock
from central.decision import Decision
from central.journal.answers import answer_text
from central.journal.commands import Body, Command, Context
from central.journal.models import Line
from central.policies import policy_digest
from central.sql import insert_new
from central.transactions import in_transaction
from rules.policy import Municipality

__all__ = ["carry_out", "perform_and_write"]


def carry_out(
    command: Command, body: Body, municipality: Municipality, actor: str, now: datetime, line: UUID
) -> Decision:
    """The decision on a command, which stands in the journal when this returns."""

    def once(*, last: bool) -> Decision:
        context = Context(municipality, now, actor, line, last)
        return perform_and_write(command, body, context)

    return in_transaction(partial(once, last=False), partial(once, last=True))


def perform_and_write(command: Command, body: Body, context: Context) -> Decision:
    """Inside the caller's transaction: what the command does, and its line."""
    decision = command.perform(body, context)
    insert_new(journal_line(command.kind, body, context, decision))
    return decision


def journal_line(kind: str, body: Body, context: Context, decision: Decision) -> Line:
    return Line(
        id=context.line,
        municipality=context.municipality.id,
        at=context.now,
        written_at=clock.now(),
        actor=context.actor,
        kind=kind,
        body=body.model_dump_json(),
        answer=answer_text(decision),
        policy=policy_digest(context.municipality.id),
    )
