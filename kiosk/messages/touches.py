"""What a finger does, in the past tense; each stands on a press of the screen."""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "BackPressed",
    "BookingConfirmed",
    "CancelChosen",
    "CancelConfirmed",
    "CellChosen",
    "ChangeChosen",
    "CheckUpWanted",
    "ClosingChosen",
    "CourtsChosen",
    "DayChosen",
    "EquipmentChosen",
    "EquipmentOpened",
    "FacilityChosen",
    "FormWanted",
    "FormalChosen",
    "FormalConfirmed",
    "FreeChosen",
    "InsteadChosen",
    "MonthChosen",
    "MunicipalityChosen",
    "NextPressed",
    "NumberTyped",
    "PageOpened",
    "PartChosen",
    "PasswordSealed",
    "PeopleChosen",
    "PrintWanted",
    "ReceiptTyped",
    "SearchWanted",
    "SettingChanged",
    "SlotAdded",
    "SlotDropped",
    "SpanChosen",
    "SportChosen",
    "StaffCalled",
    "StopPressed",
    "StudentsChosen",
    "TermsAgreed",
    "TextOpened",
    "TopicOpened",
    "Touched",
    "TrialPrintWanted",
    "VenueOpened",
    "WeekdaysChosen",
]

# Touches --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A tile or a button that simply leads to a page of the flow table."""

    page: str


@dataclass(frozen=True, slots=True)
class MunicipalityChosen:
    """One of those that the terminal serves, by id."""

    municipality: str


@dataclass(frozen=True, slots=True)
class SportChosen:
    sport: str


@dataclass(frozen=True, slots=True)
class FacilityChosen:
    facility: str


@dataclass(frozen=True, slots=True)
class MonthChosen:
    first: date


@dataclass(frozen=True, slots=True)
class DayChosen:
    day: date


@dataclass(frozen=True, slots=True)
class CellChosen:
    """A cell of the day board: the column of the court, the start of the granule in minutes."""

    court: int
    minute: int


@dataclass(frozen=True, slots=True)
class PeopleChosen:
    people: int


@dataclass(frozen=True, slots=True)
class CourtsChosen:
    courts: int


@dataclass(frozen=True, slots=True)
class EquipmentOpened:
    """How many of an item (備品) are needed is to be said."""

    item: str


@dataclass(frozen=True, slots=True)
class EquipmentChosen:
    item: str
    count: int


@dataclass(frozen=True, slots=True)
class NumberTyped:
    number: str


@dataclass(frozen=True, slots=True)
class PasswordSealed:
    """Typed, sealed and gone: only the centre can open the box."""

    kid: str
    box: str


@dataclass(frozen=True, slots=True)
class BookingConfirmed:
    """The resident touched 予約する."""


@dataclass(frozen=True, slots=True)
class CancelChosen:
    number: str


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class PrintWanted:
    """Print the ticket (of this booking number) once more."""

    number: str


@dataclass(frozen=True, slots=True)
class BackPressed:
    pass


@dataclass(frozen=True, slots=True)
class StopPressed:
    pass


@dataclass(frozen=True, slots=True)
class NextPressed:
    pass


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """``name`` is text_scale, theme, reach or language; each touch takes the next value."""

    name: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch at all: the resident is still there."""


# Booking and what is booked -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StudentsChosen:
    """So many of the people are 高校生以下."""

    students: int


@dataclass(frozen=True, slots=True)
class TermsAgreed:
    """The resident read the terms of use and touched 同意する."""


@dataclass(frozen=True, slots=True)
class SlotAdded:
    """What is wished for is kept, and another slot is chosen to be booked with it."""


@dataclass(frozen=True, slots=True)
class SlotDropped:
    """The kept slot at a place is not wanted any more."""

    place: int


@dataclass(frozen=True, slots=True)
class ChangeChosen:
    number: str


@dataclass(frozen=True, slots=True)
class FormalChosen:
    """The formal application (本申請) for a provisional booking."""

    number: str


@dataclass(frozen=True, slots=True)
class FormalConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class FormWanted:
    """Print the form of the formal application, filled in, to be taken to a desk."""

    number: str


# Information ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextOpened:
    """A text of the municipality is to be read, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class TopicOpened:
    """Who answers about a topic (問い合わせ先)?"""

    topic: str


@dataclass(frozen=True, slots=True)
class VenueOpened:
    venue: str


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """「係員を呼ぶ」, which stands on every page."""


# Looking in other ways ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpanChosen:
    """らくらく: within which days; ``span`` is a name of ``kiosk/flow/easy.py``."""

    span: str


@dataclass(frozen=True, slots=True)
class PartChosen:
    """くわしく: at which time of day; a name of ``kiosk/flow/search.py``."""

    part: str


@dataclass(frozen=True, slots=True)
class WeekdaysChosen:
    """くわしく: on which days of the week; a name of ``kiosk/flow/search.py``."""

    kind: str


@dataclass(frozen=True, slots=True)
class SearchWanted:
    """くわしく: what was asked for is to be looked for."""


@dataclass(frozen=True, slots=True)
class FreeChosen:
    """A time that was found free."""

    facility: str
    day: date
    minute: int


@dataclass(frozen=True, slots=True)
class InsteadChosen:
    """What is possible instead of an action of this visit that was refused, by its number."""

    number: str
    event: PageOpened | DayChosen | FacilityChosen


@dataclass(frozen=True, slots=True)
class ReceiptTyped:
    """The number on a ticket, to see what became of it; without its hyphen."""

    number: str


# The staff ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckUpWanted:
    """Send and fetch now, and say whether all is well."""


@dataclass(frozen=True, slots=True)
class TrialPrintWanted:
    pass


@dataclass(frozen=True, slots=True)
class ClosingChosen:
    """``why`` the terminal is closed, a name of ``kiosk/flow/staff.py``; "" opens it again."""

    why: str
