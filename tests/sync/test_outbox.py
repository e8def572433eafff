"""Recording, sending order, verdicts: the life of a row."""

import threading
from dataclasses import replace
from uuid import UUID

import pytest

from sync.draft import IntakeStopped, Recorded
from sync.outbox import Limits
from sync.outbox_row import ActionState
from sync.seal import action_info, login_info, open_sealed
from sync.wire import (
    CHAIN_START,
    ActionVerdict,
    CancelBody,
    ChangeBody,
    Credential,
    Envelope,
    Personal,
    Sealed,
    WishMailBody,
    chain_hash,
    decode_bytes,
)
from tests.sync.conftest import CARD, DAY, NUMBER, PASSWORD, ROOMY, SESSION, half_hours
from tests.sync.far_end import NOW_MS, TERMINAL


@pytest.fixture
def put(draft, clock):
    def record(outbox, **changes):
        wanted = draft(**changes)
        assert isinstance(outbox.put(wanted, clock.stamp()), Recorded)
        return wanted

    return record


def verdict(row, kind="applied"):
    return ActionVerdict(seq=row.seq, action=UUID(row.action), verdict=kind, centre_ms=NOW_MS)


def test_put__signs_and_chains(outbox, put, identity):
    box = outbox()
    first, second = put(box), put(box)
    rows = box.due(10)
    envelopes = [Envelope.model_validate_json(row.text) for row in rows]
    for row in rows:
        public = identity.key.public_key()
        public.verify(decode_bytes(row.signature), row.text.encode())
    assert [e.seq for e in envelopes] == [1, 2]
    assert [e.action for e in envelopes] == [first.action, second.action]
    assert [e.prev for e in envelopes] == [CHAIN_START, chain_hash(rows[0].signed)]
    assert {e.session for e in envelopes} == {SESSION}


def test_put__binds_the_login_box_to_the_action(outbox, put, far_end):
    box = outbox()
    wanted = put(box)
    envelope = Envelope.model_validate_json(box.due(1)[0].text)
    info = action_info(TERMINAL, 1, str(wanted.action), "book")
    inner = open_sealed(far_end.sealing, info, decode_bytes(envelope.sealed.box))
    login = Personal.model_validate_json(inner).login
    plain = open_sealed(
        far_end.sealing, login_info(TERMINAL, str(wanted.visit)), decode_bytes(login.box)
    )
    credential = Credential.model_validate_json(plain)
    assert credential == Credential(card=CARD, number=NUMBER, password=PASSWORD)


def test_put__binds_the_form_beside_the_login_box(outbox, put, far_end):
    form = Sealed(kid="k1", box="AAAA")
    box = outbox()
    wish = WishMailBody(results=True, bookings=False, debits=False)
    wanted = put(box, body=wish, form=form, credential=None)
    envelope = Envelope.model_validate_json(box.due(1)[0].text)
    info = action_info(TERMINAL, 1, str(wanted.action), "wish_mail")
    inner = open_sealed(far_end.sealing, info, decode_bytes(envelope.sealed.box))
    assert Personal.model_validate_json(inner) == Personal(login=None, form=form)


def test_put__again_is_the_same_action(outbox, draft, clock):
    box = outbox()
    wanted = draft()
    assert box.put(wanted, clock.stamp()) == box.put(wanted, clock.stamp())
    assert box.unsent == 1
    assert outbox().put(wanted, clock.stamp()).seq == 1


def test_put__again_after_the_verdict_is_still_the_same(outbox, draft, clock):
    box = outbox()
    wanted = draft()
    box.put(wanted, clock.stamp())
    box.settle([verdict(box.due(1)[0])])
    assert box.put(wanted, clock.stamp()).seq == 1
    assert box.unsent == 0


def test_sequence__goes_on_after_a_restart(outbox, put):
    for _ in range(3):
        put(outbox())
    box = outbox()
    assert [row.seq for row in box.due(10)] == [1, 2, 3]
    assert (box.fault, box.unsent) == (None, 3)


@pytest.mark.parametrize("kind", ["applied", "rejected", "conflict", "parked"])
def test_verdict__settles_once_and_blanks_what_is_sealed(outbox, put, kind):
    box = outbox()
    wanted = put(box)
    row = box.due(1)[0]
    sealed = Envelope.model_validate_json(row.text).sealed.box
    (settled,) = box.settle([verdict(row, kind), verdict(row, kind)])
    assert (settled.visit, settled.verdict.verdict) == (wanted.visit, kind)
    assert box.settle([verdict(row, "rejected")]) == ()
    after = box.recent(1)[0]
    assert (after.state, after.hash, after.settled_ms) == (kind, row.hash, NOW_MS)
    assert sealed not in after.text
    assert box.due(10) == ()
    put(box)
    reopened = outbox()
    assert (reopened.fault, reopened.unsent) == (None, 1)


def test_verdict__leaves_no_sealed_byte_in_the_file(outbox, put, identity):
    box = outbox()
    put(box)
    row = box.due(1)[0]
    sealed = Envelope.model_validate_json(row.text).sealed.box.encode()
    box.settle([verdict(row)])
    outbox()
    file = identity.file.with_name("outbox.db")
    assert sealed[:60] not in file.read_bytes()
    assert row.hash.encode() in file.read_bytes()


def test_quarantine__keeps_the_action_readable_for_the_staff(outbox, put):
    box = outbox()
    put(box)
    row = box.due(1)[0]
    box.settle([verdict(row, "quarantined")])
    after = box.recent(1)[0]
    assert (after.state, after.text) == ("quarantined", row.text)
    assert box.due(1) == ()
    assert outbox().fault is None


def test_verdict__of_another_place_or_action_moves_nothing(outbox, put):
    box = outbox()
    put(box)
    row = box.due(1)[0]
    strange = replace(row, seq=2), replace(row, action=str(UUID(int=12345)))
    assert box.settle([verdict(one) for one in strange]) == ()
    assert box.due(1) == (row,)


def test_unknown__is_sent_again_and_settles(outbox, put):
    box = outbox()
    put(box)
    box.mark_unknown(box.due(1))
    (row,) = box.due(1)
    assert row.state == ActionState.UNKNOWN
    assert box.state_of(UUID(row.action)) is ActionState.UNKNOWN
    box.mark_unknown([row])
    box.settle([verdict(row)])
    box.mark_unknown([row])
    assert box.state_of(UUID(row.action)) is ActionState.APPLIED
    assert box.state_of(UUID(int=77777)) is None
    assert outbox().fault is None


def test_due__is_in_order_and_bounded(outbox, put):
    box = outbox()
    for _ in range(5):
        put(box)
    assert [row.seq for row in box.due(3)] == [1, 2, 3]
    assert [row.seq for row in box.due(3, passed_over=[1, 3])] == [2, 4, 5]


def test_waiting__draws_what_a_booking_is_to_become(outbox, put, draft):
    box = outbox()
    to = draft().body
    put(box, body=ChangeBody(number="1", to=to))
    drawn = {(540, 2), (540, 3), (570, 2), (570, 3)}
    assert box.waiting("ono", half_hours) == {("algo_gym", DAY): drawn}


def test_waiting__draws_bookings_and_no_cancellations(outbox, put):
    box = outbox()
    put(box)
    put(box, cells=frozenset({7}))
    put(box, body=CancelBody(number="ABCDE-12345"))
    taken = {(minute, cell) for minute in (540, 570) for cell in (2, 3, 7)}
    assert box.waiting("ono", half_hours) == {("algo_gym", DAY): taken}
    assert outbox().waiting("ono", half_hours) == {("algo_gym", DAY): taken}
    box = outbox()
    box.settle([verdict(row) for row in box.due(10)])
    assert box.waiting("ono", half_hours) == {}


def test_intake__stops_when_too_much_is_unsent(outbox, put, draft, clock):
    box = outbox(replace(ROOMY, unsent_max=2))
    put(box)
    last = put(box)
    assert box.intake() == "full"
    assert box.put(draft(), clock.stamp()) == IntakeStopped("full")
    assert box.put(last, clock.stamp()).seq == 2
    box.settle([verdict(box.due(1)[0])])
    assert box.intake() is None


def test_intake__stops_when_the_file_is_large(outbox, draft, clock):
    box = outbox(replace(ROOMY, bytes_max=1000))
    assert box.put(draft(), clock.stamp()) == IntakeStopped("full")


def test_intake__stops_before_the_disk_is_full(outbox, draft, clock):
    box = outbox(Limits(free_bytes_min=1 << 60))
    assert box.put(draft(), clock.stamp()) == IntakeStopped("disk")
    assert (box.unsent, box.recent(1)) == (0, ())


def test_outbox__is_used_from_one_thread(outbox, draft, clock):
    box, wanted, faults = outbox(), draft(), []

    def use():
        try:
            box.put(wanted, clock.stamp())
        except AssertionError as fault:
            faults.append(str(fault))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert faults == ["a store is used from one thread only"]
    assert box.unsent == 0
