"""Templates and the style of the residents' pages; no tables."""

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    name = "central.web"
