"""Why not: what the rules refuse before anything is sent, and what the centre refuses after."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.flow import show
from kiosk.messages import (
    BackPressed,
    BookingConfirmed,
    CellChosen,
    CourtsChosen,
    DayChosen,
    FacilityChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    PrintTicket,
    SnapshotArrived,
    SportChosen,
    Submit,
)
from kiosk.screens.result.view import Tone
from kiosk.visit import Fate, Visit
from rules.wording import text
from sync.snapshot import Snapshot
from sync.wire import BookBody, ReasonText
from tests.kiosk.flow.journey import (
    DAY,
    NOW,
    TO_THE_BOARD,
    TO_THE_CARD,
    TO_THE_WAIT,
    accepted,
    at_confirm,
    begin,
    booked,
    do,
    last_effect,
    ono,
    received,
    sent,
    settled,
    walk,
)

TAKEN = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})


def everything_taken() -> Snapshot:
    room = ono().rooms["argo/arena"]
    cells = frozenset(
        (hour * 60, cell) for hour in range(9, 21) for cell in range(room.floor.cells)
    )
    return Snapshot(as_of=NOW, taken={("argo/arena", DAY): cells})


def codes(visit: Visit) -> list[str]:
    assert visit.refusal is not None
    return [reason.code for reason in visit.refusal.reasons]


# What the rules refuse ------------------------------------------------------------------------


def test_refusal__five_people_need_a_group_and_says_so_with_its_clause() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PeopleChosen(5), "identify.card"))
    visit = walk(visit, *TO_THE_WAIT[-2:], (accepted(), "refused"))
    (reason,) = show(visit).view.reasons
    assert "ON-14" in reason.clause
    assert reason.instead is not None
    assert walk(visit, (reason.instead.event, "book.people"), (PeopleChosen(4), "book.confirm"))


def test_refusal__of_a_day_leads_to_one_that_is_open_to_this_resident() -> None:
    """ON-55: the whole of February opens later to those from outside the city."""
    far, near = date(2026, 2, 10), date(2026, 1, 31)
    visit = do(begin(), PageOpened("look.sport"), SportChosen("badminton"), DayChosen(far))
    visit = do(visit, CellChosen(2, 18 * 60), NextPressed(), PeopleChosen(4))
    visit = walk(visit, *TO_THE_WAIT[-2:], (accepted(type="outside_individual"), "refused"))
    assert codes(visit) == ["not_yet_open"]
    (reason,) = show(visit).view.reasons
    assert reason.instead is not None
    assert reason.instead.event == DayChosen(near)
    visit = walk(visit, (DayChosen(near), "look.day"), (CellChosen(2, 18 * 60), "look.day"))
    assert walk(visit, (NextPressed(), "book.people"), (PeopleChosen(4), "book.confirm"))


def test_refusal__two_courts_need_a_group() -> None:
    visit = walk(at_confirm(), (PageOpened("book.courts"), "book.courts"))
    visit = walk(visit, (CourtsChosen(2), "refused"))
    assert codes(visit) == ["court_limit_individual"]


def test_refusal__a_group_books_two_courts_for_eight() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PeopleChosen(8), "identify.card"))
    visit = walk(visit, *TO_THE_WAIT[-2:], (accepted(type="city_group"), "book.confirm"))
    visit = walk(
        visit, (PageOpened("book.courts"), "book.courts"), (CourtsChosen(2), "book.confirm")
    )
    _, effect = last_effect(visit, BookingConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.draft.body, BookBody)
    assert (effect.draft.body.courts, effect.draft.body.people) == (2, 8)


@pytest.mark.parametrize("courts", [0, -1, 7, 1000])
def test_refusal__a_number_of_courts_that_is_not_there_changes_nothing(courts: int) -> None:
    visit = do(at_confirm(), PageOpened("book.courts"))
    assert do(visit, CourtsChosen(courts)).wish == visit.wish


@pytest.mark.parametrize("people", [0, -4, 10_000])
def test_refusal__a_number_of_people_that_cannot_be_changes_nothing(people: int) -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1])
    assert do(visit, PeopleChosen(people)).page == "book.people"


def test_refusal__more_people_than_the_room_takes() -> None:
    visit = walk(begin(), *TO_THE_CARD[:-1], (PageOpened("book.many"), "book.many"))
    entered = show(visit).view.entered("601")
    assert entered == PeopleChosen(601)
    assert "too_many_people" in codes(walk(visit, (entered, "refused")))


def test_refusal__an_expired_registration_cannot_book() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(valid_until=date(2025, 11, 30)), "refused"))
    assert "expired" in codes(visit)
    assert any("ON-24" in reason.clause for reason in show(visit).view.reasons)
    assert all(reason.instead.event == PageOpened("desk") for reason in show(visit).view.reasons)


def test_refusal__nobody_without_a_mail_address_books() -> None:
    visit = walk(begin(), *TO_THE_WAIT, (accepted(mail=False), "refused"))
    assert codes(visit) == ["mail_needed"]
    assert walk(visit, (PageOpened("desk"), "desk"))


def test_refusal__a_suspended_registration_cannot_book() -> None:
    assert codes(walk(begin(), *TO_THE_WAIT, (accepted(state="suspended"), "refused")))


def test_refusal__cells_that_were_taken_while_the_resident_read() -> None:
    visit = do(at_confirm(), SnapshotArrived(everything_taken()))
    visit = walk(visit, (BookingConfirmed(), "refused"))
    assert codes(visit) == ["courts_taken"]
    assert walk(visit, (PageOpened("look.day"), "look.day"))


def test_refusal__offers_the_other_room() -> None:
    """ON-04: fewer than six tables of アルゴ are played in 卓球室."""
    visit = walk(
        begin(),
        (PageOpened("look.place"), "look.place"),
        (FacilityChosen("argo/arena"), "look.sport"),
    )
    visit = walk(
        visit,
        (SportChosen("table_tennis"), "look.when"),
        (DayChosen(DAY), "look.day"),
        (CellChosen(0, 18 * 60), "look.day"),
        (NextPressed(), "book.people"),
        (PeopleChosen(8), "identify.card"),
        *TO_THE_WAIT[-2:],
        (accepted(type="city_group"), "book.confirm"),
        (PageOpened("book.courts"), "book.courts"),
        (CourtsChosen(3), "refused"),
    )
    assert codes(visit) == ["too_few_courts_here"]
    (reason,) = show(visit).view.reasons
    assert reason.instead.event == FacilityChosen("argo/table_tennis")
    visit = walk(visit, (reason.instead.event, "look.when"))
    assert visit.wish.facility == "argo/table_tennis"


def test_refusal__goes_back_to_where_it_came_from() -> None:
    visit = walk(at_confirm(), (PageOpened("book.courts"), "book.courts"))
    visit = walk(visit, (CourtsChosen(2), "refused"), (BackPressed(), "book.courts"))
    assert walk(visit, (CourtsChosen(1), "book.confirm"))


# What the centre refuses ----------------------------------------------------------------------


def test_verdict__a_slot_taken_a_second_ago() -> None:
    visit = sent()
    visit = walk(visit, (settled(visit, "conflict", reasons=(TAKEN,)), "action.result"))
    view = show(visit).view
    assert view.tone is Tone.REFUSED
    assert view.number == ""
    assert view.ticket == ""
    assert view.reasons[0].instead.event == PageOpened("look.day")
    assert walk(visit, (view.reasons[0].instead.event, "look.day"))


def test_verdict__a_password_that_turns_out_wrong() -> None:
    visit = received()
    reason = ReasonText(code="credential", rule="")
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    view = show(visit).view
    assert view.reasons[0].text == "番号かパスワードがちがいました。"
    assert view.reasons[0].clause == ""
    assert walk(visit, (PageOpened("identify.card"), "identify.card"))


def test_verdict__a_code_that_this_terminal_does_not_know_is_still_said() -> None:
    visit = sent()
    reason = ReasonText(code="unknown_municipality", rule="")
    visit = do(visit, settled(visit, "rejected", reasons=(reason,)))
    assert "窓口" in show(visit).view.reasons[0].text


@pytest.mark.parametrize(
    "reason",
    [
        ReasonText(code="too_windy", rule="ON-99", params={"metres_per_second": 12}),
        ReasonText(code="courts_taken", rule="CM-01", params={"courts_left": 0}),
        ReasonText(
            code="sport_not_offered", rule="CM-01", params={"facility": "argo/roof", "sport": "x"}
        ),
    ],
    ids=lambda reason: reason.code,
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_verdict__of_a_newer_centre_is_said_with_its_rule(
    language: str, reason: ReasonText
) -> None:
    """A code, a field or a room that this terminal does not know yet ends no visit."""
    visit = sent()
    visit = replace(visit, settings=replace(visit.settings, language=language))
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    (said,) = show(visit).view.reasons
    assert said.text == text("refused_otherwise", language)
    assert reason.rule in said.clause
    assert said.instead is not None


@pytest.mark.parametrize("verdict", ["parked", "quarantined"])
def test_verdict__that_the_staff_must_give(verdict: str) -> None:
    visit = sent()
    visit = walk(visit, (settled(visit, verdict), "action.result", PrintTicket))
    assert show(visit).view.tone is Tone.RECEIVED
    assert any("係員" in line for line in show(visit).view.lines)


def test_verdict__comes_once() -> None:
    visit = booked()
    again = do(visit, settled(visit, "rejected", reasons=(TAKEN,)))
    assert again.sents[-1].fate is Fate.CONFIRMED


def test_day__chosen_from_a_refusal_is_opened() -> None:
    visit = walk(begin(), *TO_THE_BOARD[:2], (DayChosen(date(2025, 12, 22)), "refused"))
    (reason,) = show(visit).view.reasons
    assert reason.instead.event == DayChosen(date(2025, 12, 23))
    assert walk(visit, (reason.instead.event, "look.day")).wish.day == date(2025, 12, 23)
