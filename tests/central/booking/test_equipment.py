"""OG-Y5: equipment that is asked for with a booking is kept with it, and no more than there is."""

from datetime import date

import pytest

from central.booking.facts import booking_state
from central.booking.models import Booking
from central.booking.use_cases import book, change_booking
from central.booking.words import equipment_text
from tests.central.booking.world import at, booked, codes, do, make, ogaki, wish

pytestmark = pytest.mark.usefixtures("line")

DAY = date(2025, 11, 20)
NOW = at("2025-11-01T10:00")
ROOM = ("seinen/room", "meeting", DAY, (13, 15))


def test_equipment__is_kept_with_the_booking_and_told() -> None:
    """OG-Y5"""
    booking = booked(ogaki(), wish(*ROOM, equipment={"microphone": 2, "long_table": 10}), NOW)
    assert booking.equipment == {"microphone": 2, "long_table": 10}
    assert booking_state(booking).equipment == {"microphone": 2, "long_table": 10}
    assert equipment_text(booking) == "マイク 2、長机 10"


def test_equipment__of_a_resident_at_a_terminal_is_kept_too() -> None:
    who = ogaki()
    wanted = wish(*ROOM, equipment={"projector": 1})
    body = book.Body(resident=who.id, channel="terminal", wish=wanted)
    assert do(body, "ogaki", NOW).verdict == "applied"
    assert Booking.objects.get().equipment == {"projector": 1}


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"microphone": 3}, "too_much_equipment"), ({"piano": 1}, "no_such_equipment")],
)
def test_equipment__that_is_not_there_refuses_the_booking(asked: dict, code: str) -> None:
    """OG-Y5"""
    refused = make(ogaki(), wish(*ROOM, equipment=asked), "ogaki", NOW)
    assert codes(refused) == {(code, "OG-Y5")}
    assert not Booking.objects.exists()


def test_equipment__is_not_lent_where_the_data_names_none() -> None:
    wanted = wish("suitopia/meeting", "meeting", DAY, (13, 15), equipment={"microphone": 1})
    assert codes(make(ogaki(), wanted, "ogaki", NOW)) == {("no_such_equipment", "CM-04")}


def test_equipment__changes_with_the_booking() -> None:
    booking = booked(ogaki(), wish(*ROOM, equipment={"microphone": 2}), NOW)
    for asked in ({"microphone": 1}, {}):
        to = wish(*ROOM, equipment=asked)
        body = change_booking.Body(number=booking.number, to=to, channel="desk")
        assert do(body, "ogaki", NOW).verdict == "applied"
        booking.refresh_from_db()
        assert booking.equipment == asked
    too_many = change_booking.Body(
        number=booking.number, to=wish(*ROOM, equipment={"microphone": 3}), channel="desk"
    )
    assert codes(do(too_many, "ogaki", NOW)) == {("too_much_equipment", "OG-Y5")}
