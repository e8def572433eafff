"""Take over from an older system what it has as CSV: each row is a command, done whole or not.

A row that is there already is passed over, so that a corrected file can be taken again.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError

from central.ids import derived_id
from central.journal.answers import answer_text
from central.journal.commands import Body, Context
from central.journal.models import Line
from central.journal.write import carry_out
from central.policies import policy_digest
from rules.calendar import day_of
from rules.fault_words import in_words
from rules.policy import Municipality

__all__ = ["BadFileError", "Imported", "Refused", "Table", "import_file"]

ACTOR = "import"
ROWS_MAX = 1_000_000
_LINES = UUID("6d616368-696b-5f69-ad70-6f7274735f5f")


class BadFileError(Exception):
    """Nothing of a file was taken: one line says why."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a kind of file holds: its columns, and the command that a row becomes.

    ``body`` raises ValueError with the reason where a row cannot be one.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    body: Callable[[Mapping[str, str], Municipality], Body]
    is_known: Callable[[Mapping[str, str], Municipality], bool]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken; ``line`` counts from the header, which is line 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    new: int
    known: int
    refused: tuple[Refused, ...]


def import_file(path: Path, table: Table, municipality: Municipality, now: datetime) -> Imported:
    """Every row of a file that has the columns of the table."""
    rows = list(_rows(path, table))
    new, known, refused = 0, 0, []
    for line, row in rows:
        if table.is_known(row, municipality):
            known += 1
        elif reason := _carry_out(row, table, municipality, now):
            refused.append(Refused(line, reason))
        else:
            new += 1
    return Imported(new, known, tuple(refused))


def _rows(path: Path, table: Table) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The whole file is read before anything of it is taken."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            _check_header(path, header, table)
            for row in reader:
                if not any(row):
                    continue
                if len(row) != len(header):
                    counts = f"{len(row)} values for {len(header)} columns"
                    raise BadFileError(f"{path.name}:{reader.line_num}: {counts}")
                if reader.line_num > ROWS_MAX:
                    raise BadFileError(f"{path.name}: more than {ROWS_MAX} lines")
                values = (value.strip() for value in row)
                yield reader.line_num, dict(zip(header, values, strict=True))
    except OSError as error:
        raise BadFileError(f"{path}: {str(error.strerror).lower()}") from None
    except UnicodeDecodeError:
        raise BadFileError(f"{path.name}: not UTF-8") from None
    except csv.Error as error:
        raise BadFileError(f"{path.name}:{reader.line_num}: {error}") from None


def _check_header(path: Path, header: list[str], table: Table) -> None:
    missing = [name for name in table.needed if name not in header]
    unknown = [name for name in header if name not in (*table.needed, *table.optional)]
    twice = sorted({name for name in header if header.count(name) > 1})
    for fault, names in (("no column", missing), ("no such column", unknown), ("twice", twice)):
        if names:
            raise BadFileError(f"{path.name}:1: {fault}: {', '.join(names)}")


def _carry_out(
    row: Mapping[str, str], table: Table, municipality: Municipality, now: datetime
) -> str:
    """Why a row was refused; empty where it was taken."""
    try:
        body = table.body(row, municipality)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {in_words(first)}"
    except ValueError as error:
        return str(error)
    context = Context(municipality, now, ACTOR, _line_of(body, municipality, now))
    asked = Line.objects.filter(id=context.line).values_list("answer", flat=True).first()
    return _reasons(asked or answer_text(carry_out(body, context)))


def _line_of(body: Body, municipality: Municipality, now: datetime) -> UUID:
    """The same row is asked about once a day, and again where the rules have changed."""
    words = (municipality.id, day_of(now).isoformat(), policy_digest(municipality.id))
    return derived_id(_LINES, "|".join((*words, type(body).__module__, body.model_dump_json())))


def _reasons(answer: str) -> str:
    decision = json.loads(answer)
    if decision["verdict"] == "applied":
        return ""
    return ", ".join(
        f"{reason['code']} ({reason['rule']})" if reason["rule"] else reason["code"]
        for reason in decision["reasons"]
    )
