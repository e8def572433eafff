"""Make the lines of the configuration for a card of the staff.

``python -m kiosk.new_staff_card [SALT]`` reads the card's identifier from its input, so that it
stands in no history of commands. A further card is made with the salt that is there already.
"""

import sys

from kiosk.clock import nonce
from kiosk.staff_cards import digest

__all__ = ["main"]

MOST = 100


def main() -> None:
    salt = sys.argv[1] if len(sys.argv) > 1 else nonce()
    card = sys.stdin.readline(MOST)
    sys.stdout.write(f'[staff]\nsalt = "{salt}"\ncards = ["{digest(card, salt)}"]\n')


if __name__ == "__main__":
    main()
