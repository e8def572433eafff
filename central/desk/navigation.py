"""The menu of the staff's pages: in the order of a day at a counter, not of our packages."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from central.booking.models import Booking, Hold
from central.desk.models import LookUp
from central.journal.models import Line
from central.lottery.models import Draw, Entry
from central.money.models import Charge, Letter, Movement, OnlinePayment
from central.notices.models import Mail, RoomNotice, ServiceNotice
from central.registry.models import Card, RenewalApplication, Resident
from central.terminals.models import Action, Alarm, EnrolmentCode, FailedLogin, Fork, Terminal

__all__ = ["menu"]

#: A heading, the tables below it, and the symbol of each. What is left out is reached from these.
_GROUPS: Sequence[tuple[str, Sequence[tuple[type[Model], str]]]] = (
    ("窓口", ((Resident, "person"), (Card, "badge"), (RenewalApplication, "autorenew"))),
    ("予約", ((Booking, "event_available"), (RoomNotice, "rainy"))),
    ("抽選", ((Entry, "how_to_vote"), (Draw, "casino"))),
    (
        "お金",
        (
            (Charge, "receipt_long"),
            (Movement, "payments"),
            (OnlinePayment, "credit_card"),
            (Letter, "mail"),
        ),
    ),
    ("お知らせ", ((ServiceNotice, "campaign"), (Mail, "outgoing_mail"))),
    (
        "端末",
        (
            (Terminal, "desktop_windows"),
            (Alarm, "notifications"),
            (FailedLogin, "password"),
            (Hold, "lock_clock"),
            (EnrolmentCode, "key"),
            (Action, "pending_actions"),
            (Fork, "warning"),
        ),
    ),
    ("記録", ((Line, "history"), (LookUp, "visibility"))),
    ("職員", ((User, "group"),)),
)


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """What this person may see, and nothing else."""
    found = [(title, _items(tables, request)) for title, tables in _GROUPS]
    return [{"title": title, "items": items} for title, items in found if items]


def _items(tables: Sequence[tuple[type[Model], str]], request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "title": str(table._meta.verbose_name_plural),  # noqa: SLF001 - Django's public name
            "icon": icon,
            "link": reverse(
                f"admin:{table._meta.app_label}_{table._meta.model_name}_changelist"  # noqa: SLF001
            ),
        }
        for table, icon in tables
        if admin.site._registry[table].has_module_permission(request)  # noqa: SLF001
    ]
