"""What became of a ticket's number, asked from the first page without a login."""

import pytest

from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    FetchReceipt,
    PageOpened,
    ReceiptArrived,
    ReceiptTyped,
)
from kiosk.screens.result.view import Tone
from kiosk.visit import Visit
from sync.outbox_row import ActionState
from sync.recent import RecentAction
from sync.wire import CancelBody, ReceiptState
from tests.kiosk.flow.journey import NOW, VISIT, begin, last_effect, offline, take, texts, walk
from tests.kiosk.flow.towns import at

NUMBER = "QRSTV-WXYZ2"
NOW_MS = int(NOW.timestamp() * 1000)
UNKNOWN = ReceiptState(number=NUMBER, state="unknown", centre_ms=NOW_MS)


def told(state: str, verb: str = "cancel") -> ReceiptState:
    values = {"number": NUMBER, "state": state, "verb": verb, "decided_ms": NOW_MS}
    return ReceiptState.model_validate(values | {"centre_ms": NOW_MS})


def here(state: ActionState) -> RecentAction:
    return RecentAction(NUMBER, "ono", CancelBody(number="AAAAA-BBBBB"), NOW_MS, state)


def asked(visit: Visit | None = None) -> Visit:
    visit = walk(visit or begin(), (PageOpened("receipt.number"), "receipt.number"))
    return walk(visit, (ReceiptTyped("QRSTVWXYZ2"), "receipt.wait", FetchReceipt))


def answered(
    centre: ReceiptState | None, kept: RecentAction | None = None, visit: Visit | None = None
) -> Visit:
    found = ReceiptArrived(VISIT, NUMBER, centre, kept)
    return walk(asked(visit), (found, "receipt.shown"))


@pytest.mark.parametrize("town", ["ono", "ogaki", "kumamoto", "kumatori", "ageo"])
@pytest.mark.parametrize("line_up", [True, False])
def test_tile__stands_on_every_first_page_with_the_line_or_without(
    *, town: str, line_up: bool
) -> None:
    presses = show(at(town, line_up=line_up)).view.more
    assert PageOpened("receipt.number") in [press.event for press in presses]


def test_number__is_asked_as_it_is_printed() -> None:
    visit = walk(begin(), (PageOpened("receipt.number"), "receipt.number"))
    view = show(visit).view
    letters = "".join(key for plane in view.planes for row in plane.rows for key in row)
    assert sorted(letters) == sorted("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert (view.length_min, view.length_max) == (10, 10)
    _, effect = last_effect(visit, ReceiptTyped("QRSTVWXYZ2"))
    assert effect == FetchReceipt(VISIT, NUMBER)


@pytest.mark.parametrize("typed", ["", "QRSTV", "QRSTVWXYZ23"])
def test_number__of_another_length_asks_nobody(typed: str) -> None:
    visit = walk(begin(), (PageOpened("receipt.number"), "receipt.number"))
    visit, effects = take(visit, ReceiptTyped(typed))
    assert (visit.page, effects) == ("receipt.number", ())


@pytest.mark.parametrize(
    ("state", "tone", "word"),
    [
        ("applied", Tone.CONFIRMED, "予約の取消しができています"),
        ("rejected", Tone.REFUSED, "予約の取消しはできませんでした"),
        ("conflict", Tone.REFUSED, "予約の取消しはできませんでした"),
        ("parked", Tone.CHECKING, "職員が確認しています"),
    ],
)
def test_centre__says_what_became_of_it(state: str, tone: Tone, word: str) -> None:
    view = show(answered(told(state))).view
    assert (view.tone, view.word, view.number) == (tone, word, NUMBER)
    assert any("12月1日" in line for line in view.lines)


def test_centre__counts_more_than_what_is_known_here() -> None:
    view = show(answered(told("conflict"), here(ActionState.PENDING))).view
    assert view.tone is Tone.REFUSED


@pytest.mark.parametrize("centre", [None, UNKNOWN])
@pytest.mark.parametrize(
    ("state", "word"),
    [
        (ActionState.PENDING, "まだ決まっていません"),
        (ActionState.UNKNOWN, "確認中です"),
        (ActionState.QUARANTINED, "職員が確認しています"),
        (ActionState.APPLIED, "予約の取消しができています"),
        (ActionState.CONFLICT, "予約の取消しはできませんでした"),
    ],
)
def test_own__action_is_known_without_the_line(
    centre: ReceiptState | None, state: ActionState, word: str
) -> None:
    assert show(answered(centre, here(state), offline())).view.word == word


def test_unknown__number_may_be_on_its_way() -> None:
    """Nothing is said to be lost or never to have been."""
    view = show(answered(UNKNOWN)).view
    assert (view.tone, view.word) == (Tone.CHECKING, "まだセンターに届いていません")
    assert "QRコードから受け付けます" in " ".join(view.lines)


def test_line__that_is_down_is_said() -> None:
    assert show(answered(None, visit=offline())).view.word == "いまは確かめられません"


def test_another_number__can_be_asked() -> None:
    assert walk(answered(UNKNOWN), (BackPressed(), "receipt.number"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_outcome__has_its_words(language: str) -> None:
    t = texts().of(language)
    states = ("applied", "rejected", "conflict", "parked", "waiting", "sent", "unknown", "no_line")
    for text_id in (f"receipt.{what}.{state}" for state in states for what in ("word", "said")):
        assert not t.say(text_id, what="X").startswith("receipt.")
