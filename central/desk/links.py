"""Links from a row's page to those that belong to it, and texts too long for a line."""

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

__all__ = ["link", "links", "long_text"]


def link(row: Model | None, text: str = "") -> str:
    """To the page of a row; a dash where there is none."""
    if row is None:
        return "—"
    path = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))  # noqa: SLF001 - Django's public name
    return format_html('<a href="{}" class="text-primary-600 underline">{}</a>', path, text or row)


def links(rows: Iterable[tuple[Model, str]]) -> str:
    """A line each."""
    shown: SafeString = format_html_join(
        "", "<div>{}</div>", ((link(row, text),) for row, text in rows)
    )
    return shown or "—"


def long_text(text: str) -> str:
    """A hash or a record, broken wherever the page ends; a dash where there is none."""
    # None of unfold's own classes does this.
    return format_html('<span style="overflow-wrap: anywhere">{}</span>', text) if text else "—"
