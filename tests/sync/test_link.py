"""Everything that can come back over the line, and that each is told apart from the others."""

import datetime as dt
import gzip
import socket
import ssl
import time
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync import link as link_module
from sync.centre_time import CentreTime
from sync.fate import fate_of
from sync.link import Http, Link, Patience
from sync.replies import Answered, Nonsense, NotModified, Refused, Unreachable
from sync.wire import Actions, Enrol, LoginRefused, MyBookings, Sealed, Signed, Token, canonical
from tests.sync.far_end import NOW_MS, TERMINAL, problem
from tests.sync.raw_end import RawEnd, http

QUICK = Patience(connect_s=0.3, answer_s=0.3)
VISIT = UUID(int=1 << 127)
ASKED = Enrol(code="ABCD-EFGH", public_key="AAAA")
BOX = Sealed(kid="k1", box="AAAA")
BATCH = Actions(terminal=TERMINAL, actions=(Signed(text="{}", signature="AAAA"),))


@pytest.fixture
def learned():
    return []


@pytest.fixture
def link(identity, far_end, clock, learned):
    words = iter(f"nonce-{number:020}" for number in range(1000))
    made = Link(
        Http(far_end.url, Patience(), learned.append),
        identity,
        clock,
        CentreTime(clock, None),
        lambda: next(words),
        serves=("ono",),
    )
    yield made
    made.close()


@pytest.fixture
def raw():
    """Ask a far end that talks as told."""
    ends = []

    def ask(talk, patience=QUICK):
        sends = (lambda client: client.sendall(talk)) if isinstance(talk, bytes) else talk
        ends.append(RawEnd(sends))
        return asked(ends[-1].url, patience)

    yield ask
    for end in ends:
        end.close()


def asked(url, patience=QUICK):
    door = Http(url, patience)
    try:
        return door.enrol(ASKED)
    finally:
        door.close()


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_login__is_answered_and_tells_the_time(link, identity, far_end, learned):
    far_end.login_answer = LoginRefused(code="unknown_card", centre_ms=NOW_MS + 5)
    from sync.sealer import Sealer

    box = Sealer(identity)(VISIT, "04AA", None, bytearray(b"1234"))
    assert link.login(VISIT, "ono", box) == Answered(far_end.login_answer)
    assert learned == [NOW_MS + 5]


def test_availability__buys_one_token_and_sends_the_etag(link, far_end, learned):
    first = link.availability("ono", None, None)
    assert isinstance(first, Answered)
    assert (first.etag, first.message.full) == ('"1"', True)
    assert link.availability("ono", "c", first.etag) == NotModified()
    assert far_end.requests[1:] == ["POST /v1/token", *["GET /v1/availability"] * 2]
    # A 304 has no message: the Date of its head tells the time.
    assert learned == [NOW_MS] * 3


def test_mine__is_answered_or_unknown(link):
    assert link.mine(VISIT) == Answered(MyBookings(bookings=(), centre_ms=NOW_MS))
    assert link.mine(UUID(int=1)) == Refused(404, "unknown_visit")


def test_token__is_renewed_before_it_ends(link, far_end, clock):
    link.mine(VISIT)
    clock.advance(590_000)
    link.mine(VISIT)
    clock.advance(6_000)
    link.mine(VISIT)
    assert far_end.requests.count("POST /v1/token") == 2


def test_token__that_the_centre_forgot_is_bought_again(link, far_end):
    link.mine(VISIT)
    far_end.tokens.clear()
    assert isinstance(link.mine(VISIT), Answered)
    assert far_end.requests.count("POST /v1/token") == 2


def test_token__that_never_works_is_given_up(link, far_end, monkeypatch):
    never = Token(token="no", expires_ms=NOW_MS + 600_000, centre_ms=NOW_MS)
    body = canonical(never).encode()
    monkeypatch.setattr(far_end, "_post_token", lambda _body: (200, body, {}))
    assert link.mine(VISIT) == Refused(401, "token")
    assert len(far_end.requests) < 8


def test_token__that_is_refused_is_the_answer(link, far_end, monkeypatch):
    monkeypatch.setattr(far_end, "_post_token", lambda _body: problem(403, "revoked_terminal"))
    assert link.mine(VISIT) == Refused(403, "revoked_terminal")


def test_environment__has_no_say(link, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    assert isinstance(link.mine(VISIT), Answered)


# Nothing left the terminal ---------------------------------------------------------------------


def test_refused_connection__was_never_sent():
    assert asked(f"http://127.0.0.1:{closed_port()}") == Unreachable(sent=False)


def test_unknown_host__was_never_sent():
    assert asked("http://nowhere.invalid") == Unreachable(sent=False)


def test_bad_address__was_never_sent():
    assert asked("http://[half") == Unreachable(sent=False)


def test_silent_connection__was_never_sent():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        assert asked(f"http://127.0.0.1:{port}") == Unreachable(sent=False)
        for caller in callers:
            caller.close()


def test_false_certificate__was_never_sent(tmp_path):
    end = RawEnd(lambda client: client.sendall(http(b"{}")), certified(tmp_path))
    try:
        assert asked(f"https://localhost:{end.port}") == Unreachable(sent=False)
        assert end.requests == []
    finally:
        end.close()


def certified(tmp_path):
    """A server whose certificate nobody has vouched for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "certificate.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


# Sent, and no answer ---------------------------------------------------------------------------


def test_closed_connection__may_have_been_done(raw):
    assert raw(b"") == Unreachable(sent=True)


def test_silence__may_have_been_done(raw):
    assert raw(lambda client: client.recv(1)) == Unreachable(sent=True)


def test_half_an_answer__may_have_been_done(raw):
    assert raw(http(b'{"term', length=500)) == Unreachable(sent=True)


def test_endless_drip__is_given_up(raw):
    def drip(client):
        client.sendall(http(b"", length=10_000))
        for _ in range(200):
            client.sendall(b" ")
            time.sleep(0.02)

    assert raw(drip) == Unreachable(sent=True)


# Answers that are none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (http(b"<html>Welcome to our network</html>"), "body: json_invalid"),
        (http(b""), "body: json_invalid"),
        (http(b"[]"), "body: model_type"),
        (http(b"{}"), "terminal: missing"),
        (http(b"", "302 Found", head="Location: http://example.invalid/\r\n"), "status 302"),
        (http(b"", "204 No Content"), "status 204"),
        (http(b"", "304 Not Modified"), "status 304 to a POST"),
        (http(b" " * 1_100_000), "more than 1048576 bytes"),
        (
            http(gzip.compress(b" " * 50_000_000), head="Content-Encoding: gzip\r\n"),
            "more than 1048576 bytes",
        ),
    ],
)
def test_nonsense__says_where_and_never_what_stood_there(raw, said, what):
    assert raw(said) == Nonsense(what)


def test_bad_compression__may_have_been_done(raw):
    said = http(b"not gzip at all", head="Content-Encoding: gzip\r\n")
    assert raw(said) == Unreachable(sent=True)


def test_garbage__may_have_been_done(raw):
    assert raw(b"\x00\x01 what is this\r\n\r\n") == Unreachable(sent=True)


def test_unknown_key__of_a_newer_centre_is_nonsense(link, far_end, monkeypatch):
    body = b'{"bookings":[],"centre_ms":1,"mood":"good"}'
    monkeypatch.setattr(far_end, "_get_mine", lambda *_: (200, body, {}))
    assert link.mine(VISIT) == Nonsense("mood: extra_forbidden")


# Refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wait", "seconds"), [("7", 7), ("99999", 3600), ("soon", 0), ("-1", 0), ("1e3", 0), ("", 0)]
)
def test_refusal__has_a_code_and_a_wait(raw, wait, seconds):
    said = http(b'{"code":"busy"}', "503 Busy", head=f"Retry-After: {wait}\r\n")
    assert raw(said) == Refused(503, "busy", seconds)


def test_refusal__of_something_between_has_no_code(raw):
    assert raw(http(b"<html>Bad gateway</html>", "502 Bad")) == Refused(502, "unreadable")


def test_every_refusal__has_a_fate():
    for status in range(400, 600):
        fate = fate_of(Refused(status, "x"))
        assert not (fate.maybe_done and status < 500)


def test_availability__may_be_large(link, far_end, monkeypatch):
    monkeypatch.setattr(link_module, "AVAILABILITY_BYTES_MAX", 10)
    assert link.availability("ono", None, None) == Nonsense("more than 10 bytes")
