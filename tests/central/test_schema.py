"""Requests of every kind, made out of the API's own schema, at a real centre: never a 500.

Most addresses want a signature or a token. So there are two schemas: the API's own, as strangers
send it, and the same with the messages that stand inside of signed texts, signed by a terminal.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any
from uuid import uuid4  # noqa: TID251 - a terminal makes its own ids

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, settings
from pydantic import ValidationError
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from central import clock
from central.urls import api
from sync.wire import (
    ACTIONS_PATH,
    Actions,
    ActionsAnswer,
    Envelope,
    Login,
    Message,
    Signed,
    TerminalState,
    TokenWanted,
)
from tests.support.centre import Centre
from tests.support.crowd import Guest, plant
from tests.support.postgres import Postgres

#: The same requests in every run.
FEW = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
#: What a signed text may hold, but for what is put in its place here.
TEXT_MAX = 12_000
REFS = "#/components/schemas/{model}"
#: What stands in the text of a signed message, by its address.
SIGNED: Mapping[str, type[Message]] = {
    "/v1/token": TokenWanted,
    "/v1/login": Login,
    "/v1/state": TerminalState,
    "/v1/actions": Envelope,
}
#: A schema cannot say what a key, a seal or a number must be beside its form.
SENSELESS = [positive_data_acceptance]
#: What is sent is not the message that was made, but that one signed.
UNSIGNED = [*SENSELESS, negative_data_rejection]


def own_schema() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema()))


def inner_schema() -> dict[str, Any]:
    """The API with what is to be signed in place of what is signed, and nothing else."""
    schema = own_schema()
    schema["paths"] = {path: schema["paths"][path] for path in SIGNED}
    for path, message in SIGNED.items():
        inside = message.model_json_schema(ref_template=REFS)
        schema["components"]["schemas"] |= inside.pop("$defs", {})
        content = {"application/json": {"schema": inside}}
        schema["paths"][path]["post"]["requestBody"] = {"content": content, "required": True}
    return schema


outside = schemathesis.openapi.from_dict(own_schema())
inside = schemathesis.openapi.from_dict(inner_schema())
inside.config.generation.update(modes=[GenerationMode.POSITIVE])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """What one database takes the other may refuse: a byte, a size, a time."""
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory, url: str) -> Iterator[Centre]:
    made = Centre(tmp_path_factory.mktemp("centre"), database_url=url)
    yield made
    made.stop()
    assert '"failed"' not in made.log()
    assert '"action_failed"' not in made.log()


@pytest.fixture(scope="module")
def guest(centre: Centre, url: str) -> Guest:
    return plant(centre.state, url, 1, visits=1)[0]


@pytest.fixture(scope="module")
def bearer(centre: Centre, guest: Guest) -> dict[str, str]:
    with closing(centre.http()) as line:
        return guest.terminal.bearer(line)


@outside.parametrize()
@FEW
def test_api__answers_whatever_is_sent(case: schemathesis.Case, centre: Centre) -> None:
    case.call_and_validate(base_url=centre.url, excluded_checks=SENSELESS)


@outside.include(path_regex="/(mine|availability|odds|policy)$").parametrize()
@FEW
def test_api__answers_whatever_an_enrolled_terminal_reads(
    case: schemathesis.Case, centre: Centre, bearer: dict[str, str]
) -> None:
    case.call_and_validate(base_url=centre.url, excluded_checks=SENSELESS, headers=bearer)


@inside.parametrize()
@FEW
def test_api__answers_whatever_an_enrolled_terminal_signs(
    case: schemathesis.Case, centre: Centre, guest: Guest
) -> None:
    terminal = guest.terminal
    message = {**case.body, "terminal": terminal.name, "municipality": "ono"}
    if "wall_ms" in message:
        message["wall_ms"] = clock.millis(clock.now())
    assume(len(json.dumps(message)) < TEXT_MAX)
    if case.path != ACTIONS_PATH:
        text = json.dumps(message | fresh_box(guest) if "credential" in message else message)
        case.body = terminal.sign_text(text).model_dump()
        case.call_and_validate(base_url=centre.url, excluded_checks=UNSIGNED)
        return
    signed = in_its_place(message, guest)
    case.body = Actions(terminal=terminal.name, actions=(signed,)).model_dump(mode="json")
    answer = case.call_and_validate(base_url=centre.url, excluded_checks=UNSIGNED)
    if answer.status_code == 200:
        told = ActionsAnswer.model_validate_json(answer.content)
        assert len(told.verdicts) == 1, "it stands where the next one is expected"
        terminal.seq, terminal.prev = told.next_seq, told.chain_head


def fresh_box(guest: Guest) -> dict[str, object]:
    """A login that can be opened, of somebody who is not there."""
    visit = uuid4()
    box = guest.terminal.box(visit, "himitsu1", number="90000001")
    return {"visit": str(visit), "credential": box.model_dump()}


def in_its_place(message: dict[str, Any], guest: Guest) -> Signed:
    """The next action of somebody who has logged in; signed as it is, if it is no envelope."""
    text = json.dumps(message)
    try:
        wanted = Envelope.model_validate_json(text)
    except ValidationError:
        return guest.terminal.sign_text(text)
    return guest.terminal.sign(guest.terminal.envelope(wanted.body, *guest.visits[0], wanted.clock))
