"""What ``python -m central`` says of backups."""

# ruff: noqa: T201 - a command line prints

import argparse
import sys

from django.conf import settings

from central.operation.archive import BadArchiveError, Manifest
from central.operation.backup import back_up
from central.operation.restore import restore

__all__ = ["back_up_to", "restore_from"]


def back_up_to(options: argparse.Namespace) -> int:
    """0 where the file is there, whole and on the disk."""
    try:
        manifest = back_up(options.file, with_keys=options.with_keys)
    except BadArchiveError as error:
        return _failed(str(error))
    print(f"{options.file}: {manifest.engine}, {options.file.stat().st_size} bytes")
    for name, head in manifest.journals.items():
        end = f"{head.place} lines sealed, the last {head.hash or '-'}"
        print(f"journal of {name}: {end}; {head.waiting} to be sealed")
    print(_of_keys(manifest))
    return 0


def restore_from(options: argparse.Namespace) -> int:
    """0 where all is in place, and what it should be."""
    try:
        faults = list(restore(options.file, replace=options.replace))
    except BadArchiveError as error:
        return _failed(str(error))
    print(f"{options.file}: restored")
    return _failed("\n".join(faults)) if faults else 0


def _of_keys(manifest: Manifest) -> str:
    if manifest.with_keys:
        return "it holds the private keys: whoever has it can read what terminals sealed"
    return f"without the private keys: keep {settings.STATE}/sealing-*.key, elsewhere"


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
