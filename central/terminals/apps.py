"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["TerminalsConfig"]


class TerminalsConfig(AppConfig):
    name = "central.terminals"
    verbose_name = "端末"
