"""A rule explained to people."""

import subprocess
import sys

import pytest

from rules.__main__ import main
from rules.explain import explain, is_explained
from tests.rules.catalogue import ROOT, read_catalogue
from tests.rules.worlds import MUNICIPALITIES


def explained(capsys, rule):
    status = main(["explain", "--rule", rule])
    found = capsys.readouterr()
    return status, found.out.splitlines(), found.err.splitlines()


def test_explain__the_clause_its_settings_and_its_reasons(capsys):
    status, lines, errors = explained(capsys, "ON-14")
    assert (status, errors) == (0, [])
    assert lines[0] == "ON-14"
    assert lines[1].startswith("  en: Individuals book one court")
    assert lines[2].startswith("  ja: 個人の予約は1面、4人まで。")
    ono = lines[lines.index("ono: Ono City / 小野市") + 1 :]
    assert "  policy.toml: policy.0.individuals.limit.people_max = 4 (ON-14)" in ono
    assert "  reason: court_limit_individual" in ono


def test_explain__a_rule_that_an_assumed_value_cites():
    lines = list(explain("ON-55", MUNICIPALITIES))
    assert "  policy.toml: policy.0.window.opens.0.months_before = 2 (assumed)" in lines
    assert "  reason: not_yet_open" in lines


def test_explain__courts_stand_in_the_facilities():
    lines = list(explain("ON-07", MUNICIPALITIES))
    setting = "rooms.act/arena.sports.badminton.courts = 6 (ON-07)"
    assert f"  facilities.toml: {setting}" in lines


def test_explain__who_takes_the_settings_of_another():
    lines = list(explain("KT-07", MUNICIPALITIES))
    (same,) = [line for line in lines if line.startswith("  the same, as a sample: ")]
    names = same.partition(": ")[2].split(", ")
    assert len(names) == 17
    assert {"osaka_parks", "izumi"} < set(names)


def test_explain__a_rule_that_no_data_names_has_its_text():
    assert len(list(explain("KM-100", MUNICIPALITIES))) == 3


@pytest.mark.parametrize(
    "rule", ["ON-99", "on-14", "", "weekday.0", "courts_taken", "ON-14\nON-15"]
)
def test_explain__no_such_rule(capsys, rule):
    status, lines, errors = explained(capsys, rule)
    assert (status, lines) == (2, [])
    assert errors == [f"--rule: no rule {rule!r}"]


def test_explain__every_rule_of_the_catalogue_is_known():
    assert [rule for rule in read_catalogue() if not is_explained(rule)] == []


def test_explain__from_a_shell():
    command = [sys.executable, "-m", "rules", "explain", "--rule", "KM-36"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("KM-36\n")
