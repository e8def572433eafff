"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["MoneyConfig"]


class MoneyConfig(AppConfig):
    name = "central.money"
    verbose_name = "お金"
