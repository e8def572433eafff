"""The files of a municipality's folder as pydantic models: what an official may write in them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from rules.desk_document import DesksDocument, Phone
from rules.schema import (
    Cited,
    Count,
    Id,
    Kind,
    Many,
    Model,
    Names,
    RoomId,
    Rule,
    RuleId,
    Section,
    Sourced,
    SourcedRule,
    VenueId,
)

# facilities.toml ------------------------------------------------------------------------------


class VenueDocument(Section):
    """``refund_desk`` is the venue where a paid fee is given back (還付窓口)."""

    name: Names
    phone: Sourced[Phone]
    refund_desk: Sourced[VenueId] | None = None


class RoomSport(Rule):
    """How a sport may be played in a room.

    ``instead`` is the room to offer where the courts asked for are too few for this one.
    ``cells`` says by itself which cells of the floor each court covers.
    """

    courts: Annotated[int, Field(ge=1, le=99)]
    courts_min: Annotated[int, Field(ge=1, le=99)] = 1
    groups_only: bool = False
    desk_only: bool = False
    instead: RoomId | None = None
    cells: Many[Many[Annotated[int, Field(ge=0, le=499)]]] | None = None


#: Why a room has no calendar here: it is arranged with its own desk, a ticket from a machine is
#: enough, it is given out by others, or it is first come on the spot.
NotBookable = Literal["ask_directly", "ticket_machine", "not_in_the_system", "first_come_on_site"]


class RoomDocument(Section):
    """``not_bookable``: shown with its text, but never booked in the system."""

    name: Names
    granule_minutes: Sourced[Literal[15, 30, 60, 120]] | None = None
    people_max: Sourced[Count] | None = None
    groups_only: SourcedRule[bool] | None = None
    not_bookable: SourcedRule[NotBookable] | None = None
    sports: Annotated[dict[Id, RoomSport], Field(min_length=1)]


class FacilitiesDocument(DesksDocument):
    """``granule_minutes`` is for every room that does not say its own."""

    granule_minutes: Sourced[Literal[15, 30, 60, 120]]
    sports: dict[Id, Names]
    venues: Annotated[dict[VenueId, VenueDocument], Field(min_length=1)]
    rooms: Annotated[dict[RoomId, RoomDocument], Field(min_length=1)]


# policy.toml ----------------------------------------------------------------------------------


class RegistrationType(Section):
    """A kind of registration (利用者登録の種類)."""

    name: Names
    kind: Kind


class NumberFormat(Rule):
    """The number or name by which a resident logs in (利用者番号、利用者ID); half-width."""

    characters: Literal["digits", "letters_and_digits"]
    length_min: Annotated[int, Field(ge=1, le=20)]
    length_max: Annotated[int, Field(ge=1, le=20)]


class PasswordFormat(Rule):
    """``rows`` are the rows of keys that the keyboard shows, a character each: all that is allowed.

    ``mixed``: a letter and a digit at least.
    """

    rows: Many[Annotated[str, Field(min_length=1, max_length=20)]]
    length_min: Annotated[int, Field(ge=1, le=64)]
    length_max: Annotated[int, Field(ge=1, le=64)]
    mixed: bool


class Credentials(Model):
    """``equal``: the clause by which number and password may be the same.

    ``no_card``: the one by which a registration has no card, so that the number is asked for first.
    """

    number: NumberFormat
    password: PasswordFormat
    equal: Cited | None = None
    no_card: Cited | None = None


class Waits(Section):
    """In seconds: for the centre's answer, without a touch before the question, to answer it."""

    answer_wait_s: Annotated[int, Field(ge=1, le=60)]
    idle_ask_s: Annotated[int, Field(ge=10, le=600)]
    idle_end_s: Annotated[int, Field(ge=5, le=120)]


class FacilityClass(Section):
    """A class of facilities (施設区分): its rooms are ``<class>/…``; ``terms`` is a text's name.

    ``terms_since`` is from when the terms stand as they do, where they hold from being displayed.
    ``groups_only``: individuals neither register for it nor book in it. ``walk_in``: a free room is
    used on the day without a booking (当日利用), as the clause says. ``on_the_day`` is the text of
    what to do on the day of use, for the ticket.
    """

    name: Names
    terms: Id | None = None
    terms_since: Sourced[date] | None = None
    groups_only: SourcedRule[bool] | None = None
    walk_in: Cited | None = None
    on_the_day: Id | None = None


class SystemPlace(Section):
    """A system that several municipalities share, and the place among them in its own order."""

    id: Id
    order: Annotated[int, Field(ge=1, le=999)]


class Question(Section):
    """What residents ask again and again, in their words; ``text`` is the name of the answer."""

    asks: Names
    text: Id


class Call(Section):
    """What 「係員を呼ぶ」 does: a desk is telephoned, or somebody goes to the desk of the place."""

    by: Literal["telephone", "desk"]


class MailSender(Section):
    """From where mails come; ``address`` is what a filter must let through (受信制限)."""

    address: Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9._+-]+@[a-z0-9.-]+$")]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


class FormsPage(Section):
    """The municipality's own page for blank forms (様式), for a resident's telephone.

    ``holds``: the forms of a registration, the one for a group's members (団体名簿) alone, or
    nothing that is stated: it is where residents are sent in general.
    """

    address: Annotated[str, Field(max_length=200, pattern=r"^https?://[!-~]+$")]
    holds: Literal["forms", "roster", "general"]


class PolicyPart(Model):
    """Settings from a day on, for all rooms, for classes of them, or for those that are named.

    ``rooms`` may end in ``*``. rules/folder.py adds a key for each family that has settings.
    """

    valid_from: date
    classes: Many[Id] | None = None
    rooms: Many[Annotated[str, Field(pattern=r"^[a-z0-9_/]+\*?$")]] | None = None


class PolicyHead(Model):
    """What policy.toml says before its parts.

    ``extends`` names another municipality, from which everything is taken that is not said here,
    as a sample. rules/folder.py adds the parts, a list under ``policy``.
    """

    extends: Id | None = None
    id: Id
    name: Names
    system: SystemPlace | None = None
    mail: MailSender | None = None
    call: Call | None = None
    forms: FormsPage | None = None
    questions: Many[Question] = ()
    types: Annotated[dict[Id, RegistrationType], Field(min_length=1)]
    classes: dict[Id, FacilityClass] = Field(default_factory=dict)
    credentials: Credentials
    terminal: Waits


# examples.toml --------------------------------------------------------------------------------


class Answer(Model):
    """``refused`` and ``warned`` list the rule ids of all reasons and of all warnings, sorted."""

    refused: Many[RuleId] = ()
    warned: Many[RuleId] = ()
    allowed_from: AwareDatetime | None = None
    allowed_until: AwareDatetime | None = None
    outcome: dict[str, str | int | None] = Field(default_factory=dict)


class CaseExample(Model):
    """A case as ``python -m rules decide`` takes it, and what must come out.

    ``resident`` is false where nobody has logged in: TOML has no null.
    """

    says: str
    shows: Many[RuleId] = ()
    now: AwareDatetime
    channel: str = "terminal"
    resident: dict[str, object] | Literal[False] | None = None
    facts: dict[str, object] = Field(default_factory=dict)
    action: dict[str, object]
    answer: Answer


class DayExample(Model):
    """What the calendar must say of a day of a room; its opening hours where they are said."""

    says: str
    shows: Many[RuleId] = ()
    facility: RoomId
    day: date = Field(alias="date")
    now: AwareDatetime | None = None
    open: bool
    rules: Many[RuleId] = ()
    hours: Many[str] | None = None
    phase: str | None = None


class DrawExample(Model):
    """A draw as ``python -m rules draw`` takes it, and what must come out.

    ``rounds``: the entries in the order of their decision; ``lost``: to which entry each one lost.
    """

    says: str
    shows: Many[RuleId] = ()
    month: str
    orders: Many[Many[str]] = ()
    seed: str | None = None
    entries: Many[dict[str, object]]
    rounds: Many[Many[str]]
    lost: dict[str, str] = Field(default_factory=dict)


class ExamplesDocument(Model):
    example: Many[CaseExample] = ()
    day: Many[DayExample] = ()
    draw: Many[DrawExample] = ()
