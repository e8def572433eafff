"""The bank's list of those whose debits it did not pay (振替結果), row by row."""

from typing import Annotated

from pydantic import Field

from central.decision import Decision, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.use_cases import fail_debit

__all__ = ["KIND", "ROWS_MAX", "Body", "perform"]

KIND = "fail_debits"
ROWS_MAX = 2_000


class Body(commands.Body):
    """A row a resident; one that names nothing that was debited changes nothing."""

    rows: Annotated[tuple[fail_debit.Body, ...], Field(min_length=1, max_length=ROWS_MAX)]


def perform(body: Body, context: Context) -> Decision:
    """Told twice it fails once; ``unknown`` are the numbers of rows with nothing debited."""
    failed, yen, unknown = 0, 0, []
    for row in sorted(body.rows, key=lambda row: (row.number, row.debit_on)):
        decision = fail_debit.perform(row, context)
        if decision.verdict != "applied":
            unknown.append(row.number)
            continue
        failed += int(decision.outcome["failed"] or 0)
        yen += int(decision.outcome["yen"] or 0)
    said = {"failed": failed, "yen": yen, "unknown": " ".join(unknown)}
    return Decision("applied", outcome=scalars(said))
