"""Registering and renewing at a terminal, and ending it."""

from datetime import date, timedelta

import pytest

from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import Consent, RenewalApplication, Resident
from central.registry.terms import terms_version
from central.registry.use_cases import return_renewal
from central.terminals.models import Action
from sync.wire import (
    ActionVerdict,
    Agreed,
    EndRegistrationBody,
    FirstPassword,
    MemberCounts,
    RegisterBody,
    Registrant,
    RenewBody,
    SetPasswordBody,
)
from tests.central.booking.world import kumatori
from tests.central.registry.commands import do
from tests.central.terminals.asks import Person, codes, people_at
from tests.central.world import NOW, InProcess, register

BORN = date(1980, 4, 1)
WHO = Registrant(
    type="individual",
    name="見本　太郎",
    born_on=BORN,
    mail="mihon@example.com",
    phone="000-0000-1234",
    address="見本町1-2-3",
    declared=True,
)
ROSTER = MemberCounts(members=12, local=12, phones=3, leader_age=40)


def classes(municipality: str, *names: str) -> RegisterBody:
    known = municipalities()[municipality]
    return RegisterBody(
        agreed=tuple(
            Agreed(facility_class=name, version=terms_version(known, name)) for name in names
        )
    )


def registers(line: InProcess, municipality: str, *names: str, **told: object) -> ActionVerdict:
    who = WHO.model_copy(update=told)
    return people_at(line, municipality).asks(classes(municipality, *names), who)


def test_register__provisionally_with_the_classes_and_their_terms(line: InProcess) -> None:
    """OG-01, OG-02, OG-S4: what is told is the number, and that it is not done yet."""
    verdict = registers(line, "ogaki", "sunwork", "sakura")
    assert verdict.verdict == "applied", verdict.reasons
    resident = Resident.objects.get()
    assert (verdict.verdict, verdict.outcome["number"]) == ("applied", resident.number)
    assert verdict.outcome["state"] == resident.state == "provisional"
    assert sorted(Consent.objects.values_list("facility_class", flat=True)) == ["sakura", "sunwork"]
    assert resident.classes.count() == 2


def test_register__and_then_the_first_password(line: InProcess) -> None:
    """KM-10: with a number of one's own; nobody has seen a paper yet."""
    person = people_at(line, "kumamoto")
    wanted = WHO.model_copy(update={"number": "Mihon01"})
    assert person.asks(RegisterBody(), wanted).outcome["number"] == "Mihon01"
    first = FirstPassword(number="Mihon01", born_on=BORN, phone_end="1234", password="abc123")
    assert person.asks(SetPasswordBody(proof="known"), first).verdict == "applied"
    logged_in = person.logged_in(Resident.objects.get(), "abc123")
    assert logged_in.mine().resident.state == "provisional"


@pytest.mark.parametrize(
    ("municipality", "told", "reason"),
    [
        ("kumamoto", {"number": "Mihon01", "mail": ""}, ("mail_needed_to_register", "KM-10")),
        ("kumamoto", {}, ("number_needed", "KM-21")),
        ("ageo", {}, ("registration_elsewhere", "AG-03")),
        ("kumamoto", {"number": "Mihon01", "type": "nobody"}, ("no_such_type", "CM-05")),
    ],
)
def test_register__is_refused(
    line: InProcess, municipality: str, told: dict, reason: tuple[str, str]
) -> None:
    refusal = registers(line, municipality, **told)
    assert reason[0] in {code for code, _ in codes(refusal)}
    assert not Resident.objects.exists()


def test_register__to_terms_that_have_changed(line: InProcess) -> None:
    old = RegisterBody(agreed=(Agreed(facility_class="sunwork", version="0" * 64),))
    assert codes(people_at(line, "ogaki").asks(old, WHO)) == {("terms_changed", "")}


def test_register__of_what_no_column_takes_is_refused(line: InProcess) -> None:
    refusal = registers(line, "ogaki", "sunwork", name="見本\u0007太郎")
    assert codes(refusal) == {("unreadable", "")}
    assert codes(registers(line, "ogaki", "sunwork", name=" ")) == {("unreadable", "")}


def test_register__nothing_of_the_person_is_kept_with_the_action(line: InProcess) -> None:
    verdict = registers(line, "ogaki", "sunwork")
    action = Action.objects.get()
    assert "見本" not in action.clear + action.signed + action.answer
    assert Line.objects.get(pk=verdict.action).kind == "register"


def test_renew__a_group_with_its_list_of_members(line: InProcess) -> None:
    """ON-23: from two months before, with the list."""
    last = NOW.date() + timedelta(days=30)
    person = people_at(line, "ono").logged_in(register(valid_until=last))
    assert ("roster_needed", "ON-23") in codes(person.asks(RenewBody()))
    verdict = person.asks(RenewBody(), ROSTER)
    assert (verdict.verdict, verdict.outcome["number"]) == ("applied", "000001")
    (renewal,) = person.mine().renewals
    assert (renewal.number, renewal.state) == ("000001", verdict.outcome["state"])


def test_renew__not_yet(line: InProcess) -> None:
    """ON-23"""
    person = people_at(line, "ono").logged_in(register())
    assert ("renewal_not_yet", "ON-23") in codes(person.asks(RenewBody(), ROSTER))


def test_renew__the_one_that_was_sent_back_says_why(line: InProcess) -> None:
    person = people_at(line, "ageo").logged_in(
        register(municipality="ageo", type="individual", valid_until=NOW.date())
    )
    wish = RenewBody(document="my_number_card")
    number = person.asks(wish).outcome["number"]
    application = RenewalApplication.objects.get().id
    do(return_renewal.Body(application=application, why="内容に不備"), "ageo")
    (renewal,) = person.mine().renewals
    assert (renewal.state, renewal.why) == ("returned", "内容に不備")
    again = person.asks(wish.model_copy(update={"follows": number}))
    assert (again.verdict, again.outcome["number"]) == ("applied", "000002")


def test_end_registration__by_notice(line: InProcess) -> None:
    """KT-10: a month before at the latest."""
    last = NOW.date() + timedelta(days=60)
    person = people_at(line, "kumatori").logged_in(kumatori(valid_until=last))
    verdict = person.asks(EndRegistrationBody())
    assert (verdict.verdict, verdict.outcome) == ("applied", {"ends": True})
    assert person.mine().withdrawn_on == NOW.date()


def test_end_registration__where_it_ends_by_itself(line: InProcess) -> None:
    person: Person = people_at(line, "ono").logged_in(register())
    assert codes(person.asks(EndRegistrationBody())) == {("no_withdrawal_here", "CM-05")}
