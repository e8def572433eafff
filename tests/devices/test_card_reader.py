"""One contract for every card reader: what is told of a card, and when."""

import threading

import pytest

from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    ReaderStatus,
    ReaderStatusChanged,
)
from tests.devices.conftest import Heard, ReaderHands

UID = "04A1B2C3D4E5F6"
IDM = "0139A0B1C2D3E4F5"


@pytest.fixture
def started(reader: ReaderHands, heard: Heard) -> ReaderHands:
    reader.driver.start(heard.tell)
    heard.wait_for_status(ReaderStatus.READY)
    return reader


def test_card__is_told_once_when_touched_and_once_when_lifted(started, heard):
    started.hold(UID)
    heard.wait_for(CardTouched(UID))
    started.take_away()
    heard.wait_for(CardLifted())


def test_card__of_either_kind_is_known_by_its_number(started, heard):
    started.hold(UID)
    heard.wait_for(CardTouched(UID))
    started.take_away()
    started.hold(IDM)
    heard.wait_for(CardLifted(), CardTouched(IDM))


def test_card__touched_twice_is_told_twice(started, heard):
    for _ in range(2):
        started.hold(UID)
        heard.wait_for(CardTouched(UID))
        started.take_away()
        heard.wait_for(CardLifted())


def test_card__taken_away_while_it_is_read_is_unreadable(started, heard):
    started.hold_too_short()
    heard.wait_for(CardUnreadable("lifted"))
    started.take_away()
    started.hold(UID)
    heard.wait_for(CardTouched(UID))


def test_card__of_a_foreign_kind_is_unreadable(started, heard):
    started.hold_foreign()
    heard.wait_for(CardUnreadable("foreign"))


def test_card__with_a_number_of_an_unknown_length_is_foreign(started, heard):
    started.hold("0102030405")
    heard.wait_for(CardUnreadable("foreign"))


def test_card__with_a_random_number_is_refused(started, heard):
    started.hold("08A1B2C3")
    heard.wait_for(CardUnreadable("random_id"))


def test_card__that_lies_there_when_the_service_ends_is_lifted(started, heard):
    started.hold(UID)
    heard.wait_for(CardTouched(UID))
    started.end_service()
    heard.wait_for(CardLifted(), ReaderStatusChanged(ReaderStatus.NO_SERVICE))
    started.mend()
    heard.wait_for_status(ReaderStatus.READY)
    started.hold(UID)
    heard.wait_for(CardTouched(UID))


def test_reader__that_is_unplugged_and_plugged_is_told(started, heard):
    started.unplug()
    try:
        # The service of the real one is stopped for it, and this may be told between.
        heard.wait_for_last(ReaderStatusChanged(ReaderStatus.NO_READER))
    finally:
        started.mend()
    heard.wait_for_last(ReaderStatusChanged(ReaderStatus.READY))


def test_reader__with_a_card_on_it_at_the_start_tells_of_it(reader, heard):
    reader.hold(UID)
    reader.driver.start(heard.tell)
    heard.wait_for(ReaderStatusChanged(ReaderStatus.READY), CardTouched(UID))


def test_reader__tells_on_a_thread_of_its_own_which_ends_with_stop(reader):
    threads = []
    told = threading.Event()

    def tell(_event):
        threads.append(threading.current_thread())
        told.set()

    reader.driver.start(tell)
    assert told.wait(20)
    assert threads[0] is not threading.current_thread()
    reader.driver.stop()
    assert not threads[0].is_alive()


def test_reader__can_be_stopped_before_it_is_started(reader):
    reader.driver.stop()
