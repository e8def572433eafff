"""Bookings of an older system: taken with their numbers, or refused with the line and why."""

from datetime import date
from pathlib import Path

import pytest

from central import clock
from central.booking.bookings_csv import BOOKINGS
from central.booking.models import Booking
from central.csv_rows import import_file
from central.money.models import Charge
from central.policies import municipalities
from tests.central.booking.world import check_the_cells
from tests.central.money.world import check_the_books
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

HEADER = "number,resident,holder,facility,sport,courts,people,day,start,end,fee,paid,booked_on"
GOOD = "A-1,90000001,,argo/fitness,yoga,1,5,2026-09-17,09:00,11:00,600,yes,2026-09-01"


def take(path: Path, *rows: str):
    file = path / "bookings.csv"
    file.write_text("\n".join([HEADER, *rows]), "utf-8")
    return import_file(file, BOOKINGS, municipalities()["ono"], clock.now())


def test_import__takes_a_booking_with_its_number_and_what_was_paid(tmp_path: Path) -> None:
    resident = register()
    walk_in = "A-2,,見本　花子,argo/arena,badminton,2,4,2026-09-17,18:00,20:00,800,no,2026-09-01"
    assert take(tmp_path, GOOD, walk_in).new == 2
    booking = Booking.objects.get(number="A-1")
    assert (booking.resident, booking.day, booking.paid) == (resident, date(2026, 9, 17), True)
    assert set(Charge.objects.values_list("yen", "state")) == {(600, "paid"), (800, "due")}
    again = take(tmp_path, GOOD, walk_in)
    assert (again.new, again.known, again.refused) == (0, 2, ())
    check_the_cells()
    check_the_books()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("09:00", "9:00"), "start: must be a time of day such as 09:30"),
        (("09:00", "11:00"), "off_the_grid (CM-03)"),
        (("90000001", "90000009"), "no_such_resident"),
        (("90000001", ""), "resident_or_holder"),
        (("argo/fitness", "argo/nowhere"), "sport_not_offered (CM-04)"),
        (("yoga", "chess"), "sport_not_offered (CM-04)"),
        (("600", "-1"), "fee: "),
        (("yes", "perhaps"), "paid: yes or no"),
        (("2026-09-17", "yesterday"), "wish.day: "),
        ((",1,5,", ",2,5,"), "courts_taken (CM-01)"),
    ],
)
def test_import__refuses_a_row_with_the_reason(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    register()
    (refused,) = take(tmp_path, GOOD.replace(*change)).refused
    assert refused.line == 2
    assert refused.reason.startswith(reason)
    assert not Booking.objects.exists()


def test_import__two_for_one_court_is_one(tmp_path: Path) -> None:
    register()
    found = take(tmp_path, GOOD, GOOD.replace("A-1", "A-2"))
    assert (found.new, [one.reason for one in found.refused]) == (1, ["courts_taken (CM-01)"])
    check_the_cells()


def test_import__a_number_that_another_day_has(tmp_path: Path) -> None:
    register()
    found = take(tmp_path, GOOD, GOOD.replace("2026-09-17", "2026-09-18"))
    assert (found.new, [one.reason for one in found.refused]) == (1, ["number_taken"])
