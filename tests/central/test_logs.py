import json
import logging

import pytest

from central.logs import Lines
from central.terminals.use_cases import settle_action
from tests.central.world import InProcess, Visit, body, enrolled, register


def formatted(caplog: pytest.LogCaptureFixture) -> list[dict]:
    return [json.loads(Lines().format(record)) for record in caplog.records]


def test_log__has_no_word_of_a_person(
    line: InProcess, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = register(name="見本・太郎", card="04C0FFEE")
    terminal = enrolled(line)
    Visit.offline(terminal, "wrong1", "04C0FFEE").log_in(line)
    visit = Visit.logged_in(line, terminal, "04C0FFEE")
    terminal.verdict(line, visit.act(body()))

    def breaks(resident, body, context):
        raise ValueError(resident.name)

    monkeypatch.setattr(settle_action, "book", breaks)
    terminal.verdict(line, visit.act(body()))
    text = json.dumps(formatted(caplog), ensure_ascii=False)
    for secret in (resident.name, resident.number, "04C0FFEE", "himitsu1", "wrong1", "mihon@"):
        assert secret not in text
    assert "action_failed" in text
    assert "ValueError" in text


def test_log__names_terminal_place_and_verdict(
    line: InProcess, caplog: pytest.LogCaptureFixture
) -> None:
    register()
    terminal = enrolled(line)
    caplog.clear()
    terminal.verdict(line, Visit.offline(terminal).act(body()))
    (action, request) = formatted(caplog)
    assert (action["event"], action["terminal"]) == ("action", terminal.name)
    assert (action["seq"], action["verdict"]) == (1, "applied")
    assert (request["event"], request["path"], request["status"]) == ("request", "/v1/actions", 200)


def test_log__of_a_library_only_its_name_and_the_kind_of_error() -> None:
    record = logging.LogRecord("django.db", 40, "f", 1, "Key (name)=(%s)", ("太郎",), None)
    assert json.loads(Lines().format(record))["event"] == "django.db"
