"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["BookingConfig"]


class BookingConfig(AppConfig):
    name = "central.booking"
    verbose_name = "予約"
