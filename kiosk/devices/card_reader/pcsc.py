"""Cards through PC/SC: a thread that watches pcscd, and outlives its restarts.

pyscard's own monitors end for good when pcscd restarts, so this one stands on the plain calls of
``smartcard.scard``. Whatever fails ends the connection to pcscd and begins anew: a card that was
seen is told to be gone, for what lies there afterwards may be another person's.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from smartcard import scard

from kiosk.devices.card_reader.identity import judge
from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    ReaderEvent,
    ReaderStatus,
    ReaderStatusChanged,
)

__all__ = ["Driver", "Settings"]

_LOG = logging.getLogger(__name__)

#: Get Data of PC/SC part 3: the reader itself answers with the UID or the IDm.
_GET_UID = [0xFF, 0xCA, 0x00, 0x00, 0x00]
_PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1

#: A pseudo reader of pcscd that changes when a reader is plugged in or out.
_PLUGGING = "\\\\?PnP?\\Notification"

#: The list of readers is asked for again after this even if nothing was told.
_WAIT_MS = 1000
_RETRY_S = 0.3
_STOP_S = 5.0

#: The card is there and does not speak: it is of another kind.
_SPEECHLESS = frozenset({scard.SCARD_W_UNRESPONSIVE_CARD, scard.SCARD_W_UNSUPPORTED_CARD})


class Settings(BaseModel):
    """``reader``: only readers whose name contains it; empty takes every reader."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reader: str = Field("", max_length=128)


class Driver:
    """A ``CardReader`` on the PC/SC service of this machine."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = Event()
        self._context: Any = None
        self._thread: Thread | None = None

    def start(self, tell: Callable[[ReaderEvent], None]) -> None:
        assert self._thread is None, "a driver is started once"
        self._thread = Thread(target=self._run, args=(tell,), name="card-reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for _ in range(int(_STOP_S / 0.05)):
            if self._thread is None or not self._thread.is_alive():
                return
            # Again and again: a cancel just before the thread begins to wait is lost.
            if self._context is not None:
                scard.SCardCancel(self._context)
            self._thread.join(0.05)

    def _run(self, tell: Callable[[ReaderEvent], None]) -> None:
        teller = _Teller(tell)
        while not self._stopping.is_set():
            try:
                teller.forget_cards()
                self._connect_and_watch(teller)
            except Exception:  # noqa: BLE001 - the one at the top of this thread
                _LOG.exception("the card reader's watcher failed and begins anew")
            self._stopping.wait(_RETRY_S)

    def _connect_and_watch(self, teller: "_Teller") -> None:
        result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if result != scard.SCARD_S_SUCCESS:
            teller.status(ReaderStatus.NO_SERVICE)
            return
        self._context = context
        try:
            while not self._stopping.is_set() and self._watch_once(context, teller):
                pass
        finally:
            self._context = None
            scard.SCardReleaseContext(context)

    def _watch_once(self, context: Any, teller: "_Teller") -> bool:
        """Wait for one change and tell it; False when the connection to pcscd is of no more use."""
        result, found = scard.SCardListReaders(context, [])
        if result not in {scard.SCARD_S_SUCCESS, scard.SCARD_E_NO_READERS_AVAILABLE}:
            return False
        readers = [name for name in found or [] if self._settings.reader in name]
        teller.status(ReaderStatus.READY if readers else ReaderStatus.NO_READER)
        teller.keep_only(readers)
        known = [(name, teller.seen.get(name, scard.SCARD_STATE_UNAWARE)) for name in readers]
        known.append((_PLUGGING, scard.SCARD_STATE_UNAWARE))
        result, states = scard.SCardGetStatusChange(context, _WAIT_MS, known)
        if result == scard.SCARD_E_TIMEOUT:
            return True
        if result == scard.SCARD_S_SUCCESS:
            for name, state, _ in states[:-1]:
                teller.saw(context, name, state)
        return bool(result == scard.SCARD_S_SUCCESS)


class _Teller:
    """What was seen and told so far, by the name of the reader."""

    def __init__(self, tell: Callable[[ReaderEvent], None]) -> None:
        self._tell = tell
        self._status: ReaderStatus | None = None
        self._touched: set[str] = set()
        self.seen: dict[str, int] = {}

    def status(self, status: ReaderStatus) -> None:
        if status is not self._status:
            self._status = status
            self._tell(ReaderStatusChanged(status))

    def saw(self, context: Any, reader: str, state: int) -> None:
        """Tell what changed; pcscd counts insertions and removals in the upper half of a state."""
        before = self.seen.get(reader, scard.SCARD_STATE_UNAWARE)
        self.seen[reader] = state & ~scard.SCARD_STATE_CHANGED
        present = bool(state & scard.SCARD_STATE_PRESENT)
        if present and before & scard.SCARD_STATE_PRESENT and before >> 16 == state >> 16:
            return
        self._gone(reader)
        if present:
            event = _read(context, reader)
            if isinstance(event, CardTouched):
                self._touched.add(reader)
            self._tell(event)

    def keep_only(self, readers: list[str]) -> None:
        for reader in self.seen.keys() - set(readers):
            del self.seen[reader]
            self._gone(reader)

    def forget_cards(self) -> None:
        self.keep_only([])

    def _gone(self, reader: str) -> None:
        if reader in self._touched:
            self._touched.remove(reader)
            self._tell(CardLifted())


def _read(context: Any, reader: str) -> CardTouched | CardUnreadable:
    """Nobody else may speak to the card meanwhile, and it is left without power."""
    result, card, protocol = scard.SCardConnect(
        context, reader, scard.SCARD_SHARE_EXCLUSIVE, _PROTOCOLS
    )
    if result != scard.SCARD_S_SUCCESS:
        return CardUnreadable("foreign" if result in _SPEECHLESS else "lifted")
    try:
        result, answer = scard.SCardTransmit(card, protocol, _GET_UID)
    finally:
        scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)
    if result != scard.SCARD_S_SUCCESS or not answer:
        return CardUnreadable("lifted")
    *uid, high, low = answer
    if (high, low) != (0x90, 0x00):
        return CardUnreadable("foreign")
    return judge(bytes(uid))
