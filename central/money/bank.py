"""The files that go to the bank and come back: who pays how much on a day, and who did not (CSV).

A row a resident, known by number alone: the bank has the mandates, and no name leaves the centre.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date

from central.money.ledger import owed_yen
from central.money.models import Charge, ChargeState, Movement, MovementKind
from central.money.use_cases.fail_debit import Body

__all__ = ["BadFile", "debit_file", "read_failures"]

HEADER = ("利用者番号", "振替日", "金額")
FAILURES = ("利用者番号", "振替日")
LINES_MAX = 200_000
NUMBER_LENGTH_MAX = 64


@dataclass(frozen=True, slots=True)
class BadFile:
    """Nothing of the file was taken; ``line`` counts from 1."""

    line: int
    why: str


def debit_file(municipality: str, day: date) -> str:
    """What each resident pays on a day, the same before it is marked as debited and after."""
    yen: Counter[str] = Counter()
    waiting = Charge.objects.filter(
        municipality=municipality, debit_on=day, method="debit", state=ChargeState.DUE
    )
    for charge in waiting.select_related("resident"):
        yen[_number(charge)] += owed_yen(charge)
    debited = Movement.objects.filter(
        municipality=municipality, kind=MovementKind.DEBIT, charge__debit_on=day
    )
    for movement in debited.select_related("charge__resident"):
        yen[_number(movement.charge)] += movement.yen
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows((number, day.isoformat(), yen[number]) for number in sorted(yen))
    return text.getvalue()


def read_failures(text: str) -> tuple[Body, ...] | BadFile:
    """The rows that the bank sends back, each a ``fail_debit``; more columns are passed over."""
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as error:
        return BadFile(1, str(error))
    if not rows or tuple(rows[0][:2]) != FAILURES:
        return BadFile(1, f"must begin with the columns {', '.join(FAILURES)}")
    if len(rows) > LINES_MAX:
        return BadFile(LINES_MAX + 1, f"has more than {LINES_MAX} lines")
    bodies = []
    for line, row in enumerate(rows[1:], start=2):
        body = _read(row)
        if isinstance(body, str):
            return BadFile(line, body)
        bodies.append(body)
    return tuple(bodies)


def _read(row: list[str]) -> Body | str:
    if len(row) < len(FAILURES) or not 1 <= len(row[0]) <= NUMBER_LENGTH_MAX:
        return "needs a number and a day"
    try:
        return Body(number=row[0], debit_on=date.fromisoformat(row[1]))
    except ValueError:
        return "needs a day such as 2026-10-31"


def _number(charge: Charge) -> str:
    assert charge.resident is not None, "only residents have mandates"
    return charge.resident.number
