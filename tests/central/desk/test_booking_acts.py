"""What the desk does with bookings, on its pages."""

from datetime import date
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth.models import User

from central.booking.models import Booking
from central.desk.models import LookUp, Role
from central.journal.models import Line
from central.money.models import Charge
from tests.central.booking import world
from tests.central.booking.world import at, booked, wish
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.world import DAY, InProcess, register

ARENA = ("argo/arena", "badminton", DAY)
ASKED = {
    "place": "argo/arena badminton",
    "day": DAY.isoformat(),
    "start_minute": "1080",
    "end_minute": "1200",
    "courts": "1",
    "people": "4",
    "channel": "desk",
}
NOW = at("2026-09-10T10:00")
ABOVE = "/admin/booking/booking/act/book_for_somebody/"


@pytest.fixture
def manager(line: InProcess):
    yield clerk(Role.MANAGER)
    User.objects.all().delete()


@pytest.fixture
def booking(line: InProcess) -> Booking:
    return booked(register(), wish(*ARENA, (18, 20), people=4), NOW)


def page(booking: Booking, name: str) -> str:
    return f"/admin/booking/booking/{booking.id}/act/{name}/"


def test_book__for_a_caller_by_number(manager) -> None:
    """KM-26: fee and limits are shown before, and where to pay after."""
    resident = register()
    seen = rows_said(act(manager, ABOVE, confirm=False, number="９０００００01", **ASKED))
    assert seen["予約者"] == "見本・利用者（90000001）"
    assert seen["使用料"] == "800円"
    assert {"お支払いの期限", "取消の期限"} <= seen.keys()
    assert not Booking.objects.exists()
    done = act(manager, ABOVE, number="90000001", **ASKED)
    booking = Booking.objects.get()
    assert rows_said(done)["予約番号"] == booking.number
    assert f"/admin/money/charge/{Charge.objects.get().id}/act/pay_at_desk/" in done
    assert (booking.resident, booking.people) == (resident, 4)
    looks = LookUp.objects.filter(resident=resident.id, page="act/book_for_somebody")
    assert looks.count() == 2


def test_book__on_a_residents_page(manager) -> None:
    resident = register()
    path = f"/admin/registry/resident/{resident.id}/act/book_for_resident/"
    act(manager, path, **ASKED)
    assert Booking.objects.get().resident == resident
    taken = act(manager, path, **ASKED | {"courts": "6"})
    assert "空いていません" in refused(taken)
    assert Booking.objects.count() == 1


def test_book__for_an_unknown_number_is_a_matter_of_the_form(manager) -> None:
    assert "登録されていません" in act(manager, ABOVE, number="1", **ASKED)
    assert not Line.objects.filter(kind="book_for_caller").exists()


def test_book__by_name_only_where_that_is_done(manager, line: InProcess) -> None:
    """KM-26: in Kumamoto; the form of Ono does not ask for a name."""
    assert 'name="holder"' not in manager.get(ABOVE).content.decode()
    here = clerk(Role.COUNTER, "kumamoto")
    tennis = {"place": "paid/joyama/tennis tennis", "day": "2025-11-20"}
    told = ASKED | tennis | {"start_minute": "780", "end_minute": "900", "channel": "desk"}
    with time_machine.travel(at("2025-11-19T10:00"), tick=False):
        act(here, ABOVE, holder="見本　花子", number="", **told)
        booking = Booking.objects.get()
        assert (booking.resident, booking.holder) == (None, "見本　花子")
        both = act(here, ABOVE, holder="見本", number="", **told | {"start_minute": "1020"})
        assert refused(both)
        said = rows_said(act(here, page(booking, "cancel_booking"), channel="desk"))
    assert "お返しする額" in said
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_cancel__says_first_what_is_given_back(manager, booking) -> None:
    world.paid(booking, NOW)
    seen = rows_said(act(manager, page(booking, "cancel_booking"), confirm=False, channel="desk"))
    assert seen["お返しする額"] == f"{booking.fee:,}円"
    done = act(manager, page(booking, "cancel_booking"), channel="desk")
    assert rows_said(done)["お返しする額"] == f"{booking.fee:,}円"
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert manager.get(page(booking, "cancel_booking")).status_code == 404


def test_change__keeps_the_number_and_asks_with_what_stands(manager, booking) -> None:
    path = page(booking, "change_booking")
    assert f'value="{DAY.isoformat()}"' in manager.get(path).content.decode()
    act(manager, path, **ASKED | {"start_minute": "1140", "end_minute": "1260"})
    changed = Booking.objects.get()
    assert (changed.number, changed.start_minute) == (booking.number, 19 * 60)


def test_void__with_a_reason(manager, booking) -> None:
    act(manager, page(booking, "void_booking"), why="規約違反", kept_yen="0")
    booking.refresh_from_db()
    assert (booking.state, booking.why) == ("void", "規約違反")


def test_extend_and_substitute(line: InProcess) -> None:
    """KM-91, KM-92: where the data offers them, which is not in Ono."""
    tennis, here = ("paid/joyama/tennis", "tennis", date(2025, 11, 10)), world.kumamoto()
    standing = booked(here, wish(*tennis, (13, 15)), at("2025-11-01T10:00"))
    desk = clerk(Role.COUNTER, "kumamoto")
    with time_machine.travel(at("2025-11-10T12:00"), tick=False):
        said = act(desk, page(standing, "extend_booking"), end_minute="960", channel="desk")
        assert rows_said(said)["追加で納める額"] == "750円"
        world.paid(standing, at("2025-11-10T12:00"))
        told = ASKED | {"place": "paid/joyama/tennis tennis", "day": "2025-11-20"}
        told |= {"start_minute": "780", "end_minute": "960", "channel": "desk", "people": "10"}
        moved = act(desk, page(standing, "substitute_booking"), reason="weather", **told)
        assert not refused(moved)
    assert set(Booking.objects.values_list("state", "day")) == {
        ("cancelled", date(2025, 11, 10)),
        ("confirmed", date(2025, 11, 20)),
    }


def test_formal__is_taken_in_and_permitted_or_denied(line: InProcess) -> None:
    """OG-C3."""
    hall, now = ("suitopia/meeting", "meeting", date(2025, 11, 20)), at("2025-11-01T10:00")
    first = booked(world.ogaki(), wish(*hall, (13, 15)), now)
    second = booked(world.ogaki("00000002"), wish(*hall, (17, 19)), now)
    desk, manager = clerk(Role.COUNTER, "ogaki"), clerk(Role.MANAGER, "ogaki")
    with time_machine.travel(now, tick=False):
        assert "本申請" in refused(act(manager, page(first, "permit_booking")))
        act(desk, page(first, "apply_formally"))
        assert desk.get(page(first, "permit_booking")).status_code == 403
        act(manager, page(first, "permit_booking"))
        act(manager, page(second, "deny_booking"), why="催事のため")
    for one in (first, second):
        one.refresh_from_db()
    assert (first.state, second.state, second.why) == ("permitted", "denied", "催事のため")


@pytest.mark.parametrize("name", ["permit_booking", "deny_booking", "void_booking"])
def test_acts__of_managers_are_not_of_counters(booking, name: str) -> None:
    Booking.objects.filter(pk=booking.pk).update(state="provisional")
    assert clerk(Role.COUNTER).get(page(booking, name)).status_code == 403
    assert clerk(Role.MANAGER).get(page(booking, name)).status_code == 200
    assert clerk(Role.MANAGER, "ogaki").get(page(booking, name)).status_code == 404


def test_pages__say_names_and_times(manager, booking) -> None:
    row = f"/admin/booking/booking/{booking.id}/change/"
    lists = "/admin/booking/booking/?venue=" + quote("ono:argo")
    for path in (row, lists, f"{lists}&use=month", "/admin/money/charge/"):
        shown = manager.get(path).content.decode()
        assert "18:00〜20:00" in shown, path
    assert "バドミントン" in manager.get(row).content.decode()
    assert "18:00〜20:00" not in manager.get(f"{lists}&use=tomorrow").content.decode()
    elsewhere = quote("ono:oike")
    assert "18:00〜20:00" not in manager.get(f"{lists[:-11]}{elsewhere}").content.decode()


def test_day__of_a_venue_is_listed_and_printed(booking) -> None:
    """By whoever may look; and that is a look at each resident."""
    auditor = clerk(Role.AUDITOR)
    path = f"/admin/booking/booking/report/venue_day/?venue=argo&day={DAY}"
    for paper in ("", "&print=1"):
        shown = auditor.get(path + paper).content.decode()
        assert booking.number in shown and "800円（未納）" in shown
    assert LookUp.objects.filter(page="report/venue_day").count() == 2
    assert booking.number not in auditor.get(path.replace("09-17", "09-18")).content.decode()
    assert auditor.get(f"{path}&file=1").status_code == 404
    assert auditor.get(f"{path}&municipality=ogaki").status_code == 403
    assert "選択してください" in auditor.get(path.replace("argo", "nowhere")).content.decode()
