"""The PC/SC driver against the real pcscd, where it differs from any other reader."""

import signal

import pytest

from kiosk.devices.card_reader.pcsc import Driver, Settings
from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    ReaderStatus,
    ReaderStatusChanged,
)
from tests.support.virtual_card import VirtualCard, uid_answers

UID = "04A1B2C3D4E5F6"


@pytest.fixture
def driver():
    made = Driver(Settings())
    yield made
    made.stop()


@pytest.fixture
def card(pcscd):
    made = VirtualCard(uid_answers(bytes.fromhex(UID)))
    yield made
    made.remove()
    pcscd.wait_until_no_card()


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGKILL])
def test_pcscd__stopped_and_started_again_is_watched_on(
    own_pcscd, driver, card, heard, with_signal
):
    driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.READY)
    for _ in range(2):
        own_pcscd.stop(with_signal)
        heard.wait_for_status(ReaderStatus.NO_SERVICE)
        own_pcscd.start()
        heard.wait_for_status(ReaderStatus.READY)
        card.insert()
        heard.wait_for(CardTouched(UID))
        card.remove()
        heard.wait_for(CardLifted())


def test_pcscd__killed_while_a_card_is_read(own_pcscd, driver, heard):
    def kill(_command):
        own_pcscd.stop(signal.SIGKILL)
        return b""

    card = VirtualCard(kill)
    driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.READY)
    card.insert()
    heard.wait_for(CardUnreadable("lifted"), ReaderStatusChanged(ReaderStatus.NO_SERVICE))
    card.remove()
    own_pcscd.start()
    heard.wait_for_status(ReaderStatus.READY)


def test_pcscd__that_does_not_run_at_the_start(own_pcscd, driver, heard):
    own_pcscd.stop()
    driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.NO_SERVICE)
    own_pcscd.start()
    heard.wait_for_status(ReaderStatus.READY)


def test_pcscd__without_a_reader(own_pcscd, driver, heard):
    own_pcscd.stop()
    own_pcscd.start(readers=False)
    try:
        driver.start(heard.tell)
        heard.wait_for_status(ReaderStatus.NO_READER)
        driver.stop()
    finally:
        own_pcscd.stop()
        own_pcscd.start()


def test_reader__of_another_name_is_not_listened_to(pcscd, heard):
    driver = Driver(Settings(reader="00 01"))
    driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.READY)
    ignored = VirtualCard(uid_answers(bytes.fromhex("04000000000001")), slot=0)
    card = VirtualCard(uid_answers(bytes.fromhex(UID)), slot=1)
    ignored.insert()
    card.insert()
    try:
        heard.wait_for(CardTouched(UID))
        card.remove()
        heard.wait_for(CardLifted())
    finally:
        card.remove()
        ignored.remove()
        driver.stop()
        pcscd.wait_until_no_card()
    assert len(heard.events) == 3


def test_reader__that_nobody_has_is_no_reader(pcscd, heard):
    driver = Driver(Settings(reader="a reader that is not there"))
    driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.NO_READER)
    driver.stop()


def test_listener__that_fails_does_not_end_the_watch(pcscd, driver, card, heard, caplog):
    def tell(event):
        heard.tell(event)
        if event == CardTouched(UID):
            raise RuntimeError("the listener failed")

    driver.start(tell)
    heard.wait_for_status(ReaderStatus.READY)
    card.insert()
    heard.wait_for(CardTouched(UID), CardLifted(), CardTouched(UID))
    assert "begins anew" in caplog.text
    assert UID not in caplog.text
