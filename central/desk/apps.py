"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["DeskConfig"]


class DeskConfig(AppConfig):
    name = "central.desk"
    verbose_name = "職員"
