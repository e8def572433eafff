import json

import pytest

from rules import draw_intake
from rules.case_error import CaseError
from rules.draw_intake import read_draw
from tests.rules.worlds import ono

SLOT = {
    "facility": "argo/arena",
    "sport": "badminton",
    "courts": 2,
    "date": "2025-11-03",
    "start": "13:00",
    "end": "16:00",
}
ENTRY = {"entry": "A1", "user": "A", "preference": 1, "slots": [SLOT]}
DRAW = {"municipality": "ono", "month": "2025-11", "entries": [ENTRY], "seed": "00ff"}


def read(document):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_draw(content, {"ono": ono()})


def fault(document):
    with pytest.raises(CaseError) as raised:
        read(document)
    return raised.value.key, raised.value.what


def with_entry(**changes):
    return {**DRAW, "entries": [{**ENTRY, **changes}]}


def with_slot(**changes):
    return with_entry(slots=[{key: v for key, v in {**SLOT, **changes}.items() if v is not ...}])


def wants(*slots):
    return [{**SLOT, **slot} for slot in slots]


def test_read_draw__a_draw_that_can_be_held():
    assert read(DRAW).draw().won == ("A1",)


def test_read_draw__of_nothing():
    assert read({**DRAW, "entries": []}).draw().rounds == ()


def test_read_draw__without_courts_it_is_the_whole_room():
    whole = {**ENTRY, "slots": [{k: v for k, v in SLOT.items() if k not in {"courts", "sport"}}]}
    one = {"entry": "B1", "user": "B", "preference": 1, "slots": wants({"courts": 1})}
    for orders, lost in [(["A", "B"], "B1"), (["B", "A"], "A1")]:
        drawn = read({**DRAW, "entries": [whole, one], "orders": [orders]}).draw()
        assert drawn.lost == (lost,)


def test_read_draw__orders_go_before_the_seed():
    rival = {**ENTRY, "entry": "B1", "user": "B", "slots": wants({"courts": 5})}
    for order in (["A", "B"], ["B", "A"]):
        drawn = read({**DRAW, "entries": [ENTRY, rival], "orders": [order]}).draw()
        assert drawn.rounds[0].order == tuple(order)


def test_read_draw__the_seed_is_of_this_municipality_and_month():
    users = [{**ENTRY, "entry": f"{user}1", "user": user} for user in "ABCDEFGH"]
    orders = set()
    for month in ("2025-11", "2025-12"):
        entries = [{**user, "slots": wants({"date": f"{month}-03"})} for user in users]
        for seed in ("00ff", "00FF", "00fe"):
            found = read({**DRAW, "month": month, "entries": entries, "seed": seed}).draw()
            orders.add(found.rounds[0].order)
    assert len(orders) == 4


@pytest.mark.parametrize(
    ("document", "key", "what"),
    [
        ({**DRAW, "municipality": "kobe"}, "municipality", "no municipality kobe"),
        ({**DRAW, "month": "2025-13"}, "month", "must be a month such as 2025-11"),
        ({**DRAW, "month": 202511}, "month", "must be a month such as 2025-11"),
        ({**DRAW, "month": "1999-12"}, "month", "is not from 2000-01-01 to 2099-12-31"),
        ({**DRAW, "month": "2025-10"}, "entries.0.slots.0.date", "is not in 2025-10"),
        ({**DRAW, "winner": "A"}, "winner", "is no key that is known here"),
        ({**DRAW, "entries": [ENTRY, ENTRY]}, "entries.1.entry", "there is another entry A1"),
        ({**DRAW, "seed": None}, "seed", "is missing, and there are no orders"),
        ({**DRAW, "seed": None, "orders": []}, "seed", "is missing, and there are no orders"),
        ({**DRAW, "orders": [["A"], ["B", "A", "B"]]}, "orders.1", "names a user twice"),
        (
            with_slot(facility="argo/cellar"),
            "entries.0.slots.0.facility",
            "no facility argo/cellar in ono",
        ),
        (with_slot(sport="chess"), "entries.0.slots.0.sport", "no sport chess in argo/arena"),
        (with_slot(sport=...), "entries.0.slots.0.sport", "is missing"),
        (with_slot(courts=7), "entries.0.slots.0.courts", "is more than the 6 of argo/arena"),
        (with_slot(start=...), "entries.0.slots.0.start", "is missing"),
        (with_slot(start="16:00"), "entries.0.slots.0.end", "is not after start"),
        (with_slot(start="17:00"), "entries.0.slots.0.end", "is not after start"),
        (with_slot(end="24:01"), "entries.0.slots.0.end", "must be a time of day up to 24:00"),
        (with_slot(people=3), "entries.0.slots.0.people", "is no key that is known here"),
        (
            with_entry(slots=wants({"courts": 4}, {"courts": 3, "start": "15:00"})),
            "entries.0.slots",
            "want the same courts twice",
        ),
        (b"\xff", None, "byte 0 is not UTF-8"),
        (b'{"municipality": "\xe7"}', None, "byte 18 is not UTF-8"),
    ],
)
def test_read_draw__one_line_for_what_is_wrong(document, key, what):
    assert fault(document) == (key, what)


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (b"", None),
        (b"{", None),
        (b"[" * 100_000, None),
        (b"[]", None),
        ({**DRAW, "entries": "A1"}, "entries"),
        ({**DRAW, "entries": [7]}, "entries.0"),
        ({**DRAW, "seed": "xy"}, "seed"),
        ({**DRAW, "seed": "00f"}, "seed"),
        ({**DRAW, "seed": ""}, "seed"),
        ({**DRAW, "orders": [[1]]}, "orders.0.0"),
        (with_entry(entry=""), "entries.0.entry"),
        (with_entry(user="u" * 201), "entries.0.user"),
        (with_entry(preference=0), "entries.0.preference"),
        (with_entry(preference=10_000), "entries.0.preference"),
        (with_entry(preference="1"), "entries.0.preference"),
        (with_entry(preference=True), "entries.0.preference"),
        (with_entry(slots=[]), "entries.0.slots"),
        (with_entry(slots=[SLOT] * 367), "entries.0.slots"),
        (with_slot(date="2025-02-31"), "entries.0.slots.0.date"),
        (with_slot(courts=0), "entries.0.slots.0.courts"),
        (with_slot(start=13), "entries.0.slots.0.start"),
    ],
)
def test_read_draw__names_the_key(document, key):
    assert fault(document)[0] == key


def test_read_draw__of_many_faults_the_first_is_named():
    bad = [{**ENTRY, "entry": f"A{number}", "preference": 0} for number in range(1_000)]
    assert fault({**DRAW, "entries": [ENTRY, *bad]})[0] == "entries.1.preference"


def test_read_draw__a_document_that_is_too_long(monkeypatch):
    monkeypatch.setattr(draw_intake, "DRAW_BYTES_MAX", 100)
    assert fault(b" " * 101) == (None, "is longer than 100 bytes")
