"""Tells the centre, about once a minute and at every change, that the terminal is alive and how."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.parts import Parts
from sync.replies import Answered
from sync.wire import Envelope, SealingKey, TerminalState

__all__ = ["EVERY_MS", "Devices", "StateReporter"]

EVERY_MS = 60_000
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Devices:
    """What the rest of the terminal knows of itself, as codes of its own."""

    version: str = UNKNOWN
    paper: str = UNKNOWN
    reader: str = UNKNOWN


class StateReporter:
    """``adopt`` takes over the sealing keys that the answer names."""

    def __init__(
        self,
        parts: Parts,
        devices: Callable[[], Devices],
        adopt: Callable[[tuple[SealingKey, ...]], None],
    ) -> None:
        self._parts = parts
        self._devices = devices
        self._adopt = adopt
        self._due_boot_ms = 0
        self._called_ms: int | None = None
        self._told: tuple[object, ...] = ()

    def tell(self) -> None:
        """One request where it is time; an answer that does not come is not waited for again."""
        now_ms = self._parts.clock.boot_ms()
        # A clock that jumped is told at once; how far it is off stands in every report.
        parts = self._parts
        devices, intake = self._devices(), parts.outbox.intake()
        returned = parts.outbox.holds.to_return
        known = (devices, intake, parts.time.is_wrong(), parts.policies.refused, returned)
        if now_ms < self._due_boot_ms and known == self._told:
            return
        self._told, self._due_boot_ms = known, now_ms + EVERY_MS
        if not self._send(devices, intake) and returned:
            # Somebody waits for what is given back.
            self._told = ()

    def call_staff(self, *, wanted: bool) -> bool:
        """Tell at once that somebody here calls the staff, or no longer; whether that is known.

        A call that did not go out is dropped: who made it was told so.
        """
        self._called_ms = self._parts.time.now_ms() if wanted else None
        known = self._send(self._devices(), self._parts.outbox.intake())
        if not known:
            self._called_ms, self._due_boot_ms = None, 0
        return known

    def _send(self, devices: Devices, intake: str | None) -> bool:
        reply = self._parts.link.state(self._state(devices, intake))
        if not isinstance(reply, Answered):
            return False
        self._adopt(reply.message.sealing_keys)
        return True

    def _state(self, devices: Devices, intake: str | None) -> TerminalState:
        parts = self._parts
        return TerminalState(
            terminal=parts.identity.terminal,
            nonce=parts.link.new_nonce(),
            wall_ms=parts.time.now_ms(),
            clock_ms=parts.clock.wall_ms(),
            version=devices.version,
            paper=devices.paper,
            reader=devices.reader,
            intake=intake,
            unsent=parts.outbox.unsent,
            oldest_ms=self._oldest_ms(),
            kid=parts.outbox.identity.newest[0],
            session=parts.outbox.session,
            returned=parts.outbox.holds.to_return,
            policy=parts.policies.digest(parts.identity.municipality),
            policy_refused=parts.policies.refused,
            called_ms=self._called_ms,
        )

    def _oldest_ms(self) -> int | None:
        rows = self._parts.outbox.due(1)
        return Envelope.model_validate_json(rows[0].text).clock.wall_ms if rows else None
