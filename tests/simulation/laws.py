"""What must hold, and what is raised where it does not."""

__all__ = ["LAWS", "LawBrokenError", "demand"]

#: As the report of a run names them.
LAWS = (
    "no place is anybody's twice, paper that says confirmed included",
    "no recorded action is lost; what only paper has is taken in from it",
    "no action is decided twice, and no verdict ever changes",
    "every ticket that says confirmed has its booking, with its cells",
    "no page and no paper of the real flow says more of an action than the centre or a hold gives",
    "what the flow submits is one row of the outbox, or a page that says that intake has stopped",
    "entries in the draw, addresses and passwords are as the last word of the centre left them",
    "each registration and each application for renewal stands once, as the staff left it",
    "every row of every terminal ends, and says what the centre decided",
    "no grant of a hold is given twice",
    "the cells of a booking are taken in one order",
    "as many terminals are enrolled as were put up",
    "nothing personal stands in a terminal's objects or files, or in any log",
    "a visit that somebody walks away from ends by itself",
)


class LawBrokenError(Exception):
    """Which law, and by what."""


def demand(holds: object, words: str) -> None:
    if not holds:
        raise LawBrokenError(words)
