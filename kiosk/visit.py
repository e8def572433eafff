"""One resident's visit, and what of the terminal outlives it: frozen, so ended by dropping it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self, TypeVar
from uuid import UUID, uuid5

from kiosk.devices.ports import PrinterStatus, PrintOutcome, ReaderStatus
from kiosk.staff_cards import StaffCards
from kiosk.texts import Speech, Texts
from rules.calendar import day_of, first_of_month
from rules.policy import Municipality
from rules.verdict import Reason
from sync.snapshot import Snapshot
from sync.wire import (
    ActionBody,
    ActionVerdict,
    BookingState,
    LoginRefused,
    MyBookings,
    PastAction,
    ResidentState,
    Sealed,
)

__all__ = [
    "Cancelling",
    "Fate",
    "Paperwork",
    "Person",
    "Plan",
    "ReaderKind",
    "Refusal",
    "Sent",
    "Settings",
    "Site",
    "Town",
    "Visit",
    "Wish",
]


Kept = TypeVar("Kept")


class ReaderKind(StrEnum):
    """A ``tap`` reader is touched and the card put away; on a ``tray`` it stays for the visit."""

    TAP = "tap"
    TRAY = "tray"


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality that is served; ``venue`` is "" where the terminal stands in another."""

    municipality: Municipality
    venue: str = ""
    snapshot: Snapshot = field(default_factory=Snapshot)


@dataclass(frozen=True, slots=True)
class Site:
    """The terminal where it stands; it knows no one, so it may pass from visit to visit.

    ``towns`` are the municipalities to choose from, that of its place first; none where it serves
    one alone. ``municipality``, ``venue`` and ``snapshot`` are those of the chosen one. ``intake``
    says why nothing can be recorded, None where all is well. ``demonstration`` shows sample prices
    as samples; elsewhere they are not shown at all. ``closed``: why the staff closed this terminal,
    "" while it is open. ``coming`` are rules that count from the next visit on.
    """

    municipality: Municipality
    venue: str
    texts: Texts
    reader_kind: ReaderKind = ReaderKind.TAP
    demonstration: bool = False
    line_up: bool = False
    snapshot: Snapshot = field(default_factory=Snapshot)
    unsent: int = 0
    intake: str | None = None
    clock_wrong: bool = False
    reader: ReaderStatus = ReaderStatus.READY
    printer: PrinterStatus = PrinterStatus.READY
    version: str = ""
    staff: StaffCards = field(default_factory=StaffCards)
    closed: str = ""
    towns: tuple[Town, ...] = ()
    coming: tuple[Municipality, ...] = ()

    def renewed(self) -> "Site":
        """With the rules that were coming."""
        new = {municipality.id: municipality for municipality in self.coming}
        towns = tuple(
            replace(town, municipality=new.get(town.municipality.id, town.municipality))
            for town in self.towns
        )
        here = new.get(self.municipality.id, self.municipality)
        return replace(self, municipality=here, towns=towns, coming=())

    @property
    def own(self) -> Town:
        """Where the terminal stands, whatever is chosen."""
        return self.towns[0] if self.towns else Town(self.municipality, self.venue, self.snapshot)

    @property
    def first_page(self) -> str:
        return "town" if self.towns else "home"

    def in_town(self, municipality: str) -> "Site":
        """The same terminal for another municipality; as it is for one that is not served."""
        for town in self.towns:
            if town.municipality.id == municipality:
                here, venue, known = town.municipality, town.venue, town.snapshot
                return replace(self, municipality=here, venue=venue, snapshot=known)
        return self

    def with_snapshot(self, snapshot: Snapshot) -> "Site":
        """What is known now of one of the municipalities, or of the only one."""
        if not self.towns:
            return replace(self, snapshot=snapshot)
        name = snapshot.municipality
        towns = tuple(
            replace(town, snapshot=snapshot) if town.municipality.id == name else town
            for town in self.towns
        )
        shown = snapshot if name == self.municipality.id else self.snapshot
        return replace(self, towns=towns, snapshot=shown)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this resident sees and reads; gone with the visit."""

    language: str
    text_scale: float = 1.0
    theme: str = "standard"
    reach: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A use of courts, wished for or booked; ``students`` (高校生以下) are among the people.

    ``equipment`` (備品) is pairs of what is lent with it and how many.
    """

    facility: str
    sport: str
    courts: int
    people: int
    day: date
    start_minute: int
    end_minute: int
    students: int = 0
    equipment: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, as far as it is chosen; ``court`` is the column touched on the board.

    ``by_place``: the room was chosen first, and its sports are asked for. ``students`` and
    ``equipment`` are None while nobody has been asked for them. ``changing`` is the number of a
    booking that is to become what is wished for, "" for a new one.
    """

    sport: str | None = None
    facility: str | None = None
    by_place: bool = False
    month: date | None = None
    day: date | None = None
    court: int = 0
    start_minute: int | None = None
    end_minute: int = 0
    people: int | None = None
    courts: int = 1
    students: int | None = None
    changing: str = ""
    equipment: tuple[tuple[str, int], ...] | None = None

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """To want a use again that was wished for before."""
        return cls(
            sport=plan.sport,
            facility=plan.facility,
            month=first_of_month(plan.day),
            day=plan.day,
            start_minute=plan.start_minute,
            end_minute=plan.end_minute,
            people=plan.people,
            courts=plan.courts,
            students=plan.students,
            equipment=plan.equipment,
        )

    @property
    def plan(self) -> Plan | None:
        """The use that is wished for, once place, day and time are chosen; one person at least."""
        if self.sport is None or self.facility is None:
            return None
        if self.day is None or self.start_minute is None:
            return None
        return Plan(
            self.facility,
            self.sport,
            self.courts,
            self.people or 1,
            self.day,
            self.start_minute,
            self.end_minute,
            self.students or 0,
            self.equipment or (),
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Who is there. ``resident`` is None while the centre has not verified the credential.

    ``mine`` is all that is the resident's, None until the centre was asked for it.
    """

    card: str | None
    number: str | None
    credential: Sealed
    resident: ResidentState | None = None
    bookings: tuple[BookingState, ...] = ()
    news: tuple[PastAction, ...] = ()
    mine: MyBookings | None = None


class Fate(StrEnum):
    """What became of an action, as far as the terminal can honestly say."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    #: Confirmed by this terminal, which had the slot in its hands (端末確保枠).
    HELD = "held"
    RECEIVED = "received"
    CHECKING = "checking"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sent:
    """One confirmed action of this visit; ``plan`` is what it books or cancels, if it does.

    ``held``: it used up a slot in the terminal's hands; ``final``: it is no provisional booking.
    ``code`` is all of it, signed, for the ticket of what the centre has not decided.
    """

    action: UUID
    body: ActionBody
    plan: Plan | None
    number: str
    fate: Fate = Fate.WAITING
    recorded: bool = False
    verdict: ActionVerdict | None = None
    settled_at: datetime | None = None
    held: bool = False
    final: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the rules refuse a plan, by what the terminal knows; nothing was sent."""

    plan: Plan
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cancelling:
    """The booking that is about to be cancelled; ``booking`` is None while it is undecided."""

    number: str
    plan: Plan
    booking: BookingState | None


@dataclass(frozen=True, slots=True)
class Paperwork:
    """The last piece of paper that was sent to the printer; None: not yet known."""

    ticket: str
    number: str
    outcome: PrintOutcome | None = None
    #: It says that it is not the first one (再発行).
    again: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything of one resident, in memory only; ``flow.step`` makes the next one from it.

    ``kept`` is what the journeys keep for themselves, one thing of a kind (``of``, ``keep``).
    """

    visit: UUID
    site: Site
    now: datetime
    touched_at: datetime
    settings: Settings
    page: str = "home"
    trail: tuple[str, ...] = ()
    asked_at: datetime | None = None
    made: int = 0
    wish: Wish = Wish()
    goal: str = "mine"
    card: str | None = None
    number: str | None = None
    trouble: str = ""
    person: Person | None = None
    turned_away: LoginRefused | None = None
    refusal: Refusal | None = None
    cancelling: Cancelling | None = None
    sents: tuple[Sent, ...] = ()
    paper: Paperwork | None = None
    prints: int = 0
    kept: tuple[object, ...] = ()

    @classmethod
    def begin(cls, visit: UUID, site: Site, now: datetime) -> Self:
        """Nobody has touched anything; of several municipalities none is chosen."""
        site = site.renewed()
        site = site.in_town(site.own.municipality.id)
        settings = Settings(site.texts.languages[0])
        return cls(visit, site, now, touched_at=now, settings=settings, page=site.first_page)

    @property
    def speech(self) -> Speech:
        return self.site.texts.of(self.settings.language)

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def has_temporary_password(self) -> bool:
        """One from a desk (仮パスワード): it is changed before anything is booked (OG-05)."""
        resident = self.person.resident if self.person else None
        return resident is not None and not resident.password

    @property
    def untouched(self) -> bool:
        """Nobody has done anything yet: there is nothing to forget."""
        at_rest = replace(self, touched_at=self.now, asked_at=None)
        return at_rest == Visit.begin(self.visit, self.site, self.now)

    def of(self, kind: type[Kept]) -> Kept:
        """What a journey keeps of a kind; a new one where nothing is kept yet."""
        return next((kept for kept in self.kept if type(kept) is kind), None) or kind()

    def keep(self, thing: object) -> "Visit":
        """The visit with this instead of what was kept of its kind."""
        others = tuple(kept for kept in self.kept if type(kept) is not type(thing))
        return replace(self, kept=(*others, thing))

    def new_id(self) -> tuple["Visit", UUID]:
        """The visit's next id: the same visit makes the same ids in the same order."""
        made = self.made + 1
        return replace(self, made=made), uuid5(self.visit, str(made))
