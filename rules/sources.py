"""Where each value of a municipality's data comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: Keys that are no values: they name things, or say where values come from.
NO_VALUES = frozenset({"name", "rule", "source"})


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """``rule`` is what a refusal cites where that is not the source."""

    key: str
    value: object
    source: str
    rule: str | None = None


def sourced_values(
    table: Mapping[str, object],
    above: str = "",
    source: str | None = None,
    rule: str | None = None,
) -> Iterator[SourcedValue]:
    """Every value under a source, by the nearest table around it that names one.

    A table that only names its source is a clause that is in force: true.
    """
    if "source" in table:
        source, rule = str(table["source"]), None
    if "rule" in table:
        rule = str(table["rule"])
    if above and "source" in table and table.keys() <= NO_VALUES:
        yield SourcedValue(above.removesuffix("."), True, str(table["source"]), rule)
    for name, value in table.items():
        key = f"{above}{name}"
        if name in NO_VALUES:
            continue
        if isinstance(value, dict):
            yield from sourced_values(value, f"{key}.", source, rule)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for index, entry in enumerate(value):
                yield from sourced_values(entry, f"{key}.{index}.", source, rule)
        elif source is not None:
            yield SourcedValue(key, value, source, rule)
