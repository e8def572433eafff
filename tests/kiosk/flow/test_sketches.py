"""The small map on a ticket: where the place is known and is another than this one."""

from datetime import date

from kiosk.devices.ports import CardTouched
from kiosk.devices.ticket_printer.ticket import Sketch
from kiosk.flow.sketches import sketch_to
from kiosk.messages import PrintTicket, PrintWanted, SettingChanged
from tests.kiosk.flow.journey import CARD, SEALED, accepted, begin, booking, do, last_effect
from tests.kiosk.flow.towns import at

NUMBER = "AAAAA-BBBBB"


def printed(room: str) -> Sketch | None:
    visit = do(begin(), CardTouched(CARD), SEALED)
    visit = do(visit, accepted(booking(NUMBER, facility=room, day=date(2025, 12, 20))))
    _, effect = last_effect(visit, PrintWanted(NUMBER))
    assert isinstance(effect, PrintTicket)
    return effect.paper.sketch


def test_ticket__shows_the_way_to_another_place() -> None:
    sketch = printed("act/arena")
    assert sketch is not None
    assert sketch.goal == (9.4 / 12, 8.2 / 13)
    assert sketch.here == (5.4 / 12, 7.0 / 13)
    assert (sketch.goal_word, sketch.here_word) == ("行き先", "この端末")
    assert "概略図" in sketch.note
    assert len(sketch.places) == 7


def test_ticket__shows_nobody_where_they_stand() -> None:
    assert printed("argo/arena") is None


def test_ticket__of_a_room_that_is_gone_shows_no_map() -> None:
    assert printed("argo/pool") is None


def test_sketch__is_none_where_the_place_is_not_on_the_map() -> None:
    assert sketch_to(at("kumamoto"), "school/elementary_a") is None
    assert sketch_to(at("osaka"), "kumatori") is None


def test_sketch__has_no_terminal_where_that_is_not_on_the_map() -> None:
    sketch = sketch_to(at("kumamoto", venue="school/elementary_a"), "park/ojima")
    assert sketch is not None
    assert sketch.here is None


def test_sketch__speaks_english() -> None:
    sketch = sketch_to(do(begin(), SettingChanged("language")), "act")
    assert sketch is not None
    assert sketch.goal_word == "Go here"
