"""What may be booked, though one should know something first: it warns and refuses nothing."""

from collections.abc import Iterator

from rules.case import Case
from rules.schema import Cited, Group, Id, Many, SourcedRule
from rules.verdict import Reason

CODES = {"not_the_main_sport": ("sport", "main_sport"), "talk_first": ("sport",)}


class Settings(Group):
    """``main_sport``: a group that plays another than its own (主に使用する種目).

    ``talk_first``: sports to be talked over beforehand.
    """

    main_sport: Cited | None = None
    talk_first: SourcedRule[Many[Id]] | None = None


def warnings(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if settings is None or not case.takes_courts:
        return
    sport, roster = case.slot.sport, case.resident.roster if case.resident else None
    main = None if roster is None else roster.main_sport
    if settings.main_sport is not None and case.kind == "group" and main not in {None, sport}:
        params = {"sport": sport, "main_sport": main}
        yield Reason("not_the_main_sport", settings.main_sport.cited, params)
    if settings.talk_first is not None and sport in settings.talk_first.value:
        yield Reason("talk_first", settings.talk_first.cited, {"sport": sport})
