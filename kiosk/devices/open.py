"""A driver by its name: ``kiosk/devices/<kind>/<name>.py`` is imported, and no other driver.

There is no list of drivers. A file in the folder of its kind that has a ``class Driver`` and its
``Settings`` is one.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, overload

from pydantic import ValidationError

from kiosk.devices.ports import CardReader, TicketPrinter
from rules.fault_words import in_words

__all__ = ["DriverError", "drivers", "open_driver"]

_FOLDER = Path(__file__).parent


class DriverError(Exception):
    """The configuration of a device cannot be used; one line with key and reason."""


@overload
def open_driver(
    kind: Literal["card_reader"], name: str, settings: Mapping[str, Any]
) -> CardReader: ...
@overload
def open_driver(
    kind: Literal["ticket_printer"], name: str, settings: Mapping[str, Any]
) -> TicketPrinter: ...
def open_driver(kind: str, name: str, settings: Mapping[str, Any]) -> Any:
    """Build the named driver; nothing is connected or started yet."""
    if name not in drivers(kind):
        there = ", ".join(drivers(kind))
        raise DriverError(f'{kind}.driver: there is no driver "{name}", only {there}')
    try:
        module = import_module(f"kiosk.devices.{kind}.{name}")
    except ImportError as cause:
        raise DriverError(f"{kind}.driver: {name} cannot be loaded: {cause}") from cause
    try:
        return module.Driver(module.Settings.model_validate(dict(settings)))
    except ValidationError as cause:
        first = cause.errors()[0]
        key = ".".join(map(str, (kind, "settings", *first["loc"])))
        raise DriverError(f"{key}: {in_words(first)}") from cause


def drivers(kind: str) -> list[str]:
    """The names of the drivers of a kind."""
    files = sorted((_FOLDER / kind).glob("*.py"))
    return [file.stem for file in files if "\nclass Driver" in file.read_text(encoding="utf-8")]
