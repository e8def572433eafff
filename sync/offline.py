"""Which actions are taken while the centre does not answer, and which wait until it does.

Whatever is recorded is sent in its order and decided then, with the line or without; this says
only what a terminal offers. It is about a person who stands there: what may wait is what a limit
could run out on, or what is given up; what may not is of no use before its answer is there.
"""

from collections.abc import Mapping
from typing import get_args

from sync.wire import ActionVerb

__all__ = ["NEEDS_LINE", "needs_line"]

#: With what the answer brings, or what would go wrong if it came later.
NEEDS_LINE: Mapping[str, str] = {
    "register": "its number is told at once",
    "renew": "its number and its new last day are told at once",
    "set_password": "what is recorded after it would be refused for the old password",
    "wish_mail": "a newer wish from elsewhere would be undone",
    "try_mail": "it is to be looked for at once",
}
assert NEEDS_LINE.keys() <= set(get_args(ActionVerb)), "each is a verb of the wire"


def needs_line(verb: str) -> bool:
    return verb in NEEDS_LINE
