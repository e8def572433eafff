"""What a finger does in a lottery (抽選): entries, their order, and wins."""

from dataclasses import dataclass

__all__ = [
    "AllWinsChosen",
    "AllWinsConfirmed",
    "EntriesConfirmed",
    "EntryDropped",
    "EntryMoved",
    "EntrySlotDropped",
    "WinChosen",
    "WinConfirmed",
    "WithdrawChosen",
    "WithdrawConfirmed",
]


@dataclass(frozen=True, slots=True)
class EntryMoved:
    """A wish goes up or down the list, and gets another rank; ``row`` counts from 0."""

    row: int
    down: bool


@dataclass(frozen=True, slots=True)
class EntryDropped:
    """A wish that was not sent yet is taken off the list again."""

    row: int


@dataclass(frozen=True, slots=True)
class EntrySlotDropped:
    """A slot is taken out of the set that is being put together."""

    row: int


@dataclass(frozen=True, slots=True)
class EntriesConfirmed:
    """The resident touched 申し込む."""


@dataclass(frozen=True, slots=True)
class WithdrawChosen:
    number: str


@dataclass(frozen=True, slots=True)
class WithdrawConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class WinChosen:
    """The win of an entry is to be confirmed."""

    number: str


@dataclass(frozen=True, slots=True)
class WinConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class AllWinsChosen:
    """Every win of the month that lapses first is to be confirmed."""


@dataclass(frozen=True, slots=True)
class AllWinsConfirmed:
    pass
