"""What is said of draws and entries, in the language of the visit."""

from datetime import date, datetime

from kiosk.flow import names
from kiosk.flow.draws import Wanted, wanted_at
from kiosk.flow.terms import people_text
from kiosk.visit import Plan, Visit
from sync.wire import EntrySlot, SlotOdds

__all__ = [
    "choice",
    "demand",
    "entries_text",
    "entry_slot",
    "plan_of",
    "slot_text",
    "span_text",
    "title",
    "what",
    "whole",
]

#: A picture of more dots than this is none.
DOTS_MAX = 16
WANTED, LEFT, MORE = "●", "○", "＋"


def choice(visit: Visit, preference: int) -> str:
    """第3希望."""
    return visit.speech.say("lottery.choice", n=preference)


def title(visit: Visit, wanted: Wanted) -> str:
    """Its first slot, and how many more there are."""
    t, more = visit.speech, len(wanted.slots) - 1
    first = slot_text(visit, wanted.slots[0])
    return first if not more else t.say("lottery.set", first=first, more=more)


def whole(visit: Visit, wanted: Wanted) -> str:
    """Every slot of it, with the people."""
    slots = (f"{slot_text(visit, slot)} {what(visit, slot)}" for slot in wanted.slots)
    people = people_text(visit, plan_of(wanted.slots[0], wanted.people, wanted.students))
    return " / ".join((*slots, people))


def slot_text(visit: Visit, slot: EntrySlot) -> str:
    t = visit.speech
    when = f"{t.day(slot.day)} {t.span(slot.start_minute, slot.end_minute)}"
    return f"{when} {names.room(visit, slot.facility)}"


def what(visit: Visit, slot: EntrySlot) -> str:
    return names.use(visit, plan_of(slot, 1))


def plan_of(slot: EntrySlot, people: int, students: int = 0) -> Plan:
    return Plan(
        slot.facility,
        slot.sport,
        slot.courts,
        people,
        slot.day,
        slot.start_minute,
        slot.end_minute,
        students=students,
    )


def entry_slot(plan: Plan) -> EntrySlot:
    """What of a plan is entered for."""
    return EntrySlot(
        facility=plan.facility,
        sport=plan.sport,
        courts=plan.courts,
        day=plan.day,
        start_minute=plan.start_minute,
        end_minute=plan.end_minute,
    )


def span_text(visit: Visit, opens_at: datetime, closes_at: datetime) -> str:
    """12月6日(土) 09:00 – 12月10日(水)."""
    t = visit.speech
    return t.say("lottery.span", opens=t.instant(opens_at), closes=t.deadline(closes_at))


def demand(visit: Visit, slot: EntrySlot) -> str:
    """How many want the same hours (倍率): a dot for each court, with the words beside it."""
    t, told = visit.speech, wanted_at(visit, slot.facility, slot.day)
    if told is None:
        return t.say("lottery.odds.unknown")
    meeting = [one for one in told if _meets(one, slot)]
    entries = sum(one.entries for one in meeting)
    if not entries:
        return t.say("lottery.odds.none")
    room = visit.site.municipality.rooms.get(slot.facility)
    sport = room.sports.get(slot.sport) if room else None
    if sport is None or any(one.sport != slot.sport for one in meeting):
        return t.say("lottery.odds.entries", entries=entries)
    courts = sum(one.courts for one in meeting)
    return t.say(
        "lottery.odds.courts",
        entries=entries,
        wanted=names.courts(visit, slot.sport, courts),
        there=names.courts(visit, slot.sport, sport.courts),
        picture=_picture(courts, sport.courts),
    ).strip()


def entries_text(visit: Visit, facility: str, day: date) -> str:
    """How many entries want a room on a day, where the centre has told it."""
    told = wanted_at(visit, facility, day)
    if told is None:
        return visit.speech.say("mark.lottery")
    return visit.speech.say("lottery.time.entries", n=sum(one.entries for one in told))


def _meets(one: SlotOdds, slot: EntrySlot) -> bool:
    return one.start_minute < slot.end_minute and slot.start_minute < one.end_minute


def _picture(wanted: int, there: int) -> str:
    """●●●○: three of four courts are wanted; ●●●●＋●●: two more than there are."""
    if max(wanted, there) > DOTS_MAX:
        return ""
    over = MORE + WANTED * (wanted - there) if wanted > there else ""
    return WANTED * min(wanted, there) + LEFT * (there - min(wanted, there)) + over
