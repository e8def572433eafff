"""The other end of the wire, small: HTTP on loopback, real signatures, real seals, no rules."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.seal import action_info, form_info, login_info, open_sealed
from sync.wire import (
    CHAIN_START,
    Actions,
    ActionsAnswer,
    ActionVerdict,
    Availability,
    Changes,
    Credential,
    Enrol,
    Enrolled,
    Envelope,
    FormKept,
    FormRefused,
    FormResumed,
    HeldSlot,
    KeepForm,
    Login,
    LoginRefused,
    Message,
    MyBookings,
    Odds,
    Personal,
    PolicyFiles,
    Problem,
    ReceiptState,
    ResumeForm,
    RoomDay,
    Sealed,
    SealingKey,
    Signed,
    StateNoted,
    TerminalState,
    Token,
    TokenWanted,
    canonical,
    chain_hash,
    decode_bytes,
    encode_bytes,
)

TERMINAL, MUNICIPALITY, VENUE = "ono-algo-1", "ono", "algo"
NOW_MS = 1_760_000_000_000

#: A month that nobody can enter yet.
NO_DRAW: dict[str, Any] = {
    "state": "none",
    "opens_ms": NOW_MS + 1,
    "closes_ms": NOW_MS + 2,
    "confirms_until_ms": None,
    "commitment": None,
    "root": None,
    "slots": (),
    "centre_ms": NOW_MS,
}

Answer = tuple[int, bytes, dict[str, str]]


def message(body: Message, status: int = 200, **headers: str) -> Answer:
    return status, canonical(body).encode(), headers


def problem(status: int, code: str = "failed", **headers: str) -> Answer:
    return message(Problem(code=code), status, **headers)


class FarEnd:
    """``script`` holds answers that replace the next ones to POST /v1/actions, and only those."""

    def __init__(self) -> None:
        self.sealing = X25519PrivateKey.generate()
        self.kid = "k1"
        self.municipality, self.venue = MUNICIPALITY, VENUE
        self.key: Ed25519PublicKey | None = None
        self.verdicts: dict[int, ActionVerdict] = {}
        self.heads: dict[int, str] = {0: CHAIN_START}
        self.credentials: list[Credential] = []
        #: What was typed for actions, opened.
        self.forms: list[bytes] = []
        #: Boxes of unfinished forms, which nobody opens here.
        self.kept: dict[str, str] = {}
        self.requests: list[str] = []
        self.script: deque[Callable[[Actions], Answer | None]] = deque()
        self.decide: Callable[[Envelope], Any] = lambda _envelope: "applied"
        self.login_answer: Message = LoginRefused(code="credential", centre_ms=NOW_MS)
        self.days: tuple[RoomDay, ...] = ()
        #: What terminals have in their hands; the tag is to be changed with it.
        self.holds: tuple[HeldSlot, ...] = ()
        self.full = True
        #: The rules that it tells of, and the files that it gives for them.
        self.policy: str | None = None
        self.policy_files: dict[str, str] = {}
        #: The centre's clock; it stands still where a test does not say otherwise.
        self.now_ms: Callable[[], int] = lambda: NOW_MS
        #: In the place of ``days``: the whole answer to a question.
        self.boards: Callable[[dict[str, str]], Answer] | None = None
        self.etag = '"1"'
        self.tokens: set[str] = set()
        #: What the terminal said for its last token.
        self.serves: tuple[str, ...] = ()
        #: Of every batch of actions which visit stood at the terminal.
        self.watching: list[UUID | None] = []
        self.states: list[TerminalState] = []
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Gone: what is connected ends, what is new is refused."""
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()
        self._thread.join()

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        url = urlsplit(target)
        self.requests.append(f"{method} {url.path}")
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if method == "POST":
            post: Callable[[bytes], Answer] = getattr(self, "_post_" + url.path.rsplit("/", 1)[1])
            return post(body)
        if headers.get("Authorization", "")[7:] not in self.tokens:
            return problem(401, "bad_token")
        get: Callable[..., Answer] = getattr(self, "_get_" + url.path.rsplit("/", 1)[1])
        return get(query, headers)

    def _post_enrol(self, body: bytes) -> Answer:
        wanted = Enrol.model_validate_json(body)
        self.key = Ed25519PublicKey.from_public_bytes(decode_bytes(wanted.public_key))
        keys = (self.sealing_key(),)
        return message(
            Enrolled(
                terminal=TERMINAL,
                municipality=self.municipality,
                venue=self.venue,
                sealing_keys=keys,
                centre_ms=NOW_MS,
            )
        )

    def _post_token(self, body: bytes) -> Answer:
        signed = Signed.model_validate_json(body)
        self.serves = TokenWanted.model_validate_json(self._believed(signed)).serves
        token = f"token-{len(self.requests)}"
        self.tokens.add(token)
        return message(
            Token(token=token, expires_ms=self.now_ms() + 600_000, centre_ms=self.now_ms())
        )

    def _post_state(self, body: bytes) -> Answer:
        signed = Signed.model_validate_json(body)
        self.states.append(TerminalState.model_validate_json(self._believed(signed)))
        return message(StateNoted(sealing_keys=(self.sealing_key(),), centre_ms=self.now_ms()))

    def _post_keep(self, body: bytes) -> Answer:
        signed = Signed.model_validate_json(body)
        wanted = KeepForm.model_validate_json(self._believed(signed))
        self.kept[wanted.digest] = wanted.box
        return message(FormKept(until=date(2025, 10, 24), centre_ms=NOW_MS))

    def _post_resume(self, body: bytes) -> Answer:
        signed = Signed.model_validate_json(body)
        wanted = ResumeForm.model_validate_json(self._believed(signed))
        if wanted.digest not in self.kept:
            return message(FormRefused(code="unknown", centre_ms=NOW_MS))
        box = self.kept[wanted.digest]
        return message(FormResumed(box=box, until=date(2025, 10, 24), centre_ms=NOW_MS))

    def _post_login(self, body: bytes) -> Answer:
        login = Login.model_validate_json(self._believed(Signed.model_validate_json(body)))
        self._open(login.credential, login_info(login.terminal, str(login.visit)))
        return message(self.login_answer)

    def _post_actions(self, body: bytes) -> Answer:
        batch = Actions.model_validate_json(body)
        self.watching.append(batch.watching)
        if self.script and (scripted := self.script.popleft()(batch)) is not None:
            return scripted
        return self.actions_answer(batch)

    def actions_answer(self, batch: Actions) -> Answer:
        verdicts = tuple(self._verdict(signed) for signed in batch.actions)
        last = max(self.heads)
        return message(
            ActionsAnswer(
                verdicts=verdicts,
                next_seq=last + 1,
                chain_head=self.heads[last],
                centre_ms=NOW_MS,
            )
        )

    def _verdict(self, signed: Signed) -> ActionVerdict:
        envelope = Envelope.model_validate_json(self._believed(signed))
        if envelope.seq in self.verdicts:
            assert self.heads[envelope.seq] == chain_hash(signed)
            return self.verdicts[envelope.seq]
        assert envelope.prev == self.heads.get(envelope.seq - 1, envelope.prev)
        info = action_info(TERMINAL, envelope.seq, str(envelope.action), envelope.body.verb)
        personal = Personal.model_validate_json(
            open_sealed(self.sealing, info, decode_bytes(envelope.sealed.box))
        )
        if personal.login is not None:
            self._open(personal.login, login_info(TERMINAL, str(envelope.visit)))
        if personal.form is not None:
            info = form_info(TERMINAL, str(envelope.visit), envelope.body.verb)
            box = decode_bytes(personal.form.box)
            self.forms.append(open_sealed(self.sealing, info, box))
        self.heads[envelope.seq] = chain_hash(signed)
        self.verdicts[envelope.seq] = ActionVerdict(
            seq=envelope.seq,
            action=envelope.action,
            verdict=self.decide(envelope),
            centre_ms=NOW_MS,
        )
        return self.verdicts[envelope.seq]

    def _get_availability(self, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if self.boards is not None:
            return self.boards(query)
        if headers.get("If-None-Match") == self.etag:
            return 304, b"", {}
        whole = self.full or "cursor" not in query
        return message(self._board(query["municipality"], full=whole), ETag=self.etag)

    def _board(self, municipality: str, *, full: bool) -> Availability:
        return Availability(
            municipality=municipality,
            full=full,
            policy=self.policy,
            cursor="c",
            days=self.days,
            holds=self.holds,
            sealing_keys=(self.sealing_key(),),
            centre_ms=self.now_ms(),
        )

    def _get_changes(self, _query: dict[str, str], headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == self.etag:
            return 304, b"", {}
        boards = tuple(self._board(name, full=False) for name in self.serves)
        return message(Changes(boards=boards, centre_ms=self.now_ms()), ETag=self.etag)

    def _get_policy(self, query: dict[str, str], _headers: dict[str, str]) -> Answer:
        told = PolicyFiles(
            municipality=query["municipality"],
            digest=self.policy or "0" * 64,
            files=self.policy_files,
            centre_ms=self.now_ms(),
        )
        return message(told)

    def _get_odds(self, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == self.etag:
            return 304, b"", {}
        month = date.fromisoformat(f"{query['month']}-01")
        return message(
            Odds(municipality=query["municipality"], month=month, **NO_DRAW), ETag=self.etag
        )

    def _get_receipt(self, query: dict[str, str], _headers: dict[str, str]) -> Answer:
        return message(ReceiptState(number=query["number"], state="unknown", centre_ms=NOW_MS))

    def _get_mine(self, query: dict[str, str], _headers: dict[str, str]) -> Answer:
        if query["visit"].startswith("0"):
            return problem(404, "unknown_visit")
        return message(MyBookings(bookings=(), centre_ms=NOW_MS))

    def sealing_key(self) -> SealingKey:
        public = encode_bytes(self.sealing.public_key().public_bytes_raw())
        return SealingKey(kid=self.kid, public_key=public)

    def _believed(self, signed: Signed) -> str:
        assert self.key is not None
        self.key.verify(decode_bytes(signed.signature), signed.text.encode())
        return signed.text

    def _open(self, sealed: Sealed, info: bytes) -> None:
        plain = open_sealed(self.sealing, info, decode_bytes(sealed.box))
        self.credentials.append(Credential.model_validate(json.loads(plain)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *values: Any) -> None:
        self._connections: list[Any] = []
        super().__init__(*values)

    def process_request(self, request: Any, address: Any) -> None:
        self._connections.append(request)
        super().process_request(request, address)

    def end_connections(self) -> None:
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _handler(far_end: FarEnd) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave as one piece, or Nagle's algorithm adds 40 ms to every answer.
        wbufsize = -1

        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers["Content-Length"])))

        def _serve(self, body: bytes) -> None:
            headers = dict(self.headers.items())
            status, content, extra = far_end.answer(self.command, self.path, headers, body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **extra}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate(far_end.now_ms() / 1000, usegmt=True)

        def log_message(self, *args: object) -> None:
            pass

    return Handler
