"""What the centre allows of terminals and of whoever stands at them: all bounds, each with why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

__all__ = [
    "ALARM_KEPT",
    "CLOCK_OFF_MAX",
    "FORKS_MAX",
    "KEY_KEPT",
    "KEY_TOLD_AFTER",
    "TRIES",
    "TRIES_WINDOW",
    "UNHEARD_MAX",
    "VISIT_MAX",
    "WRONG_MAX",
    "Tries",
    "Way",
]


class Way(StrEnum):
    """How a password comes to be tried; what is counted of one way counts for no other."""

    #: At a terminal, with the card on the reader: whoever tries has the card.
    CARD = "card"
    #: With a number that was typed: whoever tries may be anybody.
    NUMBER = "number"
    #: The same two inside actions that were recorded while the line was cut.
    SENT_CARD = "sent_card"
    SENT_NUMBER = "sent_number"
    #: With what its owner knows of a registration, for a new password.
    KNOWN = "known"
    #: With the code of an unfinished form.
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passwords in a window: for one card or number at one source, and for all at one."""

    claimed_max: int
    source_max: int | None


TRIES_WINDOW = timedelta(minutes=15)

TRIES: Mapping[Way, Tries] = {
    # Five slips of the finger. There is no bound for all cards of a terminal: one person with
    # one card could then keep everybody else who has a card from logging in there.
    Way.CARD: Tries(claimed_max=5, source_max=None),
    # One who guesses numbers is stopped after thirty, before 3,000 a day are tried; whoever has no
    # card and stands at this very terminal waits for a quarter of an hour at most.
    Way.NUMBER: Tries(claimed_max=5, source_max=30),
    # A visit may record many actions with one and the same mistake, and a day's come at once.
    Way.SENT_CARD: Tries(claimed_max=20, source_max=None),
    Way.SENT_NUMBER: Tries(claimed_max=20, source_max=200),
    # Birthday and end of the telephone number are easier to guess than a password.
    Way.KNOWN: Tries(claimed_max=5, source_max=20),
    # A digit typed wrong is noticed before it is asked; of 50 bits none is found in twenty tries.
    Way.FORM: Tries(claimed_max=5, source_max=20),
}

#: Wrong passwords in a municipality within a window that people do not make by themselves: a
#: thousand residents a quarter of an hour, of whom every tenth mistypes, come to this.
WRONG_MAX = 100

#: A terminal reports every minute, and tries again for five at most when the line comes back.
UNHEARD_MAX = timedelta(minutes=10)

#: A signed request that does not say roughly the present time is an old one that somebody kept.
#: Terminals take the time from the centre, so an hour forgives any clock that was heard once.
CLOCK_OFF_MAX = timedelta(hours=1)

#: Envelopes of one terminal in quarantine: 16 MB. What is beyond waits in the terminal.
FORKS_MAX = 1_000

#: So long after somebody looked at it an alarm can be looked up; it stays in the journal.
ALARM_KEPT = timedelta(days=90)

#: After this long a new sealing key is told to terminals: time to copy it to every machine.
KEY_TOLD_AFTER = timedelta(hours=24)
#: For so long the key that it replaced is kept in any case: thrice a month without a line.
KEY_KEPT = timedelta(days=90)
#: No visit lasts as long: a password that was sealed at its beginning is recorded before.
VISIT_MAX = timedelta(hours=1)
