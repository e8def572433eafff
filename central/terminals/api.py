"""What terminals ask of the centre. Each route: read, one use case, answer."""

# ruff: noqa: ARG001 - ninja hands every view the request
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from central import clock
from central.bodies import ActionsBody, EnrolBody, SignedBody
from central.metrics import count_login
from central.policies import municipalities
from central.problems import ASKED, POSTED, answer
from central.terminals.access import Bearer, hear
from central.terminals.models import Terminal
from central.terminals.receipts import receipt_state
from central.terminals.sealing import private_keys
from central.terminals.use_cases.enrol import enrol
from central.terminals.use_cases.grant_token import grant_token
from central.terminals.use_cases.keep_unfinished import keep_unfinished
from central.terminals.use_cases.log_in import log_in
from central.terminals.use_cases.receive_actions import receive_actions
from central.terminals.use_cases.report_state import report_state
from central.terminals.use_cases.resume_unfinished import resume_unfinished
from central.terminals.use_cases.visit_bookings import visit_bookings
from sync.wire import (
    ActionsAnswer,
    Enrolled,
    KeepAnswer,
    KeepForm,
    Login,
    LoginAccepted,
    LoginAnswer,
    MyBookings,
    Problem,
    ReceiptState,
    ResumeAnswer,
    ResumeForm,
    StateNoted,
    TerminalState,
    Token,
    TokenWanted,
)

__all__ = ["router"]

router = Router(tags=["terminals"])
_SIGNED = {**POSTED, 401: Problem, 403: Problem}
_READ = {**ASKED, 401: Problem, 404: Problem}


@router.post("/enrol", response={200: Enrolled, **POSTED, 403: Problem})
def post_enrol(request: HttpRequest, wanted: EnrolBody) -> HttpResponse:
    """Trade the one-time code of the staff for an identity; asked again, the same answer."""
    return answer(enrol(wanted, clock.now()))


@router.post("/token", response={200: Token, **_SIGNED})
def post_token(request: HttpRequest, signed: SignedBody) -> HttpResponse:
    """A signed TokenWanted buys a token for reading."""
    now = clock.now()
    heard = hear(signed, TokenWanted, now)
    return answer(heard if isinstance(heard, Problem) else grant_token(heard, now))


@router.post("/state", response={200: StateNoted, **_SIGNED})
def post_state(request: HttpRequest, signed: SignedBody) -> HttpResponse:
    """A signed TerminalState says that the terminal is alive, and how it is."""
    now = clock.now()
    heard = hear(signed, TerminalState, now)
    return answer(heard if isinstance(heard, Problem) else report_state(heard, now))


@router.post("/login", response={200: LoginAnswer, **_SIGNED, 404: Problem})
def post_login(request: HttpRequest, signed: SignedBody) -> HttpResponse:
    """A signed Login says who the resident is; accepted and refused are both a 200."""
    now = clock.now()
    heard = hear(signed, Login, now)
    if isinstance(heard, Problem):
        return answer(heard)
    if heard.message.municipality not in municipalities():
        return answer(Problem(code="unknown_municipality"))
    said = log_in(heard, private_keys(), now)
    count_login(said.kind if isinstance(said, LoginAccepted) else said.code)
    return answer(said)


@router.post("/actions", response={200: ActionsAnswer, **_SIGNED})
def post_actions(request: HttpRequest, batch: ActionsBody) -> HttpResponse:
    """A batch that could be read has a verdict for each action; the same one on every retry."""
    return answer(receive_actions(batch, municipalities(), private_keys(), clock.now()))


@router.post("/forms/keep", response={200: KeepAnswer, **_SIGNED, 404: Problem})
def post_forms_keep(request: HttpRequest, signed: SignedBody) -> HttpResponse:
    """A signed KeepForm keeps an unfinished form, locked by its code; the same again, the same."""
    now = clock.now()
    heard = hear(signed, KeepForm, now)
    return answer(heard if isinstance(heard, Problem) else keep_unfinished(heard, now))


@router.post("/forms/resume", response={200: ResumeAnswer, **_SIGNED, 404: Problem})
def post_forms_resume(request: HttpRequest, signed: SignedBody) -> HttpResponse:
    """A signed ResumeForm gets it back, as it was locked; wrong codes are counted."""
    now = clock.now()
    heard = hear(signed, ResumeForm, now)
    return answer(heard if isinstance(heard, Problem) else resume_unfinished(heard, now))


@router.get("/mine", auth=Bearer(), response={200: MyBookings, **_READ})
def get_mine(request: HttpRequest, visit: Annotated[UUID, Query()]) -> HttpResponse:
    """All that is the resident's of a visit that was accepted at this terminal."""
    terminal = request.auth  # type: ignore[attr-defined]  # Bearer puts it there
    assert isinstance(terminal, Terminal)
    return answer(visit_bookings(terminal, visit, clock.now()))


@router.get("/receipt", response={200: ReceiptState, **ASKED, 404: Problem})
def get_receipt(request: HttpRequest, number: Annotated[str, Query(max_length=16)]) -> HttpResponse:
    """What became of an action, by the number on its ticket; for everybody, and without a login."""
    return answer(receipt_state(number, clock.now()) or Problem(code="not_found"))
