"""What a booking costs (使用料)."""

from collections.abc import Mapping

from rules.case import Case
from rules.facts import Verb
from rules.schema import Id, Section, Yen


class Settings(Section):
    """Yen for an hour of one court, by sport."""

    yen_per_court_hour: dict[Id, Yen]


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return {}
    slot = case.slot
    price = settings.yen_per_court_hour.get(slot.sport)
    minutes = slot.end_minute - slot.start_minute
    return {"fee": None if price is None else price * slot.courts * minutes // 60}
