"""Enrolment, login, actions, and the answers to them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sync.wire.base import VERSION, Base64, Hash, Message, Millis, Minute, Name, Text, Word
from sync.wire.bodies import ActionBody, ActionVerb
from sync.wire.forms import MemberCounts

__all__ = [
    "ACTIONS_MAX",
    "ACTIONS_PATH",
    "AVAILABILITY_PATH",
    "CHAIN_START",
    "ENROL_PATH",
    "LOGIN_PATH",
    "MINE_PATH",
    "SERVED_MAX",
    "STATE_PATH",
    "TOKEN_PATH",
    "ActionVerdict",
    "Actions",
    "ActionsAnswer",
    "BookingStanding",
    "BookingState",
    "Clock",
    "Credential",
    "DebtState",
    "Enrol",
    "Enrolled",
    "Envelope",
    "Login",
    "LoginAccepted",
    "LoginAnswer",
    "LoginRefused",
    "PastAction",
    "Personal",
    "Problem",
    "ReasonText",
    "ResidentState",
    "Sealed",
    "SealingKey",
    "Signed",
    "Token",
    "TokenWanted",
]

ACTIONS_MAX = 50
#: The municipality of its place, and a hundred others.
SERVED_MAX = 101
#: What the first action of a terminal names as its predecessor.
CHAIN_START = "0" * 64

# Where each message goes, under the centre's address. 401: not believed. 403: not enrolled (any
# more). 400, 422: not understood. 429, 503: later. A batch that was read is always a 200.
#: POST ``Enrol``, answered by ``Enrolled``.
ENROL_PATH = "/v1/enrol"
#: POST ``Signed`` (``TokenWanted``), answered by ``Token``; reading sends it as a bearer token.
TOKEN_PATH = "/v1/token"  # noqa: S105 - a path
#: POST ``Signed`` (``Login``), answered by ``LoginAnswer``.
LOGIN_PATH = "/v1/login"
#: GET ``?municipality=&cursor=`` (no cursor: all of it) with If-None-Match; ``Availability``, 304.
AVAILABILITY_PATH = "/v1/availability"
#: POST ``Actions``, answered by ``ActionsAnswer``; each action carries its own signature.
ACTIONS_PATH = "/v1/actions"
#: POST ``Signed`` (``TerminalState``), answered by ``StateNoted``.
STATE_PATH = "/v1/state"
#: GET ``?visit=``, answered by ``MyBookings``; 404 where the centre accepted no such login.
MINE_PATH = "/v1/mine"


class Problem(Message):
    """The body of every answer that is not a 2xx: a stable code, and a sentence for the log."""

    code: Name
    detail: Text = ""


# Enrolment and tokens -------------------------------------------------------------------------


class Enrol(Message):
    """A new terminal trades the one-time code of the staff for an identity."""

    code: Annotated[str, Field(min_length=8, max_length=64)]
    public_key: Base64


class SealingKey(Message):
    """An X25519 public key of the centre, to which the terminal seals what is personal."""

    kid: Name
    public_key: Base64


class Enrolled(Message):
    terminal: Name
    municipality: Name
    venue: Name
    sealing_keys: tuple[SealingKey, ...]
    centre_ms: Millis


class TokenWanted(Message):
    """Signed, this buys a short-lived token for reading; ``nonce`` is random and used once.

    ``wall_ms``, here and wherever it is signed, is the centre's time as far as the terminal knows
    it; the centre refuses what is hours off. ``serves`` are the municipalities whose boards it has;
    none: that of its place.
    """

    v: Literal[1] = VERSION
    terminal: Name
    nonce: Annotated[str, Field(min_length=16, max_length=64)]
    wall_ms: Millis
    serves: Annotated[tuple[Name, ...], Field(max_length=SERVED_MAX)] = ()


class Token(Message):
    token: Annotated[str, Field(max_length=500)]
    expires_ms: Millis
    centre_ms: Millis


class Signed(Message):
    """The exact JSON text of a message, and the terminal's Ed25519 signature of its bytes."""

    text: Annotated[str, Field(max_length=16_000)]
    signature: Base64


# Login ----------------------------------------------------------------------------------------


class Sealed(Message):
    """An HPKE box and the id of the key that it is sealed to."""

    kid: Name
    box: Base64


class Credential(Message):
    """The plaintext inside a login box: card or number, and the password."""

    card: Annotated[str, Field(max_length=64)] | None = None
    number: Annotated[str, Field(max_length=64)] | None = None
    password: Annotated[str, Field(max_length=128)]


class Personal(Message):
    """The plaintext of an envelope's ``sealed``: all of an action that is about the person.

    ``login`` is the login box of the visit; ``form`` what was typed for this action.
    """

    login: Sealed | None = None
    form: Sealed | None = None


class Login(Message):
    """Signed; the centre remembers the visit, so that its actions need no second verification."""

    v: Literal[1] = VERSION
    terminal: Name
    visit: UUID
    municipality: Name
    credential: Sealed
    wall_ms: Millis


class DebtState(Message):
    """Yen that are unpaid since a day."""

    yen: int
    since: date


class ResidentState(Message):
    """What the terminal needs of a registration to advise; nothing that identifies the person.

    ``password`` is False after a login with a temporary one. ``agreed`` holds the classes of
    facilities whose terms were agreed to as they stand, None: nobody is asked; ``pending`` those
    whose application waits. ``stopped_for`` says why it is suspended: ``debts`` are paid first, and
    the staff open it then. ``mail_returned``: the address is unknown (郵便不着).
    """

    type: Name | None
    age: int
    school: Name
    state: Name
    registered_on: date | None
    valid_until: date | None
    mail: bool
    password: bool
    no_shows: int
    number_end: Annotated[str, Field(max_length=4)]
    agreed: tuple[Name, ...] | None = None
    pending: tuple[Name, ...] = ()
    debts: tuple[DebtState, ...] = ()
    payment_method: Name | None = None
    roster: MemberCounts | None = None
    stopped_for: Literal["debts", "staff"] | None = None
    stopped_on: date | None = None
    mail_returned: bool = False


#: How a booking stands, or how it ended (the states of the centre's row).
BookingStanding = Literal[
    "provisional",
    "applied",
    "permitted",
    "confirmed",
    "won",
    "cancelled",
    "lapsed",
    "no_show",
    "denied",
    "void",
]


class BookingState(Message):
    """One booking of the resident, as the centre has it."""

    number: Annotated[str, Field(max_length=16)]
    facility: Name
    sport: Name
    courts: int
    cells: tuple[int, ...]
    people: int
    day: date
    start_minute: Minute
    end_minute: Minute
    state: BookingStanding
    paid: bool
    fee: int
    booked_on: date
    students: int = 0
    #: It came from a lottery.
    won: bool = False
    #: Why the staff ended it.
    why: Text = ""
    #: How many of what is lent with it (備品).
    equipment: dict[Word, int] = Field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether it is a booking still; a win that is to be confirmed is none yet."""
        return self.state in {"provisional", "applied", "permitted", "confirmed"}


class ReasonText(Message):
    """One reason of a refusal; ``params`` are scalars, instants as ISO 8601."""

    code: Name
    rule: Annotated[str, Field(max_length=16)]
    params: dict[str, str | int | bool | None] = Field(default_factory=dict)
    allowed_from: Annotated[str, Field(max_length=40)] | None = None
    allowed_until: Annotated[str, Field(max_length=40)] | None = None


class PastAction(Message):
    """An action that this resident left undecided at a terminal, and what became of it."""

    number: Annotated[str, Field(max_length=16)]
    verb: ActionVerb = "book"
    verdict: Literal["applied", "rejected", "conflict", "parked"]
    reasons: tuple[ReasonText, ...] = ()


class LoginAccepted(Message):
    kind: Literal["accepted"] = "accepted"
    resident: ResidentState
    bookings: tuple[BookingState, ...]
    #: Actions recorded while the line was cut and decided since the resident's last login.
    decided: tuple[PastAction, ...] = ()
    centre_ms: Millis


class LoginRefused(Message):
    """``tries_left`` is None where the refusal is not about a wrong password."""

    kind: Literal["refused"] = "refused"
    code: Literal[
        "credential",
        "unknown_card",
        "blocked_card",
        "throttled",
        "no_registration",
        "no_password",
        "stopped",
    ]
    tries_left: int | None = None
    centre_ms: Millis


LoginAnswer = Annotated[LoginAccepted | LoginRefused, Field(discriminator="kind")]

# Actions --------------------------------------------------------------------------------------


class Clock(Message):
    """When a terminal recorded an action, and how far its clock can be believed."""

    boot_id: UUID
    boot_ms: Millis
    wall_ms: Millis
    trusted: bool
    #: The last time that the centre told, and the boot clock when it did; None before any contact.
    centre_ms: Millis | None
    centre_boot_ms: Millis | None


class Envelope(Message):
    """One action of a resident at a terminal.

    Clear: municipality, verb, cells. Sealed: everything of the person; the plaintext of
    ``sealed`` is the JSON of a ``Personal``, bound to this action.
    ``prev`` is ``chain_hash`` of the terminal's previous envelope.
    """

    v: Literal[1] = VERSION
    terminal: Name
    session: UUID
    seq: Annotated[int, Field(ge=1)]
    prev: Hash
    action: UUID
    visit: UUID
    municipality: Name
    body: ActionBody
    sealed: Sealed
    clock: Clock


class Actions(Message):
    terminal: Name
    actions: Annotated[tuple[Signed, ...], Field(min_length=1, max_length=ACTIONS_MAX)]
    #: Those of this batch included.
    unsent: Annotated[int, Field(ge=0)] = 0
    #: The visit that stands at the terminal now: its resident is shown the verdicts.
    watching: UUID | None = None


class ActionVerdict(Message):
    """What the centre decided, once and for ever; the same answer on every retry.

    A ticket has its number from the action (``receipt_number``), and all else from here.
    applied: done. rejected: a rule refuses. conflict: someone else has the cells. parked: the
    centre failed inside; its staff decide. quarantined: the terminal's sequence forked.
    """

    seq: int
    action: UUID
    verdict: Literal["applied", "rejected", "conflict", "parked", "quarantined"]
    reasons: tuple[ReasonText, ...] = ()
    booking: BookingState | None = None
    outcome: dict[str, str | int | bool | None] = Field(default_factory=dict)
    centre_ms: Millis


class ActionsAnswer(Message):
    verdicts: tuple[ActionVerdict, ...]
    next_seq: int
    chain_head: Hash
    centre_ms: Millis
