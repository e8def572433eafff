"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["NoticesConfig"]


class NoticesConfig(AppConfig):
    name = "central.notices"
    verbose_name = "お知らせ"
