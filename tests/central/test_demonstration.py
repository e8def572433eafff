from collections import Counter

import pytest
from django.conf import settings
from django.db.models import Count

from central import clock
from central.booking.models import Booking, Cell
from central.demonstration import DemonstrationError, load_demonstration
from central.policies import municipalities
from central.registry.models import Resident
from rules.day import room_day
from sync.wire import LoginAccepted, LoginRefused
from tests.central.world import NOW, InProcess, Visit, enrolled


def load() -> list[str]:
    return list(load_demonstration(municipalities(), clock.now()))


def test_demonstration__twice_is_the_same_as_once(line: InProcess) -> None:
    load()
    first = Counter(Booking.objects.values_list("number", flat=True))
    assert load() == [
        "izumi: 1 sample residents, 0 new bookings",
        "kumamoto: 3 sample residents, 0 new bookings",
        "kumatori: 3 sample residents, 0 new bookings",
        "ogaki: 2 sample residents, 0 new bookings",
        "ono: 7 sample residents, 0 new bookings",
    ]
    assert Counter(Booking.objects.values_list("number", flat=True)) == first
    assert len(first) > 500


def test_demonstration__bookings_stand_in_open_hours_and_in_their_cells(line: InProcess) -> None:
    load()
    for booking in Booking.objects.annotate(taken_count=Count("taken")):
        here = municipalities()[booking.municipality]
        hours = room_day(here, booking.facility, booking.day, NOW).hours
        assert hours is not None
        assert hours[0] <= booking.start_minute < booking.end_minute <= hours[1]
        granule = here.rooms[booking.facility].granule_minutes
        minutes = booking.end_minute - booking.start_minute
        assert booking.taken_count == len(booking.cells) * minutes // granule
    assert Cell.objects.exists()


KINDS = {
    "1": "city_individual",
    "2": "outside_individual",
    "3": "city_group",
    "4": "outside_group",
    "5": "city_individual",
    "6": "city_individual",
}


def test_demonstration__cards_do_what_their_labels_say(line: InProcess) -> None:
    load()
    terminal = enrolled(line)
    for number, kind in KINDS.items():
        visit = Visit.offline(terminal, f"mihon0{number}", f"0400000000000{number}")
        resident = visit.log_in(line).read(LoginAccepted).resident
        assert resident.type == kind
        assert (resident.valid_until < NOW.date()) == (number == "5")
        assert resident.mail == (number != "6")
    lost = Visit.offline(terminal, "mihon07", "04000000000007").log_in(line)
    assert lost.read(LoginRefused).code == "blocked_card"
    assert not Resident.objects.get(number="90000099").cards.exists()


def test_demonstration__has_who_is_stopped_and_who_has_no_password_of_their_own(
    line: InProcess,
) -> None:
    load()
    assert Resident.objects.get(number="mihon23").state == "suspended"
    assert not Resident.objects.get(number="90000042").credentials.exists()
    assert Resident.objects.get(number="90000043").credentials.get().temporary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ono.toml|residents = [", "ono.toml: "),
        ("ono.toml|seed = 1", "ono.toml: residents: is missing"),
        ("nowhere.toml|", "nowhere.toml: there is no municipality nowhere"),
    ],
)
def test_demonstration__a_file_that_cannot_be_used(
    line: InProcess, tmp_path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    name, content = text.split("|")
    (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr(settings, "DEMONSTRATION", tmp_path)
    with pytest.raises(DemonstrationError) as error:
        load()
    assert str(error.value).startswith(said)
    assert not Resident.objects.exists()
