"""Anything that may be asked of a municipality, for Hypothesis: every verb, however senseless.

The parts are built once for each municipality: Hypothesis looks through each new one anew.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from rules.calendar import JAPAN, first_of_month
from rules.decide import decide
from rules.facts import (
    Booking,
    Channel,
    Closure,
    Debt,
    Entry,
    Facts,
    Registration,
    Renewal,
    Request,
    Resident,
    Roster,
    Slot,
    Stage,
    Verb,
)
from rules.policy import Municipality
from rules.verdict import Verdict
from tests.rules.worlds import municipality

FIVE = ["ageo", "kumamoto", "kumatori", "ogaki", "ono"]
JUNE = datetime(2025, 6, 1, tzinfo=JAPAN)
SCHOOLS = ["none", "elementary", "junior_high", "high"]
DOCUMENTS = ["driving_licence", "my_number_card", "guardian_id", "roster", "debit_mandate"]
near_days = st.dates(date(2025, 6, 1), date(2026, 6, 30))
days = near_days | st.dates()
#: On which there are policies already.
policy_days = near_days | st.dates(date(2015, 4, 1), date(2099, 12, 30))
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda past: JUNE + past)
minutes = st.integers(0, 1440) | st.sampled_from([540, 600, 1080, 1170, 1200, 1260, 1290, 1440])
courts = st.integers(-1, 21) | st.just(1)
people = st.integers(-1, 700) | st.just(2)
channels = st.sampled_from(Channel)
reasons = st.sampled_from(["user", "weather", "force_majeure"])
rosters = st.none() | st.builds(
    Roster,
    members=st.integers(-1, 30),
    local=st.integers(-1, 30),
    elementary_or_older=st.booleans(),
    phones=st.integers(-1, 4),
    main_sport=st.none() | st.sampled_from(["baseball", "tennis", "chess"]),
    leader_age=st.integers(-1, 99),
    leader_school=st.sampled_from(SCHOOLS),
    base_in_city=st.booleans(),
)
debts = st.lists(st.builds(Debt, st.integers(0, 9999), days), max_size=2).map(tuple)


@dataclass(frozen=True)
class Asked:
    """A question, as ``decide`` takes it; the name of the municipality is easier to read."""

    name: str
    request: Request
    resident: Resident | None
    facts: Facts
    now: datetime

    def answer(self) -> Verdict:
        return decide(municipality(self.name), self.request, self.resident, self.facts, self.now)


def questions(**fixed: st.SearchStrategy) -> st.SearchStrategy[Asked]:
    """Questions to each of the five; ``fixed`` takes the place of what is drawn."""
    each = {name: _questions(name, fixed) for name in FIVE}
    return st.sampled_from(FIVE).flatmap(each.__getitem__)


def _questions(name: str, fixed: dict[str, st.SearchStrategy]) -> st.SearchStrategy[Asked]:
    return st.builds(Asked, name=st.just(name), **(_parts(name) | fixed))


@cache
def _parts(name: str) -> dict[str, st.SearchStrategy]:
    here = municipality(name)
    return {
        "request": requests(here),
        "resident": residents(here),
        "facts": facts(here),
        "now": moments,
    }


@cache
def slots(here: Municipality, *, known: bool = False) -> st.SearchStrategy[Slot]:
    rooms = [*here.rooms] if known else [*here.rooms, "argo/cellar"]
    return st.builds(
        Slot,
        facility=st.sampled_from(rooms),
        sport=st.sampled_from([*here.sports, "chess"]),
        courts=courts,
        day=days,
        start_minute=minutes,
        end_minute=minutes,
    ) | likely(here)


@cache
def likely(here: Municipality) -> st.SearchStrategy[Slot]:
    """Slots that might be had."""

    def slot(room: str, index: int, day: date, start: int, hours: int) -> Slot:
        sports = [*here.rooms[room].sports]
        sport = sports[index % len(sports)]
        return Slot(room, sport, 1, day, start * 60, (start + hours) * 60)

    rooms, index = st.sampled_from([*here.rooms]), st.integers(0, 9)
    return st.builds(slot, rooms, index, near_days, st.integers(9, 17), st.integers(1, 4))


@cache
def bookings(here: Municipality) -> st.SearchStrategy[Booking]:
    return st.builds(
        Booking,
        slot=slots(here, known=True),
        own=st.booleans(),
        stage=st.sampled_from(Stage),
        paid=st.booleans(),
        fee=st.integers(0, 9999),
        booked_on=st.none() | days,
        won=st.booleans(),
    )


@cache
def entries(here: Municipality) -> st.SearchStrategy[Entry]:
    known = st.lists(slots(here, known=True), min_size=1, max_size=3).map(tuple)
    return st.builds(Entry, known, st.integers(-1, 12))


@cache
def facts(here: Municipality) -> st.SearchStrategy[Facts]:
    closures = st.builds(
        Closure, st.sampled_from([*here.rooms]), days, minutes, minutes, st.text(max_size=5)
    )
    return st.builds(
        Facts,
        bookings=st.lists(bookings(here), max_size=3).map(tuple),
        closed=st.lists(closures, max_size=2).map(tuple),
        entries=st.lists(entries(here), max_size=3).map(tuple),
        occupied=st.frozensets(st.tuples(minutes, st.integers(0, 40)), max_size=20),
    )


@cache
def residents(here: Municipality) -> st.SearchStrategy[Resident | None]:
    return st.none() | st.builds(
        Resident,
        type=st.sampled_from([*here.types, "stranger", None]),
        age=st.integers(-1, 120),
        school=st.sampled_from(SCHOOLS),
        state=st.sampled_from(["provisional", "active", "suspended", "expired", "closed"]),
        registered_on=st.none() | policy_days,
        valid_until=st.none() | policy_days,
        mail=st.booleans(),
        password=st.booleans(),
        no_shows=st.integers(0, 9),
        agreed=st.none() | st.frozensets(st.sampled_from([*here.scopes])),
        roster=rosters,
        debts=debts,
        payment_method=st.sampled_from([None, "debit", "online", "cash"]),
    )


@cache
def requests(here: Municipality) -> st.SearchStrategy[Request]:
    """Every verb with all that it takes."""
    return st.sampled_from(Verb).flatmap(lambda verb: _request(here, verb))


@cache
def _request(here: Municipality, verb: Verb) -> st.SearchStrategy[Request]:
    counts = {"people": people, "students": people, "reason": reasons}
    match verb:
        case Verb.VIEW | Verb.BOOK:
            parts = {"slot": slots(here), **counts}
        case Verb.CANCEL | Verb.APPLY_FORMALLY | Verb.PAY_ONLINE:
            parts = {"booking": bookings(here), "reason": reasons}
        case Verb.CHANGE | Verb.EXTEND | Verb.SUBSTITUTE:
            parts = {"booking": bookings(here), "slot": slots(here), **counts}
        case Verb.ENTER_LOTTERY:
            several = st.lists(slots(here), min_size=1, max_size=3).map(tuple)
            parts = {"slots": several, "preference": st.integers(-1, 12)}
        case Verb.WITHDRAW_ENTRY:
            parts = {"entry": entries(here)}
        case Verb.CONFIRM_WIN:
            parts = {"month": days.map(first_of_month)}
        case Verb.REGISTER:
            parts = {"registration": registrations(here)}
        case Verb.RENEW:
            parts = {"renewal": renewals(here)}
        case Verb.SET_PASSWORD:
            parts = {"password": st.text(max_size=20)}
    return st.builds(Request, verb=st.just(verb), channel=channels, **parts)


@cache
def registrations(here: Municipality) -> st.SearchStrategy[Registration]:
    classes = st.lists(st.sampled_from([*here.scopes]), min_size=1, max_size=3, unique=True)
    return st.builds(
        Registration,
        type=st.sampled_from([*here.types, "stranger"]),
        age=st.integers(-1, 120),
        school=st.sampled_from(SCHOOLS),
        consent=st.booleans(),
        documents=st.none() | st.frozensets(st.sampled_from(DOCUMENTS)),
        number=st.none() | st.text(max_size=20),
        password=st.none() | st.text(max_size=20),
        roster=rosters,
        agreed=st.none() | classes.map(tuple),
        declared=st.booleans(),
    )


@cache
def renewals(here: Municipality) -> st.SearchStrategy[Renewal]:
    return st.builds(
        Renewal,
        document=st.sampled_from(["my_number_card", "desk"]),
        facilities=st.lists(st.sampled_from([*here.rooms]), max_size=2).map(tuple),
        attachments=st.none() | st.frozensets(st.just("roster")),
        signer=st.sampled_from(["self", "member"]),
    )
