"""What stands on a ticket: pure text, before any picture of it."""

from dataclasses import dataclass

__all__ = ["Paper"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One ticket; all text ready to print.

    ``title`` is 予約票, 仮受付票 or 取消票; ``banner`` is the warning of a ticket that is not yet
    decided, printed white on black, "" on a decided one. ``again`` is 再発行 on a reprint.
    ``rows`` are pairs of label and value. ``large`` prints in large type.
    """

    title: str
    place: str
    number_label: str
    number: str
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    contact: str
    printed_at: str
    qr: str
    banner: str = ""
    again: str = ""
    large: bool = False
