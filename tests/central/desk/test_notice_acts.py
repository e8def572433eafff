"""Rooms that the desk closes, notices that it posts, and mails that a resident wishes for."""

from datetime import date, timedelta

import pytest
import time_machine

from central.booking.models import Booking
from central.desk.models import LookUp, Role
from central.journal.models import Line
from central.notices.models import MailWish, RoomNotice, ServiceNotice
from tests.central.booking.world import at, booked, kumamoto, paid, wish
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.world import NOW, register

DAY = date(2025, 11, 10)
TENNIS = ("paid/joyama/tennis", "tennis", DAY)
ROOMS = "/admin/notices/roomnotice/"
RAIN = {
    "scope": "paid/joyama",
    "day": DAY.isoformat(),
    "start_minute": "900",
    "end_minute": "1080",
    "reason": "weather",
    "text": "雨天中止",
}

pytestmark = pytest.mark.usefixtures("line")


@pytest.fixture
def hit() -> tuple[Booking, Booking]:
    """One that loses its last hour, and one that loses all of its time."""
    now = at("2025-11-01T10:00")
    first = kumamoto(phone="000-0000-0001")
    partly = paid(booked(first, wish(*TENNIS, (13, 16)), now), now)
    return partly, booked(kumamoto("k00002"), wish(*TENNIS, (16, 17)), now)


def test_rain__says_first_whom_it_hits_and_then_lists_them(hit) -> None:
    """KM-90: number, name, telephone, room, time, what becomes of it, and what goes back."""
    partly, whole = hit
    manager = clerk(Role.MANAGER, "kumamoto")
    with time_machine.travel(at("2025-11-10T12:00"), tick=False):
        seen = rows_said(act(manager, f"{ROOMS}act/rain_off/", confirm=False, **RAIN))
        assert (seen["かかる予約"], seen["お返しする額"]) == ("2件", "750円")
        for told in ("000-0000-0001", "k00001", "13:00〜16:00", "時間を短縮", "お返し 750円"):
            assert told in seen[partly.number]
        assert "取消" in seen[whole.number]
        assert not RoomNotice.objects.exists()
        done = act(manager, f"{ROOMS}act/rain_off/", **RAIN)
        assert "13:00〜15:00" in rows_said(done)[partly.number]
        line = Line.objects.get(kind="rain_off")
        path = f"{ROOMS}report/rain_hits/?municipality=kumamoto&line={line.id}&print=1"
        assert path.replace("&", "&amp;") in done
        paper = clerk(Role.COUNTER, "kumamoto").get(path).content.decode()
    for told in (partly.number, whole.number, "000-0000-0001", "750円", "雨天中止"):
        assert told in paper
    looks = LookUp.objects.filter(resident=partly.resident_id, page__endswith="rain_hits")
    assert looks.count() == 1
    assert clerk(Role.COUNTER).get(path).status_code == 403


def test_rain__nowhere_is_refused_in_the_form(hit) -> None:
    manager = clerk(Role.MANAGER, "kumamoto")
    shown = act(manager, f"{ROOMS}act/rain_off/", **RAIN | {"scope": "argo"})
    assert "正しく選択してください" in shown or "有効な選択肢ではありません" in shown
    backwards = act(manager, f"{ROOMS}act/rain_off/", **RAIN | {"end_minute": "840"})
    assert "CM-03" in refused(backwards)


def test_block__leaves_the_bookings_and_says_which_they_are(hit) -> None:
    desk = clerk(Role.COUNTER, "kumamoto")
    told = RAIN | {"reason": "repair", "last_day": DAY.isoformat()}
    with time_machine.travel(at("2025-11-02T12:00"), tick=False):
        said = rows_said(act(desk, f"{ROOMS}act/block_room/", **told))
        assert said["かかる予約"] == "2件"
        assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed"}
        notice = RoomNotice.objects.first()
        assert "15:00〜18:00" in desk.get(ROOMS).content.decode()
        act(desk, f"{ROOMS}{notice.id}/act/lift_notice/")
    notice.refresh_from_db()
    assert notice.lifted
    assert desk.get(f"{ROOMS}{notice.id}/act/lift_notice/").status_code == 404


def test_notice__is_posted_and_taken_back() -> None:
    """KM-02."""
    manager, table = clerk(Role.MANAGER), "/admin/notices/servicenotice/"
    today = NOW.date()
    told = {
        "first_day": today.isoformat(),
        "start_minute": "1320",
        "last_day": (today + timedelta(days=1)).isoformat(),
        "end_minute": "360",
        "ja": "保守のため停止します。",
        "en": "",
        "stops": "on",
    }
    act(manager, f"{table}act/post_notice/", **told)
    notice = ServiceNotice.objects.get()
    assert (notice.text, notice.stops) == ({"ja": "保守のため停止します。"}, True)
    assert notice.begins_at.astimezone(NOW.tzinfo).hour == 22
    assert refused(act(manager, f"{table}act/post_notice/", **told | {"last_day": "2026-09-01"}))
    act(manager, f"{table}{notice.id}/act/lift_service_notice/")
    notice.refresh_from_db()
    assert notice.lifted
    assert clerk(Role.COUNTER).get(f"{table}act/post_notice/").status_code == 403


def test_mail__is_wished_for() -> None:
    """KT-18, KT-19, KT-21: for whoever has an address; the sender is said."""
    resident = register()
    path = f"/admin/registry/resident/{resident.id}/act/wish_mail/"
    desk, told = clerk(Role.COUNTER), {"mail": "new@example.com", "language": "ja"}
    act(desk, path, results="on", bookings="on", **told)
    wished, resident = MailWish.objects.get(), type(resident).objects.get()
    assert (wished.results, wished.bookings, wished.debits) == (True, True, False)
    assert resident.mail == "new@example.com"
    assert 'value="new@example.com"' in desk.get(path).content.decode()
    assert "KT-18" in refused(act(desk, path, results="on", **told | {"mail": ""}))


@pytest.mark.parametrize("role", [Role.COUNTER, Role.AUDITOR])
def test_rain__is_of_managers(role: Role) -> None:
    assert clerk(role, "kumamoto").get(f"{ROOMS}act/rain_off/").status_code == 403
