"""residents.csv: whole rows or none, refused ones by line, and a second time nothing."""

from datetime import date
from pathlib import Path

import pytest

from central.csv_rows import BadFileError, Imported, Refused, import_file
from central.journal.models import Line
from central.policies import municipalities
from central.registry.models import Card, ClassRegistration, Credential, Resident
from central.registry.residents_csv import RESIDENTS
from tests.central.registry.commands import registered
from tests.central.world import NOW, InProcess
from tests.support.centre import central

HEADER = "number,name,type,born_on"
GOOD = "90000001,見本　太郎,city_individual,1980-04-01"


def taken(folder: Path, text: str | bytes, place: str = "ono") -> Imported:
    path = folder / "residents.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_file(path, RESIDENTS, municipalities()[place], NOW)


def test_residents_csv__twice_is_the_same_as_once(line: InProcess, tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}\n90000002,見本　次郎,nowhere,1980-04-01\n"
    refused = (Refused(3, "no_such_type (CM-05)"),)
    assert taken(tmp_path, text) == Imported(1, 0, refused)
    lines = Line.objects.count()
    assert taken(tmp_path, text) == Imported(0, 1, refused)
    assert (Resident.objects.count(), Line.objects.count()) == (1, lines)
    assert set(Line.objects.values_list("actor", flat=True)) == {"import"}


def test_residents_csv__everything_that_a_row_can_say(line: InProcess, tmp_path: Path) -> None:
    header = (
        f"{HEADER},representative,school,mail,phone,address,payment_method,registered_on,"
        "valid_until,card,roster_members,roster_local,roster_phones,roster_leader_age,"
        "roster_leader_school,roster_main_sport,roster_base_in_city"
    )
    row = (
        '90000003,"見本,クラブ",city_group,1980-04-01,見本　太郎,none,a@example.com,000-1234,'
        "見本町1,cash,2024-05-01,2027-05-01,04AA,12,8,3,46,none,tennis,no"
    )
    assert taken(tmp_path, f"\ufeff{header}\r\n{row}\r\n\r\n").new == 1
    resident = Resident.objects.get()
    assert (resident.name, resident.representative) == ("見本,クラブ", "見本　太郎")
    assert (resident.state, resident.valid_until) == ("active", date(2027, 5, 1))
    assert (resident.roster["members"], resident.roster["base_in_city"]) == (12, False)
    assert Card.objects.get().uid == "04AA"
    # The first password is set by what one knows, or the desk gives one.
    assert not Credential.objects.exists()


def test_residents_csv__classes_of_facilities(line: InProcess, tmp_path: Path) -> None:
    row = "00000001,見本　太郎,individual,1980-04-01,sunwork;sakura"
    assert taken(tmp_path, f"{HEADER},classes\n{row}\n", place="ogaki").new == 1
    classes = dict(ClassRegistration.objects.values_list("facility_class", "approved"))
    assert classes == {"sakura": True, "sunwork": True}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",見本,city_individual,1980-04-01,,,", "number: without it"),
        ("123,見本,city_individual,1980-04-01,,,", "number_form (ON-40)"),
        ("90000001,,city_individual,1980-04-01,,,", "name: is missing"),
        ("90000001,見本,city_individual,1980-13-01,,,", "born_on: "),
        ("90000001,見本,city_individual,1980-04-01,2024-05-01,,", "registered_on, valid_until"),
        ("90000001,見本,city_individual,1980-04-01,,,04AA", "card_known"),
        ("90000009,見本,city_individual,1980-04-01,,,", "number_taken (ON-40)"),
    ],
)
def test_residents_csv__a_row_is_refused_whole(
    line: InProcess, tmp_path: Path, row: str, reason: str
) -> None:
    registered(number="90000009", card="04AA", born_on=date(1999, 1, 1))
    header = f"{HEADER},registered_on,valid_until,card"
    imported = taken(tmp_path, f"{header}\n{row}\n")
    assert (imported.new, [one.line for one in imported.refused]) == (0, [2])
    assert imported.refused[0].reason.startswith(reason)
    assert Resident.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "residents.csv:1: no column: number, name, type, born_on"),
        (f"{HEADER},x", "residents.csv:1: no such column: x"),
        (f"{HEADER},name", "residents.csv:1: twice: name"),
        (f"{HEADER}\n{GOOD}\n1,2\n", "residents.csv:3: 2 values for 4 columns"),
        (f'{HEADER}\n{GOOD}\n"1', "residents.csv:3: unexpected end of data"),
        (f"{HEADER}\n{GOOD}\n".encode("cp932"), "residents.csv: not UTF-8"),
    ],
)
def test_residents_csv__a_file_of_which_nothing_is_taken(
    line: InProcess, tmp_path: Path, text: str | bytes, said: str
) -> None:
    with pytest.raises(BadFileError) as error:
        taken(tmp_path, text)
    assert str(error.value).startswith(said)
    assert not Resident.objects.exists()


def test_residents_csv__is_not_there(line: InProcess, tmp_path: Path) -> None:
    with pytest.raises(BadFileError) as error:
        import_file(tmp_path / "residents.csv", RESIDENTS, municipalities()["ono"], NOW)
    assert str(error.value).endswith("residents.csv: no such file or directory")


def test_import__from_the_command_line(tmp_path: Path, fresh_database_url: str) -> None:
    """As an official would: the counts, and a second time nothing new."""
    (tmp_path / "residents.csv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    words = ("residents", str(tmp_path / "residents.csv"), "--municipality", "ono")
    options = {"state": tmp_path / "state", "database_url": fresh_database_url}
    (tmp_path / "state").mkdir()
    first = central("import", *words, **options)
    assert first == "residents.csv: 1 new, 0 known before, 0 refused\n"
    second = central("import", *words, **options)
    assert second == "residents.csv: 0 new, 1 known before, 0 refused\n"
