"""Columns that a table of the registry has on its own page and on a resident's."""

from typing import Protocol

from django.contrib import admin

from central.desk.labels import word
from central.policies import municipalities
from central.registry.models import DataChange, DocumentSeen, StateChange
from central.registry.shown import actor_text, field_text, state_text, value_text, why_text
from rules.wording import class_text

__all__ = ["ByWhom", "OfClass", "OfDataChange", "OfDocument", "OfStateChange"]


class _Done(Protocol):
    actor: str


class _Classed(Protocol):
    municipality: str
    facility_class: str


class ByWhom:
    @admin.display(description="操作者", ordering="actor")
    def by(self, row: _Done) -> str:
        return actor_text(row.actor)


class OfClass:
    @admin.display(description="施設区分", ordering="facility_class")
    def class_name(self, row: _Classed) -> str:
        return class_text(municipalities()[row.municipality], row.facility_class, "ja")


class OfDocument(ByWhom):
    @admin.display(description="書類", ordering="document")
    def document_name(self, row: DocumentSeen) -> str:
        return word("document", row.document)


class OfStateChange(ByWhom):
    @admin.display(description="前")
    def before_state(self, row: StateChange) -> str:
        return state_text(row.before)

    @admin.display(description="後")
    def after_state(self, row: StateChange) -> str:
        return state_text(row.after)

    @admin.display(description="理由")
    def reason(self, row: StateChange) -> str:
        return why_text(row.why)


class OfDataChange(ByWhom):
    @admin.display(description="項目", ordering="field")
    def what(self, row: DataChange) -> str:
        return field_text(row.field)

    @admin.display(description="前")
    def was(self, row: DataChange) -> str:
        return value_text(municipalities()[row.municipality], row.field, row.before)

    @admin.display(description="後")
    def became(self, row: DataChange) -> str:
        return value_text(municipalities()[row.municipality], row.field, row.after)
