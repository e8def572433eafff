"""The tour as the tests walk it: cards through pcscd, and the centre on a database of their choice.

``python -m tests.journeys.walk STATE OUT PANEL [DATABASE_URL]``; a process of its own, for Kivy has
one window a process.
"""

import sys
from pathlib import Path

from kiosk.config import Device, Panel
from kiosk.demonstration import Equipment
from kiosk.tour import tour
from tests.support.pcscd import wait_until_no_card
from tests.support.virtual_card import VirtualCard, uid_answers


class Hands:
    """Holds one card at a time to the virtual reader."""

    def __init__(self) -> None:
        self._card: VirtualCard | None = None

    def tap(self, card: str) -> None:
        self.lift()
        self._card = VirtualCard(uid_answers(bytes.fromhex(card)))
        self._card.insert()

    def lift(self) -> None:
        if self._card is not None:
            self._card.remove()
            self._card = None
            wait_until_no_card()


PANELS = {
    "portrait": Panel(width_px=1080, height_px=1920, width_mm=268, fullscreen=False),
    "landscape": Panel(width_px=1024, height_px=768, width_mm=304, fullscreen=False),
}


def main(state: str, out: str, panel: str, database_url: str = "") -> int:
    equipment = Equipment(Device(driver="pcsc"), lambda _: Hands(), database_url)
    return tour(Path(state), Path(out), equipment, PANELS[panel])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
