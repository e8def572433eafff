"""Whether this machine's own way to the network has changed: a cable, an address or a route."""

import select
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Self

__all__ = ["Uplink"]

#: Of linux/rtnetlink.h: RTMGRP_LINK, RTMGRP_IPV4_IFADDR, _IPV4_ROUTE, _IPV6_IFADDR, _IPV6_ROUTE.
GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400
#: A cable that is plugged in is told of in several parts, and only the last makes a way.
QUIET_S, PARTS_MAX = 0.2, 50
MESSAGE_BYTES = 65_536


class Uplink:
    """Says so whenever the kernel tells of a change (rtnetlink); where it cannot, never.

    Without it the probe sees that the line is back, some seconds later.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._end, self._ended = socket.socketpair()
        self._thread = Thread(target=self._watch, name="uplink", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.close()
        self._thread.join()
        self._ended.close()

    def _watch(self) -> None:
        try:
            kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        except OSError:
            return
        with kernel:
            kernel.bind((0, GROUPS))
            while self._is_told(kernel, None):
                parts = 0
                while parts < PARTS_MAX and self._is_told(kernel, QUIET_S):
                    parts += 1
                self._changed()

    def _is_told(self, kernel: socket.socket, within_s: float | None) -> bool:
        """Whether there was a message; it is taken, and not read: any change will do."""
        ready, _, _ = select.select([kernel, self._ended], [], [], within_s)
        if not ready or self._ended in ready:
            return False
        # Where more was told than could be kept (ENOBUFS), something has changed all the same.
        with suppress(OSError):
            kernel.recv(MESSAGE_BYTES)
        return True
