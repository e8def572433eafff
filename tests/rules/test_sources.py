from rules.policy import read_toml
from rules.sources import SourcedValue, sourced_values
from tests.rules.worlds import MUNICIPALITIES


def test_sourced_values__the_nearest_source_wins():
    table = {
        "id": "x",
        "limit": {
            "source": "ON-14",
            "rule": "CM-04",
            "people_max": 4,
            "name": {"ja": "限度"},
            "ends": {"source": "assumed", "rule": "KM-47"},
            "hall": {"value": 9, "source": "sample"},
            "ways": ["web"],
            "empty": [],
            "opens": [{"day": 1}, {"day": 2, "source": "assumed"}],
        },
    }
    assert list(sourced_values(table)) == [
        SourcedValue("limit.people_max", 4, "ON-14", "CM-04"),
        SourcedValue("limit.ends", True, "assumed", "KM-47"),
        SourcedValue("limit.hall.value", 9, "sample"),
        SourcedValue("limit.ways", ["web"], "ON-14", "CM-04"),
        SourcedValue("limit.empty", [], "ON-14", "CM-04"),
        SourcedValue("limit.opens.0.day", 1, "ON-14", "CM-04"),
        SourcedValue("limit.opens.1.day", 2, "assumed"),
    ]


def test_ono__every_number_has_a_source():
    for name in ("policy.toml", "facilities.toml", "positions.toml"):
        raw = read_toml(MUNICIPALITIES / "ono" / name)
        sourced = sum(type(value.value) is int for value in sourced_values(raw))
        assert sourced == _numbers(raw)


def _numbers(value):
    if isinstance(value, dict):
        return sum(_numbers(inner) for inner in value.values())
    if isinstance(value, list):
        return sum(_numbers(inner) for inner in value)
    return int(type(value) is int)
