"""Consent to the terms in the version that stands, before the booking that needs it."""

from datetime import date

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    CellChosen,
    DayChosen,
    FacilityChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SportChosen,
    Submit,
    TermsAgreed,
)
from kiosk.visit import Visit
from rules.terms_text import terms_version
from sync.wire import BookBody, ConsentBody, ReasonText
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    accepted,
    booking,
    do,
    elsewhere,
    municipality,
    recorded,
    settled,
    walk,
)

DAY = date(2025, 12, 10)


def wished(visit: Visit) -> Visit:
    """熊取: the gym is wished for, and the password is typed."""
    visit = do(visit, PageOpened("look.place"), FacilityChosen("kumatori/gym"))
    visit = do(visit, SportChosen("badminton"), DayChosen(DAY), CellChosen(0, 13 * 60))
    return do(visit, NextPressed(), PeopleChosen(4), CardTouched(CARD), SEALED)


def at_terms() -> Visit:
    answer = accepted(type="individual", agreed=())
    return walk(wished(elsewhere("kumatori", "kumatori")), (answer, "book.terms"))


def sent() -> Visit:
    visit = walk(at_terms(), (TermsAgreed(), "book.confirm"))
    return walk(visit, (BookingConfirmed(), "action.wait", Submit, Submit))


def settle_first(visit: Visit, verdict: str, **values: object) -> Visit:
    """The centre's answer to the consent, the first of the two."""
    answer = settled(visit, verdict, **values)
    told = answer.verdict.model_copy(update={"action": visit.sents[0].action})
    return do(visit, type(answer)(answer.visit, told))


def test_consent__is_asked_for_before_the_booking() -> None:
    """KT-03: the terms as they stand are read and agreed to; the consent goes first."""
    visit = sent()
    first, second = (sent.body for sent in visit.sents)
    version = terms_version(municipality("kumatori"), "kumatori")
    assert version is not None
    assert first == ConsentBody(facility_class="kumatori", version=version)
    assert isinstance(second, BookBody)


def test_consent__that_was_given_is_not_asked_for_again() -> None:
    """KT-03"""
    answer = accepted(type="individual", agreed=("kumatori",))
    visit = walk(wished(elsewhere("kumatori", "kumatori")), (answer, "book.confirm"))
    assert walk(visit, (BookingConfirmed(), "action.wait", Submit))


def test_consent__is_asked_for_where_nobody_is_verified() -> None:
    """KT-03: the centre refuses without it, so it is asked for with the line cut, too."""
    visit = wished(elsewhere("kumatori", "kumatori", line_up=False))
    assert visit.page == "book.terms"


def test_consent__can_be_gone_back_on() -> None:
    visit = walk(at_terms(), (BackPressed(), "book.people"))
    assert visit.sents == ()


def test_consent__waits_with_the_booking_and_has_no_paper() -> None:
    visit = do(sent(), recorded(sent()))
    visit = settle_first(visit, "applied")
    assert visit.page == "action.wait"
    state = booking(visit.sents[-1].number, facility="kumatori/gym", day=DAY)
    assert walk(visit, (settled(visit, booking=state), "action.result", PrintTicket))


def test_consent__that_is_refused_is_asked_for_again() -> None:
    """KT-03: the terms changed meanwhile."""
    visit = settle_first(sent(), "rejected", reasons=(ReasonText(code="terms_changed", rule=""),))
    why = ReasonText(code="terms_not_agreed", rule="KT-03", params={"facility_class": "kumatori"})
    visit = walk(visit, (settled(visit, "rejected", reasons=(why,)), "action.result"))
    (reason,) = show(visit).view.reasons
    assert "KT-03" in reason.clause
    assert walk(visit, (reason.instead.event, "book.terms"))


@pytest.mark.parametrize("page", ["home", "book.people"])
def test_consent__event_elsewhere_changes_nothing(page: str) -> None:
    visit = elsewhere("kumatori", "kumatori")
    if page == "book.people":
        visit = do(visit, PageOpened("look.place"), FacilityChosen("kumatori/gym"))
        visit = do(visit, SportChosen("badminton"), DayChosen(DAY), CellChosen(0, 13 * 60))
        visit = walk(visit, (NextPressed(), "book.people"))
    assert walk(visit, (TermsAgreed(), page))
