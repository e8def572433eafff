"""How the resident wants to read: size, colours, language, height; in the frame of every page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from kiosk.flow.page import Move, stay
from kiosk.messages import SettingChanged, StaffCalled
from kiosk.screens.parts import Look, Press
from kiosk.visit import Settings, Visit

__all__ = ["presses", "setting_changed"]

T = TypeVar("T")

TEXT_SCALES = (1.0, 1.25, 1.5)
THEMES = ("standard", "contrast", "dim")
#: The sentence of each text size.
SCALE_WORDS = {1.0: "settings.text.usual", 1.25: "settings.text.large", 1.5: "settings.text.huge"}


def setting_changed(visit: Visit, event: SettingChanged) -> Move:
    return stay(replace(visit, settings=_changed(visit, event.name)))


def presses(visit: Visit) -> tuple[Press, ...]:
    t, now = visit.speech, visit.settings
    following = _next(visit.site.texts.languages, now.language)
    language = visit.site.texts.of(following).say("settings.language")
    reach = t.say("settings.reach.off" if now.reach else "settings.reach.on")
    return (
        _press(t.say(SCALE_WORDS[now.text_scale]), "text_scale", "text"),
        _press(t.say(f"settings.theme.{now.theme}"), "theme", "theme"),
        _press(language, "language", "language"),
        _press(reach, "reach", "reach"),
        Press(t.say("settings.staff"), StaffCalled(), "staff", Look.QUIET),
    )


def _press(label: str, name: str, icon: str) -> Press:
    return Press(label, SettingChanged(name), icon, Look.QUIET)


def _changed(visit: Visit, name: str) -> Settings:
    now = visit.settings
    match name:
        case "text_scale":
            return replace(now, text_scale=_next(TEXT_SCALES, now.text_scale))
        case "theme":
            return replace(now, theme=_next(THEMES, now.theme))
        case "language":
            return replace(now, language=_next(visit.site.texts.languages, now.language))
        case "reach":
            return replace(now, reach=not now.reach)
        case _:
            return now


def _next(values: Sequence[T], now: T) -> T:
    return values[(values.index(now) + 1) % len(values)]
