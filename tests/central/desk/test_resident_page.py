"""A resident as a clerk finds and sees one."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from central.booking.models import Booking
from central.desk.models import LookUp, Role
from central.registry.use_cases import change_data, change_state
from tests.central.desk.rows import one_of_each
from tests.central.desk.world import clerk
from tests.central.registry.commands import do, registered
from tests.central.world import InProcess

LIST = "/admin/registry/resident/"


@pytest.fixture(autouse=True)
def no_staff_left(line: InProcess):
    yield
    User.objects.all().delete()


@pytest.mark.parametrize(
    "said",
    [
        "９００００００７",
        "ミホンクラブ",
        "ﾐﾎﾝｸﾗﾌﾞ",
        "花子",
        "00000001234",
        "000-0000-1234",
        "０４ａｂ",
        "04ab",
    ],
)
def test_search__by_what_is_said_in_any_width(said: str) -> None:
    roster = {"members": 12, "local": 12, "phones": 3, "leader_age": 40}
    group = {"type": "city_group", "representative": "見本　花子", "roster": roster}
    registered(number="90000007", name="ミホンクラブ", card="04AB", **group)
    registered(number="90000008", name="別人", born_on=date(1970, 1, 1), phone="", card="04CC")
    page = clerk(Role.COUNTER).get(LIST, {"q": said}).content.decode()
    assert "90000007" in page
    assert "90000008" not in page
    assert "90000007" not in clerk(Role.COUNTER, "ogaki").get(LIST, {"q": said}).content.decode()


def test_page__shows_all_that_belongs_in_words(line: InProcess) -> None:
    one_of_each(line)
    resident = registered(number="90000009", name="別人", born_on=date(1970, 1, 1), card="04CC")
    do(change_data.Body(resident=resident.id, school="high"))
    do(change_state.Body(resident=resident.id, to="suspended", why="確認中"))
    LookUp.objects.all().delete()
    page = clerk(Role.COUNTER).get(f"{LIST}{resident.pk}/change/").content.decode()
    for words in ("市内個人", "04CC", "運転免許証", "高校生", "確認中", "mihon", "登録済み"):
        assert words in page, words
    for names in ("city_individual", "driving_licence", "staff:", "argon2", "請求</h2>"):
        assert names not in page, names
    assert LookUp.objects.get().resident == resident.id


def test_page__shows_bookings_and_charges(line: InProcess) -> None:
    one_of_each(line)
    booking = Booking.objects.get()
    page = clerk(Role.AUDITOR).get(f"{LIST}{booking.resident_id}/change/").content.decode()
    for words in (
        booking.number,
        "18:00〜20:00",
        "小野市総合体育館(アルゴ) アリーナ",
        "施設使用料",
    ):
        assert words in page, words
    assert f"/admin/booking/booking/{booking.pk}/change/" in page
    assert "act/change_data" not in page
