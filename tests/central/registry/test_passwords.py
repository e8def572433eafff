"""The first password, the next one, the desk's temporary one; and that nobody reads any."""

from datetime import date, timedelta

import pytest

from central.decision import APPLIED, Decision
from central.ids import new_id
from central.journal.models import Line
from central.notices.models import Mail
from central.policies import municipalities
from central.registry.facts import resident_facts
from central.registry.models import Credential, PasswordLink, Resident
from central.registry.new_passwords import (
    Typed,
    changed_password,
    first_password,
    linked_password,
    temporary_password,
)
from central.registry.use_cases import change_state, send_password_link
from central.registry.use_cases.identify import identify
from central.registry.use_cases.set_password import Body, Known, Link
from rules.facts import Channel
from rules.families.credentials import password_is_well_formed
from sync import wire
from sync.wire import LoginAccepted
from tests.central.registry.commands import codes, do, registered
from tests.central.world import NOW, PASSWORD, InProcess, Visit, body, enrolled

KNOWN = Known(number="00000001", born_on=date(1980, 4, 1), phone_end="1234")


def typed(password: str = "hajimete1", municipality: str = "kumatori") -> Typed:
    return Typed(municipalities()[municipality], password, Channel.TERMINAL, NOW)


def logs_in(resident: Resident, password: str) -> bool:
    credential = wire.Credential(number=resident.number, password=password)
    return identify(resident.municipality, credential) == resident


def has_one(resident: Resident) -> bool:
    return resident_facts(resident, NOW.date()).password


def test_first_password__by_what_one_knows(line: InProcess) -> None:
    """KT-14, KT-15, KT-16, KT-17, KX-2: set at a terminal, it holds on every channel here."""
    resident = registered("kumatori", secret=None)
    elsewhere = registered("ono", number="00000001", secret=None)
    assert not has_one(resident)
    command = first_password(typed(), KNOWN)
    assert isinstance(command, Body)
    assert do(command, "kumatori").verdict == "applied"
    assert logs_in(resident, "hajimete1")
    assert has_one(resident)
    assert not has_one(elsewhere)
    assert not logs_in(elsewhere, "hajimete1")


@pytest.mark.parametrize(
    "wrong",
    [{"number": "00000002"}, {"born_on": date(1980, 4, 2)}, {"phone_end": "1235"}],
)
def test_first_password__all_three_are_right(line: InProcess, wrong: dict) -> None:
    """KX-2: and nobody learns which of them was not."""
    resident = registered("kumatori", secret=None)
    known = KNOWN.model_copy(update=wrong)
    assert codes(first_password(typed(), known)) == {("credential", "")}
    right = first_password(typed(), KNOWN)
    assert codes(do(right.model_copy(update={"proof": known}), "kumatori")) == {("credential", "")}
    assert not has_one(resident)


def test_first_password__is_the_first(line: InProcess) -> None:
    """Who knows a birthday and a telephone number does not take over an account."""
    resident = registered("kumatori", secret=None)
    late = first_password(typed("hajimete2"), KNOWN)
    do(first_password(typed(), KNOWN), "kumatori")
    assert codes(first_password(typed("hajimete2"), KNOWN)) == {("credential", "")}
    assert codes(do(late, "kumatori")) == {("credential", "")}
    assert logs_in(resident, "hajimete1")


def test_password__in_the_form_of_the_municipality(line: InProcess) -> None:
    """KM-21, KM-25: letters and digits, no capitals; with the old password only."""
    resident = registered("kumamoto")
    good, bad = typed("abc123", "kumamoto"), typed("Abc123", "kumamoto")
    assert codes(changed_password(bad, resident, PASSWORD)) == {("password_form", "KM-21")}
    assert codes(changed_password(good, resident, "chigau1")) == {("credential", "")}
    command = changed_password(good, resident, PASSWORD)
    assert do(command, "kumamoto").verdict == "applied"
    assert logs_in(resident, "abc123")
    assert not logs_in(resident, PASSWORD)
    # It was right when it was looked at, and is no longer.
    assert codes(do(command, "kumamoto")) == {("credential", "")}


def test_password__of_a_closed_account(line: InProcess) -> None:
    resident = registered("kumatori")
    command = changed_password(typed(), resident, PASSWORD)
    do(change_state.Body(resident=resident.id, to="closed", why="見本"), "kumatori")
    assert ("own_account_state", "KT-24") in codes(do(command, "kumatori"))
    _, reset = temporary_password(municipalities()["kumatori"], resident)
    assert codes(do(reset, "kumatori")) == {("account_state", "CM-06")}


def test_reset_password__must_be_changed_before_anything_is_booked(line: InProcess) -> None:
    """OG-05, ON-40: the login says so, bookings are refused, and one's own password ends it."""
    resident = registered("ono", card="04AA")
    temporary, command = temporary_password(municipalities()["ono"], resident)
    assert do(command).verdict == "applied"
    assert not logs_in(resident, PASSWORD)
    visit = Visit.offline(enrolled(line), temporary)
    assert not visit.log_in(line).read(LoginAccepted).resident.password
    answer = visit.terminal.send(line, visit.act(body(people=2)))
    assert [reason.code for reason in answer.verdicts[0].reasons] == ["password_needed"]
    assert (
        do(changed_password(typed("atarashii1", "ono"), resident, temporary)).verdict == "applied"
    )
    own = Visit.offline(visit.terminal, "atarashii1")
    assert own.log_in(line).read(LoginAccepted).resident.password


@pytest.mark.parametrize("municipality", ["kumatori", "kumamoto", "ageo", "ogaki", "ono"])
def test_temporary_password__is_one_here(line: InProcess, municipality: str) -> None:
    form = municipalities()[municipality].credentials.password
    resident = registered(municipality)
    found = {temporary_password(municipalities()[municipality], resident)[0] for _ in range(3)}
    assert len(found) == 3
    assert all(password_is_well_formed(password, form) for password in found)


def test_password__nobody_can_read_it(line: InProcess) -> None:
    """OG-06: neither rows nor journal hold more than its hash, and the desk can only reset it."""
    registered("kumatori", secret=None)
    do(first_password(typed(), KNOWN), "kumatori")
    assert Credential.objects.get().secret.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    kept = " ".join(line.body + line.answer for line in Line.objects.all())
    assert "hajimete1" not in kept


def test_password_link__works_once_and_not_for_long(line: InProcess) -> None:
    """KM-24: to the address that is known of somebody provisional; whoever asks learns nothing."""
    resident = registered("kumamoto", channel="web", documents=())
    asked = send_password_link.Body(number="Mihon01", mail="Mihon@example.com")
    for wrong in ({"mail": "other@example.com"}, {"mail": ""}, {"number": "Mihon02"}):
        assert do(asked.model_copy(update=wrong), "kumamoto") == APPLIED
    assert not Mail.objects.exists()
    assert do(asked, "kumamoto") == APPLIED
    assert do(asked, "kumamoto") == APPLIED
    link = PasswordLink.objects.get()
    assert Mail.objects.get().params["password_link"] == str(link.id)
    command = linked_password(typed("abc123", "kumamoto"), link)
    assert not isinstance(command, Decision)
    another = command.model_copy(update={"proof": Link(link=new_id())})
    assert codes(do(another, "kumamoto")) == {("credential", "")}
    late = NOW + timedelta(hours=1)
    assert codes(do(command, "kumamoto", late)) == {("credential", "")}
    assert do(command, "kumamoto").verdict == "applied"
    assert logs_in(resident, "abc123")
    assert codes(do(command, "kumamoto")) == {("credential", "")}


def test_password_link__is_for_the_provisional(line: InProcess) -> None:
    """KM-24: whoever was identified at a desk goes there."""
    registered("kumamoto")
    body = send_password_link.Body(number="Mihon01", mail="mihon@example.com")
    assert do(body, "kumamoto") == APPLIED
    assert not PasswordLink.objects.exists()


def test_password__for_nobody(line: InProcess) -> None:
    resident = registered("kumatori")
    command = changed_password(typed(), resident, PASSWORD)
    assert not isinstance(command, Decision)
    assert codes(do(command, "ono")) == {("no_such_resident", "")}
