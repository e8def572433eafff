"""The last actions of a terminal, for its staff: numbers and what was asked, and no person."""

from sync.outbox_row import ActionState
from sync.recent import RECENT_MAX, recent_actions
from sync.store import StoreDamagedError
from sync.wire import receipt_number
from tests.sync.conftest import CARD, NUMBER, PASSWORD


def test_recent__are_told_before_and_after_their_answer(terminal, draft, clock):
    service = terminal.open()
    first = draft()
    service.submit(first)
    (waiting,) = service.recent()
    assert waiting.state is ActionState.PENDING
    assert (waiting.number, waiting.body) == (receipt_number(first.action), first.body)
    assert waiting.recorded_ms == clock.wall_ms()
    terminal.drain(service)
    (done,) = service.recent()
    assert done.state is ActionState.APPLIED
    assert (done.number, done.body) == (waiting.number, waiting.body)
    for secret in (CARD, NUMBER, PASSWORD):
        assert secret not in str(service.recent())


def test_recent__are_the_newest_and_so_many(terminal, draft):
    service = terminal.open()
    drafts = [draft() for _ in range(RECENT_MAX + 3)]
    for one in drafts:
        service.submit(one)
    numbers = [one.number for one in service.recent()]
    assert numbers == [receipt_number(one.action) for one in reversed(drafts[3:])]


def test_recent__a_row_that_cannot_be_read_is_left_out(terminal, draft):
    service = terminal.open()
    service.submit(draft())
    (row,) = service._parts.outbox.recent(1)
    for text in ("", "[]", "{}", '{"body":{"verb":"fly"}}', row.text.replace('"clock"', '"c"')):
        object.__setattr__(row, "text", text)
        assert recent_actions([row]) == ()


def test_numbered__is_the_action_with_that_number_and_how_it_stands(terminal, draft, far_end):
    service, one, other = terminal.open(), draft(), draft()
    assert service.numbered(receipt_number(one.action)) is None
    service.submit(one)
    service.submit(other)
    found = service.numbered(receipt_number(one.action))
    assert (found.number, found.state) == (receipt_number(one.action), ActionState.PENDING)
    terminal.drain(service)
    far_end.close()
    assert service.numbered(receipt_number(other.action)).state is ActionState.APPLIED
    assert service.numbered("00000-00000") is None


def test_numbered__is_none_where_the_file_does_not_read(terminal, draft, monkeypatch):
    service, one = terminal.open(), draft()
    service.submit(one)

    def damaged(*_):
        raise StoreDamagedError("outbox.db")

    monkeypatch.setattr(service._parts.outbox._store, "rows", damaged)
    assert service.numbered(receipt_number(one.action)) is None
    monkeypatch.undo()
