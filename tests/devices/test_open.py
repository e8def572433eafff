import subprocess
import sys

import pytest

from kiosk.devices.card_reader import simulated
from kiosk.devices.open import DriverError, drivers, open_driver


def test_driver__is_built_from_its_name_and_settings():
    printer = open_driver("ticket_printer", "simulated", {"width_px": 384})
    assert printer.width_px == 384
    assert isinstance(open_driver("card_reader", "simulated", {}), simulated.Driver)


def test_drivers__are_the_files_with_a_driver():
    assert drivers("card_reader") == ["pcsc", "simulated"]
    assert drivers("ticket_printer") == ["escpos", "simulated"]


@pytest.mark.parametrize("name", ["nfc", "raster", "", "..ports", "simulated.Driver"])
def test_driver__that_is_not_there_is_named_with_those_that_are(name):
    with pytest.raises(DriverError) as refused:
        open_driver("ticket_printer", name, {})
    assert str(refused.value) == (
        f'ticket_printer.driver: there is no driver "{name}", only escpos, simulated'
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"host": "printer", "port": 99999}, "ticket_printer.settings.port: "),
        ({}, "ticket_printer.settings.host: is missing"),
        (
            {"host": "printer", "colour": 1},
            "ticket_printer.settings.colour: is no key that is known here",
        ),
    ],
)
def test_settings__that_are_wrong_are_named_by_their_key(settings, says):
    with pytest.raises(DriverError) as refused:
        open_driver("ticket_printer", "escpos", settings)
    assert str(refused.value).startswith(says)


def test_driver__alone_is_imported():
    """In a fresh interpreter, for the other drivers are loaded in this one."""
    code = (
        "import sys; from kiosk.devices.open import open_driver;"
        "open_driver('card_reader', 'simulated', {});"
        "open_driver('ticket_printer', 'escpos', {'host': 'printer'});"
        "print([name for name in ('smartcard', 'escpos') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
