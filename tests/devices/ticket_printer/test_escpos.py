"""The driver of network printers, where the line and the printer misbehave."""

import socket
from threading import Thread

import pytest
from PIL import Image

from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintUnknown, Ticket
from kiosk.devices.ticket_printer.dialogue import Dialogue
from kiosk.devices.ticket_printer.escpos import Driver, Settings
from kiosk.screens.dock.virtual_printer import Fault, VirtualPrinter

LOOPBACK = "127.0.0.1"
FINE = b"\x12"
BLACK = Ticket("t-1", Image.new("1", (576, 600), 0), "")


@pytest.fixture
def printer():
    made = VirtualPrinter()
    yield made
    made.close()


def driver_of(port, **settings):
    return Driver(Settings(host=LOOPBACK, port=port, **settings))


class ScriptedPrinter:
    """Accepts one connection, answers the first questions as told, and hangs up."""

    def __init__(self, *answers: bytes) -> None:
        self._door = socket.create_server((LOOPBACK, 0))
        self.port = self._door.getsockname()[1]
        self._thread = Thread(target=self._serve, args=(answers,), daemon=True)
        self._thread.start()

    def _serve(self, answers):
        line, _ = self._door.accept()
        with line:
            for answer in answers:
                line.recv(3)
                line.sendall(answer)

    def close(self):
        self._thread.join(20)
        self._door.close()


@pytest.fixture
def scripted():
    made = []

    def make(*answers):
        made.append(ScriptedPrinter(*answers))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


def test_connection__that_is_refused_is_offline_and_nothing_was_printed():
    with socket.create_server((LOOPBACK, 0)) as door:
        port = door.getsockname()[1]
    driver = driver_of(port)
    assert driver.status() is PrinterStatus.OFFLINE
    assert driver.print(BLACK) == NotPrinted("t-1", PrinterStatus.OFFLINE)


def test_connection__that_is_closed_before_the_status_is_known_printed_nothing(scripted):
    assert driver_of(scripted().port).print(BLACK) in {
        NotPrinted("t-1", PrinterStatus.UNKNOWN),
        NotPrinted("t-1", PrinterStatus.OFFLINE),
    }


def test_connection__that_is_lost_while_printing_leaves_it_unknown(scripted):
    printer = scripted(FINE, FINE, FINE, FINE)
    assert driver_of(printer.port).print(BLACK) == PrintUnknown("t-1")


def test_printer__that_restarts_is_found_by_the_next_job(printer):
    driver = driver_of(printer.port)
    assert driver.print(BLACK) == Printed("t-1")
    port = printer.port
    printer.close()
    assert driver.print(BLACK) == NotPrinted("t-1", PrinterStatus.OFFLINE)
    again = VirtualPrinter(port)
    assert driver.print(BLACK) == Printed("t-1")
    again.close()


def test_status__told_unasked_is_no_answer(printer):
    printer.greeting = b"\x14\x00\x00\x0f"
    assert driver_of(printer.port).status() is PrinterStatus.READY
    printer.faults = {Fault.PAPER_OUT}
    assert driver_of(printer.port).status() is PrinterStatus.PAPER_OUT


def test_status__told_unasked_before_an_answer_is_passed_over(scripted):
    printer = scripted(FINE, FINE, FINE, b"\x14\x00\x00\x0f" + b"\x72")
    assert driver_of(printer.port).status() is PrinterStatus.PAPER_OUT


def test_status__is_not_the_late_answer_to_an_earlier_question():
    ours, theirs = socket.socketpair()

    def answer():
        for _ in range(4):
            theirs.recv(3)
            theirs.sendall(FINE)

    with ours, theirs:
        theirs.sendall(b"\x1a")
        thread = Thread(target=answer, daemon=True)
        thread.start()
        assert Dialogue(ours).status() is PrinterStatus.READY
        thread.join(20)


def test_status__in_bytes_of_the_wrong_form_is_unknown(scripted):
    printer = scripted(b"\x14\x00\x00\x0f")
    assert driver_of(printer.port).status() is PrinterStatus.UNKNOWN


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (b"\x12\x12\x12\x12", PrinterStatus.READY),
        (b"\x1a\x12\x12\x12", PrinterStatus.OFFLINE),
        (b"\x1a\x16\x12\x12", PrinterStatus.COVER_OPEN),
        (b"\x1a\x32\x12\x12", PrinterStatus.PAPER_OUT),
        (b"\x1a\x52\x12\x12", PrinterStatus.OFFLINE),
        (b"\x1a\x52\x1a\x12", PrinterStatus.CUTTER),
        (b"\x1a\x52\x32\x12", PrinterStatus.OFFLINE),
        (b"\x12\x12\x52\x12", PrinterStatus.OFFLINE),
        (b"\x12\x12\x12\x1e", PrinterStatus.PAPER_LOW),
        (b"\x12\x12\x12\x72", PrinterStatus.PAPER_OUT),
    ],
)
def test_status__is_one_word_for_four_answers(scripted, answers, status):
    printer = scripted(*(bytes([answer]) for answer in answers))
    assert driver_of(printer.port).status() is status


def test_paper__that_ends_in_the_middle_leaves_it_unknown(printer):
    driver = driver_of(printer.port, print_timeout_s=0.3)
    printer.rows_left = 300
    assert driver.print(BLACK) == PrintUnknown("t-1")
    assert driver.status() is PrinterStatus.PAPER_OUT
    assert printer.tickets == []


@pytest.mark.parametrize(
    ("heard", "proven"),
    [
        (b"7\x220042\x00", True),
        (b"\x14\x00\x00\x0f" + b"7\x220042\x00", True),
        (b"\x00" + b"7\x220042\x00", True),
        (b"7\x220041\x00", False),
        (b"7\x2200", False),
        (b"", False),
    ],
)
def test_proof__is_the_name_of_this_ticket_and_nothing_else(heard, proven):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(heard)
        assert Dialogue(ours).wait_for_proof(b"0042", 0.2) is proven


@pytest.mark.parametrize(
    "settings",
    [
        {"host": ""},
        {"host": LOOPBACK, "port": 0},
        {"host": LOOPBACK, "width_px": 380},
        {"host": LOOPBACK, "print_timeout_s": 0},
        {"host": LOOPBACK, "speed": 9600},
    ],
)
def test_settings__that_make_no_printer_are_refused(settings):
    with pytest.raises(ValueError, match="validation error"):
        Settings.model_validate(settings)
