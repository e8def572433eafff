"""Why an entry is refused, and what became of those that were sent."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.flow import draws, names
from kiosk.flow.draws import Wanted, entries_of
from kiosk.flow.instead import said
from kiosk.flow.journeys import Telling
from kiosk.flow.lottery_entry import day_chosen
from kiosk.flow.lottery_instead import OPENS, instead, instead_of_sent, next_draw
from kiosk.flow.lottery_words import choice, slot_text, title, what, whole
from kiosk.flow.page import Page, on
from kiosk.messages import DayChosen, PageOpened
from kiosk.screens.parts import Press
from kiosk.screens.result.view import Tone
from kiosk.screens.result.view import View as Result
from kiosk.visit import Fate, Sent, Visit
from sync.wire import EnterLotteryBody, EntryState, RankEntriesBody

__all__ = ["PAGES", "TELLINGS", "leaf_text", "next_steps", "told_lines", "told_rows"]


def refusal(visit: Visit) -> Result:
    """The rules refuse by what the terminal knows: nothing was sent."""
    found, t = visit.refusal, visit.speech
    assert found is not None
    return Result(
        tone=Tone.REFUSED,
        word=t.say("lottery.refused.word"),
        number_label="",
        number="",
        lines=(
            names.room(visit, found.plan.facility),
            names.when(visit, found.plan),
            *next_draw(visit),
        ),
        reasons=tuple(
            replace(said(visit, reason), instead=instead(visit, reason)) for reason in found.reasons
        ),
    )


# What became of them --------------------------------------------------------------------------


def _entries(visit: Visit) -> tuple[Sent, ...]:
    """Every entry and new order of this visit, in the order in which they were sent."""
    asked = (EnterLotteryBody, RankEntriesBody)
    return tuple(sent for sent in visit.sents if isinstance(sent.body, asked))


def _asked(visit: Visit, sent: Sent) -> Iterator[Wanted]:
    """Each entry of an action as it is asked for there, but where a later order was taken."""
    if isinstance(sent.body, RankEntriesBody):
        known, ranks = draws.known(visit), sorted(sent.body.ranks.items(), key=lambda pair: pair[1])
        found = [replace(known[name], preference=rank) for name, rank in ranks if name in known]
    else:
        found = [draws.of_sent(sent)]
    later = visit.sents[visit.sents.index(sent) + 1 :]
    yield from (one for one in found if not any(_ranks(other, one) for other in later))


def _ranks(sent: Sent, wanted: Wanted) -> bool:
    """Whether an action has given an entry another preference."""
    if sent.fate is not Fate.CONFIRMED or not isinstance(sent.body, RankEntriesBody):
        return False
    return wanted.number in sent.body.ranks


def lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    return tuple(_line(visit, sent, one) for one in _asked(visit, sent))


def _line(visit: Visit, sent: Sent, wanted: Wanted) -> str:
    return visit.speech.say(
        "lottery.result.line",
        choice=choice(visit, wanted.preference),
        what=title(visit, wanted),
        became=_became(visit, sent),
    )


def _became(visit: Visit, sent: Sent) -> str:
    ranked = sent.fate is Fate.CONFIRMED and isinstance(sent.body, RankEntriesBody)
    return visit.speech.say(
        "lottery.result.ranked" if ranked else f"lottery.result.{sent.fate.value}"
    )


def rows(visit: Visit, printed: Sent) -> tuple[tuple[str, str], ...]:
    """All that was entered in this visit on one ticket: what, its number, and its leaf."""
    known = next((one for one in entries_of(visit) if one.number == printed.number), None)
    if known is not None:
        return tuple(_known_rows(visit, known))
    taken = [sent for sent in _entries(visit) if sent.fate is not Fate.REFUSED]
    told = [pair for sent in taken for pair in _ticket_rows(visit, sent)]
    commitments = {_outcome(sent, "commitment"): None for sent in taken}
    label = visit.speech.say("lottery.ticket.commitment")
    return (*told, *((label, leaf_text(one)) for one in commitments if one))


def _known_rows(visit: Visit, entry: EntryState) -> Iterator[tuple[str, str]]:
    """Of one entry as the centre tells it."""
    t, wanted = visit.speech, Wanted(entry.slots, entry.people, entry.students)
    yield choice(visit, entry.preference), whole(visit, wanted)
    yield t.say("lottery.ticket.leaf"), leaf_text(entry.leaf)
    if entry.commitment:
        yield t.say("lottery.ticket.commitment"), leaf_text(entry.commitment)


def _ticket_rows(visit: Visit, sent: Sent) -> Iterator[tuple[str, str]]:
    t = visit.speech
    for wanted in _asked(visit, sent):
        yield choice(visit, wanted.preference), whole(visit, wanted)
        yield t.say("lottery.ticket.state"), _became(visit, sent)
        yield t.say("lottery.ticket.entry"), wanted.number
        if leaf := _outcome(sent, "leaf") or _outcome(sent, wanted.number):
            yield t.say("lottery.ticket.leaf"), leaf_text(leaf)


def told_lines(visit: Visit, entries: tuple[EntryState, ...]) -> tuple[str, ...]:
    """When and where of entries as the centre tells them."""
    return tuple(slot_text(visit, slot) for entry in entries for slot in entry.slots)


def told_rows(visit: Visit, entries: tuple[EntryState, ...]) -> tuple[tuple[str, str], ...]:
    """The same for a ticket, with number and leaf of each."""
    return tuple(row for entry in entries for row in _told(visit, entry))


def _told(visit: Visit, entry: EntryState) -> Iterator[tuple[str, str]]:
    t = visit.speech
    for slot in entry.slots:
        yield choice(visit, entry.preference), f"{slot_text(visit, slot)} {what(visit, slot)}"
    yield t.say("lottery.ticket.entry"), entry.number
    yield t.say("lottery.ticket.leaf"), leaf_text(entry.leaf)


def leaf_text(value: str) -> str:
    """A long hash in groups that can be read out and wrapped."""
    return " ".join(value[at : at + 8] for at in range(0, len(value), 8))


def _outcome(sent: Sent, key: str) -> str:
    value = sent.verdict.outcome.get(key) if sent.verdict else None
    return value if isinstance(value, str) else ""


def next_steps(visit: Visit, _: Sent) -> tuple[Press, ...]:
    t = visit.speech
    return (
        Press(t.say("lottery.more"), PageOpened("lottery.months"), "lottery"),
        Press(t.say("lottery.mine"), PageOpened("lottery.mine"), "list"),
    )


TELLINGS = {
    "enter_lottery": Telling(lines, rows, next_steps, instead=instead_of_sent),
    "rank_entries": Telling(lines, rows, next_steps, instead=instead_of_sent),
}
PAGES = {
    "lottery.refused": Page(
        "result",
        refusal,
        on={DayChosen: on(day_chosen, open="lottery.time")},
        opens=OPENS,
        passing=True,
    ),
}
