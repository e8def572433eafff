"""How a draw is checked (抽選の公表): commitment, one's own leaves, where the rest stands."""

from collections.abc import Iterator

from kiosk.flow.draws import entries_of
from kiosk.flow.lottery_told import leaf_text
from kiosk.flow.page import Page
from kiosk.messages import PageOpened
from kiosk.screens.parts import Press
from kiosk.screens.read.view import View as Read
from kiosk.visit import Visit
from sync.wire import EntryState

__all__ = ["PAGES", "notice_press"]


def notice_press(visit: Visit) -> tuple[Press, ...]:
    """Only where there is something of one's own to check."""
    if not _listed(visit):
        return ()
    return (Press(visit.speech.say("lottery.notice"), PageOpened("lottery.notice"), "guide"),)


def notice(visit: Visit) -> Read:
    t = visit.speech
    how = ("lottery.notice.before", "lottery.notice.after", "lottery.notice.where")
    where = f"/v1/draws/{visit.site.municipality.id}/"
    said = (t.say(text, where=where) for text in how)
    return Read(t.say("lottery.notice.heading"), (*said, *_own(visit)))


def _own(visit: Visit) -> Iterator[str]:
    """The commitment once for each draw, then every entry's number and leaf."""
    t = visit.speech
    listed = _listed(visit)
    for month in sorted({entry.month for entry in listed}):
        of_month = [entry for entry in listed if entry.month == month]
        yield f"# {t.say('lottery.months.title', month=t.month(month))}"
        for commitment in {entry.commitment for entry in of_month if entry.commitment}:
            label = t.say("lottery.ticket.commitment")
            yield t.say("result.term", label=label, value=leaf_text(commitment))
        for entry in of_month:
            yield f"- {t.say('lottery.notice.entry', number=entry.number, user=entry.user)}"
            label = t.say("lottery.ticket.leaf")
            yield t.say("result.term", label=label, value=leaf_text(entry.leaf))


def _listed(visit: Visit) -> tuple[EntryState, ...]:
    return tuple(entry for entry in entries_of(visit) if entry.state != "withdrawn")


PAGES = {"lottery.notice": Page("read", notice)}
