"""One contract for every ticket printer: what comes out, and what is said of it."""

import pytest
import zxingcpp
from PIL import Image

from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintUnknown, Ticket
from kiosk.devices.ticket_printer.raster import render
from tests.devices import papers


@pytest.fixture
def ticket(width_px, fonts) -> Ticket:
    return Ticket("t-1", render(papers.BOOKED, width_px, fonts), papers.BOOKED.qr)


@pytest.mark.parametrize("status", PrinterStatus)
def test_status__is_what_is_wrong_with_it(printer, status):
    printer.become(status)
    assert printer.driver.status() is status


def test_ticket__comes_out_dot_for_dot(printer, ticket):
    assert printer.driver.print(ticket) == Printed("t-1")
    (picture,) = printer.pictures()
    assert picture.size == ticket.image.size
    assert picture.tobytes() == ticket.image.tobytes()


def test_ticket__has_a_qr_code_that_is_read_back(printer, ticket):
    printer.driver.print(ticket)
    (picture,) = printer.pictures()
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == ticket.qr


@pytest.mark.parametrize("signed", [papers.SIGNED, papers.SIGNED_LONG])
def test_ticket__with_a_signed_action_is_read_back_from_what_is_printed(
    printer, signed, width_px, fonts
):
    printer.driver.print(Ticket("t-2", render(signed, width_px, fonts), signed.qr))
    (picture,) = printer.pictures()
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == signed.qr


def test_tickets__come_out_in_order_one_cut_each(printer, width_px):
    for rows in (40, 300):
        image = Image.new("1", (width_px, rows), 0)
        assert printer.driver.print(Ticket(str(rows), image, "")) == Printed(str(rows))
    assert [picture.height for picture in printer.pictures()] == [40, 300]


def test_paper__that_is_low_is_still_paper(printer, ticket):
    printer.become(PrinterStatus.PAPER_LOW)
    assert printer.driver.print(ticket) == Printed("t-1")


@pytest.mark.parametrize(
    "status",
    [
        PrinterStatus.PAPER_OUT,
        PrinterStatus.COVER_OPEN,
        PrinterStatus.CUTTER,
        PrinterStatus.OFFLINE,
        PrinterStatus.UNKNOWN,
    ],
)
def test_printer__that_is_not_ready_prints_nothing_and_says_why(printer, ticket, status):
    printer.become(status)
    assert printer.driver.print(ticket) == NotPrinted("t-1", status)
    printer.become(PrinterStatus.READY)
    assert printer.driver.print(ticket) == Printed("t-1")
    assert len(printer.pictures()) == 1


def test_printer__that_proves_nothing_leaves_it_unknown(printer, ticket):
    printer.prove_nothing()
    assert printer.driver.print(ticket) == PrintUnknown("t-1")
    assert len(printer.pictures()) == 1


def test_printer__tells_how_wide_its_paper_is(printer, width_px):
    assert printer.driver.width_px == width_px


def test_ticket__that_is_wider_than_the_paper_is_our_own_mistake(printer, width_px):
    with pytest.raises(AssertionError, match="wider than the paper"):
        printer.driver.print(Ticket("t-1", Image.new("1", (width_px + 8, 8), 1), ""))
