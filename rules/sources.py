"""Where each value of a municipality's data comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: Keys that are no values: they name things, or say where values come from.
NO_VALUES = frozenset({"name", "rule", "source"})


@dataclass(frozen=True, slots=True)
class SourcedValue:
    key: str
    value: object
    source: str


def sourced_values(
    table: Mapping[str, object], above: str = "", source: str | None = None
) -> Iterator[SourcedValue]:
    """Every value under a source, by the nearest table around it that names one."""
    source = str(table["source"]) if "source" in table else source
    for name, value in table.items():
        key = f"{above}{name}"
        if name in NO_VALUES:
            continue
        if isinstance(value, dict):
            yield from sourced_values(value, f"{key}.", source)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for index, entry in enumerate(value):
                yield from sourced_values(entry, f"{key}.{index}.", source)
        elif source is not None:
            yield SourcedValue(key, value, source)
