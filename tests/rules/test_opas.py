from dataclasses import replace
from shutil import copytree

import pytest

from rules.families import channel, opening
from rules.policy import PolicyError, load, read_toml
from rules.sources import sourced_values
from rules.systems import municipalities_of_system
from tests.rules.worlds import DAY, MUNICIPALITIES, municipalities, municipality

#: In the order of KT-02.
OPERATORS = {
    "osaka_parks": "府営公園",
    "osaka": "大阪市",
    "sakai": "堺市",
    "toyonaka": "豊中市",
    "ikeda": "池田市",
    "ibaraki": "茨木市",
    "suita": "吹田市",
    "takatsuki": "高槻市",
    "izumi": "和泉市",
    "takaishi": "高石市",
    "kumatori": "熊取町",
    "higashiosaka": "東大阪市",
    "osakasayama": "大阪狭山市",
    "kawachinagano": "河内長野市",
    "tondabayashi": "富田林市",
    "taishi": "太子町",
    "kanan": "河南町",
    "chihayaakasaka": "千早赤阪村",
}
OTHERS = [operator for operator in OPERATORS if operator != "kumatori"]


def test_system__has_exactly_the_18_operators_in_their_order():
    found = municipalities_of_system(municipalities().values(), "opas")
    assert [(entry.id, entry.name["ja"]) for entry in found] == list(OPERATORS.items())
    assert [entry.system.order for entry in found] == list(range(1, 19))


def test_system__does_not_depend_on_the_order_of_loading():
    backwards = reversed(list(municipalities().values()))
    assert [entry.id for entry in municipalities_of_system(backwards, "opas")] == list(OPERATORS)


def test_system__at_one_place_goes_by_id():
    sakai, suita = municipality("sakai"), municipality("suita")
    twins = [replace(suita, system=sakai.system), sakai]
    assert [entry.id for entry in municipalities_of_system(twins, "opas")] == ["sakai", "suita"]


def test_system__that_nobody_shares():
    assert municipalities_of_system(municipalities().values(), "ogaki") == ()


@pytest.mark.parametrize(
    ("facility", "sports"),
    [
        ("kumatori/gym", {"badminton", "basketball"}),
        ("kumatori/ground", {"soccer"}),
        ("kumatori/tennis", {"tennis"}),
    ],
)
def test_kumatori__rooms_that_other_systems_name(facility, sports):
    assert municipality("kumatori").rooms[facility].sports.keys() >= sports


@pytest.mark.parametrize("name", ["guide", "terms", "moving", "mail"])
def test_kumatori__texts(name):
    assert all(municipality("kumatori").texts[language][name] for language in ("ja", "en"))


def test_kumatori__names_the_domain_of_its_mail_and_the_three_books():
    for language in ("ja", "en"):
        texts = municipality("kumatori").texts[language]
        assert "opas.jp" in texts["mail"]
        assert all(book in texts["guide"] for book in ("施設利用編", "システム編", "操作例編"))


@pytest.mark.parametrize("operator", OTHERS)
def test_operator__has_places_of_its_own_that_are_marked_as_samples(operator):
    here = municipality(operator)
    assert here.rooms
    for place in (*here.rooms.values(), *here.venues.values()):
        assert place.id.partition("/")[0] == operator
        assert "(見本)" in place.name["ja"]
        assert "(sample)" in place.name["en"]


@pytest.mark.parametrize("operator", OTHERS)
def test_operator__says_nothing_but_its_place_and_samples(operator):
    folder = MUNICIPALITIES / operator
    places = {value.source for value in sourced_values(read_toml(folder / "facilities.toml"))}
    heads = {value.source for value in sourced_values(read_toml(folder / "policy.toml"))}
    assert (places, heads) == ({"sample"}, {"KT-02"})


@pytest.mark.parametrize("operator", OTHERS)
def test_operator__takes_the_rest_from_kumatori_as_a_sample(operator):
    kumatori, here = municipality("kumatori"), municipality(operator)
    assert here.texts == kumatori.texts
    assert here.types.keys() == kumatori.types.keys()
    settings = here.settings(next(iter(here.rooms)), DAY)
    ways = settings[channel.Settings].book
    assert ways.source == settings[opening.Settings].source == "sample"
    assert ways.cited == "KT-26"


@pytest.mark.parametrize(
    ("new", "line"),
    [
        ("order = 0,", "system.order: must be greater than or equal to 1"),
        ('order = "1",', "system.order: must be a valid integer"),
        ("", "system.order: is missing"),
        ("order = 1, of = 18,", "system.of: is no key that is known here"),
    ],
)
def test_load__a_fault_in_the_place_of_a_system(tmp_path, new, line):
    folder = copytree(MUNICIPALITIES / "kumatori", tmp_path / "kumatori")
    policy = folder / "policy.toml"
    text = policy.read_text("utf-8")
    assert "order = 11," in text
    policy.write_text(text.replace("order = 11,", new), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load(folder)
    assert str(caught.value) == f"kumatori/policy.toml: {line}"
