"""The dock's keys: what each does to the devices, and what they show of them afterwards."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from kiosk.assets import residents_of
from kiosk.demonstration import spoken
from kiosk.flow import show
from kiosk.messages import SettingChanged
from kiosk.screens.dock.controls import (
    Card,
    CardHeld,
    CardTaken,
    Controls,
    LineSwitched,
    PaperSwitched,
    TicketTurned,
    read_cards,
)
from kiosk.screens.parts import Look, Press
from tests.kiosk.flow.journey import begin, do, texts

CARDS = (Card("04AA", "mihon01", "one"), Card("04BB", "mihon02", "two"))


@dataclass
class Devices:
    """Hands, line and printer at once; it notes what was done to them."""

    up: bool = True
    paper_out: bool = False
    tickets: list[Image.Image] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def tap(self, card: str) -> None:
        self.done.append(f"tap {card}")

    def lift(self) -> None:
        self.done.append("lift")

    def cut(self) -> None:
        self.up = False
        self.done.append("cut")

    def restore(self) -> None:
        self.up = True
        self.done.append("restore")

    def print(self, shade: int) -> Image.Image:
        self.tickets.append(Image.new("1", (8, 8), shade))
        return self.tickets[-1]


def say(message: str, **values: object) -> str:
    return " ".join([message, *map(str, values.values())])


def controls(devices: Devices) -> Controls:
    return Controls(CARDS, devices, devices, devices, say)


def switches(it: Controls) -> dict[str, Press]:
    return {press.label: press for press in it.view().switches}


def test_cards__are_held_to_the_reader_and_taken_away() -> None:
    devices = Devices()
    it = controls(devices)
    assert [press.event for press in it.view().cards] == [CardHeld("04AA"), CardHeld("04BB")]
    assert [press.label for press in it.view().cards] == [
        "dock.card one mihon01",
        "dock.card two mihon02",
    ]
    it.act(CardHeld("04BB"))
    it.act(CardTaken())
    assert devices.done == ["tap 04BB", "lift"]


def test_line__its_key_cuts_it_and_then_restores_it() -> None:
    devices = Devices()
    it = controls(devices)
    assert switches(it)["dock.line_cut"] == Press("dock.line_cut", LineSwitched())
    it.act(LineSwitched())
    cut = switches(it)["dock.line_restore"]
    assert (cut.event, cut.look, cut.enabled) == (LineSwitched(), Look.STOP, True)
    it.act(LineSwitched())
    assert "dock.line_cut" in switches(it)
    assert devices.done == ["cut", "restore"]


def test_paper__its_key_ends_it_and_then_puts_it_in() -> None:
    devices = Devices()
    it = controls(devices)
    assert switches(it)["dock.paper_end"].look is Look.PLAIN
    it.act(PaperSwitched())
    assert devices.paper_out
    assert switches(it)["dock.paper_back"].look is Look.STOP
    it.act(PaperSwitched())
    assert not devices.paper_out


def test_paper__that_ends_by_itself_is_seen() -> None:
    devices = Devices()
    it = controls(devices)
    devices.paper_out = True
    assert "dock.paper_back" in switches(it)


def test_tray__is_empty_at_first() -> None:
    view = controls(Devices()).view()
    assert (view.tray_note, view.ticket) == ("dock.tray_empty", None)
    assert [press.enabled for press in view.tray] == [False, False]


def test_tray__turns_through_the_tickets_and_stops_at_both_ends() -> None:
    devices = Devices()
    it = controls(devices)
    first, second, third = (devices.print(shade) for shade in (0, 1, 0))
    seen = []
    for by in (0, -1, -1, -1, 1, 1, 1):
        it.act(TicketTurned(by))
        view = it.view()
        seen.append((view.ticket, view.tray_note, [press.enabled for press in view.tray]))
    top = (third, "dock.tray 3 3", [True, False])
    middle = (second, "dock.tray 2 3", [True, True])
    bottom = (first, "dock.tray 1 3", [False, True])
    assert seen == [top, middle, bottom, bottom, middle, top, top]
    assert [press.event for press in it.view().tray] == [TicketTurned(-1), TicketTurned(1)]


def test_tray__a_new_ticket_comes_to_the_top() -> None:
    devices = Devices()
    it = controls(devices)
    devices.print(0)
    devices.print(1)
    assert it.view().tray_note == "dock.tray 2 2"
    it.act(TicketTurned(-1))
    assert it.view().tray_note == "dock.tray 1 2"
    newest = devices.print(0)
    assert it.view().ticket is newest
    assert it.view().tray_note == "dock.tray 3 3"


def test_view__is_equal_while_nothing_has_changed() -> None:
    devices = Devices()
    devices.print(1)
    it = controls(devices)
    assert it.view() == it.view()


def test_view__is_in_the_language_of_the_terminal() -> None:
    visits = [begin()]
    devices = Devices()
    say = spoken(texts(), lambda: show(visits[-1]).language)
    it = Controls(CARDS, devices, devices, devices, say)
    assert it.view().title == "見本の機器"
    visits.append(do(visits[-1], SettingChanged("language")))
    assert it.view().title == "Simulated devices"
    visits.append(begin())
    assert it.view().title == "見本の機器"


def test_act__an_event_of_the_terminal_moves_no_device() -> None:
    devices = Devices()
    controls(devices).act("booked")
    assert devices == Devices()


# The demonstration residents ------------------------------------------------------------------


def test_cards__of_the_demonstration_are_as_many_as_its_residents() -> None:
    cards = read_cards(residents_of("ono"))
    assert len(cards) >= 5
    assert len({card.uid for card in cards}) == len(cards)
    for card in cards:
        assert bytes.fromhex(card.uid)
        assert "見本" in card.label


@pytest.mark.parametrize("content", ["", "residents = [{}]", 'residents = [{card = "04"}]'])
def test_cards__a_file_without_them_is_an_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "residents.toml"
    file.write_text(content)
    with pytest.raises(KeyError):
        read_cards(file)
