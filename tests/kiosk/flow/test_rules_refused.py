"""What the rules refuse at a terminal: every reason in words, its clause, and a way on."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    CancelChosen,
    CellChosen,
    DayChosen,
    FacilityChosen,
    LoginAnswered,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SettingChanged,
    SportChosen,
    StudentsChosen,
)
from kiosk.screens.result.view import Reason
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.wire import BookingState, LoginRefused
from tests.kiosk.flow.journey import (
    CARD,
    SEALED,
    VISIT,
    accepted,
    booking,
    do,
    municipality,
    take,
)
from tests.kiosk.flow.towns import at


@dataclass(frozen=True, slots=True)
class Wish:
    """A use that somebody asks a terminal for, hour by hour; ``who`` logs in, if it comes to it."""

    town: str
    room: str
    sport: str
    day: date
    now: str
    hours: tuple[int, ...] = (13, 14)
    people: int = 1
    who: dict[str, Any] = field(default_factory=dict)


def asked(wish: Wish, visit: Visit | None = None) -> Visit:
    """As far as the terminal lets it come."""
    visit = visit or at_the_board(wish)
    if visit.page != "look.day":
        return visit
    step = municipality(wish.town).rooms[wish.room].granule_minutes
    minutes = [60 * hour + part for hour in wish.hours for part in range(0, 60, step)]
    visit = do(visit, *(CellChosen(0, minute) for minute in (minutes[0], minutes[-1])))
    visit = do(visit, NextPressed())
    if visit.page == "book.people":
        visit = do(visit, PeopleChosen(wish.people))
    if visit.page == "book.students":
        visit = do(visit, StudentsChosen(0))
    if not visit.page.startswith("identify."):
        return visit
    agreed = tuple(municipality(wish.town).classes)
    answer = accepted(**({"type": "individual", "agreed": agreed} | wish.who))
    return do(visit, CardTouched(CARD), SEALED, answer)


def at_the_board(wish: Wish) -> Visit:
    now = datetime.fromisoformat(wish.now).replace(tzinfo=JAPAN)
    visit = at(wish.town, now, venue=municipality(wish.town).rooms[wish.room].venue)
    visit = do(visit, PageOpened("look.place"), FacilityChosen(wish.room))
    if visit.page == "look.sport":
        visit = do(visit, SportChosen(wish.sport))
    return do(visit, DayChosen(wish.day))


def reasons(visit: Visit) -> tuple[Reason, ...]:
    assert visit.page == "refused", visit.page
    found: tuple[Reason, ...] = show(visit).view.reasons
    return found


LARGE = ("kumamoto", "paid/sogo/large", "badminton", date(2025, 11, 20))
SCHOOL = ("kumamoto", "school/elementary_a/gym", "badminton", date(2025, 11, 20))
SAKURA = ("ogaki", "sakura/room", "meeting")
NAKAGAWA = ("ogaki", "nakagawa/room", "meeting")
HALL = ("ogaki", "okunohosomichi/multipurpose", "meeting")
SUITOPIA = ("ogaki", "suitopia/meeting", "meeting")
GROUP = {"type": "group"}
SOMEBODY = {"type": "city_individual"}
THURSDAY = date(2025, 11, 20)
EARLY = "2025-10-20T10:00"
PUPIL = {"age": 15, "school": "junior_high"}
REFUSED = [
    ("KM-50", Wish(*LARGE, "2025-10-16T08:59:59")),
    ("KM-50", Wish(*LARGE, "2025-11-19T00:00")),
    ("KM-53", Wish(*SCHOOL, "2025-11-19T00:00", (19, 20))),
    ("OG-C7", Wish("ogaki", "suitopia/exhibition", "exhibition", THURSDAY, EARLY)),
    ("OG-U1", Wish(*SAKURA, THURSDAY, EARLY, who=PUPIL)),
    ("OG-F6", Wish(*NAKAGAWA, date(2025, 11, 21), EARLY, who={"age": 17})),
    ("OG-W1", Wish("ogaki", "sunwork/room", "meeting", THURSDAY, EARLY, who={"age": 17})),
    ("OG-F3", Wish(*NAKAGAWA, date(2025, 11, 25), "2025-11-05T12:00")),
    ("OG-O1", Wish(*HALL, date(2026, 2, 28), "2025-11-27T23:59:59")),
    ("OG-O1", Wish(*HALL, THURSDAY, "2025-11-14T00:00")),
    ("ON-50", Wish("ono", "areo/athletics", "soccer", date(2025, 11, 12), "2025-11-11T00:00")),
    ("ON-53", Wish("ono", "oike/baseball", "baseball", date(2025, 9, 13), "2025-08-01T23:59:59")),
    (
        "ON-05",
        Wish(
            "ono", "argo/meeting", "meeting", date(2025, 11, 12), "2025-11-10T10:00", who=SOMEBODY
        ),
    ),
    (
        "ON-15",
        Wish("ono", "kawai/ground", "soccer", date(2025, 11, 12), "2025-11-10T10:00", who=SOMEBODY),
    ),
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("rule", "wish"), REFUSED)
def test_refusal__says_why_by_which_clause_and_what_then(
    rule: str, wish: Wish, language: str
) -> None:
    """KM-50, KM-53, OG-C7, OG-U1, OG-F6, OG-W1, OG-F3, OG-O1, ON-50, ON-53, ON-05, ON-15."""
    visit = asked(wish)
    if visit.settings.language != language:
        visit = do(visit, SettingChanged("language"))
    told = reasons(visit)
    assert rule in {reason.clause.split()[1].strip(":") for reason in told}
    for reason in told:
        assert reason.text
        assert "{" not in reason.text + reason.clause
        assert reason.instead is not None
        assert take(visit, reason.instead.event)[0].page != "refused"


def test_period__begins_at_nine_and_ends_at_midnight() -> None:
    """KM-01: half open, to the second."""
    assert asked(Wish(*LARGE, "2025-10-16T08:59:59")).page == "refused"
    assert asked(Wish(*LARGE, "2025-10-16T09:00:00")).page == "book.confirm"
    assert asked(Wish(*LARGE, "2025-11-18T23:59:59")).page == "book.confirm"
    assert asked(Wish(*LARGE, "2025-11-19T00:00:00")).page == "refused"


@pytest.mark.parametrize(
    ("wish", "phone", "hours"),
    [
        (Wish(*LARGE, "2025-11-19T12:00"), "096-385-1010", "09:00–21:00"),
        (Wish(*SCHOOL, "2025-11-19T12:00"), "096-328-2724", ""),
    ],
)
def test_period__that_is_over_leads_to_the_place(wish: Wish, phone: str, hours: str) -> None:
    """KM-04, KM-52: from the day before on by telephone or at the desk, with its hours."""
    visit = asked(wish)
    (reason,) = reasons(visit)
    assert phone in reason.text
    lines = "\n".join(show(visit).view.lines)
    assert hours in lines
    assert "00:00" not in lines, "a whole day is refused without hours"
    assert reason.instead is not None
    assert isinstance(reason.instead.event, DayChosen), "the next day that can be booked here"


def test_draw__in_person_is_said_with_its_day_and_hour() -> None:
    """ON-52: the first of the month before, in January the second, at half past nine."""
    for day, now, draw in (
        (date(2025, 9, 13), "2025-07-20T10:00", "8月1日(金) 09:30"),
        (date(2026, 2, 14), "2025-12-20T10:00", "1月2日(金) 09:30"),
    ):
        (reason,) = reasons(asked(Wish("ono", "oike/baseball", "baseball", day, now)))
        assert draw in reason.text


def test_view__ends_with_the_month_after_next() -> None:
    """ON-41: and the wall says so, whoever is there."""
    wish = Wish("ono", "argo/arena", "badminton", date(2026, 1, 1), "2025-10-15T10:00")
    visit = asked(wish)
    assert visit.page == "look.when", "beyond the wall there is nothing to touch"
    assert "12月31日" in show(visit).view.wall
    assert len(show(visit).view.months) == 3
    assert at_the_board(replace(wish, day=date(2025, 12, 30))).page == "look.day"


# Of bookings that there are -------------------------------------------------------------------


def held(*days: int, **changes: Any) -> tuple[BookingState, ...]:
    """Uses of a meeting room of スイトピア on days of November."""
    values = {"facility": "suitopia/meeting", "sport": "meeting", "people": 8, "fee": 1000}
    values |= {"start_minute": 780, "end_minute": 900} | changes
    return tuple(booking(f"AAAAA-{n:05}", day=date(2025, 11, n), **values) for n in days)


@pytest.mark.parametrize(
    ("rule", "days", "wanted"),
    [("OG-C1", (12, 13, 14), 15), ("OG-C2", (7, 9, 13, 15, 17, 19), 21)],
)
def test_refusal__counts_the_bookings_that_there_are(
    rule: str, days: tuple[int, ...], wanted: int
) -> None:
    """OG-C1, OG-C2: a fourth day in a row, a seventh day of the month."""
    agreed = tuple(municipality("ogaki").classes)
    wish = Wish(*SUITOPIA, date(2025, 11, wanted), "2025-11-05T12:00", who=GROUP)
    visit = do(at_the_board(wish), CellChosen(0, 780), NextPressed(), PeopleChosen(8))
    visit = do(visit, CardTouched(CARD), SEALED)
    told = do(visit, accepted(*held(*days), type="group", agreed=agreed))
    assert rule in str([reason.clause for reason in reasons(told)])
    fewer = do(visit, accepted(*held(*days[1:]), type="group", agreed=agreed))
    assert fewer.page == "book.confirm"


def cancelling(town: str, room: str, now: str, **changes: Any) -> Visit:
    """In the list of one's bookings, about to cancel the one of 20 November, 13:00."""
    instant = datetime.fromisoformat(now).replace(tzinfo=JAPAN)
    visit = do(at(town, instant), PageOpened("mine.list"), CardTouched(CARD), SEALED)
    (one,) = held(20, facility=room, **changes)
    agreed = tuple(municipality(town).classes)
    visit = do(visit, accepted(one, type="individual", agreed=agreed))
    return do(visit, CancelChosen(one.number))


@pytest.mark.parametrize(
    ("town", "room", "last", "first_too_late", "rule"),
    [
        ("ogaki", "sakura/room", "2025-11-13T23:59:59", "2025-11-14T00:00", "OG-U2"),
        ("kumamoto", "paid/sogo/large", "2025-11-20T12:59:59", "2025-11-20T13:00", "KM-79"),
    ],
)
def test_cancelling__to_the_second_and_then_at_the_place(
    town: str, room: str, last: str, first_too_late: str, rule: str
) -> None:
    """OG-U2, KM-79: by oneself while one can; after that the telephone stands there."""
    sport = {"sport": "badminton"} if town == "kumamoto" else {}
    assert cancelling(town, room, last, **sport).page == "mine.cancel"
    visit = cancelling(town, room, first_too_late, **sport)
    (reason,) = reasons(visit)
    assert rule in reason.clause
    assert any("電話" in line for line in show(visit).view.lines)


def test_cancelling__costs_always_at_sunwork() -> None:
    """OG-W2: whenever it is cancelled, it is said that something is owed."""
    for now in ("2025-10-20T10:00", "2025-11-13T10:00"):
        rows = {r.label: r.value for r in show(cancelling("ogaki", "sunwork/room", now)).view.rows}
        assert rows["取消の費用"] not in {"", "かかりません"}
    free = show(cancelling("ogaki", "sakura/room", "2025-11-01T10:00")).view.rows
    assert {row.label: row.value for row in free}["取消の費用"] == "かかりません"


def test_card__that_is_not_registered_or_was_replaced_is_turned_away() -> None:
    """ON-10, ON-21, KT-08: with what to do about it, and nothing is booked with it."""
    for town, code in (
        ("ono", "unknown_card"),
        ("ono", "blocked_card"),
        ("kumatori", "blocked_card"),
    ):
        visit = do(at(town), PageOpened("mine.list"), CardTouched(CARD), SEALED)
        visit = do(visit, LoginAnswered(VISIT, LoginRefused(code=code, centre_ms=0)))
        assert visit.page == "identify.refused"
        assert visit.person is None
        assert "窓口" in "".join(show(visit).view.lines)


def test_terminal__counts_as_the_internet() -> None:
    """ON-01, ON-40: at アルゴ's terminal, too, a mail address is needed to book."""
    wish = Wish("ono", "argo/arena", "badminton", date(2025, 11, 12), "2025-11-10T10:00")
    visit = asked(replace(wish, who=SOMEBODY | {"mail": False}))
    assert [reason.clause.split()[1] for reason in reasons(visit)] == ["ON-40:"]
    assert asked(replace(wish, who=SOMEBODY)).page == "book.confirm"


def test_vacancies__are_seen_by_anyone_and_booked_by_whoever_logs_in() -> None:
    """KT-26, KX-7"""
    visit = do(at("kumatori"), PageOpened("look.place"))
    room = next(iter(municipality("kumatori").rooms.values()))
    visit = do(visit, FacilityChosen(room.id))
    if visit.page == "look.sport":
        visit = do(visit, SportChosen(next(iter(room.sports))))
    assert visit.page == "look.when"
    days = [day.event for month in show(visit).view.months for day in month.days if day.event]
    boards = (do(visit, day) for day in days)
    visit = next(board for board in boards if board.page == "look.day")
    cells = [c.event for row in show(visit).view.cells for c in row if c.event is not None]
    visit = do(visit, cells[-1], NextPressed(), PeopleChosen(4))
    assert visit.page == "identify.card"


def test_lodging__is_not_asked_for_here() -> None:
    """OG-Y1: by telephone, FAX or mail only; no board, but how and where."""
    visit = do(at("ogaki"), PageOpened("look.place"), FacilityChosen("seinen/lodging"))
    assert visit.page == "look.elsewhere"
    (row,) = show(visit).view.rows
    assert "電話" in row.detail
