"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["JournalConfig"]


class JournalConfig(AppConfig):
    name = "central.journal"
    verbose_name = "記録"
