"""Who may ask what: every address of the API, for every state in which a terminal can be.

The staff's pages and their roles have a matrix of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import uuid4  # noqa: TID251 - a terminal makes its own ids

import pytest
import time_machine
from django.urls import URLPattern

from central import clock
from central.ids import new_code
from central.money.api import SettlementCall
from central.terminals.access import new_token
from central.terminals.models import Terminal
from central.urls import api, urlpatterns
from sync.wire import (
    ACTIONS_PATH,
    AVAILABILITY_PATH,
    CHANGES_PATH,
    ENROL_PATH,
    KEEP_FORM_PATH,
    LOGIN_PATH,
    MINE_PATH,
    RESUME_FORM_PATH,
    STATE_PATH,
    TOKEN_PATH,
    Actions,
    Enrol,
    KeepForm,
    Login,
    Message,
    ResumeForm,
    Signed,
    TerminalState,
    TokenWanted,
)
from tests.central.world import NOW, InProcess, Visit, body, enrolled, issue_code, register
from tests.support.terminal import HandMadeTerminal

#: ``nobody`` signs nothing and has no token; ``expired`` has both, of two hours ago.
Who = Literal["enrolled", "elsewhere", "quarantined", "revoked", "unknown", "expired", "nobody"]
WHO: tuple[Who, ...] = Who.__args__
LONG_AGO = timedelta(hours=2)


@dataclass(frozen=True)
class Caller:
    """A terminal in its state, as it asks; ``visit`` was accepted at the enrolled one."""

    line: InProcess
    terminal: HandMadeTerminal
    visit: Visit
    signs: bool
    headers: dict[str, str]
    wall_ms: int

    def get(self, path: str) -> int:
        return self.line.get(path, **self.headers).status

    def post(self, path: str, message: Message) -> int:
        return self.line.post(path, message).status

    def post_signed(self, path: str, message: Message) -> int:
        return self.post(path, self.sign(message))

    def sign(self, message: Message) -> Signed:
        signed = self.terminal.sign(message)
        return signed if self.signs else signed.model_copy(update={"signature": ""})


def token(caller: Caller) -> int:
    wanted = TokenWanted(terminal=caller.terminal.name, nonce=uuid4().hex, wall_ms=caller.wall_ms)
    return caller.post_signed(TOKEN_PATH, wanted)


def state(caller: Caller) -> int:
    told = TerminalState(
        terminal=caller.terminal.name,
        nonce=uuid4().hex,
        wall_ms=caller.wall_ms,
        clock_ms=caller.wall_ms,
        version="1",
        paper="ok",
        reader="ok",
        intake=None,
        unsent=0,
        oldest_ms=None,
        kid="k",
    )
    return caller.post_signed(STATE_PATH, told)


def login(caller: Caller) -> int:
    visit = uuid4()
    wanted = Login(
        terminal=caller.terminal.name,
        visit=visit,
        municipality="ono",
        credential=caller.terminal.box(visit, "himitsu1", card="04AA"),
        wall_ms=caller.wall_ms,
    )
    return caller.post_signed(LOGIN_PATH, wanted)


def actions(caller: Caller) -> int:
    envelope = caller.terminal.envelope(body(), caller.visit.visit, caller.visit.box)
    batch = Actions(terminal=caller.terminal.name, actions=(caller.sign(envelope),))
    return caller.post(ACTIONS_PATH, batch)


def keep_form(caller: Caller) -> int:
    wanted = KeepForm(
        terminal=caller.terminal.name,
        municipality="ono",
        verb="register",
        digest="0" * 64,
        box="AAAA",
        wall_ms=caller.wall_ms,
    )
    return caller.post_signed(KEEP_FORM_PATH, wanted)


def resume_form(caller: Caller) -> int:
    wanted = ResumeForm(
        terminal=caller.terminal.name,
        municipality="ono",
        verb="register",
        digest="0" * 64,
        wall_ms=caller.wall_ms,
    )
    return caller.post_signed(RESUME_FORM_PATH, wanted)


def enrol(caller: Caller) -> int:
    wanted = Enrol(code="0000-0000-0000-0000", public_key=caller.terminal.public_key)
    return caller.post(ENROL_PATH, wanted)


def settle(caller: Caller) -> int:
    call = SettlementCall(reference="0" * 32, yen=1, paid_ms=0, signature="0" * 64)
    return caller.post("/v1/payments/settled", call)


def get(path: str) -> Callable[[Caller], int]:
    return lambda caller: caller.get(path)


def post(path: str) -> Callable[[Caller], int]:
    return lambda caller: caller.post(path, b"")


def mine(caller: Caller) -> int:
    return caller.get(f"{MINE_PATH}?visit={caller.visit.visit}")


def row(everybody: int, **others: int) -> dict[str, int]:
    return dict.fromkeys(WHO, everybody) | others


#: Old words are not believed; an action may be old, and has its place in a chain instead.
SIGNED = {"revoked": 403, "unknown": 403, "expired": 401, "nobody": 401}
READ = {"revoked": 401, "unknown": 401, "expired": 401, "nobody": 401}
#: A 404 came in, and found nothing of what it asked for; /metrics has a token of its own.
MATRIX: Mapping[str, tuple[Callable[[Caller], int], dict[str, int]]] = {
    f"POST {ENROL_PATH}": (enrol, row(403)),
    f"POST {TOKEN_PATH}": (token, row(200, **SIGNED)),
    f"POST {STATE_PATH}": (state, row(200, **SIGNED)),
    f"POST {LOGIN_PATH}": (login, row(200, **SIGNED)),
    f"POST {KEEP_FORM_PATH}": (keep_form, row(200, **SIGNED)),
    f"POST {RESUME_FORM_PATH}": (resume_form, row(200, **SIGNED)),
    f"POST {ACTIONS_PATH}": (actions, row(200, **SIGNED | {"expired": 200})),
    f"GET {MINE_PATH}": (mine, row(404, **READ, enrolled=200)),
    f"GET {AVAILABILITY_PATH}": (get(f"{AVAILABILITY_PATH}?municipality=ono"), row(200, **READ)),
    f"GET {CHANGES_PATH}": (get(f"{CHANGES_PATH}?cursor=0"), row(200, **READ)),
    "GET /v1/policy": (get("/v1/policy?municipality=ono"), row(200, **READ)),
    "GET /v1/odds": (get("/v1/odds?municipality=ono&month=2026-11"), row(404, **READ)),
    "GET /v1/receipt": (get("/v1/receipt?number=00000-00000"), row(200)),
    "GET /v1/draws/{municipality}/{month}": (get("/v1/draws/ono/2026-11"), row(404)),
    "GET /v1/draws/{municipality}/{month}/late": (get("/v1/draws/ono/2026-11/late"), row(200)),
    "POST /v1/payments/settled": (settle, row(401)),
    # What opens a page of residents is in its link, and nothing else is.
    "GET /pay": (get("/pay"), row(404)),
    "POST /pay": (post("/pay"), row(404)),
    "GET /password": (get("/password"), row(404)),
    "POST /password": (post("/password"), row(404)),
    "GET /simulated-provider": (get("/simulated-provider"), row(404)),
    "POST /simulated-provider": (post("/simulated-provider"), row(404)),
    "GET /health": (get("/health"), row(200)),
    "GET /metrics": (get("/metrics"), row(401)),
}


@pytest.fixture
def caller(line: InProcess, who: Who) -> Caller:
    first = enrolled(line)
    register()
    visit = Visit.logged_in(line, first)
    terminal = first if who in ("enrolled", "expired", "nobody") else another(line, who)
    at = NOW - LONG_AGO if who == "expired" else NOW
    with time_machine.travel(at, tick=False):
        bought = new_token(Terminal(name=terminal.name))
    headers = {} if who == "nobody" else {"Authorization": f"Bearer {bought}"}
    return Caller(line, terminal, visit, who != "nobody", headers, clock.millis(at))


def another(line: InProcess, who: Who) -> HandMadeTerminal:
    """A terminal beside the one at which the resident has logged in."""
    code = new_code()
    place = ("kumamoto", "paid/sogo") if who == "elsewhere" else ("ono", "argo")
    issue_code(*place, code)
    terminal = HandMadeTerminal(municipality=place[0])
    terminal.enrol(line, code)
    rows = Terminal.objects.filter(name=terminal.name)
    match who:
        case "quarantined":
            rows.update(quarantined=True)
        case "revoked":
            rows.update(revoked=True)
        case "unknown":
            terminal.name = "ono-argo-stranger"
    return terminal


@pytest.mark.parametrize("who", WHO)
def test_address__lets_in_whom_it_should(who: Who, caller: Caller) -> None:
    told = {address: ask(caller) for address, (ask, _) in MATRIX.items()}
    assert told == {address: expected[who] for address, (_, expected) in MATRIX.items()}


def test_matrix__has_a_row_for_every_address() -> None:
    routes = {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    views = {f"GET /{one.pattern}" for one in urlpatterns if isinstance(one, URLPattern)}
    forms = {f"POST /{one}" for one in ("pay", "password", "simulated-provider")}
    assert MATRIX.keys() == routes | views | forms
    assert all(expected.keys() == set(WHO) for _, expected in MATRIX.values())
