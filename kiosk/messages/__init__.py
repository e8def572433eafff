"""Everything that happens to the terminal (past tense), and everything that it may do about it.

A device, the line, the clock or a finger makes an event; ``flow.step`` answers it with effects;
``effects.py`` carries those out and comes back with one event each.
"""

from kiosk.devices.ports import CardLifted, CardTouched, CardUnreadable, ReaderStatusChanged
from kiosk.messages.effects import (
    CallStaff,
    CheckUp,
    Effect,
    FetchMine,
    FetchOdds,
    FetchReceipt,
    FetchRecent,
    KeepUnfinished,
    LogIn,
    LoginSubject,
    MarkClosed,
    NewPasswordSubject,
    PrintTicket,
    ResumeUnfinished,
    Submit,
)
from kiosk.messages.lottery import (
    AllWinsChosen,
    AllWinsConfirmed,
    EntriesConfirmed,
    EntryDropped,
    EntryMoved,
    EntrySlotDropped,
    WinChosen,
    WinConfirmed,
    WithdrawChosen,
    WithdrawConfirmed,
)
from kiosk.messages.registration import RegistrationEvent
from kiosk.messages.touches import (
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    ChangeChosen,
    CheckUpWanted,
    ClosingChosen,
    CourtsChosen,
    DayChosen,
    EquipmentChosen,
    EquipmentOpened,
    FacilityChosen,
    FormalChosen,
    FormalConfirmed,
    FormWanted,
    FreeChosen,
    InsteadChosen,
    MonthChosen,
    MunicipalityChosen,
    NextPressed,
    NumberTyped,
    PageOpened,
    PartChosen,
    PasswordSealed,
    PeopleChosen,
    PrintWanted,
    ReceiptTyped,
    SearchWanted,
    SettingChanged,
    SlotAdded,
    SlotDropped,
    SpanChosen,
    SportChosen,
    StaffCalled,
    StopPressed,
    StudentsChosen,
    TermsAgreed,
    TextOpened,
    TopicOpened,
    Touched,
    TrialPrintWanted,
    VenueOpened,
    WeekdaysChosen,
)
from kiosk.messages.world import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    CallAnswered,
    CheckedUp,
    ClockChanged,
    IntakeChanged,
    KeepAnswered,
    LineChanged,
    LoginAnswered,
    MineArrived,
    OddsArrived,
    PolicyArrived,
    PrinterStatusChanged,
    ReceiptArrived,
    RecentArrived,
    ResumeAnswered,
    SnapshotArrived,
    Ticked,
    TicketDone,
    UnsentCounted,
)

__all__ = [
    "ActionDelayed",
    "ActionRecorded",
    "ActionSettled",
    "AllWinsChosen",
    "AllWinsConfirmed",
    "BackPressed",
    "BookingConfirmed",
    "CallAnswered",
    "CallStaff",
    "CancelChosen",
    "CancelConfirmed",
    "CellChosen",
    "ChangeChosen",
    "CheckUp",
    "CheckUpWanted",
    "CheckedUp",
    "ClockChanged",
    "ClosingChosen",
    "CourtsChosen",
    "DayChosen",
    "Effect",
    "EntriesConfirmed",
    "EntryDropped",
    "EntryMoved",
    "EntrySlotDropped",
    "EquipmentChosen",
    "EquipmentOpened",
    "Event",
    "FacilityChosen",
    "FetchMine",
    "FetchOdds",
    "FetchReceipt",
    "FetchRecent",
    "FormWanted",
    "FormalChosen",
    "FormalConfirmed",
    "FreeChosen",
    "InsteadChosen",
    "IntakeChanged",
    "KeepAnswered",
    "KeepUnfinished",
    "LineChanged",
    "LogIn",
    "LoginAnswered",
    "LoginSubject",
    "MarkClosed",
    "MineArrived",
    "MonthChosen",
    "MunicipalityChosen",
    "NewPasswordSubject",
    "NextPressed",
    "NumberTyped",
    "OddsArrived",
    "PageOpened",
    "PartChosen",
    "PasswordSealed",
    "PeopleChosen",
    "PolicyArrived",
    "PrintTicket",
    "PrintWanted",
    "PrinterStatusChanged",
    "ReceiptArrived",
    "ReceiptTyped",
    "RecentArrived",
    "ResumeAnswered",
    "ResumeUnfinished",
    "SearchWanted",
    "SettingChanged",
    "SlotAdded",
    "SlotDropped",
    "SnapshotArrived",
    "SpanChosen",
    "SportChosen",
    "StaffCalled",
    "StopPressed",
    "StudentsChosen",
    "Submit",
    "TermsAgreed",
    "TextOpened",
    "Ticked",
    "TicketDone",
    "TopicOpened",
    "Touched",
    "TrialPrintWanted",
    "UnsentCounted",
    "VenueOpened",
    "WeekdaysChosen",
    "WinChosen",
    "WinConfirmed",
    "WithdrawChosen",
    "WithdrawConfirmed",
]

Event = (
    PageOpened
    | EntryMoved
    | EntryDropped
    | EntrySlotDropped
    | EntriesConfirmed
    | WithdrawChosen
    | WithdrawConfirmed
    | AllWinsChosen
    | AllWinsConfirmed
    | WinChosen
    | WinConfirmed
    | MunicipalityChosen
    | SportChosen
    | FacilityChosen
    | MonthChosen
    | DayChosen
    | CellChosen
    | PeopleChosen
    | CourtsChosen
    | EquipmentOpened
    | EquipmentChosen
    | NumberTyped
    | PasswordSealed
    | RegistrationEvent
    | BookingConfirmed
    | CancelChosen
    | CancelConfirmed
    | PrintWanted
    | ReceiptTyped
    | StudentsChosen
    | TermsAgreed
    | SlotAdded
    | SlotDropped
    | ChangeChosen
    | FormalChosen
    | FormalConfirmed
    | FormWanted
    | CheckUpWanted
    | TrialPrintWanted
    | ClosingChosen
    | CallAnswered
    | CheckedUp
    | SpanChosen
    | PartChosen
    | WeekdaysChosen
    | SearchWanted
    | FreeChosen
    | InsteadChosen
    | TextOpened
    | TopicOpened
    | VenueOpened
    | StaffCalled
    | BackPressed
    | StopPressed
    | NextPressed
    | SettingChanged
    | Touched
    | Ticked
    | LineChanged
    | SnapshotArrived
    | UnsentCounted
    | IntakeChanged
    | ClockChanged
    | PolicyArrived
    | CardTouched
    | CardLifted
    | CardUnreadable
    | ReaderStatusChanged
    | PrinterStatusChanged
    | LoginAnswered
    | ActionRecorded
    | ActionSettled
    | ActionDelayed
    | MineArrived
    | OddsArrived
    | ReceiptArrived
    | RecentArrived
    | KeepAnswered
    | ResumeAnswered
    | TicketDone
)
