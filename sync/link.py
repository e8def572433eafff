"""The line to the centre: one method an endpoint, a union as the answer, time and size bounded."""

import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Protocol, TypeVar
from uuid import UUID

import requests
from pydantic import TypeAdapter, ValidationError
from urllib3.exceptions import NewConnectionError

from sync.centre_time import CentreTime, TerminalClock
from sync.identity import Identity
from sync.replies import Answered, Failed, Nonsense, NotModified, Refused, Reply, Unreachable
from sync.wire import (
    ACTIONS_PATH,
    AVAILABILITY_PATH,
    CHANGES_PATH,
    ENROL_PATH,
    KEEP_FORM_PATH,
    KEYS_ONLY,
    LOGIN_PATH,
    MINE_PATH,
    ODDS_PATH,
    POLICY_PATH,
    RECEIPT_PATH,
    RESUME_FORM_PATH,
    STATE_PATH,
    TOKEN_PATH,
    Actions,
    ActionsAnswer,
    Availability,
    Changes,
    Enrol,
    Enrolled,
    FormKept,
    FormRefused,
    FormResumed,
    KeepAnswer,
    KeepForm,
    Login,
    LoginAccepted,
    LoginAnswer,
    LoginRefused,
    Message,
    MyBookings,
    Odds,
    PolicyFiles,
    Problem,
    ReceiptState,
    ResumeAnswer,
    ResumeForm,
    Sealed,
    StateNoted,
    TerminalState,
    Token,
    TokenWanted,
    UnfinishedVerb,
    canonical,
)

__all__ = ["Http", "Link", "Patience"]

CHUNK_BYTES = 64 * 1024
ANSWER_BYTES_MAX = 1024 * 1024
AVAILABILITY_BYTES_MAX = 32 * 1024 * 1024
RETRY_AFTER_S_MAX = 3600
#: A token is renewed this much before it ends.
TOKEN_MARGIN_MS = 5_000


class _Timed(Protocol):
    @property
    def centre_ms(self) -> int: ...


T = TypeVar("T", bound=_Timed)

_ENROLLED: TypeAdapter[Enrolled] = TypeAdapter(Enrolled)
_TOKEN: TypeAdapter[Token] = TypeAdapter(Token)
_LOGIN: TypeAdapter[LoginAccepted | LoginRefused] = TypeAdapter(LoginAnswer, config=KEYS_ONLY)
_AVAILABILITY: TypeAdapter[Availability] = TypeAdapter(Availability)
_CHANGES: TypeAdapter[Changes] = TypeAdapter(Changes)
_ACTIONS: TypeAdapter[ActionsAnswer] = TypeAdapter(ActionsAnswer)
_STATE: TypeAdapter[StateNoted] = TypeAdapter(StateNoted)
_MINE: TypeAdapter[MyBookings] = TypeAdapter(MyBookings)
_ODDS: TypeAdapter[Odds] = TypeAdapter(Odds)
_KEPT: TypeAdapter[FormKept | FormRefused] = TypeAdapter(KeepAnswer, config=KEYS_ONLY)
_RESUMED: TypeAdapter[FormResumed | FormRefused] = TypeAdapter(ResumeAnswer, config=KEYS_ONLY)
_POLICY: TypeAdapter[PolicyFiles] = TypeAdapter(PolicyFiles)
_RECEIPT: TypeAdapter[ReceiptState] = TypeAdapter(ReceiptState)


@dataclass(frozen=True, slots=True)
class Patience:
    """``answer_s`` bounds the wait for the first byte, and again the wait for the last."""

    connect_s: float = 2.0
    answer_s: float = 5.0


class Http:
    """Requests to one centre, and what its answers can be."""

    def __init__(
        self, url: str, patience: Patience, learn: Callable[[int], None] = lambda _ms: None
    ) -> None:
        self._url = url.rstrip("/")
        self._patience = patience
        self._learn = learn
        self._session = requests.Session()
        # Proxies and passwords of the environment are not the terminal's.
        self._session.trust_env = False
        # Nothing that says nothing: a poll every few seconds is most of what is sent.
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": "machikado", "Accept-Encoding": "gzip"})

    def enrol(self, message: Enrol) -> Answered[Enrolled] | Failed:
        return self.post(ENROL_PATH, message, _ENROLLED)

    def post(self, path: str, message: Message, form: TypeAdapter[T]) -> Answered[T] | Failed:
        headers = {"Content-Type": "application/json"}
        request = requests.Request(
            "POST", self._url + path, headers=headers, data=canonical(message).encode()
        )
        reply = self._exchange(request, form, ANSWER_BYTES_MAX)
        return Nonsense("status 304 to a POST") if isinstance(reply, NotModified) else reply

    def get(
        self,
        path: str,
        form: TypeAdapter[T],
        params: dict[str, str],
        headers: dict[str, str],
        bytes_max: int = ANSWER_BYTES_MAX,
    ) -> Reply[T]:
        request = requests.Request("GET", self._url + path, headers=headers, params=params)
        return self._exchange(request, form, bytes_max)

    def close(self) -> None:
        self._session.close()

    def _exchange(
        self, request: requests.Request, form: TypeAdapter[T], bytes_max: int
    ) -> Reply[T]:
        deadline_s = time.monotonic() + 2 * self._patience.answer_s
        try:
            with self._session.send(
                self._session.prepare_request(request),
                timeout=(self._patience.connect_s, self._patience.answer_s),
                stream=True,
                allow_redirects=False,
            ) as response:
                body = _bounded(response, bytes_max, deadline_s)
                return self._understood(response, body, form)
        except requests.RequestException as cause:
            return Unreachable(sent=_may_have_left(cause))

    def _understood(
        self, response: requests.Response, body: bytes | Failed, form: TypeAdapter[T]
    ) -> Reply[T]:
        if not isinstance(body, bytes):
            return body
        match response.status_code:
            case 200 | 201:
                return self._message(response, body, form)
            case 304:
                self._learn_date(response.headers.get("Date", ""))
                return NotModified()
            case status if status >= 400:
                refused = _refusal(response, body)
                if refused.code == "wrong_time":
                    # The centre alone says this, and by its own clock.
                    self._learn_date(response.headers.get("Date", ""))
                return refused
            case status:
                return Nonsense(f"status {status}")

    def _message(
        self, response: requests.Response, body: bytes, form: TypeAdapter[T]
    ) -> Answered[T] | Nonsense:
        try:
            message = form.validate_json(body)
        except ValidationError as cause:
            return Nonsense(_first_fault(cause))
        self._learn(message.centre_ms)
        return Answered(message, response.headers.get("ETag"))

    def _learn_date(self, date: str) -> None:
        try:
            self._learn(int(parsedate_to_datetime(date).timestamp() * 1000))
        except ValueError:
            return


class Link:
    """What an enrolled terminal asks; tokens for reading are bought and renewed inside."""

    def __init__(
        self,
        http: Http,
        identity: Identity,
        clock: TerminalClock,
        centre_time: CentreTime,
        nonce: Callable[[], str],
        *,
        serves: tuple[str, ...],
    ) -> None:
        self._http = http
        self._identity = identity
        self._clock = clock
        self._centre_time = centre_time
        self.new_nonce = nonce
        self._serves = serves
        self._token: Token | None = None
        self._token_ends_boot_ms = 0

    def login(
        self, visit: UUID, municipality: str, box: Sealed
    ) -> Answered[LoginAccepted | LoginRefused] | Failed:
        login = Login(
            terminal=self._identity.terminal,
            visit=visit,
            municipality=municipality,
            credential=box,
            wall_ms=self._centre_time.now_ms(),
        )
        return self._http.post(LOGIN_PATH, self._identity.sign(login), _LOGIN)

    def keep_form(
        self,
        municipality: str,
        verb: UnfinishedVerb,
        digest: str,
        box: str,
        replaces: str | None,
    ) -> Answered[FormKept | FormRefused] | Failed:
        wanted = KeepForm(
            terminal=self._identity.terminal,
            municipality=municipality,
            verb=verb,
            digest=digest,
            box=box,
            replaces=replaces,
            wall_ms=self._centre_time.now_ms(),
        )
        return self._http.post(KEEP_FORM_PATH, self._identity.sign(wanted), _KEPT)

    def resume_form(
        self, municipality: str, verb: UnfinishedVerb, digest: str
    ) -> Answered[FormResumed | FormRefused] | Failed:
        wanted = ResumeForm(
            terminal=self._identity.terminal,
            municipality=municipality,
            verb=verb,
            digest=digest,
            wall_ms=self._centre_time.now_ms(),
        )
        return self._http.post(RESUME_FORM_PATH, self._identity.sign(wanted), _RESUMED)

    def state(self, told: TerminalState) -> Answered[StateNoted] | Failed:
        return self._http.post(STATE_PATH, self._identity.sign(told), _STATE)

    def actions(self, batch: Actions) -> Answered[ActionsAnswer] | Failed:
        return self._http.post(ACTIONS_PATH, batch, _ACTIONS)

    def availability(
        self, municipality: str, cursor: str | None, etag: str | None
    ) -> Reply[Availability]:
        params = {"municipality": municipality} | ({"cursor": cursor} if cursor else {})
        headers = {"If-None-Match": etag} if etag else {}
        return self._read(AVAILABILITY_PATH, _AVAILABILITY, params, headers, AVAILABILITY_BYTES_MAX)

    def changes(self, cursor: str, etag: str | None) -> Reply[Changes]:
        headers = {"If-None-Match": etag} if etag else {}
        return self._read(
            CHANGES_PATH, _CHANGES, {"cursor": cursor}, headers, AVAILABILITY_BYTES_MAX
        )

    def mine(self, visit: UUID) -> Reply[MyBookings]:
        return self._read(MINE_PATH, _MINE, {"visit": str(visit)}, {}, ANSWER_BYTES_MAX)

    def odds(self, municipality: str, month: date, etag: str | None) -> Reply[Odds]:
        params = {"municipality": municipality, "month": f"{month:%Y-%m}"}
        headers = {"If-None-Match": etag} if etag else {}
        return self._read(ODDS_PATH, _ODDS, params, headers, ANSWER_BYTES_MAX)

    def policy(self, municipality: str) -> Reply[PolicyFiles]:
        params = {"municipality": municipality}
        return self._read(POLICY_PATH, _POLICY, params, {}, ANSWER_BYTES_MAX)

    def receipt(self, number: str) -> Reply[ReceiptState]:
        return self._read(RECEIPT_PATH, _RECEIPT, {"number": number}, {}, ANSWER_BYTES_MAX)

    def close(self) -> None:
        self._http.close()

    def _read(
        self,
        path: str,
        form: TypeAdapter[T],
        params: dict[str, str],
        headers: dict[str, str],
        bytes_max: int,
    ) -> Reply[T]:
        for bearer in self._bearers():
            if not isinstance(bearer, str):
                return bearer
            authorized = headers | {"Authorization": f"Bearer {bearer}"}
            reply = self._http.get(path, form, params, authorized, bytes_max)
            if not (isinstance(reply, Refused) and reply.status == 401):
                return reply
            self._token = None
        return Refused(401, "token")

    def _bearers(self) -> Iterator[str | Failed]:
        """The token at hand, then a new one: the centre may have forgotten the first."""
        if self._token is not None and self._clock.boot_ms() < self._token_ends_boot_ms:
            yield self._token.token
        yield self._new_token()

    def _new_token(self) -> str | Failed:
        wanted = TokenWanted(
            terminal=self._identity.terminal,
            nonce=self.new_nonce(),
            wall_ms=self._centre_time.now_ms(),
            serves=self._serves,
        )
        match self._http.post(TOKEN_PATH, self._identity.sign(wanted), _TOKEN):
            case Answered(message=token):
                life_ms = token.expires_ms - token.centre_ms - TOKEN_MARGIN_MS
                self._token, self._token_ends_boot_ms = token, self._clock.boot_ms() + life_ms
                return token.token
            case failed:
                return failed


def _bounded(response: requests.Response, bytes_max: int, deadline_s: float) -> bytes | Failed:
    body = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > bytes_max:
            return Nonsense(f"more than {bytes_max} bytes")
        if time.monotonic() > deadline_s:
            return Unreachable(sent=True)
    return bytes(body)


def _refusal(response: requests.Response, body: bytes) -> Refused:
    try:
        code = Problem.model_validate_json(body).code
    except ValidationError:
        code = "unreadable"
    wait = response.headers.get("Retry-After", "")
    wait_s = int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 10 else 0
    return Refused(response.status_code, code, min(wait_s, RETRY_AFTER_S_MAX))


def _first_fault(cause: ValidationError) -> str:
    """Where the answer is wrong, never what stood there."""
    first = cause.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where or 'body'}: {first['type']}"


def _may_have_left(cause: BaseException) -> bool:
    """False only where there was no connection, or none that the centre could be believed on."""
    if isinstance(cause, requests.ConnectTimeout | requests.exceptions.InvalidURL):
        return False
    for link in _chain(cause):
        if isinstance(link, NewConnectionError | ssl.SSLCertVerificationError):
            return False
    return True


def _chain(cause: BaseException) -> Iterator[BaseException]:
    """An error and what it came from: requests and urllib3 keep that in different places."""
    todo: list[object] = [cause]
    seen: set[int] = set()
    while todo:
        error = todo.pop()
        if not isinstance(error, BaseException) or id(error) in seen:
            continue
        seen.add(id(error))
        yield error
        todo += [error.__cause__, error.__context__, getattr(error, "reason", None), *error.args]
