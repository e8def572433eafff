"""Passwords at a terminal: the first one, another one, and what is kept of them (nothing)."""

from datetime import date

import pytest

from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import Credential, Resident
from central.registry.new_passwords import temporary_password
from central.terminals.models import Action
from sync.wire import (
    ActionVerdict,
    CancelBody,
    FirstPassword,
    NextPassword,
    SetPasswordBody,
)
from tests.central.booking.world import kumatori
from tests.central.registry.commands import do
from tests.central.terminals.asks import Person, codes, people_at
from tests.central.world import PASSWORD, InProcess

FIRST, NEXT = SetPasswordBody(proof="known"), SetPasswordBody(proof="old")
KNOWN = FirstPassword(
    number="90000001", born_on=date(1990, 4, 1), phone_end="1234", password="hajimete1"
)


@pytest.fixture
def person(line: InProcess) -> Person:
    """Registered, and without a password yet."""
    kumatori(phone="000-0000-1234")
    Credential.objects.all().delete()
    return people_at(line, "kumatori")


def logs_in(person: Person, password: str) -> bool:
    box = person.terminal.box(person.visit, password, number=KNOWN.number)
    return b'"accepted"' in person.terminal.log_in(person.line, person.visit, box).body


def try_first(person: Person, **wrong: object) -> ActionVerdict:
    return person.asks(FIRST, KNOWN.model_copy(update=wrong))


def test_first_password__by_what_only_its_owner_knows(person: Person) -> None:
    """KT-15, KX-2: at a terminal; one logs in with it at once."""
    verdict = try_first(person)
    assert (verdict.verdict, verdict.outcome) == ("applied", {})
    assert Line.objects.get(pk=verdict.action).kind == "set_password"
    assert logs_in(person, "hajimete1")


def test_first_password__says_nothing_of_what_was_wrong(person: Person) -> None:
    """KX-2"""
    for wrong in (
        {"number": "90000002"},
        {"born_on": date(1990, 4, 2)},
        {"phone_end": "1235"},
    ):
        assert codes(try_first(person, **wrong)) == {("credential", "")}
    assert not Credential.objects.exists()


def test_first_password__in_the_form_of_the_municipality(person: Person) -> None:
    assert {code for code, _ in codes(try_first(person, password="a"))} == {"password_form"}
    assert not Credential.objects.exists()


def test_first_password__is_not_guessed(person: Person) -> None:
    """A stranger tries birthdays; the owner sets it elsewhere all the same."""
    for day in range(2, 7):
        assert codes(try_first(person, born_on=date(1990, 4, day))) == {("credential", "")}
    assert codes(try_first(person)) == {("throttled", "")}
    assert try_first(people_at(person.line, "kumatori")).verdict == "applied"


def test_first_password__sent_again_is_set_once(person: Person) -> None:
    form = person.terminal.form(person.visit, "set_password", KNOWN)
    signed = person.terminal.act(FIRST, person.visit, None, form=form)
    first, again = (person.terminal.verdict(person.line, signed) for _ in range(2))
    assert first == again
    assert codes(try_first(person, password="hajimete2")) == {("credential", "")}
    assert logs_in(person, "hajimete1")


def test_next_password__by_the_one_of_the_login(line: InProcess) -> None:
    """KT-16: the old one holds no more."""
    person = people_at(line, "kumatori").logged_in(kumatori())
    assert person.asks(NEXT, NextPassword(password="tsugi123")).verdict == "applied"
    assert logs_in(person, "tsugi123")
    assert not logs_in(person, PASSWORD)


def test_next_password__ends_a_temporary_one(line: InProcess) -> None:
    """OG-05, ON-40"""
    resident = kumatori()
    given, reset = temporary_password(municipalities()["kumatori"], resident)
    do(reset, "kumatori")
    person = people_at(line, "kumatori").logged_in(resident, given)
    assert not person.mine().resident.password
    assert person.asks(NEXT, NextPassword(password="tsugi123")).verdict == "applied"
    assert person.mine().resident.password


def test_next_password__of_somebody_who_did_not_log_in(line: InProcess) -> None:
    kumatori()
    person = people_at(line, "kumatori")
    assert codes(person.asks(NEXT, NextPassword(password="tsugi123"))) == {("credential", "")}
    box = person.terminal.box(person.visit, "chigau1", number="90000001")
    guessing = Person(line, person.terminal, person.visit, box)
    assert codes(guessing.asks(NEXT, NextPassword(password="tsugi123"))) == {("credential", "")}
    assert Resident.objects.get().credentials.count() == 1


@pytest.mark.parametrize(
    ("typed", "for_verb"),
    [(None, ""), (NextPassword(password="tsugi123"), ""), (KNOWN, "wish_mail")],
)
def test_form__that_is_none_or_another_is_refused(
    person: Person, typed: object, for_verb: str
) -> None:
    """A box for another verb does not open; nothing is parked, and the next action is decided."""
    form = typed and person.terminal.form(person.visit, for_verb or "set_password", typed)
    assert codes(person.asks(FIRST, form=form)) == {("unreadable", "")}
    assert codes(person.asks(CancelBody(number="0"), form=form)) in (
        {("credential", "")},
        {("unreadable", "")},
    )


def test_form__of_a_text_that_no_database_takes_is_refused(person: Person) -> None:
    assert codes(try_first(person, number="9\u0000")) == {("unreadable", "")}


def test_passwords__are_kept_nowhere(person: Person) -> None:
    """Neither in the journal, nor with what terminals sent, nor what was answered."""
    try_first(person, phone_end="1235")
    try_first(person)
    kept = " ".join(
        (
            *Line.objects.values_list("body", flat=True),
            *Line.objects.values_list("answer", flat=True),
            *Action.objects.values_list("clear", flat=True),
            *Action.objects.values_list("signed", flat=True),
            *Action.objects.values_list("answer", flat=True),
        )
    )
    assert "set_password" in kept
    assert "hajimete1" not in kept
