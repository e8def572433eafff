"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["LotteryConfig"]


class LotteryConfig(AppConfig):
    name = "central.lottery"
    verbose_name = "抽選"
