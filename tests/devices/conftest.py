"""Both card readers and both printers behind one set of hands each: the contract's two sides."""

import signal
from collections.abc import Iterator
from typing import Protocol

import pytest
from PIL.Image import Image

from kiosk.devices.card_reader import pcsc
from kiosk.devices.card_reader import simulated as simulated_reader
from kiosk.devices.ports import (
    CardReader,
    PrinterStatus,
    ReaderEvent,
    ReaderStatus,
    ReaderStatusChanged,
    TicketPrinter,
)
from kiosk.devices.ticket_printer import escpos
from kiosk.devices.ticket_printer import simulated as simulated_printer
from kiosk.fonts import Fonts, find_fonts
from kiosk.screens.dock.virtual_printer import Fault, VirtualPrinter
from tests.support.pcscd import Pcscd
from tests.support.virtual_card import ANSWERS_NOTHING, Answers, VirtualCard, uid_answers
from tests.support.waiting import wait_until


class Heard:
    """What a reader told, in order."""

    def __init__(self) -> None:
        self.events: list[ReaderEvent] = []
        self._compared = 0

    def tell(self, event: ReaderEvent) -> None:
        self.events.append(event)

    def wait_for(self, *expected: ReaderEvent) -> None:
        """Exactly these since the last time."""
        end = self._compared + len(expected)
        wait_until(lambda: len(self.events) >= end, f"{expected}, but {self.events}")
        assert self.events[self._compared : end] == list(expected)
        self._compared = end

    def wait_for_last(self, expected: ReaderEvent) -> None:
        wait_until(lambda: self.events[-1:] == [expected], f"{expected}, but {self.events}")

    def wait_for_status(self, status: ReaderStatus) -> None:
        self.wait_for(ReaderStatusChanged(status))


class ReaderHands(Protocol):
    """What a person and a fate can do at a card reader."""

    driver: CardReader

    def hold(self, uid: str) -> None: ...
    def hold_foreign(self) -> None: ...
    def hold_too_short(self) -> None: ...
    def take_away(self) -> None: ...
    def end_service(self) -> None: ...
    def unplug(self) -> None: ...
    def mend(self) -> None: ...


class SimulatedReaderHands:
    def __init__(self) -> None:
        self.driver = simulated_reader.Driver(simulated_reader.Settings())
        self.hold = self.driver.handle.tap
        self.take_away = self.driver.handle.lift
        self.end_service = self.driver.handle.stop_service
        self.unplug = self.driver.handle.unplug
        self.mend = self.driver.handle.plug

    def hold_foreign(self) -> None:
        self.driver.handle.fail("foreign")

    def hold_too_short(self) -> None:
        self.driver.handle.fail("lifted")


class PcscHands:
    """A virtual card in the virtual reader of the real pcscd."""

    def __init__(self, daemon: Pcscd) -> None:
        self.driver = pcsc.Driver(pcsc.Settings())
        self._daemon = daemon
        self._card: VirtualCard | None = None

    def hold(self, uid: str) -> None:
        self._insert(uid_answers(bytes.fromhex(uid)))

    def hold_foreign(self) -> None:
        self._insert(lambda _command: b"\x6a\x81")

    def hold_too_short(self) -> None:
        self._insert(ANSWERS_NOTHING)

    def take_away(self) -> None:
        if self._card is not None:
            self._card.remove()
            self._card = None
            self._daemon.wait_until_no_card()

    def end_service(self) -> None:
        self._stop()

    def unplug(self) -> None:
        """The virtual reader cannot be unplugged; a machine without one is as near as it gets."""
        self._stop()
        self._daemon.start(readers=False)

    def mend(self) -> None:
        if self._daemon.ours:
            self._daemon.stop()
            self._daemon.start()

    def _insert(self, answers: Answers) -> None:
        self.take_away()
        self._card = VirtualCard(answers)
        self._card.insert()

    def _stop(self) -> None:
        if not self._daemon.ours:
            pytest.skip("pcscd ran before these tests, which therefore do not stop it")
        self._daemon.stop(signal.SIGTERM)


@pytest.fixture(params=["simulated", "pcsc"])
def reader(request: pytest.FixtureRequest) -> Iterator[ReaderHands]:
    if request.param == "simulated":
        hands: ReaderHands = SimulatedReaderHands()
        yield hands
    else:
        hands = PcscHands(request.getfixturevalue("pcscd"))
        yield hands
        hands.take_away()
    hands.driver.stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


class PrinterHands(Protocol):
    """A printer that can be broken, and its tray."""

    driver: TicketPrinter

    def become(self, status: PrinterStatus) -> None: ...
    def prove_nothing(self) -> None: ...
    def pictures(self) -> list[Image]: ...


class SimulatedPrinterHands:
    def __init__(self, width_px: int) -> None:
        self.driver = simulated_printer.Driver(simulated_printer.Settings(width_px=width_px))

    def become(self, status: PrinterStatus) -> None:
        self.driver.handle.status = status

    def prove_nothing(self) -> None:
        self.driver.handle.proves = False

    def pictures(self) -> list[Image]:
        return [ticket.image for ticket in self.driver.handle.tickets]


FAULTS: dict[PrinterStatus, set[Fault]] = {
    PrinterStatus.READY: set(),
    PrinterStatus.PAPER_LOW: {Fault.NEAR_END},
    PrinterStatus.PAPER_OUT: {Fault.PAPER_OUT},
    PrinterStatus.COVER_OPEN: {Fault.COVER},
    PrinterStatus.CUTTER: {Fault.CUTTER},
    PrinterStatus.OFFLINE: {Fault.OFFLINE},
    PrinterStatus.UNKNOWN: {Fault.MUTE},
}


class EscposHands:
    """The driver of real printers, on a printer made of a port."""

    def __init__(self, width_px: int) -> None:
        self.printer = VirtualPrinter()
        self.driver = escpos.Driver(
            escpos.Settings(host="127.0.0.1", port=self.printer.port, width_px=width_px)
        )

    def become(self, status: PrinterStatus) -> None:
        self.printer.faults = set(FAULTS[status])

    def prove_nothing(self) -> None:
        self.printer.faults = {Fault.NO_PROOF}

    def pictures(self) -> list[Image]:
        return self.printer.tickets


@pytest.fixture(params=[576, 384])
def width_px(request: pytest.FixtureRequest) -> int:
    """Paper of 80 mm and of 58 mm."""
    return request.param


@pytest.fixture(params=["simulated", "escpos"])
def printer(request: pytest.FixtureRequest, width_px: int) -> Iterator[PrinterHands]:
    if request.param == "simulated":
        yield SimulatedPrinterHands(width_px)
    else:
        hands = EscposHands(width_px)
        yield hands
        hands.printer.close()


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return find_fonts()
