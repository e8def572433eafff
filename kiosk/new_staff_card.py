"""Make the lines of the configuration for a card of the staff.

``python -m kiosk.new_staff_card [SALT]`` reads the card's identifier from its input, so that it
stands in no history of commands. A further card is made with the salt that is there already.
"""

import re
import sys

from kiosk.clock import nonce
from kiosk.staff_cards import SALT, digest

__all__ = ["main"]

MOST = 100
#: What readers give: 4 to 10 bytes.
CARD = re.compile(r"([0-9A-Fa-f]{2}){4,10}")


def main() -> int:
    """0 and three lines; 2 and one on standard error where salt or card is none."""
    salt = sys.argv[1] if len(sys.argv) > 1 else nonce()
    if not re.fullmatch(SALT, salt):
        return _refuse("the salt: 16 to 32 bytes as the digits 0-9 and a-f, as in kiosk.toml")
    card = sys.stdin.readline(MOST).strip()
    if not CARD.fullmatch(card):
        return _refuse("the card: 4 to 10 bytes as the digits 0-9 and A-F, such as 04A1B2C3D4E5F6")
    sys.stdout.write(f'[staff]\nsalt = "{salt}"\ncards = ["{digest(card, salt)}"]\n')
    return 0


def _refuse(why: str) -> int:
    """It quotes nothing: what was typed may be most of a card."""
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
