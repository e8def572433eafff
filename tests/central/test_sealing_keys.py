"""A new key beside the old one, and the end of the old one: nothing that waits is ever lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings

from central import clock
from central.state import kept_keys, sealing_keys
from central.terminals.bounds import KEY_KEPT, KEY_TOLD_AFTER
from central.terminals.models import Fork, SealingKey, Terminal
from central.terminals.rotation import key_standings, missing_keys, reasons_to_keep, retire, rotate
from central.terminals.sealing import publish_keys, published_keys
from central.terminals.use_cases import discard_kept
from sync.wire import Availability, LoginAccepted, StateNoted
from sync.wire import SealingKey as ToldKey
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal

LATER = NOW + KEY_KEPT + timedelta(days=2)


@pytest.fixture
def terminal(line: InProcess, tmp_path: Path) -> Iterator[HandMadeTerminal]:
    """In a state directory of its own, whose first key was there long before."""
    with override_settings(STATE=tmp_path):
        sealing_keys(tmp_path)
        SealingKey.objects.all().delete()
        publish_keys(NOW - timedelta(days=400))
        yield enrolled(line)


def told(now=None) -> list[str]:
    return [key.kid for key in published_keys(now or clock.now())]


def adopted(terminal: HandMadeTerminal) -> ToldKey:
    """The terminal takes over the key that it is told."""
    (terminal.sealing, *_) = published_keys(clock.now())
    return terminal.sealing


def test_new_key__is_told_a_day_later_and_the_old_one_still_opens(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    (old,) = told()
    waiting = Visit.offline(terminal)
    new = rotate(clock.now(), at_once=False).kid
    assert told() == [old]
    with time_machine.travel(NOW + KEY_TOLD_AFTER, tick=False):
        assert told() == [new, old]
        assert adopted(terminal).kid == new
        assert terminal.verdict(line, waiting.act(body())).verdict == "applied"
        Visit.logged_in(line, terminal)
    assert sorted(kept_keys(settings.STATE)) == sorted([old, new])


def test_new_key__reaches_a_terminal_whose_boards_are_the_same(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    path = "/v1/availability?municipality=ono"
    first = line.get(path, **terminal.bearer(line))
    tag = first.headers["ETag"]
    assert line.get(path, **terminal.bearer(line), **{"If-None-Match": tag}).status == 304
    new = rotate(clock.now(), at_once=True).kid
    again = line.get(path, **terminal.bearer(line), **{"If-None-Match": tag})
    assert again.read(Availability).sealing_keys[0].kid == new
    assert terminal.report(line).read(StateNoted).sealing_keys[0].kid == new


def test_key__that_another_machine_made_is_asked_for_again_there(
    line: InProcess, terminal: HandMadeTerminal, tmp_path: Path
) -> None:
    """Nothing is decided here without the file; with it, everything is."""
    register()
    new = rotate(clock.now(), at_once=True).kid
    adopted(terminal)
    file = tmp_path / f"sealing-{new}.key"
    content = file.read_bytes()
    file.unlink()
    assert missing_keys() == (new,)
    visit = Visit.offline(terminal)
    signed = visit.act(body())
    for answer in (visit.log_in(line), terminal.post(line, signed)):
        assert (answer.status, answer.problem) == (503, "unavailable")
    file.write_bytes(content)
    visit.log_in(line).read(LoginAccepted)
    assert terminal.verdict(line, signed).verdict == "applied"


def why_kept(kid: str) -> list[str]:
    (standing,) = (one for one in key_standings(clock.now()) if one.key.kid == kid)
    return list(reasons_to_keep(standing, clock.now()))


def test_old_key__is_kept_until_every_terminal_seals_to_another(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    (old,) = told()
    assert why_kept(old) == ["no newer key is in use"]
    rotate(clock.now(), at_once=True)
    with time_machine.travel(LATER, tick=False):
        assert why_kept(old) == [f"terminal {terminal.name} has never said which key it seals to"]
        terminal.report(line)
        assert why_kept(old) == [f"terminal {terminal.name} seals to it"]
        adopted(terminal)
        terminal.report(line)
        assert len(retire(old, clock.now())) == 1, "a visit may have begun before"
    with time_machine.travel(LATER + timedelta(hours=2), tick=False):
        terminal.report(line)
        assert retire(old, clock.now()) == ()
        assert old not in told()
        assert retire(old, clock.now()) == (), "on the next machine"
    assert old not in kept_keys(settings.STATE)


def test_old_key__is_kept_for_what_a_terminal_still_holds(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    (old,) = told()
    rotate(clock.now(), at_once=True)
    adopted(terminal)
    terminal.report(line)
    with time_machine.travel(LATER, tick=False):
        at_ms = clock.millis(clock.now())
        terminal.report(line, unsent=1, oldest_ms=at_ms - KEY_KEPT // timedelta(milliseconds=1) * 2)
        assert any("may hold what was sealed" in why for why in why_kept(old))
        terminal.report(line, unsent=1, oldest_ms=at_ms - 1000)
        assert why_kept(old) == []


def test_old_key__is_kept_in_any_case_for_some_months(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    (old,) = told()
    rotate(clock.now(), at_once=True)
    Terminal.objects.update(revoked=True)
    with time_machine.travel(NOW + KEY_KEPT - timedelta(days=1), tick=False):
        assert why_kept(old) == ["kept until 2026-12-09 in any case"]
    with time_machine.travel(NOW + KEY_KEPT, tick=False):
        assert why_kept(old) == []


def test_old_key__is_kept_for_what_waits_for_the_staff(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    register()
    (old,) = told()
    terminal.prev = "f" * 64
    terminal.verdict(line, Visit.offline(terminal).act(body()))
    rotate(clock.now(), at_once=True)
    Terminal.objects.update(revoked=True)
    with time_machine.travel(LATER, tick=False):
        assert why_kept(old) == [f"what terminal {terminal.name} sent as its number 1 waits"]
        do(discard_kept.Body(kept=Fork.objects.get().pk, why="a copy"))
        assert why_kept(old) == []


def test_retire__a_key_that_nobody_has(line: InProcess, terminal: HandMadeTerminal) -> None:
    assert retire("0" * 16, clock.now()) == ("there is no key 0000000000000000",)
