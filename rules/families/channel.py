"""By which way a thing may be done: terminal, web, phone or desk (利用方法)."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Channel, Verb
from rules.schema import Channels, Rule
from rules.verdict import Reason

CODES = {"channel_not_open": ("channel", "verb"), "sport_at_the_desk": ("sport",)}


class Settings(Rule):
    """The channels on which each verb is open; on all of them where a verb is not named."""

    view: Channels | None = None
    book: Channels | None = None
    cancel: Channels | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings, channel = case.settings(Settings), case.request.channel
    open_on = None if settings is None else getattr(settings, case.verb.value, None)
    if settings is not None and open_on is not None and channel not in open_on:
        params = {"channel": channel.value, "verb": case.verb.value}
        yield Reason("channel_not_open", settings.cited, params)
    if case.verb is not Verb.BOOK:
        return
    sport = case.room.sports.get(case.slot.sport)
    if sport is not None and sport.desk_only and channel is not Channel.DESK:
        yield Reason("sport_at_the_desk", sport.cited, {"sport": case.slot.sport})
