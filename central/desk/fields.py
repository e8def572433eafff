"""Fields of the staff's forms, as the admin draws them; labels are Japanese, like the admin."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from unfold import widgets  # type: ignore[import-untyped]

from rules.calendar import clock_text

__all__ = [
    "UNCHOSEN",
    "Choices",
    "Code",
    "choice",
    "code",
    "count",
    "day",
    "long_text",
    "many",
    "minute",
    "text",
    "yes",
]

UNCHOSEN = ("", "選んでください")
Choices = Iterable[tuple[str, str]]
_BOX = {"class": " ".join(widgets.INPUT_CLASSES)}


def text(label: str, *, required: bool = True, max_length: int = 200, **more: Any) -> forms.Field:
    widget = widgets.UnfoldAdminTextInputWidget()
    return forms.CharField(
        label=label, required=required, max_length=max_length, widget=widget, **more
    )


class Code(forms.CharField):
    """Signs of half width: numbers, cards."""

    def to_python(self, value: Any) -> str:
        """In half width, whatever the keyboard was set to."""
        return unicodedata.normalize("NFKC", super().to_python(value) or "").strip()


def code(label: str, *, required: bool = True, max_length: int = 64, **more: Any) -> forms.Field:
    """A number or a word of half-width signs; a wide one is taken for it."""
    widget = widgets.UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})
    return Code(label=label, required=required, max_length=max_length, widget=widget, **more)


def long_text(label: str, *, required: bool = True, max_length: int = 2000) -> forms.Field:
    widget = widgets.UnfoldAdminTextareaWidget()
    return forms.CharField(label=label, required=required, max_length=max_length, widget=widget)


def count(label: str, low: int, high: int, *, required: bool = True, **more: Any) -> forms.Field:
    """A whole number from ``low`` to ``high``: people, courts, yen."""
    widget = widgets.UnfoldAdminIntegerFieldWidget()
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, required=required, widget=widget, **more
    )


def day(label: str, *, required: bool = True, **more: Any) -> forms.Field:
    """A date, by the browser's own picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={**_BOX, "type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, **more)


def choice(
    label: str, choices: Choices = (), *, required: bool = True, **more: Any
) -> forms.ChoiceField:
    """One of many, with a box to search in; no choice at first."""
    widget = widgets.UnfoldAdminSelect2Widget()
    options = [UNCHOSEN, *choices]
    return forms.ChoiceField(label=label, choices=options, required=required, widget=widget, **more)


def many(label: str, choices: Choices = (), *, required: bool = False) -> forms.MultipleChoiceField:
    widget = widgets.UnfoldAdminCheckboxSelectMultipleWidget()
    return forms.MultipleChoiceField(label=label, choices=choices, required=required, widget=widget)


def yes(label: str, **more: Any) -> forms.BooleanField:
    """A box that may stay empty."""
    widget = widgets.UnfoldBooleanWidget()
    return forms.BooleanField(label=label, required=False, widget=widget, **more)


def minute(label: str, *, required: bool = True) -> forms.TypedChoiceField:
    """A time of day by the half hour, as minutes since midnight; 24:00 is the end of the day."""
    widget = widgets.UnfoldAdminSelect2Widget()
    times = [(str(each), clock_text(each)) for each in range(0, 1441, 30)]
    return forms.TypedChoiceField(
        label=label,
        choices=[UNCHOSEN, *times],
        coerce=int,
        required=required,
        empty_value=None,
        widget=widget,
    )
