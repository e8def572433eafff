"""Push before pull, and what each outcome of a request does to the rows."""

import itertools
from uuid import UUID

import pytest

from sync.fate import Fate, fate_of
from sync.outbox_row import ActionState
from sync.replies import Answered, Nonsense, NotModified, Refused, Unreachable
from sync.reports import (
    AnswerDelayed,
    FaultFound,
    IntakeReported,
    LineReported,
    SnapshotTaken,
    UnsentChanged,
    VerdictArrived,
)
from sync.wire import (
    ActionsAnswer,
    ActionVerdict,
    BookingState,
    Envelope,
    MyBookings,
    RoomDay,
    SealingKey,
    encode_bytes,
)
from tests.sync.conftest import DAY
from tests.sync.far_end import NOW_MS, FarEnd, message, problem

KEY = ("algo_gym", DAY)
NOTHING = MyBookings(bookings=(), centre_ms=NOW_MS)


@pytest.fixture
def service(terminal):
    return terminal.open()


@pytest.fixture
def box(service):
    return service._parts.outbox


def states(box):
    return [row.state for row in reversed(box.recent(1000))]


def dropped(_batch):
    """An answer that the terminal cannot read: the connection ends in the middle."""
    return 200, b"{", {"Content-Length": "5000", "Connection": "close"}


@pytest.mark.parametrize(
    ("reply", "fate"),
    [
        (Answered(NOTHING), Fate(line_up=True)),
        (NotModified(), Fate(line_up=True)),
        (Unreachable(sent=False), Fate(line_up=False)),
        (Unreachable(sent=True), Fate(line_up=False, maybe_done=True)),
        (Nonsense("status 302"), Fate(line_up=False, maybe_done=True)),
        (Refused(400, "malformed"), Fate(line_up=True, one_by_one=True)),
        (Refused(413, "too_large"), Fate(line_up=True, one_by_one=True)),
        (Refused(422, "invalid"), Fate(line_up=True, one_by_one=True)),
        (Refused(401, "token"), Fate(line_up=False)),
        (Refused(403, "revoked_terminal"), Fate(line_up=False)),
        (Refused(404, "not_found"), Fate(line_up=True)),
        (Refused(409, "in_flight"), Fate(line_up=True)),
        (Refused(429, "busy", 9), Fate(line_up=False, wait_s=9)),
        (Refused(503, "unavailable", 5), Fate(line_up=False, wait_s=5)),
        (Refused(500, "failed"), Fate(line_up=False, maybe_done=True)),
        (Refused(502, "unreadable", 3), Fate(line_up=False, maybe_done=True, wait_s=3)),
    ],
)
def test_fate__is_one_table(reply, fate):
    assert fate_of(reply) == fate


@pytest.mark.parametrize(
    ("answer", "unknown", "up"),
    [
        (dropped, True, False),
        (lambda _: (200, b"<html>", {}), True, False),
        (lambda _: (302, b"", {"Location": "/login"}), True, False),
        (lambda _: message(NOTHING), True, False),
        (lambda _: problem(500), True, False),
        (lambda _: problem(503, "unavailable"), False, False),
        (lambda _: problem(403, "revoked_terminal"), False, False),
        (lambda _: problem(422, "invalid"), False, True),
        (lambda _: problem(404, "not_found"), False, True),
    ],
)
def test_outcome__leaves_the_row_and_tells_the_visit(terminal, draft, answer, unknown, up):
    service, far_end = terminal.open(), terminal.far_end
    box = service._parts.outbox
    wanted = draft()
    service.submit(wanted)
    far_end.script.append(answer)
    assert service.step() > 0
    assert states(box) == [ActionState.UNKNOWN if unknown else ActionState.PENDING]
    assert terminal.of(AnswerDelayed) == [AnswerDelayed(wanted.visit, wanted.action, unknown)]
    assert terminal.of(LineReported) == [LineReported(up)]
    terminal.clock.advance(600_000)
    terminal.drain(service)
    assert states(box) == [ActionState.APPLIED]
    assert len(terminal.of(VerdictArrived)) == 1
    assert terminal.of(LineReported)[-1] == LineReported(True)


def test_line_down__leaves_everything_and_comes_back(terminal, draft, far_end):
    far_end.close()
    service = terminal.open()
    first = draft()
    service.submit(first)
    assert service.step() == 0.5
    assert terminal.of(AnswerDelayed) == [AnswerDelayed(first.visit, first.action, unknown=False)]
    assert terminal.of(LineReported) == [LineReported(False)]
    assert terminal.of(VerdictArrived) == []
    other = FarEnd()
    try:
        other.key, other.sealing = far_end.key, far_end.sealing
        service._parts.link._http._url = other.url
        assert service.step() == 0.5, "it rests"
        service.nudge()
        terminal.drain(service)
    finally:
        other.close()
    assert [report.up for report in terminal.of(LineReported)] == [False, True]
    assert len(terminal.of(VerdictArrived)) == 1
    assert terminal.of(UnsentChanged)[-1] == UnsentChanged(0)


def test_delay__is_told_once(service, terminal, draft, far_end, clock):
    service.submit(draft())
    for _ in range(3):
        far_end.script.append(lambda _: problem(500))
        service.step()
        clock.advance(600_000)
    assert len(terminal.of(AnswerDelayed)) == 1


def test_back_off__doubles_up_to_its_limit_with_full_jitter(service, terminal, far_end, clock):
    far_end.answer = lambda *_: problem(500)
    waits = []
    for _ in range(12):
        waits.append(service.step())
        clock.advance(int(waits[-1] * 1000))
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150, 150]
    terminal.jitter = 0.0
    clock.advance(200_000)
    assert service.step() == 0.0


def test_back_off__respects_what_the_centre_asks(service, far_end):
    far_end.answer = lambda *_: problem(503, "unavailable", **{"Retry-After": "42"})
    assert service.step() == 42


def test_step__costs_nothing_before_its_time(service, far_end, clock):
    assert service.step() == 3.0
    before = len(far_end.requests)
    clock.advance(1000)
    assert service.step() == 2.0
    assert len(far_end.requests) == before
    service.nudge()
    assert service.step() == 3.0
    assert far_end.requests[before:] == ["GET /v1/availability"]


def test_poison__is_put_aside_alone(service, box, terminal, draft, far_end):
    clock = terminal.clock
    for _ in range(60):
        service.submit(draft())
    poison = str(box.due(7)[-1].seq)

    def refuse(batch):
        places = [str(Envelope.model_validate_json(one.text).seq) for one in batch.actions]
        return problem(422, "invalid") if poison in places else None

    far_end.script.extend([refuse] * 1000)
    for _ in range(40):
        clock.advance(int(service.step() * 1000))
    assert states(box).count(ActionState.APPLIED) == 59
    assert [row.seq for row in box.due(10)] == [7]
    assert terminal.of(LineReported) == [LineReported(True)]
    waiting = far_end.requests.count("POST /v1/actions")
    clock.advance(200_000)
    service.step()
    far_end.script.clear()
    clock.advance(301_000)
    terminal.drain(service)
    assert far_end.requests.count("POST /v1/actions") <= waiting + 3
    assert box.unsent == 0


def test_decided_nothing__waits_and_asks_again(service, box, terminal, draft, far_end):
    clock = terminal.clock
    service.submit(draft())
    empty = ActionsAnswer(verdicts=(), next_seq=1, chain_head="0" * 64, centre_ms=NOW_MS)
    far_end.script.append(lambda _: message(empty))
    assert service.step() == 0.5
    assert states(box) == [ActionState.UNKNOWN]
    clock.advance(1000)
    terminal.drain(service)
    assert states(box) == [ActionState.APPLIED]


def test_double_delivery__settles_once(service, box, terminal, draft, far_end):
    clock = terminal.clock
    service.submit(draft())

    def done_and_lost(batch):
        far_end.actions_answer(batch)
        return dropped(batch)

    far_end.script.append(done_and_lost)
    service.step()
    clock.advance(600_000)
    terminal.drain(service)
    assert len(terminal.of(VerdictArrived)) == 1
    assert len(far_end.verdicts) == 1
    assert states(box) == [ActionState.APPLIED]


def test_strange_verdicts__move_nothing(service, box, draft, far_end):
    service.submit(draft())

    def strange(batch):
        verdicts = (
            ActionVerdict(seq=1, action=UUID(int=55), verdict="applied", centre_ms=NOW_MS),
            ActionVerdict(seq=9, action=UUID(int=1), verdict="applied", centre_ms=NOW_MS),
        )
        head = box.hash_at(1)
        return message(
            ActionsAnswer(verdicts=verdicts, next_seq=2, chain_head=head, centre_ms=NOW_MS)
        )

    far_end.script.append(strange)
    service.step()
    assert states(box) == [ActionState.UNKNOWN]
    assert box.intake() is None


@pytest.mark.parametrize("next_seq", [2, 9])
def test_other_head__stops_intake(service, terminal, draft, far_end, next_seq):
    service.submit(draft())
    other = ActionsAnswer(verdicts=(), next_seq=next_seq, chain_head="a" * 64, centre_ms=NOW_MS)
    far_end.script.append(lambda _: message(other))
    service.step()
    assert terminal.of(IntakeReported)[-1] == IntakeReported("damaged")
    assert f"the centre knows another action {next_seq - 1}" in terminal.of(FaultFound)[-1].line


def booked(number="ABCDE-12345"):
    return BookingState(
        number=number,
        facility="algo_gym",
        sport="badminton",
        courts=1,
        cells=(2, 3),
        people=4,
        day=DAY,
        start_minute=540,
        end_minute=600,
        state="confirmed",
        paid=False,
        fee=0,
        booked_on=DAY,
    )


def test_own_booking__stays_drawn_until_the_list_has_it(
    service, terminal, draft, far_end, monkeypatch
):
    """Between verdict and next list the cells must not look free."""
    verdict = FarEnd._verdict

    def with_booking(self, signed):
        return verdict(self, signed).model_copy(update={"booking": booked()})

    monkeypatch.setattr(FarEnd, "_verdict", with_booking)
    monkeypatch.setattr(far_end, "_post_token", lambda _: problem(500))
    service.submit(draft())
    service.step()
    service.step()
    assert terminal.of(VerdictArrived)
    shown = terminal.of(SnapshotTaken)[-1].snapshot
    assert shown.occupied(*KEY) == set(itertools.product((540, 570), (2, 3)))
    monkeypatch.undo()
    terminal.clock.advance(10_000)
    far_end.days = (RoomDay(facility="algo_gym", day=DAY, taken=((540, 2), (570, 2))),)
    terminal.drain(service)
    shown = terminal.of(SnapshotTaken)[-1].snapshot
    assert shown.occupied(*KEY) == {(540, 2), (570, 2)}


@pytest.mark.parametrize(
    "changes", [{"municipality": "elsewhere"}, {"full": False}], ids=["other", "not_full"]
)
def test_list__of_something_else_is_nonsense(service, terminal, far_end, changes, monkeypatch):
    get = far_end._get_availability

    def other(query, headers):
        status, body, extra = get(query, headers)
        for name, value in changes.items():
            old = f'"{name}":' + ('"ono"' if name == "municipality" else "true")
            new = f'"{name}":' + (f'"{value}"' if name == "municipality" else "false")
            body = body.replace(old.encode(), new.encode())
        return status, body, extra

    monkeypatch.setattr(far_end, "_get_availability", other)
    assert service.step() == 0.5
    assert terminal.of(LineReported) == [LineReported(False)]
    assert terminal.of(SnapshotTaken)[-1].snapshot.as_of is None


def test_sealing_keys__are_taken_over_and_kept(service, terminal, far_end, clock):
    far_end.kid, far_end.etag = "k2", '"2"'
    service.step()
    sealed = service.sealer(UUID(int=5), "04AA", None, bytearray(b"1"))
    assert sealed.kid == "k2"
    terminal.close()
    assert terminal.open().identity.newest[0] == "k2"


def test_sealing_key__that_is_none_changes_nothing(service, far_end, monkeypatch):
    bad = SealingKey(kid="k3", public_key=encode_bytes(b"short"))
    monkeypatch.setattr(far_end, "sealing_key", lambda: bad)
    far_end.etag = '"2"'
    service.step()
    assert service.sealer(UUID(int=5), "04AA", None, bytearray(b"1")).kid == "k1"
