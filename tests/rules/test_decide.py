"""The verdict as a whole: all reasons at once, never an exception, exact instants."""

import ast
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.calendar import JAPAN
from rules.decide import OUTCOME_KEYS, decide
from rules.facts import Booking, Channel, Closure, Facts, Request, Resident, Slot, Verb
from rules.families import all_families
from tests.rules.worlds import DAY, GROUP, book, codes, ono, slot

FAMILIES = Path(rules.__file__).parent / "families"
CODES = {code: names for family in all_families() for code, names in family.codes.items()}

JUNE = datetime(2025, 6, 1, tzinfo=JAPAN)
days = st.dates(date(2025, 6, 1), date(2026, 6, 30)) | st.dates()
moments = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda past: JUNE + past)
minutes = st.integers(0, 1440) | st.sampled_from([540, 600, 1080, 1200, 1260, 1440])
slots = st.builds(
    Slot,
    facility=st.sampled_from([*ono().rooms, "argo/cellar"]),
    sport=st.sampled_from([*ono().sports, "chess"]),
    courts=st.integers(-1, 21),
    day=days,
    start_minute=minutes,
    end_minute=minutes,
)
bookings = st.builds(Booking, slot=slots, own=st.booleans(), paid=st.booleans())
residents = st.none() | st.builds(
    Resident,
    type=st.sampled_from([*ono().types, "individual", None]),
    age=st.integers(0, 120),
    state=st.sampled_from(["provisional", "active", "suspended", "expired", "closed"]),
    registered_on=st.none() | days,
    valid_until=st.none() | days,
    mail=st.booleans(),
    password=st.booleans(),
)
closures = st.builds(
    Closure, st.sampled_from([*ono().rooms]), days, minutes, minutes, st.text(max_size=5)
)
facts = st.builds(
    Facts,
    closed=st.lists(closures, max_size=2).map(tuple),
    occupied=st.frozensets(st.tuples(minutes, st.integers(0, 40)), max_size=20),
)
channels = st.sampled_from(Channel)
requests = st.builds(
    Request,
    verb=st.sampled_from([Verb.VIEW, Verb.BOOK]),
    channel=channels,
    slot=slots,
    people=st.integers(-1, 700),
) | st.builds(Request, verb=st.just(Verb.CANCEL), channel=channels, booking=bookings)


@settings(max_examples=200)
@given(requests, residents, facts, moments)
def test_decide__answers_everything_and_always_the_same(request, resident, known, now):
    verdict = decide(ono(), request, resident, known, now)
    assert verdict == decide(ono(), request, resident, known, now)
    assert verdict.allowed is (verdict.outcome is not None)
    if verdict.outcome is not None:
        assert tuple(verdict.outcome) == OUTCOME_KEYS[request.verb]
    assert list(verdict.reasons) == sorted(verdict.reasons, key=lambda r: (r.rule, r.code))
    for reason in verdict.reasons:
        assert set(reason.params) == set(CODES.get(reason.code, ()))


@settings(max_examples=150)
@given(requests, residents, moments)
def test_decide__the_instants_of_a_reason_are_exact(request, resident, now):
    def refuses(code, moment):
        verdict = decide(ono(), request, resident, Facts(), moment)
        return code in {reason.code for reason in verdict.reasons}

    for reason in decide(ono(), request, resident, Facts(), now).reasons:
        if reason.allowed_from is not None:
            assert reason.allowed_from > now
            assert refuses(reason.code, reason.allowed_from - timedelta(microseconds=1))
            assert not refuses(reason.code, reason.allowed_from)
        if reason.allowed_until is not None:
            assert reason.allowed_until <= now
            assert refuses(reason.code, reason.allowed_until)
            assert not refuses(reason.code, reason.allowed_until - timedelta(microseconds=1))


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


def test_families__codes_are_unique_and_every_one_is_given_somewhere():
    declared = [code for family in all_families() for code in family.codes]
    assert len(declared) == len(set(declared))
    for path in FAMILIES.glob("[!_]*.py"):
        (family,) = (family for family in all_families() if family.name == path.stem)
        assert family.reasons or family.outcome
        assert _codes_given(path) == set(family.codes)


def _codes_given(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Reason"
        and isinstance(node.args[0], ast.Constant)
    }
