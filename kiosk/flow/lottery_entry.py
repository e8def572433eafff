"""Putting an entry together (抽選申込み): what, where, which hours, how many courts; or a set."""

from dataclasses import replace

from kiosk.flow import book, draws, identify
from kiosk.flow import lottery_views as views
from kiosk.flow.action import why_stopped
from kiosk.flow.draws import Wanted
from kiosk.flow.lottery_draft import (
    SLOTS_MAX,
    Entering,
    begin,
    counts,
    counts_students,
    hours_here,
    hours_on,
    places_for,
    room_of,
)
from kiosk.flow.lottery_words import entry_slot, plan_of
from kiosk.flow.page import Move, Page, on, stay
from kiosk.messages import (
    CellChosen,
    CourtsChosen,
    DayChosen,
    EntrySlotDropped,
    FacilityChosen,
    MonthChosen,
    NextPressed,
    PageOpened,
    PeopleChosen,
    SportChosen,
    StudentsChosen,
)
from kiosk.visit import Refusal, Visit
from rules.calendar import first_of_month
from rules.verdict import Verdict
from sync.wire import EntrySlot

__all__ = ["JUDGED", "ORDER", "PAGES", "begun", "day_chosen", "refused"]

#: The page on which entries are put into their order.
ORDER = "lottery.order"
ORDERED = {
    "students": "lottery.students",
    "who": "identify.card",
    "asked": "identify.wait",
    ORDER: ORDER,
}
JUDGED = {"refused": "lottery.refused", "stopped": "stopped"}


def begun(visit: Visit, event: MonthChosen) -> Move:
    if event.first not in {draw.month for draw in draws.draws(visit)}:
        return stay(visit)
    return Move(begin(visit, event.first), draws.fetch(visit, event.first), "begun")


def begun_again(visit: Visit, _: PageOpened) -> Move:
    """One entry more, of the same month."""
    month = visit.of(Entering).month
    return stay(visit) if month is None else Move(begin(visit, month), way="begun")


def sport_chosen(visit: Visit, event: SportChosen) -> Move:
    if not places_for(visit, event.sport):
        return stay(visit)
    return Move(visit.keep(replace(visit.of(Entering), sport=event.sport)), way="chosen")


def place_chosen(visit: Visit, event: FacilityChosen) -> Move:
    sport = visit.of(Entering).sport
    room = next((room for room in places_for(visit, sport) if room.id == event.facility), None)
    if room is None:
        return stay(visit)
    least = room.sports[sport].courts_min
    wish = replace(visit.wish, sport=sport, facility=room.id, courts=least, start_minute=None)
    return Move(replace(visit, wish=wish), way="chosen")


def day_chosen(visit: Visit, event: DayChosen) -> Move:
    room, month = room_of(visit), visit.of(Entering).month
    if room is None or first_of_month(event.day) != month or not hours_on(visit, room, event.day):
        return stay(visit)
    wish = replace(visit.wish, day=event.day, start_minute=None)
    return Move(replace(visit, wish=wish), way="open")


def cell_chosen(visit: Visit, event: CellChosen) -> Move:
    """The first touch is the start, a later one the end; on the only chosen hour it is let go."""
    hours, wish = hours_here(visit), visit.wish
    if event.minute not in hours or event.court != 0:
        return stay(visit)
    first, last = event.minute, event.minute + hours.step
    if wish.start_minute is not None:
        if (wish.start_minute, wish.end_minute) == (first, last):
            return stay(replace(visit, wish=replace(wish, start_minute=None)))
        if not wish.start_minute <= first < wish.end_minute:
            first, last = min(wish.start_minute, first), max(wish.end_minute, last)
    wish = replace(wish, court=0, start_minute=first, end_minute=last)
    return stay(replace(visit, wish=wish))


def time_chosen(visit: Visit, _: NextPressed) -> Move:
    if visit.wish.plan is None:
        return stay(visit)
    if why_stopped(visit) is not None:
        return Move(visit, way="stopped")
    if len(counts(visit)) > 1:
        return Move(visit, way="courts")
    return _added(visit)


def courts_chosen(visit: Visit, event: CourtsChosen) -> Move:
    if event.courts not in counts(visit) or visit.wish.start_minute is None:
        return stay(visit)
    return _added(replace(visit, wish=replace(visit.wish, courts=event.courts)))


def _added(visit: Visit) -> Move:
    """The hours join the set, unless the rules refuse that already."""
    entering, plan = visit.of(Entering), visit.wish.plan
    assert plan is not None
    slot = entry_slot(plan)
    if slot in entering.slots or len(entering.slots) >= SLOTS_MAX:
        return Move(visit, way="added")
    slots = (*entering.slots, slot)
    verdict = draws.enter_verdict(visit, Wanted(slots, entering.people or 1), 1, ())
    if not verdict.allowed:
        return refused(visit, slot, verdict)
    visit = replace(visit, wish=replace(visit.wish, start_minute=None))
    return Move(visit.keep(replace(entering, slots=slots)), way="added")


def refused(visit: Visit, slot: EntrySlot, verdict: Verdict) -> Move:
    """With every reason; nothing was sent."""
    plan = plan_of(slot, visit.of(Entering).people or 1)
    return Move(replace(visit, refusal=Refusal(plan, verdict.reasons)), way="refused")


def slot_dropped(visit: Visit, event: EntrySlotDropped) -> Move:
    entering = visit.of(Entering)
    slots = tuple(slot for row, slot in enumerate(entering.slots) if row != event.row)
    return stay(visit.keep(replace(entering, slots=slots)))


def set_done(visit: Visit, _: NextPressed) -> Move:
    entering = visit.of(Entering)
    if not entering.slots:
        return stay(visit)
    return _counted(visit) if entering.people else Move(visit, way="people")


def people_chosen(visit: Visit, event: PeopleChosen) -> Move:
    entering = visit.of(Entering)
    if not (entering.slots and 1 <= event.people < 10**book.PEOPLE_DIGITS_MAX):
        return stay(visit)
    verdict = draws.enter_verdict(visit, Wanted(entering.slots, event.people), 1, ())
    if not verdict.allowed:
        return refused(visit, entering.slots[0], verdict)
    return _counted(visit.keep(replace(entering, people=event.people, students=None)))


def students_chosen(visit: Visit, event: StudentsChosen) -> Move:
    entering = visit.of(Entering)
    if not (entering.slots and 0 <= event.students <= entering.people):
        return stay(visit)
    return _listed(visit.keep(replace(entering, students=event.students)))


def _counted(visit: Visit) -> Move:
    """``students`` where the fee will depend on how many of them there are (KM-94)."""
    asked = visit.of(Entering).students is None and counts_students(visit)
    return Move(visit, way="students") if asked else _listed(visit)


def _listed(visit: Visit) -> Move:
    """The entry joins the list of wishes; who it is for is asked now, if not before."""
    entering = visit.of(Entering)
    order = (*entering.order, Wanted(entering.slots, entering.people, entering.students or 0))
    visit = visit.keep(replace(entering, slots=(), order=order))
    return identify.arriving(ORDER).handler(visit, PageOpened(ORDER))


CHOSEN = {"courts": "lottery.courts", "added": "lottery.entry", **JUDGED}
PEOPLE = {PeopleChosen: on(people_chosen, **ORDERED, **JUDGED)}

STUDENTS = {StudentsChosen: on(students_chosen, **ORDERED)}

PAGES = {
    "lottery.sport": Page(
        "choose",
        views.sports,
        opened=on(begun_again, begun="lottery.sport"),
        on={SportChosen: on(sport_chosen, chosen="lottery.place")},
        step=0,
    ),
    # Another slot of the same set: nothing of it is given up.
    "lottery.more": Page(
        "choose", views.sports, on={SportChosen: on(sport_chosen, chosen="lottery.place")}, step=0
    ),
    "lottery.place": Page(
        "choose", views.places, on={FacilityChosen: on(place_chosen, chosen="lottery.day")}, step=0
    ),
    "lottery.day": Page(
        "month", views.month, on={DayChosen: on(day_chosen, open="lottery.time")}, step=0
    ),
    "lottery.time": Page(
        "board",
        views.board,
        on={CellChosen: on(cell_chosen), NextPressed: on(time_chosen, **CHOSEN)},
        question=views.time_question,
        next=views.time_next,
        step=1,
    ),
    "lottery.courts": Page(
        "choose", views.courts, on={CourtsChosen: on(courts_chosen, **CHOSEN)}, step=1
    ),
    "lottery.entry": Page(
        "list",
        views.composed,
        on={
            EntrySlotDropped: on(slot_dropped),
            NextPressed: on(set_done, people="lottery.people", **ORDERED),
        },
        opens=("lottery.more",),
        next=views.set_next,
        step=1,
    ),
    "lottery.people": Page("choose", views.people, on=PEOPLE, opens=("lottery.many",), step=1),
    "lottery.many": Page("keypad", book.many, on=PEOPLE, step=1),
    "lottery.students": Page(
        "choose", views.students, on=STUDENTS, opens=("lottery.students.many",), step=1
    ),
    "lottery.students.many": Page("keypad", book.students_many, on=STUDENTS, step=1),
}
