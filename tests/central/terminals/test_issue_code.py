"""A code for a new terminal: of a venue, for a day, and kept as its digest alone."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from central.ids import new_code
from central.journal.models import Line
from central.terminals.models import EnrolmentCode, Terminal
from central.terminals.use_cases import issue_code
from central.terminals.use_cases.issue_code import VALID_FOR, code_digest
from sync.wire import ENROL_PATH, Enrol
from tests.central.booking.world import do
from tests.central.world import NOW, InProcess
from tests.support.terminal import HandMadeTerminal


def issued(code: str, municipality: str = "ono", now=NOW) -> issue_code.Body:
    body = issue_code.Body(venue="argo", digest=code_digest(code))
    decision = do(body, municipality, now, "staff:mihon")
    assert decision.outcome == {"expires_at": (now + VALID_FOR).isoformat()}
    return body


def test_code__enrols_a_terminal_of_its_venue(line: InProcess) -> None:
    code = new_code()
    issued(code)
    told = HandMadeTerminal().enrol(line, code)
    assert (told.municipality, told.venue) == ("ono", "argo")


def test_code__stands_nowhere(line: InProcess) -> None:
    """Neither its row nor its line of the journal lets anybody enrol a machine."""
    code = new_code()
    issued(code)
    kept = EnrolmentCode.objects.get().digest + Line.objects.get().body + Line.objects.get().answer
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_code__is_good_for_a_day(line: InProcess) -> None:
    code = new_code()
    issued(code, now=NOW - VALID_FOR)
    refused = line.post(ENROL_PATH, Enrol(code=code, public_key=HandMadeTerminal().public_key))
    assert (refused.status, refused.problem) == (403, "bad_code")
    assert not Terminal.objects.exists()
    later = new_code()
    issued(later, now=NOW - VALID_FOR + timedelta(seconds=1))
    HandMadeTerminal().enrol(line, later)


@pytest.mark.parametrize(
    "changes",
    [
        {"digest": ""},
        {"digest": "X" * 64},
        {"digest": "0" * 65},
        {"venue": "Argo Hall"},
        {"venue": ""},
        {"who": "me"},
    ],
)
def test_code__of_what_is_none(changes: dict[str, str]) -> None:
    good = {"venue": "argo", "digest": "0" * 64}
    assert issue_code.Body.model_validate(good)
    with pytest.raises(ValidationError):
        issue_code.Body.model_validate(good | changes)


@pytest.mark.parametrize("typed", ["abcd-efgh", "ABCDEFGH", " abcd efgh "])
def test_digest__is_of_what_was_meant(typed: str) -> None:
    assert code_digest(typed) == code_digest("ABCD-EFGH")
    assert code_digest(typed) != code_digest("ABCD-EFGX")
