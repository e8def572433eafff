"""What pydantic found wrong, in the words in which every line about a file or a case says it."""

import re
from collections.abc import Mapping

__all__ = ["in_words"]

#: Pydantic's subject is its own: "Input should be ...", "String should have ...".
_SUBJECT = re.compile(r"^\w+ should ")


def in_words(fault: Mapping[str, object]) -> str:
    """What follows the name of the key: ``must be a valid integer``."""
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no key that is known here"
        case _:
            said = str(fault["msg"]).removeprefix("Value error, ")
            return _SUBJECT.sub("must ", said)
