"""By which way a thing may be done: terminal, web, phone or desk (利用方法)."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Channel, Verb
from rules.schema import Channels, Rule
from rules.verdict import Reason

CODES = {"channel_not_open": ("channel", "verb"), "sport_at_the_desk": ("sport",)}


class Settings(Rule):
    """The channels on which each verb is open."""

    view: Channels
    book: Channels
    cancel: Channels


def reasons(case: Case) -> Iterator[Reason]:
    settings, channel = case.settings(Settings), case.request.channel
    if settings is not None and channel not in _channels(settings, case.verb):
        params = {"channel": channel.value, "verb": case.verb.value}
        yield Reason("channel_not_open", settings.cited, params)
    sport = case.room.sports.get(case.slot.sport)
    if case.verb is not Verb.BOOK or sport is None:
        return
    if sport.desk_only and channel is not Channel.DESK:
        yield Reason("sport_at_the_desk", sport.cited, {"sport": case.slot.sport})


def _channels(settings: Settings, verb: Verb) -> tuple[Channel, ...]:
    open_on = {Verb.VIEW: settings.view, Verb.BOOK: settings.book, Verb.CANCEL: settings.cancel}
    return open_on[verb]
