"""What a group's list of members (構成員名簿) comes to, in numbers; the names stay on the paper."""

from dataclasses import dataclass, replace

from kiosk.flow.page import Move, Page, back, on, stay
from kiosk.messages.registration import (
    CountTyped,
    CountWanted,
    RosterTicked,
)
from kiosk.screens.form.view import Field
from kiosk.screens.keypad.view import View as Keypad
from kiosk.visit import Visit
from sync.wire import MemberCounts

__all__ = ["ON", "PAGES", "Counted", "counts", "fields"]

#: How many digits each number has at most.
COUNTS = {"members": 4, "local": 4, "phones": 4, "leader_age": 3}
TICKS = ("elementary_or_older", "base_in_city")
AGE_MAX = 120


@dataclass(frozen=True, slots=True)
class Counted:
    """What was entered so far; ``asked`` is the number that is typed now."""

    members: int | None = None
    local: int | None = None
    phones: int | None = None
    leader_age: int | None = None
    elementary_or_older: bool | None = None
    base_in_city: bool | None = None
    asked: str = "members"


def wanted(visit: Visit, event: CountWanted) -> Move:
    if event.count not in COUNTS:
        return stay(visit)
    return Move(visit.keep(replace(visit.of(Counted), asked=event.count)), way="count")


def typed(visit: Visit, event: CountTyped) -> Move:
    """Back to the form from which it was asked."""
    counted = visit.of(Counted)
    digits = event.digits
    if not (digits.isascii() and digits.isdigit() and len(digits) <= COUNTS[counted.asked]):
        return stay(visit)
    number = min(int(digits), AGE_MAX) if counted.asked == "leader_age" else int(digits)
    return stay(back(visit.keep(_with_count(counted, number))))


def ticked(visit: Visit, event: RosterTicked) -> Move:
    counted = visit.of(Counted)
    match event.tick:
        case "elementary_or_older":
            counted = replace(counted, elementary_or_older=not _is_ticked(visit, event.tick))
        case "base_in_city":
            counted = replace(counted, base_in_city=not _is_ticked(visit, event.tick))
    return stay(visit.keep(counted))


def _with_count(counted: Counted, number: int) -> Counted:
    match counted.asked:
        case "local":
            return replace(counted, local=number)
        case "phones":
            return replace(counted, phones=number)
        case "leader_age":
            return replace(counted, leader_age=number)
        case _:
            return replace(counted, members=number)


def counts(visit: Visit) -> MemberCounts | None:
    """All of it, None while a number is missing or cannot be."""
    found = {name: _count(visit, name) for name in COUNTS}
    numbers = {name: number for name, number in found.items() if number is not None}
    if len(numbers) < len(COUNTS) or _wrong(visit):
        return None
    before = _before(visit)
    told = {} if before is None else before.model_dump()
    ticks = {name: _is_ticked(visit, name) for name in TICKS}
    return MemberCounts.model_validate(told | numbers | ticks)


def fields(visit: Visit) -> tuple[Field, ...]:
    return (
        *(_number_field(visit, name) for name in COUNTS),
        *(_tick_field(visit, name) for name in TICKS),
    )


def _number_field(visit: Visit, name: str) -> Field:
    t, number = visit.speech, _count(visit, name)
    said = t.say("form.empty") if number is None else str(number)
    error = t.say("roster.too_many") if name in _wrong(visit) else ""
    return Field(t.say(f"roster.{name}"), said, CountWanted(name), number is None, error=error)


def _tick_field(visit: Visit, name: str) -> Field:
    t, yes = visit.speech, _is_ticked(visit, name)
    said = t.say("form.yes" if yes else "form.no")
    return Field(t.say(f"roster.{name}"), said, RosterTicked(name), on=yes)


def _wrong(visit: Visit) -> set[str]:
    """More of a part than of the whole."""
    members = _count(visit, "members")
    parts = {name: _count(visit, name) for name in ("local", "phones")}
    return {n for n, many in parts.items() if many is not None and many > (members or many)}


def _count(visit: Visit, name: str) -> int | None:
    number, before = getattr(visit.of(Counted), name), _before(visit)
    found = getattr(before, name, None) if number is None else number
    return found if isinstance(found, int) else None


def _is_ticked(visit: Visit, name: str) -> bool:
    tick, before = getattr(visit.of(Counted), name), _before(visit)
    return bool(getattr(before, name, False) if tick is None else tick)


def _before(visit: Visit) -> MemberCounts | None:
    resident = visit.person.resident if visit.person else None
    return None if resident is None else resident.roster


def count_pad(visit: Visit) -> Keypad:
    t, asked = visit.speech, visit.of(Counted).asked
    return Keypad(
        label=t.say(f"roster.{asked}"),
        length_min=1,
        length_max=COUNTS[asked],
        entered=CountTyped,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
    )


def question(visit: Visit) -> str:
    return visit.speech.say(f"roster.{visit.of(Counted).asked}.question")


#: Events of a form in which these fields stand.
ON = {CountWanted: on(wanted, count="roster.count"), RosterTicked: on(ticked)}
PAGES = {
    "roster.count": Page(
        "keypad", count_pad, on={CountTyped: on(typed)}, question=question, passing=True
    )
}
