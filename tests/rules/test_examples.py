import pytest

from rules.document import DrawExample
from rules.examples import case_failures, day_failures, draw_failures, failures
from rules.policy import load, load_examples
from tests.rules.worlds import changed, examples_of, municipalities, ono


def every(kind: str):
    """Each example of a kind in each municipality, under its own words."""
    return [
        pytest.param(municipality, example, id=f"{municipality.id}: {example.says}")
        for municipality in municipalities().values()
        for example in getattr(examples_of(municipality.id), kind)
    ]


CASES, DAYS, DRAWS = every("example"), every("day"), every("draw")


@pytest.mark.parametrize(("municipality", "example"), CASES)
def test_example__comes_out(municipality, example):
    assert list(case_failures(municipality, example)) == []


@pytest.mark.parametrize(("municipality", "example"), DAYS)
def test_day__comes_out(municipality, example):
    assert list(day_failures(municipality, example)) == []


@pytest.mark.parametrize(("municipality", "example"), DRAWS)
def test_draw__comes_out(municipality, example):
    assert list(draw_failures(municipality, example)) == []


def test_examples__are_not_named_twice():
    names = [param.id for param in [*CASES, *DAYS, *DRAWS]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("policy.toml", "people_max = 4", "people_max = 5"),
        ("policy.toml", "people_max = 4", "people_max = 3"),
        ("policy.toml", 'months_ahead = 2\nsource = "ON-41"', 'months_ahead = 3\nsource = "ON-41"'),
        ("policy.toml", 'n = 4\nweekday = "tuesday"', 'n = 3\nweekday = "tuesday"'),
        ("policy.toml", 'n = 4\nweekday = "monday"', 'n = 5\nweekday = "monday"'),
        ("policy.toml", 'first = "12-31"', 'first = "12-30"'),
        ("policy.toml", 'last = "01-01"', 'last = "01-02"'),
        ("policy.toml", 'days_before = 1\nsource = "ON-50"', 'days_before = 2\nsource = "ON-50"'),
        ("policy.toml", "january_day = 2", "january_day = 1"),
        ("policy.toml", 'time = "09:30"', 'time = "09:31"'),
        ("policy.toml", "opens_days_after = 1", "opens_days_after = 2"),
        ("policy.toml", "claim_months = 1", "claim_months = 2"),
        ("policy.toml", "badminton = 400", "badminton = 401"),
        ("facilities.toml", "badminton = { courts = 6,", "badminton = { courts = 5,"),
        ("facilities.toml", "courts_min = 6", "courts_min = 7"),
    ],
)
def test_examples__notice_when_a_number_of_the_data_changes(tmp_path, file, old, new):
    folder = changed(tmp_path, file, old, new)
    assert list(failures(load(folder), load_examples(folder)))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'answer = { refused = ["ON-02"] }',
            "answer = { }",
            'refused is ["ON-02"], not []',
        ),
        (
            'answer = { refused = ["ON-02"] }',
            'answer = { refused = ["ON-02"], allowed_from = 2025-11-11T00:00:00+09:00 }',
            'allowed_from is null, not "2025-11-11T00:00:00+09:00"',
        ),
        (
            'answer = { refused = ["ON-02"] }',
            'answer = { refused = ["ON-02"], warned = ["ON-16"] }',
            'warned is [], not ["ON-16"]',
        ),
        (
            'channel = "phone"\naction = { verb = "book"',
            'channel = "phone"\nresident = false\naction = { verb = "book"',
            'refused is ["ON-02", "ON-10"], not ["ON-02"]',
        ),
        (
            'answer = { refused = ["ON-02"] }',
            'answer = { refused = ["ON-02"], outcome = { fee = 800 } }',
            "outcome.fee is null, not 800",
        ),
        (
            'channel = "phone"\naction = { verb = "book"',
            'channel = "phone"\naction = { verb = "fly"',
            "action.verb: is no verb that is known here",
        ),
        (
            'facility = "argo/arena"\ndate = 2025-11-25',
            'facility = "argo/cellar"\ndate = 2025-11-25',
            "no facility argo/cellar",
        ),
        (
            "date = 2025-11-25\nopen = false",
            "date = 2025-11-25\nopen = true",
            "open is false, not true",
        ),
        (
            "date = 2025-11-25\nopen = false",
            'date = 2025-11-25\nopen = false\nhours = ["09:00", "21:00"]',
            'hours is [], not ["09:00", "21:00"]',
        ),
    ],
)
def test_failures__say_which_example_and_what_came_out(tmp_path, old, new, line):
    folder = changed(tmp_path, "examples.toml", old, new)
    first, *_ = failures(load(folder), load_examples(folder))
    places = ("example.0: Nobody books by telephone", "day.0: November 2025: Argo is closed on")
    assert first.startswith(tuple(f"ono/examples.toml: {place}" for place in places))
    assert first.endswith(f": {line}")


def arena(name):
    slot = {"facility": "argo/arena", "date": "2025-11-03", "start": "13:00", "end": "16:00"}
    return {"entry": f"{name}1", "user": name, "preference": 1, "slots": [slot]}


@pytest.mark.parametrize(
    ("month", "rounds", "lost", "lines"),
    [
        ("2025-11", (("A1", "B1"),), {"B1": "A1"}, []),
        (
            "2025-11",
            (("A1",), ("B1",)),
            {},
            ['rounds is [["A1", "B1"]], not [["A1"], ["B1"]]', 'lost is {"B1": "A1"}, not {}'],
        ),
        ("2025-12", (), {}, ["entries.0.slots.0.date: is not in 2025-12"]),
    ],
)
def test_draw_failures__say_what_came_out(month, rounds, lost, lines):
    example = DrawExample(
        says="Two want the arena",
        month=month,
        orders=(("A", "B"),),
        entries=(arena("A"), arena("B")),
        rounds=rounds,
        lost=lost,
    )
    assert list(draw_failures(ono(), example)) == lines


def test_ono__has_no_failures():
    assert list(failures(ono(), examples_of("ono"))) == []
