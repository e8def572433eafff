"""What terminal and centre know of a municipality: its places, its desks, its settings by day."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.desk_document import CashDesks, Desk, Topic
from rules.document import (
    Call,
    Credentials,
    FacilityClass,
    FormsPage,
    MailSender,
    NotBookable,
    Question,
    RegistrationType,
    RoomSport,
    SystemPlace,
    VenueDocument,
    Waits,
)
from rules.floor import Floor
from rules.positions import Positions
from rules.schema import Kind, Model, SourcedRule

Settings = Mapping[type[Model], Model]


@dataclass(frozen=True, slots=True)
class Venue:
    """A place (施設) with its rooms."""

    id: str
    name: Mapping[str, str]
    document: VenueDocument

    @property
    def phone(self) -> str:
        return self.document.phone.value


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """A room or field; ``id`` is ``<venue>/<room>``.

    ``facility_class`` is the municipality itself where it has no classes. ``not_bookable`` says
    why a room that is only shown has no calendar.
    """

    id: str
    venue: str
    facility_class: str
    name: Mapping[str, str]
    sports: Mapping[str, RoomSport]
    floor: Floor
    granule_minutes: int
    people_max: int | None
    groups_only: SourcedRule[bool] | None
    not_bookable: SourcedRule[NotBookable] | None

    def takes(self, kind: Kind | None, sport: str) -> bool:
        """Whether individuals or groups may book a sport here at all; None asks for anyone."""
        group_needed = self.groups_only is not None and self.groups_only.value
        return kind != "individual" or not (group_needed or self.sports[sport].groups_only)


@dataclass(frozen=True, slots=True, eq=False)
class Municipality:
    """Everything that terminal and centre must know of a municipality. Names are by language."""

    id: str
    name: Mapping[str, str]
    #: The system that it shares with others; None: one of its own.
    system: SystemPlace | None
    #: From where its mails come; None: from wherever the centre sends.
    mail: MailSender | None
    #: What calling the staff does; None: nothing is said of it, and the desks are shown.
    call: Call | None
    #: Its page for blank forms; None: none is known.
    forms: FormsPage | None
    questions: tuple[Question, ...]
    venues: Mapping[str, Venue]
    #: Where they lie on the plain map; None: there is no map.
    positions: Positions | None
    rooms: Mapping[str, Room]
    sports: Mapping[str, Mapping[str, str]]
    #: Desks (窓口) by id, what people ask them about, and which of them take cash.
    desks: Mapping[str, Desk]
    topics: Mapping[str, Topic]
    cash: tuple[CashDesks, ...]
    types: Mapping[str, RegistrationType]
    #: Classes of facilities (施設区分) by id; empty where the municipality makes no difference.
    classes: Mapping[str, FacilityClass]
    credentials: Credentials
    terminal: Waits
    #: By language, then by name: the text of texts/<language>/<name>.md.
    texts: Mapping[str, Mapping[str, str]]
    epochs: tuple[date, ...]
    parts: Mapping[tuple[str, int], Settings]

    @property
    def scopes(self) -> frozenset[str]:
        """What settings can be asked for beside rooms: the municipality, and its classes."""
        return frozenset({self.id, *self.classes})

    def kind_of(self, registered_as: str | None) -> Kind | None:
        """Whether a type of registration is for individuals or groups; None: there is none such."""
        known = None if registered_as is None else self.types.get(registered_as)
        return None if known is None else known.kind

    def settings(self, scope: str, day: date) -> Settings:
        """The settings of every family on a day of use: of a room, a class, or in general."""
        return self.parts[scope, bisect_right(self.epochs, day)]
