"""``python -m central import``: what can be taken over, and what is said of a file that was."""

# ruff: noqa: T201 - a command line prints

import argparse
import sys
from collections.abc import Mapping

from central import clock
from central.booking.bookings_csv import BOOKINGS
from central.csv_rows import BadFileError, Table, import_file
from central.policies import municipalities
from central.registry.residents_csv import RESIDENTS

__all__ = ["TABLES", "import_rows"]

#: By the word that the command line has for what a file holds.
TABLES: Mapping[str, Table] = {"residents": RESIDENTS, "bookings": BOOKINGS}


def import_rows(options: argparse.Namespace) -> int:
    """A line for each row that was refused, and the counts; 1 where any was."""
    municipality = municipalities().get(options.municipality)
    if municipality is None:
        known = ", ".join(municipalities())
        print(f"no municipality {options.municipality}: there are {known}", file=sys.stderr)
        return 1
    name = options.file.name
    try:
        imported = import_file(options.file, TABLES[options.what], municipality, clock.now())
    except BadFileError as error:
        print(error, file=sys.stderr)
        return 1
    for refused in imported.refused:
        print(f"{name}:{refused.line}: {refused.reason}")
    count = len(imported.refused)
    print(f"{name}: {imported.new} new, {imported.known} known before, {count} refused")
    return 1 if imported.refused else 0
