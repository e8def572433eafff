"""Whether the court that is chosen is the one that is used (面指定)."""

from collections.abc import Mapping
from typing import Literal

from rules.case import Case
from rules.facts import Verb
from rules.schema import Section


class Settings(Section):
    """``binding``: the court that was chosen; ``indicative``: the staff name it on the day."""

    value: Literal["binding", "indicative"]


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return {}
    return {"court_choice": settings.value}
