"""Carry a command out, and write its line, in one transaction."""

from dataclasses import replace
from functools import partial

from central import clock
from central.decision import Decision
from central.journal.answers import answer_text
from central.journal.commands import Body, Context, command_of
from central.journal.models import Line
from central.policies import policy_digest
from central.sql import insert_new, new
from central.transactions import in_transaction

__all__ = ["carry_out", "carry_out_once", "perform", "write_line"]


def carry_out(body: Body, context: Context) -> Decision:
    """The decision on a command, which stands in the journal when this returns."""
    work = partial(_perform_and_write, body)
    return in_transaction(partial(work, context), partial(work, replace(context, last=True)))


def carry_out_once(body: Body, context: Context) -> Decision | None:
    """The same for a line that somebody else may be writing; None where it is there."""
    work = partial(_unless_written, body)
    return in_transaction(partial(work, context), partial(work, replace(context, last=True)))


def perform(body: Body, context: Context) -> Decision:
    """Inside the caller's transaction: what the command does; the caller writes the line."""
    return command_of(body).perform(body, context)


def write_line(body: Body, context: Context, decision: Decision) -> None:
    """Inside the transaction that did what the decision says."""
    insert_new(
        new(
            Line,
            id=context.line,
            municipality=context.municipality.id,
            at=context.now,
            written_at=clock.now(),
            actor=context.actor,
            kind=command_of(body).kind,
            body=body.model_dump_json(),
            answer=answer_text(decision, last=context.last),
            policy=policy_digest(context.municipality.id),
        )
    )


def _perform_and_write(body: Body, context: Context) -> Decision:
    decision = perform(body, context)
    write_line(body, context, decision)
    return decision


def _unless_written(body: Body, context: Context) -> Decision | None:
    """Of two at once the database refuses the second line, and the next attempt finds the first."""
    if Line.objects.filter(pk=context.line).exists():
        return None
    return _perform_and_write(body, context)
