"""Ways that between them come to every page of the flow.

The first visit that stands at a page is the one in its picture.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from kiosk.devices.ports import CardTouched
from kiosk.messages import (
    ActionRecorded,
    BookingConfirmed,
    CancelChosen,
    CellChosen,
    CourtsChosen,
    EquipmentOpened,
    Event,
    FormalChosen,
    LineChanged,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SearchWanted,
    SpanChosen,
    SportChosen,
    StaffCalled,
    TextOpened,
    TopicOpened,
    VenueOpened,
    WinChosen,
    WithdrawChosen,
)
from kiosk.messages.registration import (
    BirthdayTyped,
    ClassTicked,
    CountWanted,
    FieldWanted,
    KeepConfirmed,
    OwnerNumberTyped,
    TypeChosen,
)
from kiosk.visit import Visit
from rules.calendar import JAPAN
from sync.draft import IntakeStopped
from sync.wire import DebtState, LoginRefused, PastAction
from tests.kiosk.flow import (
    lottery,
    test_formally,
    test_identify,
    test_lending,
    test_mail,
    test_receipt,
    test_register,
    test_reprint,
    test_staff,
    test_together,
    test_town,
    test_unfinished,
)
from tests.kiosk.flow.journey import (
    CARD,
    DAY,
    NOW,
    SEALED,
    TO_THE_CARD,
    TO_THE_WAIT,
    VISIT,
    LoginAnswered,
    Step,
    accepted,
    at_confirm,
    at_mine,
    begin,
    booked,
    booking,
    do,
    sent,
    take,
)
from tests.kiosk.flow.test_consent import at_terms
from tests.kiosk.flow.test_password import TO_THE_KEYBOARD
from tests.kiosk.flow.test_renewal import kumatori, seen
from tests.kiosk.flow.test_students import at_students
from tests.kiosk.flow.towns import at

__all__ = ["WALKS"]

NEWS = (
    PastAction(number="AAAAA-00001", verdict="applied"),
    PastAction(number="AAAAA-00002", verdict="parked"),
)
LOG_IN: tuple[Event, ...] = (CardTouched(CARD), SEALED)


def _events(steps: Iterable[Step]) -> Iterable[Event]:
    return (step[0] for step in steps)


def _from(visit: Visit, *events: Event) -> Iterable[Visit]:
    """The visit at its beginning and after each of the events."""
    yield visit
    for event in events:
        visit, _ = take(visit, event)
        yield visit


def _usual() -> Iterable[Visit]:
    yield from _from(begin(), PageOpened("look.place"))
    yield from _from(begin(), *_events(TO_THE_WAIT))
    people = do(begin(), *_events(TO_THE_CARD[:-1]))
    yield do(people, PageOpened("book.many"))
    yield do(people, PeopleChosen(4), PageOpened("identify.number"))
    waiting = do(begin(), *_events(TO_THE_WAIT))
    yield do(waiting, LoginAnswered(VISIT, LoginRefused(code="blocked_card", centre_ms=0)))
    yield from _from(at_confirm(), PageOpened("book.courts"), CourtsChosen(2))
    yield sent()
    yield booked()
    yield do(
        do(at_confirm(), BookingConfirmed()),
        ActionRecorded(VISIT, IntakeStopped("disk")),
    )
    yield replace(at_confirm(), asked_at=NOW)


def _own() -> Iterable[Visit]:
    login = do(begin(), PageOpened("mine.list"), *LOG_IN)
    yield do(login, accepted(decided=NEWS))
    debt = DebtState(yen=1200, since=date(2025, 8, 31))
    yield do(login, accepted(state="suspended", stopped_for="debts", debts=(debt,)))
    tennis = {"facility": "oike/tennis", "sport": "tennis"}
    bookings = (
        booking(),
        booking("AAAAA-CCCCC", state="provisional", **tennis),
        booking("AAAAA-DDDDD", state="cancelled", day=DAY + timedelta(days=7)),
    )
    yield from _from(at_mine(*bookings), CancelChosen("AAAAA-BBBBB"))
    formal = test_formally.at_list(test_formally.provisional("suitopia/meeting"))
    yield do(formal, FormalChosen(test_formally.NUMBER))
    yield _two_sent()
    yield from _from(test_mail.at_mail(test_mail.SOME), PageOpened("mail.address"))


def _two_sent() -> Visit:
    visit = test_together.sent()
    first, second = (one.action for one in visit.sents)
    confirmed = booking(visit.sents[0].number)
    visit = do(visit, test_together.answer(visit, first, "applied", booking=confirmed))
    taken = (test_together.TAKEN,)
    return do(visit, test_together.answer(visit, second, "conflict", reasons=taken))


def _look() -> Iterable[Visit]:
    yield from _from(begin(), PageOpened("easy"), SportChosen("badminton"), SpanChosen("week"))
    sought = do(begin(), PageOpened("detailed"), PageOpened("detailed.sport"))
    yield do(begin(), PageOpened("detailed"))
    yield from _from(sought, SportChosen("badminton"), SearchWanted())
    for page in ("venue", "room", "part", "weekdays"):
        yield do(sought, SportChosen("badminton"), PageOpened(f"detailed.{page}"))
    yield do(at("ogaki"), PageOpened("look.sport"), SportChosen("soccer"))
    yield from _from(begin(), PageOpened("map"), VenueOpened("argo"))
    yield from _from(begin(), PageOpened("desk"))
    yield from _from(begin(), StaffCalled())
    yield from _from(begin(), PageOpened("receipt.number"))
    yield test_receipt.asked()
    yield test_receipt.answered(test_receipt.told("conflict"))


def _elsewhere() -> Iterable[Visit]:
    yield at_terms()
    yield from _from(at_students(30), PageOpened("book.students.many"))
    yield test_town.begin()
    yield from _from(test_lending.at_equipment(), EquipmentOpened("microphone"))
    yield test_identify.by_letters()


def _told() -> Iterable[Visit]:
    menu = do(at("kumamoto"), PageOpened("information"))
    yield menu
    for page in ("questions", "terms", "elsewhere", "notices"):
        yield do(menu, PageOpened(f"information.{page}"))
    yield do(menu, TextOpened("guide"))
    topics = do(menu, PageOpened("information.topics"))
    yield from _from(topics, TopicOpened("use_and_fees"), VenueOpened("paid/sogo"))


def _lottery() -> Iterable[Visit]:
    home = lottery.at_home()
    yield do(home, PageOpened("lottery.months"), PageOpened("lottery.calendar"))
    begun, rest = lottery.TO_THE_ENTRY[:2], lottery.TO_THE_ENTRY[2:]
    told = do(home, *_events(begun), lottery.odds())
    yield do(home, PageOpened("lottery.months"))
    yield from _from(told, *_events(rest))
    entry = do(told, *_events(rest))
    yield do(entry, PageOpened("lottery.more"))
    yield from _from(entry, NextPressed(), PageOpened("lottery.many"))
    yield do(entry, NextPressed(), PeopleChosen(6))
    yield do(entry, NextPressed(), PeopleChosen(30), PageOpened("lottery.students.many"))
    entries = tuple(lottery.entry(f"AAAA-BBBB-{n:04}", n) for n in range(1, 5))
    yield from _from(lottery.at_order(*entries), NextPressed())
    yield from _from(lottery.at_mine(*entries), WithdrawChosen("AAAA-BBBB-0001"))
    sealed = lottery.entry("ONE").model_copy(update={"commitment": "c" * 64})
    yield do(lottery.at_mine(sealed), PageOpened("lottery.notice"))
    won = datetime(2025, 12, 12, 10, 0, tzinfo=JAPAN)
    yield do(lottery.at_mine(lottery.win(), now=won), WinChosen("AAAA-BBBB-CCCC"))
    yield do(
        lottery.at_time(),
        CellChosen(0, 540),
        CellChosen(0, 720),
        NextPressed(),
        CourtsChosen(1),
    )


def _password() -> Iterable[Visit]:
    yield from _from(
        begin(),
        PageOpened("password.what"),
        PageOpened("password.number"),
        OwnerNumberTyped("12345678"),
        BirthdayTyped("19500401"),
    )
    yield do(begin(), *_events(TO_THE_KEYBOARD))
    what = do(begin(), PageOpened("password.what"))
    yield do(what, PageOpened("password.change"), *LOG_IN, accepted())
    yield do(what, PageOpened("password.forgotten"))
    yield do(what, LineChanged(up=False), PageOpened("password.number"))
    yield do(at("kumamoto"), PageOpened("password.what"), PageOpened("password.number"))


def _register() -> Iterable[Visit]:
    start = (PageOpened("register.start"), PageOpened("register.type"))
    yield do(at("kumamoto"), start[0], PageOpened("register.paper"))
    yield from _from(at("ogaki"), *start, TypeChosen("group"), ClassTicked("sports"))
    group = test_register.ogaki_group()
    yield do(test_register.ogaki(), NextPressed())
    yield group
    yield do(group, FieldWanted("name"))
    yield do(group, FieldWanted("born"))
    yield do(group, FieldWanted("sport"))
    yield do(group, CountWanted("members"))
    yield do(group, PageOpened("register.check"))
    yield from _from(seen(type="city_group"), PageOpened("renewal.members"))
    yield do(seen(), PageOpened("renewal.apply"))
    told = {"valid_until": date(2025, 12, 10), "type": "individual"}
    late = seen(kumatori(datetime(2025, 11, 10, 12, tzinfo=JAPAN)), None, **told)
    yield do(late, PageOpened("renewal.end"))


def _unfinished() -> Iterable[Visit]:
    yield test_unfinished.offered()
    yield do(test_unfinished.offered(), KeepConfirmed())
    yield test_unfinished.kept()
    yield test_unfinished.asked()
    looked = test_unfinished.looked(test_unfinished.asked(at("ogaki")))
    form = test_unfinished.form_of(test_register.ogaki_group())
    yield from _from(looked, test_unfinished.given(form))


def _staff() -> Iterable[Visit]:
    yield from _from(test_staff.opened(), PageOpened("staff.closing"))
    yield test_reprint.some()
    yield test_staff.anew(test_staff.closed())


WALKS: tuple[Callable[[], Iterable[Visit]], ...] = (
    _usual,
    _own,
    _look,
    _elsewhere,
    _told,
    _lottery,
    _password,
    _register,
    _unfinished,
    _staff,
)
