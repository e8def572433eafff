"""A municipality's worked examples, carried out: what differs from what they say."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from rules.answers import outcome_answer, plain
from rules.calendar import clock_text, instant
from rules.case_error import CaseError
from rules.day import room_day
from rules.document import CaseExample, DayExample, DrawExample, ExamplesDocument
from rules.draw_intake import read_draw
from rules.intake import Intake, read_case
from rules.municipality import Municipality
from rules.verdict import Verdict

NOON = 12 * 60


def failures(municipality: Municipality, examples: ExamplesDocument) -> Iterator[str]:
    """A line ``file: key: what is wrong`` for each example that does not come out."""
    where = f"{municipality.id}/examples.toml"
    for index, case in enumerate(examples.example):
        for what in case_failures(municipality, case):
            yield f"{where}: example.{index}: {case.says}: {what}"
    for index, day in enumerate(examples.day):
        for what in day_failures(municipality, day):
            yield f"{where}: day.{index}: {day.says}: {what}"
    for index, draw in enumerate(examples.draw):
        for what in draw_failures(municipality, draw):
            yield f"{where}: draw.{index}: {draw.says}: {what}"


def verdicts(municipality: Municipality, examples: ExamplesDocument) -> Iterator[Verdict]:
    """What is decided on each example that can be read."""
    for example in examples.example:
        try:
            case = read_example(municipality, example)
        except CaseError:
            continue
        yield case.decide()


def read_example(municipality: Municipality, example: CaseExample) -> Intake:
    """The case of an example; ``CaseError`` where it is not one."""
    return read_case(_as_json(municipality, example), {municipality.id: municipality})


def case_failures(municipality: Municipality, example: CaseExample) -> Iterator[str]:
    """How the verdict on an example differs from its answer."""
    try:
        case = read_example(municipality, example)
    except CaseError as error:
        yield str(error)
        return
    yield from _differences(case.decide(), example)


def day_failures(municipality: Municipality, example: DayExample) -> Iterator[str]:
    """How the calendar differs from what an example says of a day."""
    if example.facility not in municipality.rooms:
        yield f"no facility {example.facility}"
        return
    now = example.now or instant(example.day, NOON)
    found = room_day(municipality, example.facility, example.day, now)
    yield from _compare("open", found.open, example.open)
    yield from _compare("rules", found.rules, example.rules)
    if example.hours is not None:
        yield from _compare("hours", tuple(map(clock_text, found.hours or ())), example.hours)
    if example.phase is not None:
        yield from _compare("phase", found.phase, example.phase)


def draw_failures(municipality: Municipality, example: DrawExample) -> Iterator[str]:
    """How the result of a draw differs from what an example says."""
    try:
        intake = read_draw(_draw_as_json(municipality, example), {municipality.id: municipality})
    except CaseError as error:
        yield str(error)
        return
    rounds = intake.draw().rounds
    decided = tuple(tuple(one.entry for one in turns.decided) for turns in rounds)
    lost = {one.entry: one.lost_to for turns in rounds for one in turns.decided if not one.won}
    yield from _compare("rounds", decided, example.rounds)
    yield from _compare("lost", lost, example.lost)


def _differences(verdict: Verdict, example: CaseExample) -> Iterator[str]:
    answer = example.answer
    yield from _compare("refused", tuple(r.rule for r in verdict.reasons), answer.refused)
    yield from _compare("warned", tuple(w.rule for w in verdict.warnings), answer.warned)
    starts = [reason.allowed_from for reason in verdict.reasons if reason.allowed_from]
    ends = [reason.allowed_until for reason in verdict.reasons if reason.allowed_until]
    if answer.allowed_from is not None:
        yield from _compare("allowed_from", max(starts, default=None), answer.allowed_from)
    if answer.allowed_until is not None:
        yield from _compare("allowed_until", min(ends, default=None), answer.allowed_until)
    outcome = outcome_answer(verdict) or {}
    for key, value in answer.outcome.items():
        yield from _compare(f"outcome.{key}", outcome.get(key), value)


def _compare(what: str, found: object, said: object) -> Iterator[str]:
    if found != said:
        yield f"{what} is {_shown(found)}, not {_shown(said)}"


def _shown(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def _as_json(municipality: Municipality, example: CaseExample) -> str:
    case: dict[str, object] = {
        "municipality": municipality.id,
        "now": example.now,
        "channel": example.channel,
        "facts": example.facts,
        "action": example.action,
    }
    if example.resident is not None:
        case["resident"] = None if example.resident is False else example.resident
    return json.dumps(case, default=_iso)


def _draw_as_json(municipality: Municipality, example: DrawExample) -> bytes:
    draw: dict[str, object] = {
        "municipality": municipality.id,
        "month": example.month,
        "entries": example.entries,
        "orders": example.orders,
        "seed": example.seed,
    }
    return json.dumps(draw, default=_iso).encode()


def _iso(value: object) -> str:
    assert isinstance(value, (date, datetime)), "TOML has no other value that JSON lacks"
    return value.isoformat()
