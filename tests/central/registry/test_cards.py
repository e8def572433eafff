"""Cards: handed out, lost, replaced."""

import pytest

from central.ids import new_id
from central.registry.models import Card, Resident
from central.registry.use_cases import block_card, issue_card, replace_card
from sync.wire import LoginAccepted, LoginRefused
from tests.central.registry.commands import codes, do, registered
from tests.central.world import InProcess, Visit, enrolled


def states() -> dict[str, str]:
    return dict(Card.objects.values_list("uid", "state"))


def test_issue_card__one_for_each(line: InProcess) -> None:
    resident = registered()
    assert do(issue_card.Body(resident=resident.id, uid="04AA")).verdict == "applied"
    assert codes(do(issue_card.Body(resident=resident.id, uid="04AB"))) == {("has_card", "")}
    other = registered(name="別人")
    assert codes(do(issue_card.Body(resident=other.id, uid="04AA"))) == {("card_known", "")}
    Resident.objects.filter(id=other.id).update(state="closed")
    refused = do(issue_card.Body(resident=other.id, uid="04AC"))
    assert codes(refused) == {("account_state", "CM-06")}
    assert states() == {"04AA": "active"}


def test_replace_card__the_old_one_is_refused_at_once(line: InProcess) -> None:
    """KT-08: the number stays."""
    resident = registered(card="04AA")
    terminal = enrolled(line)
    Visit.offline(terminal).log_in(line).read(LoginAccepted)
    assert do(replace_card.Body(resident=resident.id, uid="04AB")).verdict == "applied"
    refused = Visit.offline(terminal).log_in(line).read(LoginRefused)
    assert refused.code == "blocked_card"
    accepted = Visit.offline(terminal, card="04AB").log_in(line).read(LoginAccepted)
    assert accepted.resident.number_end == resident.number[-4:]
    assert states() == {"04AA": "replaced", "04AB": "active"}


def test_block_card__lost(line: InProcess) -> None:
    """ON-21: a lost card ends at once, and another one takes its place."""
    resident = registered(card="04AA")
    assert do(block_card.Body(uid="04AA")).verdict == "applied"
    refused = Visit.offline(enrolled(line)).log_in(line).read(LoginRefused)
    assert refused.code == "blocked_card"
    assert codes(do(block_card.Body(uid="04AA"))) == {("blocked_card", "")}
    assert codes(do(block_card.Body(uid="04FF"))) == {("unknown_card", "")}
    assert codes(do(block_card.Body(uid="04AA"), "kumatori")) == {("unknown_card", "")}
    assert do(replace_card.Body(resident=resident.id, uid="04AB")).verdict == "applied"
    assert states() == {"04AA": "lost", "04AB": "active"}


def test_replace_card__where_there_is_none(line: InProcess) -> None:
    resident = registered()
    assert codes(do(replace_card.Body(resident=resident.id, uid="04AB"))) == {("has_no_card", "")}


@pytest.mark.parametrize("command", [issue_card, replace_card])
def test_card__for_nobody(line: InProcess, command) -> None:
    assert codes(do(command.Body(resident=new_id(), uid="04AB"))) == {("no_such_resident", "")}
