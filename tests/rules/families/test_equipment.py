"""Equipment (備品) that a booking asks for: what is lent there, and no more of it than there is."""

from dataclasses import replace
from datetime import date, datetime

from rules.calendar import JAPAN
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Resident, Slot, Verb
from rules.families.equipment import offered
from rules.verdict import Verdict
from tests.rules.worlds import codes, municipality, params

NOW = datetime(2025, 11, 1, 10, 0, tzinfo=JAPAN)
DAY = date(2025, 11, 20)


def ask(*equipment: tuple[str, int], room: str = "seinen/room") -> Verdict:
    wanted = Slot(room, "meeting", 1, DAY, 13 * 60, 15 * 60)
    request = Request(Verb.BOOK, Channel.TERMINAL, wanted, equipment=equipment)
    return decide(municipality("ogaki"), request, Resident("group"), Facts(), NOW)


def test_equipment__as_many_as_there_are_and_one_more():
    """OG-Y5"""
    assert ask(("microphone", 2), ("projector", 1)).allowed
    refused = ask(("microphone", 3), ("projector", 1))
    assert codes(refused) == [("OG-Y5", "too_much_equipment")]
    assert params(refused) == {"count_max": 2}


def test_equipment__what_is_not_lent_and_none_of_it():
    assert codes(ask(("piano", 1))) == [("OG-Y5", "no_such_equipment")]
    assert codes(ask(("microphone", 0))) == [("OG-Y5", "no_such_equipment")]


def test_equipment__a_room_that_lends_nothing():
    assert ask(room="suitopia/meeting").allowed
    refused = ask(("microphone", 1), room="suitopia/meeting")
    assert codes(refused) == [("CM-04", "no_such_equipment")]


def test_equipment__is_asked_of_what_a_booking_becomes():
    slot = Slot("seinen/room", "meeting", 1, DAY, 13 * 60, 15 * 60)
    request = Request(Verb.VIEW, Channel.TERMINAL, slot, equipment=(("piano", 1),))
    assert decide(municipality("ogaki"), request, None, Facts(), NOW).allowed
    asked = replace(request, verb=Verb.BOOK)
    assert not decide(municipality("ogaki"), asked, Resident("group"), Facts(), NOW).allowed


def test_equipment__is_offered_in_the_rooms_of_its_class():
    here = municipality("ogaki")
    assert set(offered(here, "seinen/room", DAY)) == {
        "projector",
        "microphone",
        "whiteboard",
        "long_table",
    }
    assert offered(here, "suitopia/meeting", DAY) == {}
    assert offered(here, "no/where", DAY) == {}
