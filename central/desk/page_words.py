"""Which page of the staff it was, in the words that stand on it."""

from django.apps import apps

from central.desk.acts import act_title
from central.desk.reports import report_title

__all__ = ["page_text"]

_OTHERS = {"money.receipt": "領収書などの印刷"}


def page_text(page: str) -> str:
    """Of a look that was noted (``central/desk/looks.py``); one that is no more says itself."""
    kind, _, name = page.partition("/")
    match kind:
        case "act":
            return act_title(name) or page
        case "report":
            return report_title(name) or page
        case _ if page in _OTHERS:
            return _OTHERS[page]
        case _:
            table = _table(kind)
            return page if table is None else f"{table}の一覧" if name == "list" else table


def _table(label: str) -> str | None:
    try:
        return str(apps.get_model(label)._meta.verbose_name)  # noqa: SLF001 - Django's public name
    except (LookupError, ValueError):
        return None
