"""Whatever happens in whatever order: nothing raises, and there is always something to show."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    NotPrinted,
    Printed,
    PrinterStatus,
    ReaderStatus,
    ReaderStatusChanged,
)
from kiosk.flow import PAGES, show, step
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    BackPressed,
    BookingConfirmed,
    CancelChosen,
    CancelConfirmed,
    CellChosen,
    ChangeChosen,
    CourtsChosen,
    DayChosen,
    Effect,
    Event,
    FacilityChosen,
    FormalChosen,
    FormalConfirmed,
    FormWanted,
    IntakeChanged,
    LineChanged,
    LoginAnswered,
    MineArrived,
    MonthChosen,
    NextPressed,
    NumberTyped,
    PageOpened,
    PeopleChosen,
    PrinterStatusChanged,
    PrintWanted,
    SettingChanged,
    SlotAdded,
    SlotDropped,
    SnapshotArrived,
    SportChosen,
    StopPressed,
    StudentsChosen,
    TermsAgreed,
    Ticked,
    TicketDone,
    Touched,
    UnsentCounted,
)
from kiosk.visit import ReaderKind, Visit
from sync.draft import IntakeStopped
from sync.snapshot import Snapshot
from sync.wire import LoginRefused, PastAction, ReasonText
from tests.kiosk.flow.journey import (
    CARD,
    NOW,
    SEALED,
    VISIT,
    accepted,
    begin,
    booking,
    municipality,
    recorded,
    settled,
)
from tests.support.presses import presses

NEWS = (PastAction(number="AAAAA-00001", verdict="parked"),)
TAKEN = ReasonText(code="courts_taken", rule="CM-01", params={"courts_free": 0})
NUMBERS = st.sampled_from(["AAAAA-BBBBB", "ZZZZZ-ZZZZZ", ""])
SMALL = st.integers(-2, 12)
DAYS = st.dates(date(2025, 11, 25), date(2026, 3, 5))
PLACES = st.sampled_from(
    [
        "argo/arena",
        "argo/table_tennis",
        "areo/athletics",
        "suitopia/meeting",
        "sports/gym/arena",
        "no/where",
    ]
)
HERE = st.sampled_from([{}, {"municipality": municipality("ogaki"), "venue": "suitopia"}])

TOUCHES = st.one_of(
    st.builds(PageOpened, st.sampled_from([*PAGES, "nowhere"])),
    st.builds(SportChosen, st.sampled_from(["badminton", "table_tennis", "other", "chess"])),
    st.builds(FacilityChosen, PLACES),
    st.builds(MonthChosen, DAYS),
    st.builds(DayChosen, DAYS),
    st.builds(CellChosen, SMALL, st.sampled_from([0, 540, 600, 1080, 1081, 1200, 1440])),
    st.builds(PeopleChosen, SMALL),
    st.builds(CourtsChosen, SMALL),
    st.builds(NumberTyped, st.sampled_from(["", "12345678", "123456789", "abc"])),
    st.builds(CancelChosen, NUMBERS),
    st.builds(CancelConfirmed, NUMBERS),
    st.builds(PrintWanted, NUMBERS),
    st.builds(StudentsChosen, SMALL),
    st.builds(SlotDropped, SMALL),
    st.builds(ChangeChosen, NUMBERS),
    st.builds(FormalChosen, NUMBERS),
    st.builds(FormalConfirmed, NUMBERS),
    st.builds(FormWanted, NUMBERS),
    st.sampled_from([TermsAgreed(), SlotAdded()]),
    st.builds(SettingChanged, st.sampled_from(["text_scale", "theme", "reach", "language", "x"])),
    st.sampled_from(
        [SEALED, BookingConfirmed(), BackPressed(), StopPressed(), NextPressed(), Touched()]
    ),
)
WORLD = st.one_of(
    st.builds(lambda s: Ticked(NOW + timedelta(seconds=s)), st.integers(-100, 4_000)),
    st.builds(LineChanged, st.booleans()),
    st.sampled_from([SnapshotArrived(Snapshot()), SnapshotArrived(Snapshot(as_of=NOW))]),
    st.builds(UnsentCounted, st.integers(0, 3)),
    st.builds(IntakeChanged, st.sampled_from([None, "full", "disk", "else"])),
    st.builds(ReaderStatusChanged, st.sampled_from(ReaderStatus)),
    st.builds(PrinterStatusChanged, st.sampled_from(PrinterStatus)),
    st.sampled_from([CardTouched(CARD), CardLifted(), CardUnreadable("lifted")]),
)
LOGINS = st.sampled_from(
    [
        accepted(),
        accepted(booking(), booking("AAAAA-00002", state="cancelled")),
        accepted(decided=NEWS),
        accepted(type="city_group"),
        accepted(
            booking(facility="suitopia/meeting", sport="meeting", state="provisional"),
            type="group",
            agreed=(),
        ),
        accepted(state="suspended"),
        LoginAnswered(VISIT, None),
        LoginAnswered(VISIT, LoginRefused(code="credential", tries_left=1, centre_ms=0)),
        LoginAnswered(VISIT, LoginRefused(code="throttled", centre_ms=0)),
        MineArrived(VISIT, None),
        MineArrived(VISIT, (booking(),)),
    ]
)


def answers(visit: Visit) -> list[Event]:
    """What may come back about the last action and the last paper."""
    if not visit.sents:
        return [ActionDelayed(VISIT, UUID(int=5), unknown=True)]
    last = visit.sents[-1]
    ticket = visit.paper.ticket if visit.paper else "none"
    return [
        recorded(visit),
        ActionRecorded(VISIT, IntakeStopped("disk")),
        ActionDelayed(VISIT, last.action, unknown=False),
        ActionDelayed(VISIT, last.action, unknown=True),
        settled(visit, booking=booking(last.number)),
        settled(visit, "rejected", reasons=(TAKEN,)),
        settled(visit, "parked"),
        TicketDone(VISIT, Printed(ticket)),
        TicketDone(VISIT, NotPrinted(ticket, PrinterStatus.PAPER_OUT)),
    ]


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_step__never_raises_and_always_has_a_picture(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(ReaderKind))
    visit = begin(reader_kind=kind, line_up=data.draw(st.booleans()), **data.draw(HERE))
    for _ in range(data.draw(st.integers(5, 40))):
        picture = show(visit)
        seen = list(presses(picture))
        some = [st.sampled_from(seen), st.sampled_from(seen), st.sampled_from(answers(visit))]
        event = data.draw(st.one_of(*some, TOUCHES, WORLD, LOGINS, st.just(SEALED)))
        following, effects = step(visit, event)
        assert all(isinstance(effect, Effect) for effect in effects)
        visit = following or Visit.begin(VISIT, visit.site, visit.now)
        shown = show(visit)
        assert shown.kind in {page.kind for page in PAGES.values()}
        assert show(visit) == shown
        assert len(visit.trail) == len(set(visit.trail)) < len(PAGES)
        assert visit.page not in visit.trail
