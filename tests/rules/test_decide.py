"""The verdict as a whole: all reasons at once, never an exception, exact instants."""

import ast
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.calendar import JAPAN
from rules.decide import OUTCOME_KEYS, decide
from rules.facts import Channel, Facts, Request, Resident, Verb
from rules.families import all_families, asked_of
from tests.rules.asked import JUNE, questions
from tests.rules.worlds import DAY, GROUP, book, codes, ono, slot

FAMILIES = Path(rules.__file__).parent / "families"
CODES = {code: names for family in all_families() for code, names in family.codes.items()}
MICROSECOND = timedelta(microseconds=1)


@settings(max_examples=300)
@given(questions())
def test_decide__answers_everything_and_always_the_same(asked):
    verdict = asked.answer()
    assert verdict == asked.answer()
    assert verdict.allowed is (verdict.outcome is not None)
    if verdict.outcome is not None:
        assert tuple(verdict.outcome) == OUTCOME_KEYS[asked.request.verb]
    for found in (verdict.reasons, verdict.warnings):
        assert list(found) == sorted(found, key=lambda r: (r.rule, r.code))
        for reason in found:
            assert set(reason.params) == set(CODES.get(reason.code, ()))


@settings(max_examples=100)
@given(questions(), st.randoms(use_true_random=False))
def test_decide__does_not_depend_on_the_order_of_the_families(asked, random):
    verdict = asked.answer()
    families = list(all_families())
    random.shuffle(families)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("rules.decide.asked_for", lambda: asked_of(families))
        shuffled = asked.answer()
    assert shuffled.outcome == verdict.outcome
    for found, told in ((shuffled.reasons, verdict.reasons), (shuffled.warnings, verdict.warnings)):
        assert sorted(map(repr, found)) == sorted(map(repr, told))


@settings(max_examples=250)
@given(questions())
def test_decide__the_instants_of_a_reason_are_exact(asked):
    """Of several slots each may give the same reason with an instant of its own."""

    def stands(reason, moment):
        found = replace(asked, now=moment).answer().reasons
        several = len(asked.request.slots) > 1 or asked.request.entry is not None
        return (reason.code, reason.rule) in {
            (other.code, other.rule)
            for other in found
            if not several
            or (other.allowed_from, other.allowed_until)
            == (reason.allowed_from, reason.allowed_until)
        }

    for reason in asked.answer().reasons:
        if reason.allowed_from is not None:
            assert reason.allowed_from > asked.now
            assert stands(reason, reason.allowed_from - MICROSECOND)
            assert not stands(reason, reason.allowed_from)
        if reason.allowed_until is not None:
            assert reason.allowed_until <= asked.now
            assert stands(reason, reason.allowed_until)
            assert not stands(reason, reason.allowed_until - MICROSECOND)


def test_decide__every_reason_at_once_by_rule():
    worst = slot(courts=7, day=date(2025, 12, 31), start="08:30", end="22:00")
    verdict = book(
        worst,
        resident=Resident("city_individual", state="suspended", mail=False),
        people=601,
        channel=Channel.WEB,
        now=datetime(2025, 9, 30, tzinfo=JAPAN),
    )
    assert codes(verdict) == [
        ("CM-03", "off_the_grid"),
        ("CM-03", "outside_hours"),
        ("CM-04", "too_many_people"),
        ("CM-06", "account_state"),
        ("ON-04", "too_many_courts"),
        ("ON-14", "court_limit_individual"),
        ("ON-18", "closed_day"),
        ("ON-40", "mail_needed"),
        ("ON-55", "not_yet_open"),
    ]


def test_decide__a_room_that_there_is_not():
    assert codes(book(slot("argo/cellar"))) == [("CM-04", "no_such_room")]


@pytest.mark.parametrize(
    "day", [date.min, date(1999, 12, 31), date(2015, 3, 31), date(2100, 1, 1), date.max]
)
def test_decide__a_day_that_is_out_of_reach(day):
    assert codes(book(slot(day=day))) == [("CM-03", "no_such_day")]


def test_decide__the_last_day_that_is_in_reach():
    assert ("CM-03", "no_such_day") not in codes(book(slot(day=date(2099, 12, 31))))


def test_decide__a_request_names_a_slot_or_a_booking():
    with pytest.raises(AssertionError):
        decide(ono(), Request(Verb.BOOK, Channel.WEB), GROUP, Facts(), JUNE)


def test_decide__answers_in_japan_time_whatever_zone_is_asked_in():
    verdict = book(slot(day=DAY), now=datetime.fromisoformat("2025-11-10T01:00:00+00:00"))
    assert verdict.outcome is not None
    assert verdict.outcome["payment_due"].isoformat() == "2025-11-12T18:00:00+09:00"


#: What holds values for others, and decides nothing.
ONLY_VALUES = {"holds", "unfinished"}


def test_families__codes_are_unique_and_every_one_is_given_somewhere():
    declared = {item for family in all_families() for item in family.codes.items()}
    assert len({code for code, _ in declared}) == len(declared)
    for path in FAMILIES.glob("[!_]*.py"):
        (family,) = (family for family in all_families() if family.name == path.stem)
        decides = family.reasons or family.outcome or family.warnings
        assert decides or path.stem in ONLY_VALUES
        assert _codes_given(path) == set(family.codes)


def _codes_given(path: Path) -> set[str]:
    codes = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name("Reason"), args=[ast.Constant(str(code)), *_]):
                codes.add(code)
    return codes
