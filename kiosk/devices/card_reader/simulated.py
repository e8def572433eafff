"""A card reader without hardware: the program has a ``CardReader``, a person its ``Handle``."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

from pydantic import BaseModel, ConfigDict

from kiosk.devices.card_reader.identity import judge
from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    ReaderEvent,
    ReaderStatus,
    ReaderStatusChanged,
)

__all__ = ["Driver", "Handle", "Settings"]


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Handle:
    """What a hand can do at the reader; from any thread, and before the reader is started."""

    def __init__(self) -> None:
        self._events: SimpleQueue[ReaderEvent | None] = SimpleQueue()
        self._touched = False
        self._status = ReaderStatus.READY
        self._events.put(ReaderStatusChanged(self._status))

    def tap(self, card: str) -> None:
        """Hold a card to the reader; ``card`` is its UID in hex."""
        self.lift()
        if self._status is ReaderStatus.READY:
            self._put_card(judge(bytes.fromhex(card)))

    def fail(self, why: str) -> None:
        """Hold a card to the reader that it cannot read, for this reason."""
        self.lift()
        if self._status is ReaderStatus.READY:
            self._put_card(CardUnreadable(why))

    def lift(self) -> None:
        if self._touched:
            self._touched = False
            self._events.put(CardLifted())

    def unplug(self) -> None:
        self._become(ReaderStatus.NO_READER)

    def stop_service(self) -> None:
        self._become(ReaderStatus.NO_SERVICE)

    def plug(self) -> None:
        self._become(ReaderStatus.READY)

    def next_event(self) -> ReaderEvent | None:
        return self._events.get()

    def end(self) -> None:
        self._events.put(None)

    def _put_card(self, event: CardTouched | CardUnreadable) -> None:
        self._touched = isinstance(event, CardTouched)
        self._events.put(event)

    def _become(self, status: ReaderStatus) -> None:
        if status is not self._status:
            self.lift()
            self._status = status
            self._events.put(ReaderStatusChanged(status))


class Driver:
    """A ``CardReader`` that is told by its ``handle`` what to tell."""

    def __init__(self, _settings: Settings) -> None:
        self.handle = Handle()
        self._thread: Thread | None = None

    def start(self, tell: Callable[[ReaderEvent], None]) -> None:
        assert self._thread is None, "a driver is started once"
        self._thread = Thread(target=self._run, args=(tell,), name="card-reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.handle.end()
        if self._thread is not None:
            self._thread.join()

    def _run(self, tell: Callable[[ReaderEvent], None]) -> None:
        while self._tell_next(tell):
            pass

    def _tell_next(self, tell: Callable[[ReaderEvent], None]) -> bool:
        """False at the end; no card is held while the next one is awaited."""
        event = self.handle.next_event()
        if event is None:
            return False
        tell(event)
        return True
