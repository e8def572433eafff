"""What is malformed, unsigned, too large or unknown: the right 4xx with a code, and no trace."""

import json
from datetime import timedelta

import pytest
import time_machine

from central import clock
from central.booking.models import Booking
from central.terminals.models import Action, FailedLogin, Fork, StateReport, Terminal, UsedNonce
from central.terminals.models import Visit as VisitRow
from sync.wire import (
    ACTIONS_PATH,
    ENROL_PATH,
    LOGIN_PATH,
    STATE_PATH,
    TOKEN_PATH,
    CancelBody,
    Login,
    LoginAccepted,
    LoginRefused,
    Signed,
    TokenWanted,
    canonical,
    chain_hash,
    encode_bytes,
)
from tests.central.world import InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal
from tests.support.terminal import clock as terminal_clock

NO_SIGNATURE = encode_bytes(bytes(64))
POSTS = (ENROL_PATH, TOKEN_PATH, LOGIN_PATH, ACTIONS_PATH, STATE_PATH)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.offline(terminal)


def nothing_happened() -> bool:
    traces = (Action, Fork, Booking, VisitRow, UsedNonce, StateReport, FailedLogin)
    return not any(model.objects.exists() for model in traces)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "invalid"),
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"null", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b'{"unknown": 1}', 422, "invalid"),
        (b" " * (2 * 1024 * 1024 + 1), 413, "too_large"),
    ],
)
def test_request__that_cannot_be_read(
    line: InProcess, path: str, data: bytes, status: int, code: str
) -> None:
    answer = line.post(path, data)
    assert (answer.status, answer.problem) == (status, code)
    assert nothing_happened()


def test_request__says_where_it_is_wrong_and_quotes_nothing(line: InProcess) -> None:
    answer = line.post(ACTIONS_PATH, b'{"terminal": "t", "actions": [{"text": "secret"}]}')
    assert json.loads(answer.body)["detail"] == "actions.0.signature: missing"


@pytest.mark.parametrize("path", ["/v1/nothing", "/nothing", "/v1/enrol/", "/"])
def test_request__of_an_unknown_path(line: InProcess, path: str) -> None:
    answer = line.get(path)
    assert (answer.status, answer.problem) == (404, "not_found")


@pytest.mark.parametrize("path", POSTS)
def test_request__with_the_wrong_method(line: InProcess, path: str) -> None:
    answer = line.get(path)
    assert (answer.status, answer.problem) == (405, "wrong_method")
    assert answer.headers["Allow"] == "POST"


def login_of(visit: Visit) -> Login:
    return Login(
        terminal=visit.terminal.name,
        visit=visit.visit,
        municipality="ono",
        credential=visit.box,
        wall_ms=clock.millis(clock.now()),
    )


def token_of(visit: Visit) -> TokenWanted:
    return TokenWanted(
        terminal=visit.terminal.name, nonce="n" * 16, wall_ms=clock.millis(clock.now())
    )


@pytest.mark.parametrize(("path", "message"), [(LOGIN_PATH, login_of), (TOKEN_PATH, token_of)])
def test_message__that_is_not_signed_by_its_terminal(
    line: InProcess, visit: Visit, path: str, message
) -> None:
    text = canonical(message(visit))
    for signed in (
        Signed(text=text, signature=""),
        Signed(text=text, signature="AAAA"),
        HandMadeTerminal().sign_text(text),
        visit.terminal.sign_text(text).model_copy(update={"text": text + " "}),
    ):
        answer = line.post(path, signed)
        assert (answer.status, answer.problem) == (401, "bad_signature")
    assert nothing_happened()


@pytest.mark.parametrize("path", [LOGIN_PATH, TOKEN_PATH])
@pytest.mark.parametrize("text", ["", "{}", "[]", '{"v": 2}'])
def test_message__that_is_not_of_its_kind(
    line: InProcess, terminal: HandMadeTerminal, path: str, text: str
) -> None:
    answer = line.post(path, terminal.sign_text(text))
    assert (answer.status, answer.problem) == (422, "invalid")


@pytest.mark.parametrize(("path", "message"), [(LOGIN_PATH, login_of), (TOKEN_PATH, token_of)])
@pytest.mark.parametrize("hours", [-1.01, 1.01, -24 * 400])
def test_message__of_another_time(
    line: InProcess, visit: Visit, path: str, message, hours: float
) -> None:
    """One that somebody kept, or of a wrong clock: the Date of the answer says the right time."""
    signed = visit.terminal.sign(message(visit))
    with time_machine.travel(clock.now() - timedelta(hours=hours), tick=False):
        answer = line.post(path, signed)
    assert (answer.status, answer.problem) == (401, "wrong_time")
    assert nothing_happened()


def test_message__of_nearly_this_time(line: InProcess, visit: Visit) -> None:
    signed = visit.terminal.sign(login_of(visit))
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        line.post(LOGIN_PATH, signed).read(LoginAccepted)


@pytest.mark.parametrize("path", [TOKEN_PATH, STATE_PATH])
def test_message__that_is_sent_twice(line: InProcess, visit: Visit, path: str) -> None:
    if path == STATE_PATH:
        answers = [visit.terminal.report(line, nonce="n" * 16) for _ in range(2)]
    else:
        signed = visit.terminal.sign(token_of(visit))
        answers = [line.post(path, signed) for _ in range(2)]
    assert answers[0].status == 200
    assert (answers[1].status, answers[1].problem) == (401, "used_nonce")
    assert UsedNonce.objects.count() == 1


@pytest.mark.parametrize(("path", "message"), [(LOGIN_PATH, login_of), (TOKEN_PATH, token_of)])
def test_message__of_an_unknown_version(line: InProcess, visit: Visit, path: str, message) -> None:
    text = canonical(message(visit)).replace('"v":1', '"v":2')
    answer = line.post(path, visit.terminal.sign_text(text))
    assert (answer.status, answer.problem) == (422, "invalid")
    assert nothing_happened()


def test_actions__of_an_unknown_version(line: InProcess, visit: Visit) -> None:
    terminal = visit.terminal
    text = canonical(terminal.envelope(body(), visit.visit, visit.box)).replace('"v":1', '"v":2')
    answer = terminal.post(line, terminal.sign_text(text))
    assert (answer.status, answer.problem) == (422, "invalid")
    assert nothing_happened()


def test_refusal__is_one_line_in_the_log(
    line: InProcess, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    message = login_of(visit).model_copy(update={"wall_ms": 0})
    line.post(LOGIN_PATH, visit.terminal.sign(message))
    (told,) = [one for one in caplog.records if one.msg == "refused"]
    assert told.fields == {"code": "wrong_time", "detail": visit.terminal.name}


def test_message__of_a_stranger(line: InProcess, visit: Visit) -> None:
    visit.terminal.name = "ono-argo-stranger"
    signed = visit.terminal.sign(login_of(visit))
    answer = line.post(LOGIN_PATH, signed)
    assert (answer.status, answer.problem) == (403, "unknown_terminal")


def test_message__of_a_revoked_terminal(line: InProcess, visit: Visit) -> None:
    Terminal.objects.update(revoked=True)
    answer = visit.log_in(line)
    assert (answer.status, answer.problem) == (403, "revoked_terminal")


def test_actions__one_bad_signature_refuses_the_batch(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    good, bad = visit.act(body()), visit.act(body())
    answer = terminal.post(line, good, bad.model_copy(update={"signature": good.signature}))
    assert (answer.status, answer.problem) == (401, "bad_signature")
    assert json.loads(answer.body)["detail"] == "actions.1"
    assert nothing_happened()


def test_actions__a_signature_vouches_for_what_it_is_chained_to(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    """docs/decisions/0012: only the terminal itself can have made such a batch."""
    unsigned = visit.act(body()).model_copy(update={"signature": NO_SIGNATURE})
    assert terminal.post(line, unsigned).problem == "bad_signature"
    terminal.prev = chain_hash(unsigned)
    answer = terminal.send(line, unsigned, visit.act(body()))
    assert [verdict.seq for verdict in answer.verdicts] == [1, 2]


@pytest.mark.parametrize("change", ["text", "signature"])
def test_actions__a_signature_vouches_for_nothing_that_was_changed(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, change: str
) -> None:
    first, second, third = (visit.act(body()) for _ in range(3))
    other = third.text if change == "text" else NO_SIGNATURE
    changed = first.model_copy(update={change: other})
    answer = terminal.post(line, changed, second, third)
    assert (answer.status, answer.problem) == (401, "bad_signature")
    assert json.loads(answer.body)["detail"] == "actions.0"
    assert nothing_happened()


def test_actions__of_a_text_that_is_no_envelope(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    answer = terminal.post(line, terminal.sign_text("{}"))
    assert (answer.status, answer.problem) == (422, "invalid")


def test_actions__of_another_terminal(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    theirs = terminal.envelope(body(), visit.visit, visit.box).model_copy(
        update={"terminal": "ono-argo-other"}
    )
    answer = terminal.post(line, terminal.sign(theirs))
    assert (answer.status, answer.problem) == (422, "wrong_terminal")


def test_actions__of_a_stranger(line: InProcess, visit: Visit) -> None:
    visit.terminal.name = "ono-argo-stranger"
    answer = visit.terminal.post(line, visit.act(body()))
    assert (answer.status, answer.problem) == (403, "unknown_terminal")


def test_actions__of_a_revoked_terminal(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    terminal.verdict(line, visit.act(body()))
    Terminal.objects.update(revoked=True)
    answer = terminal.post(line, visit.act(body()))
    assert (answer.status, answer.problem) == (403, "revoked_terminal")
    assert Booking.objects.count() == 1


def test_actions__more_than_a_batch_holds(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    signed = visit.act(body()).model_dump()
    batch = json.dumps({"terminal": terminal.name, "actions": [signed] * 51})
    answer = line.post(ACTIONS_PATH, batch.encode())
    assert (answer.status, answer.problem) == (422, "invalid")
    assert nothing_happened()


def test_actions__a_full_batch_fits(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    visit = Visit.logged_in(line, terminal)
    batch = [visit.act(body(start_minute=540, end_minute=600)) for _ in range(50)]
    verdicts = terminal.send(line, *batch).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["applied"] * 6 + ["conflict"] * 44


def test_values__that_no_database_takes_are_refused_like_any_others(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    for named in ({"card": "04\x00"}, {"number": "9\x00"}):
        box = terminal.box(visit.visit, "x", **named)
        assert terminal.log_in(line, visit.visit, box).read(LoginRefused)
    nonce = TokenWanted(
        terminal=terminal.name, nonce="\x00" * 16, wall_ms=clock.millis(clock.now())
    )
    assert line.post(TOKEN_PATH, terminal.sign(nonce)).status == 200
    cancel = terminal.verdict(line, visit.act(CancelBody(number="\x00")))
    assert (cancel.verdict, cancel.reasons[0].code) == ("rejected", "not_own")


def test_values__that_are_too_large_to_be_true(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    huge = 10**30
    signed = visit.act(body(), terminal_clock(huge))
    assert terminal.send(line, signed, unsent=huge).verdicts[0].verdict == "applied"
    terminal.seq = huge
    answer = terminal.post(line, visit.act(body()))
    assert (answer.status, answer.problem) == (422, "invalid")
