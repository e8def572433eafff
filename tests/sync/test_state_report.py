"""What the terminal tells of itself, when, and which keys it takes over from the answer."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.state_report import Devices
from tests.sync.far_end import NOW_MS, problem


@pytest.fixture
def service(terminal):
    return terminal.open()


def test_state__is_told_once_a_minute(service, far_end, clock):
    far_end.now_ms = clock.wall_ms
    service.step()
    (told,) = far_end.states
    assert (told.paper, told.reader, told.intake) == ("unknown", "unknown", None)
    assert (told.unsent, told.oldest_ms, told.kid) == (0, None, "k1")
    clock.advance(59_000)
    service.step()
    assert len(far_end.states) == 1
    clock.advance(1_000)
    service.nudge()
    service.step()
    assert len(far_end.states) == 2


def test_state__is_told_at_once_when_a_device_fails(service, far_end):
    service.step()
    reporter = service._worker._reporter
    reporter._devices = lambda: Devices("0.1.0", paper="paper_out", reader="ready")
    service.nudge()
    service.step()
    assert [told.paper for told in far_end.states] == ["unknown", "paper_out"]


def test_state__counts_what_waits_and_how_old_it_is(service, draft, far_end, clock):
    recorded_ms = clock.wall_ms()
    service.submit(draft())
    far_end.script.extend([lambda _: problem(422, "invalid")] * 5)
    clock.advance(120_000)
    service.nudge()
    service.step()
    (told,) = far_end.states
    assert (told.unsent, told.oldest_ms) == (1, recorded_ms)
    assert told.clock_ms == recorded_ms + 120_000


def test_state__of_a_centre_that_knows_none_is_no_matter(service, far_end, clock, monkeypatch):
    monkeypatch.setattr(far_end, "_post_state", lambda _: problem(404, "not_found"))
    assert service.step() == 3.0
    clock.advance(3_000)
    assert service.step() == 3.0
    assert far_end.requests.count("POST /v1/state") == 1


def test_call__is_told_at_once_and_stands_until_it_is_over(service, far_end, clock):
    assert service.call_staff(wanted=True)
    (told,) = far_end.states
    assert told.called_ms == service._parts.time.now_ms()
    clock.advance(60_000)
    service.step()
    assert far_end.states[-1].called_ms == told.called_ms
    assert service.call_staff(wanted=False)
    assert far_end.states[-1].called_ms is None


def test_call__that_did_not_arrive_is_dropped(service, far_end, monkeypatch):
    """Nobody is called later of whom the screen said that nobody was."""
    with monkeypatch.context() as once:
        once.setattr(far_end, "_post_state", lambda _: problem(503, "unavailable"))
        assert not service.call_staff(wanted=True)
    service.step()
    (told,) = far_end.states
    assert told.called_ms is None


def test_new_key__is_taken_over_and_what_was_sealed_before_still_opens(service, draft, far_end):
    old = far_end.sealing
    far_end.script.append(lambda _: problem(503, "unavailable"))
    service.submit(draft())
    service.step()
    far_end.sealing, far_end.kid = X25519PrivateKey.generate(), "k2"
    far_end.etag = '"2"'
    service._worker._reporter.tell()
    sealed = service.sealer(UUID(int=5), "04AA", None, bytearray(b"1"))
    assert sealed.kid == "k2"
    (waiting,) = service._parts.outbox.due(10)
    far_end.sealing = old
    far_end._verdict(waiting.signed)
    assert len(far_end.credentials) == 1


@pytest.mark.parametrize("wrong_ms", [-(10**12), 10**12])
def test_wrong_clock__learns_the_time_from_the_refusal(
    service, far_end, clock, wrong_ms, monkeypatch
):
    """The next request carries the centre's time, whatever the clock of the terminal shows."""
    clock.wall += wrong_ms
    refused = problem(401, "wrong_time")
    with monkeypatch.context() as once:
        once.setattr(far_end, "_post_token", lambda _: refused)
        service.step()
    assert service._parts.time.last is not None, "every answer carries a Date"
    assert service._parts.time.now_ms() != clock.wall_ms()
    clock.advance(600_000)
    service.step()
    told = far_end.states[-1]
    assert told.wall_ms == NOW_MS
    assert told.clock_ms == clock.wall_ms() == NOW_MS + wrong_ms + 600_000


def test_refusal__of_another_kind_teaches_no_time(service, far_end, monkeypatch):
    refused = problem(401, "bad_signature")
    monkeypatch.setattr(far_end, "_post_token", lambda _: refused)
    service.step()
    assert service._parts.time.last is None
