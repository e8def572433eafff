"""What the centre's database holds, read past everything that the centre itself says."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from central.booking.facts import booking_state
from central.booking.models import LIVE, Booking, Cell
from central.lottery.models import Entry, EntryState
from central.policies import municipalities
from central.registry.models import Credential, RenewalApplication, Resident
from central.terminals.models import Action, Fork, Terminal, Visit
from rules.policy import Municipality
from sync.wire import ActionVerdict, BookingState, Envelope, Signed

__all__ = [
    "Place",
    "applications",
    "ends",
    "entries",
    "forked_actions",
    "insertions",
    "is_known_visit",
    "live_bookings",
    "mails",
    "municipality",
    "preferences",
    "registered",
    "secrets",
    "stored_verdict",
    "taken_places",
    "terminals",
]


#: Room, day, minute and cell.
Place = tuple[str, str, int, int]
_PLACE = ("facility", "day", "start_minute", "cell", "booking__number")


def municipality() -> Municipality:
    return municipalities()["ono"]


def stored_verdict(terminal: str, seq: int, digest: str) -> ActionVerdict | None:
    """What a centre that fell had decided by then."""
    rows = Action.objects.filter(terminal__name=terminal, seq=seq, digest=digest)
    answer = rows.values_list("answer", flat=True).first()
    return None if answer is None else ActionVerdict.model_validate_json(answer)


def live_bookings() -> Iterator[BookingState]:
    return map(booking_state, Booking.objects.filter(state__in=LIVE))


def taken_places() -> dict[Place, str]:
    """Each place, and the number of whose it is."""
    return {place: number for number, places in insertions().items() for place in places}


def insertions() -> dict[str, list[Place]]:
    """The places of each booking in the order in which it took them, which is that of its locks."""
    rows = (
        Cell.objects.filter(hold=None).extra(order_by=["booking_cell.rowid"]).values_list(*_PLACE)
    )
    taken: dict[str, list[Place]] = {}
    for facility, day, *rest, number in rows:
        taken.setdefault(number, []).append((facility, str(day), *rest))
    return taken


def is_known_visit(visit: UUID) -> bool:
    """Whether its login was accepted."""
    return Visit.objects.filter(visit=visit).exists()


def forked_actions() -> Iterator[UUID]:
    """The actions of all envelopes that are kept whole."""
    for text in Fork.objects.values_list("signed", flat=True):
        yield Envelope.model_validate_json(Signed.model_validate_json(text).text).action


def entries() -> dict[str, bool]:
    """Of every entry in a draw whether it stands."""
    rows = Entry.objects.values_list("number", "state")
    return {number: state == EntryState.ENTERED for number, state in rows}


def preferences() -> list[tuple[UUID, int]]:
    """Whose and which choice the entries are that stand."""
    rows = Entry.objects.filter(state=EntryState.ENTERED)
    return list(rows.values_list("resident_id", "preference"))


def mails() -> list[tuple[UUID, str]]:
    return list(Resident.objects.values_list("id", "mail"))


def secrets() -> list[tuple[UUID, str]]:
    return list(Credential.objects.values_list("resident_id", "secret"))


def registered(beginning: str) -> list[tuple[str, str]]:
    """Name and state of everybody whose name begins so."""
    rows = Resident.objects.filter(name__startswith=beginning)
    return sorted(rows.values_list("name", "state"))


def applications() -> list[tuple[str, UUID, str]]:
    """Number, resident and state of every application for renewal."""
    return list(RenewalApplication.objects.values_list("number", "resident_id", "state"))


def ends() -> list[tuple[UUID, date]]:
    """The last day of everybody's registration; of one that is provisional there is none."""
    rows = Resident.objects.exclude(valid_until=None)
    return list(rows.values_list("id", "valid_until"))


def terminals() -> list[str]:
    return sorted(Terminal.objects.values_list("name", flat=True))
