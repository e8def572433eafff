"""What a resident touches while a password, mails, a registration or its renewal are seen to."""

from dataclasses import dataclass

__all__ = [
    "BirthdayTyped",
    "BlankWanted",
    "ClassTicked",
    "CountTyped",
    "CountWanted",
    "EndConfirmed",
    "FieldTicked",
    "FieldTyped",
    "FieldWanted",
    "FormCodeTyped",
    "KeepConfirmed",
    "MailDropped",
    "MailTried",
    "MailTyped",
    "MailWishTurned",
    "MailWishesSent",
    "NewPasswordSealed",
    "OwnerNumberTyped",
    "PhoneEndTyped",
    "RegistrationConfirmed",
    "RegistrationEvent",
    "RenewalConfirmed",
    "RosterTicked",
    "SlipWanted",
    "TypeChosen",
]


@dataclass(frozen=True, slots=True)
class OwnerNumberTyped:
    """The number of a registration whose first password is to be set."""

    number: str


@dataclass(frozen=True, slots=True)
class BirthdayTyped:
    """Eight digits: year, month, day."""

    digits: str


@dataclass(frozen=True, slots=True)
class PhoneEndTyped:
    digits: str


@dataclass(frozen=True, slots=True)
class NewPasswordSealed:
    """A new password, typed twice, with what proves it: only the centre can open the box."""

    kid: str
    box: str


@dataclass(frozen=True, slots=True)
class MailTyped:
    text: str


@dataclass(frozen=True, slots=True)
class MailWishTurned:
    """``wish`` is results, bookings or debits: wanted, or wanted no more."""

    wish: str


@dataclass(frozen=True, slots=True)
class MailDropped:
    """No mail at all any more."""


@dataclass(frozen=True, slots=True)
class MailWishesSent:
    """The resident is content with the wishes as they are shown."""


@dataclass(frozen=True, slots=True)
class MailTried:
    """A mail is wanted to see whether it arrives."""


@dataclass(frozen=True, slots=True)
class CountWanted:
    """A number of a list of members is to be entered."""

    count: str


@dataclass(frozen=True, slots=True)
class CountTyped:
    digits: str


@dataclass(frozen=True, slots=True)
class RosterTicked:
    """Something is true of all members, or not."""

    tick: str


@dataclass(frozen=True, slots=True)
class RenewalConfirmed:
    """The resident applies for renewal."""


@dataclass(frozen=True, slots=True)
class EndConfirmed:
    """The registration is not to renew itself again."""


@dataclass(frozen=True, slots=True)
class TypeChosen:
    """The type of registration that is applied for."""

    type: str


@dataclass(frozen=True, slots=True)
class ClassTicked:
    """A class of facilities is applied for, or not."""

    facility_class: str


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A field of an application is to be typed."""

    field: str


@dataclass(frozen=True, slots=True)
class FieldTyped:
    text: str


@dataclass(frozen=True, slots=True)
class FieldTicked:
    field: str


@dataclass(frozen=True, slots=True)
class RegistrationConfirmed:
    """The resident sends the application as it is shown."""


@dataclass(frozen=True, slots=True)
class BlankWanted:
    """Print the form of this municipality, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class KeepConfirmed:
    """What was typed so far is to be kept at the centre."""


@dataclass(frozen=True, slots=True)
class SlipWanted:
    """The slip with the code, once more."""


@dataclass(frozen=True, slots=True)
class FormCodeTyped:
    """The code of a slip, to go on with what was kept."""

    digits: str


RegistrationEvent = (
    OwnerNumberTyped
    | BirthdayTyped
    | PhoneEndTyped
    | NewPasswordSealed
    | MailTyped
    | MailWishTurned
    | MailDropped
    | MailWishesSent
    | MailTried
    | CountWanted
    | CountTyped
    | RosterTicked
    | RenewalConfirmed
    | EndConfirmed
    | TypeChosen
    | ClassTicked
    | FieldWanted
    | FieldTyped
    | FieldTicked
    | RegistrationConfirmed
    | BlankWanted
    | KeepConfirmed
    | SlipWanted
    | FormCodeTyped
)
