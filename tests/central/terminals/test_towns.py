"""One terminal, several municipalities: each has its own registrations, passwords and boards."""

from datetime import timedelta

import pytest
import time_machine

from central.registry.models import Card, Credential, Resident, ResidentState
from central.terminals.models import FailedLogin
from sync.wire import Availability, LoginAccepted, LoginRefused
from tests.central.booking.world import izumi, kumatori, wish
from tests.central.terminals.asks import Person, people_at
from tests.central.world import DAY, NOW, PASSWORD, InProcess

CARD = "04AA"


@pytest.fixture
def person(line: InProcess) -> Person:
    """Registered in 熊取町 alone, with a card, and standing before a terminal."""
    resident = kumatori()
    Card.objects.create(municipality="kumatori", uid=CARD, resident=resident)
    return people_at(line, "izumi")


def answer(person: Person, municipality: str, password: str = PASSWORD, **who: str):
    person.terminal.municipality = municipality
    box = person.terminal.box(person.visit, password, **(who or {"number": "90000001"}))
    return person.terminal.log_in(person.line, person.visit, box)


def refused(person: Person, municipality: str, password: str = PASSWORD, **who: str) -> str:
    return answer(person, municipality, password, **who).read(LoginRefused).code


def test_login__registered_in_another_municipality_alone(person: Person) -> None:
    """KT-01: whoever proves it is told; the same terminal lets them in where they are known."""
    assert refused(person, "izumi") == "no_registration"
    answer(person, "kumatori").read(LoginAccepted)


def test_login__with_a_card_of_another_municipality(person: Person) -> None:
    """KT-01"""
    assert refused(person, "izumi", card=CARD) == "no_registration"
    assert refused(person, "izumi", card="04BB") == "unknown_card"


def test_login__password_set_in_another_municipality_alone(person: Person) -> None:
    """KT-17: registered in both, and パスワード未登録 in the one."""
    Credential.objects.filter(resident=izumi()).delete()
    assert refused(person, "izumi") == "no_password"
    answer(person, "kumatori").read(LoginAccepted)


def test_login__passwords_of_two_municipalities_are_two(person: Person) -> None:
    """KT-17"""
    izumi()
    Credential.objects.filter(municipality="kumatori").delete()
    answer(person, "izumi").read(LoginAccepted)
    assert refused(person, "kumatori") == "no_password"
    assert refused(person, "kumatori", card=CARD) == "no_password"


@pytest.mark.parametrize("municipality", ["izumi", "sakai"])
def test_login__a_guess_learns_nothing_of_another_municipality(
    person: Person, municipality: str
) -> None:
    Credential.objects.filter(resident=izumi()).delete()
    assert refused(person, municipality, "wrong-1") == "credential"
    assert refused(person, municipality, "wrong-1", number="90000002") == "credential"


def test_login__another_system_is_not_asked(person: Person) -> None:
    assert refused(person, "ono") == "credential"
    assert refused(person, "ono", card=CARD) == "unknown_card"


def test_login__a_closed_registration_elsewhere_is_none(person: Person) -> None:
    Resident.objects.update(state=ResidentState.CLOSED)
    assert refused(person, "izumi") == "credential"
    assert refused(person, "izumi", card=CARD) == "unknown_card"


def test_guesses__are_not_more_by_way_of_other_municipalities(person: Person) -> None:
    """Five for a number at a terminal, wherever they are made; then the right one is not seen."""
    for municipality in ("izumi", "sakai", "suita", "ikeda", "osaka"):
        assert refused(person, municipality, "wrong-1") == "credential"
    assert refused(person, "toyonaka") == "credential"
    assert refused(person, "kumatori") == "throttled"
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert refused(person, "toyonaka") == "no_registration"
        answer(person, "kumatori").read(LoginAccepted)
    assert not FailedLogin.objects.filter(municipality="kumatori", failures__gt=0).exists()


def test_boards__of_every_municipality_that_the_centre_serves(person: Person) -> None:
    """KT-02: a terminal that stands in one reads those of the others."""
    bearer = person.terminal.bearer(person.line)
    for municipality in ("kumatori", "izumi"):
        path = f"/v1/availability?municipality={municipality}"
        assert person.line.get(path, **bearer).read(Availability).municipality == municipality


def test_actions__are_judged_by_the_municipality_that_they_name(person: Person) -> None:
    """KT-01: the visit of one is none in another, whatever the envelope says."""
    known = person.logged_in(izumi())
    body = wish("izumi/gym", "badminton", DAY, (18, 20))
    assert known.asks(body).verdict == "applied"
    known.terminal.municipality = "sakai"
    refused = known.asks(body.model_copy(update={"facility": "sakai/gym"}))
    assert [reason.code for reason in refused.reasons] == ["credential"]
