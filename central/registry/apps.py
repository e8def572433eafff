"""What the staff call this part of the centre."""

from django.apps import AppConfig

__all__ = ["RegistryConfig"]


class RegistryConfig(AppConfig):
    name = "central.registry"
    verbose_name = "登録"
