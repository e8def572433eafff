"""Slots in this terminal's hands (sync/holds.py): used once, given back once, in one session."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from uuid import UUID

import pytest

from sync.draft import Draft, IntakeStopped, Recorded
from sync.identity import Identity
from sync.outbox import Outbox
from sync.outbox_row import grant_of
from sync.reports import SnapshotTaken
from sync.store import DiskError, Store
from sync.wire import Availability, HeldSlot
from tests.sync.conftest import DAY, ROOMY, SESSION, Terminal
from tests.sync.far_end import NOW_MS, TERMINAL, FarEnd

GRANT, OTHER = UUID(int=0xABC), UUID(int=0xABD)
Drafts = Callable[..., Draft]


def slot(grant: UUID = GRANT, **changes) -> HeldSlot:
    told = {
        "grant": grant,
        "terminal": TERMINAL,
        "session": SESSION,
        "facility": "algo_gym",
        "day": DAY,
        "start_minute": 540,
        "end_minute": 600,
        "cells": (0, 1),
    }
    return HeldSlot.model_validate(told | changes)


def told(*holds: HeldSlot) -> Availability:
    return Availability(
        municipality="ono",
        full=True,
        cursor="c",
        days=(),
        sealing_keys=(),
        holds=holds,
        centre_ms=NOW_MS,
    )


def naming(draft: Drafts, grant: UUID = GRANT) -> Draft:
    made = draft()
    return replace(made, body=made.body.model_copy(update={"grant": grant}))


def opened(identity: Identity, folder: Path, session: UUID = SESSION) -> Outbox:
    return Outbox(folder, identity, session, ROOMY, NOW_MS)


def grants(outbox: Outbox) -> list[UUID]:
    return [held.grant for held in outbox.holds.usable("ono")]


def put(outbox: Outbox, draft: Draft, clock) -> Recorded:
    recorded = outbox.put(draft, clock.stamp())
    assert isinstance(recorded, Recorded), recorded
    return recorded


def test_hold__is_used_by_one_action_and_no_second(identity, outbox, draft, clock) -> None:
    box: Outbox = outbox()
    box.holds.take(told(slot()))
    assert grants(box) == [GRANT]
    first, second = naming(draft), naming(draft)
    assert put(box, first, clock).held
    assert grants(box) == []
    assert not put(box, second, clock).held
    assert [grant_of(row) for row in box.due(-1)] == [GRANT, None]
    assert put(box, first, clock).held


def test_hold__that_is_told_again_stays_used(outbox, draft, clock) -> None:
    """The centre tells of it until the action has arrived."""
    box: Outbox = outbox()
    box.holds.take(told(slot()))
    put(box, naming(draft), clock)
    box.holds.take(told(slot(recalled=True)))
    assert (grants(box), box.holds.to_return) == ([], ())


def test_recall__of_what_is_unused_gives_it_back_for_good(outbox, draft, clock) -> None:
    box: Outbox = outbox()
    box.holds.take(told(slot(), slot(OTHER)))
    box.holds.take(told(slot(recalled=True), slot(OTHER)))
    assert (grants(box), box.holds.to_return) == ([OTHER], (GRANT,))
    assert not put(box, naming(draft), clock).held
    # An answer that was on its way meanwhile.
    box.holds.take(told(slot(), slot(OTHER)))
    assert (grants(box), box.holds.to_return) == ([OTHER], (GRANT,))
    box.holds.take(told(slot(OTHER)))
    assert box.holds.to_return == ()


@pytest.mark.parametrize("changes", [{"session": OTHER}, {"terminal": "ono-algo-2"}])
def test_hold__of_another_session_or_terminal_is_none(outbox, draft, clock, changes) -> None:
    box: Outbox = outbox()
    box.holds.take(told(slot(**changes)))
    assert (grants(box), box.holds.to_return) == ([], ())
    assert not put(box, naming(draft), clock).held


def test_restart__has_no_holds_and_returns_none(identity, draft, clock) -> None:
    """A ticket may be on paper of which this disk knows nothing any more."""
    folder = identity.file.parent
    box = opened(identity, folder)
    box.holds.take(told(slot()))
    box.close()
    again = opened(identity, folder, session=UUID(int=77))
    again.holds.take(told(slot(recalled=True)))
    assert (grants(again), again.holds.to_return) == ([], ())
    assert not put(again, naming(draft), clock).held
    again.close()


def test_clone__has_no_holds(identity, tmp_path, draft, clock) -> None:
    """A disk that is copied while the terminal runs."""
    box = opened(identity, identity.file.parent)
    box.holds.take(told(slot()))
    copytree(identity.file.parent, tmp_path / "copy")
    copy = opened(identity, tmp_path / "copy", session=UUID(int=77))
    copy.holds.take(told(slot()))
    assert not put(copy, naming(draft), clock).held
    assert put(box, naming(draft), clock).held
    copy.close()
    box.close()


def test_crash__between_use_and_action_undoes_both(
    identity, draft, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = opened(identity, identity.file.parent)
    box.holds.take(told(slot()))
    write = Store.write

    def fails(store: Store, sql: str, values=()) -> int:
        if sql.startswith("INSERT INTO actions"):
            raise DiskError("full")
        return write(store, sql, values)

    monkeypatch.setattr(Store, "write", fails)
    assert box.put(naming(draft), clock.stamp()) == IntakeStopped("disk")
    monkeypatch.setattr(Store, "write", write)
    assert grants(box) == [GRANT]
    assert put(box, naming(draft), clock).held
    box.close()


def test_disk__that_takes_nothing_takes_no_hold(outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    box: Outbox = outbox()

    def full(*_) -> int:
        raise DiskError("full")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "write", full)
        box.holds.take(told(slot()))
        assert grants(box) == []
    box.holds.take(told(slot()))
    assert grants(box) == [GRANT]


def test_service__shows_holds_and_gives_back_what_is_recalled_in_the_same_step(
    terminal: Terminal, far_end: FarEnd, draft: Drafts
) -> None:
    far_end.holds = (slot(),)
    service = terminal.open()
    terminal.drain(service)
    assert [held.grant for held in terminal.of(SnapshotTaken)[-1].snapshot.holds] == [GRANT]
    assert (far_end.states[-1].session, far_end.states[-1].returned) == (SESSION, ())
    far_end.holds, far_end.etag = (slot(recalled=True),), '"2"'
    service.nudge()
    terminal.drain(service)
    assert terminal.of(SnapshotTaken)[-1].snapshot.holds == ()
    assert far_end.states[-1].returned == (GRANT,)
    assert not put_by(service, naming(draft)).held


def test_service__that_ends_in_order_gives_back_what_it_has(
    terminal: Terminal, far_end: FarEnd, draft: Drafts
) -> None:
    far_end.holds = (slot(), slot(OTHER))
    service = terminal.open()
    terminal.drain(service)
    assert put_by(service, naming(draft)).held
    terminal.close()
    assert far_end.states[-1].returned == (OTHER,)


def put_by(service, draft: Draft) -> Recorded:
    recorded = service.submit(draft)
    assert isinstance(recorded, Recorded)
    return recorded
