"""What a manager does about terminals, by their pages."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from central import clock
from central.booking.models import Booking
from central.desk.labels import reading
from central.desk.models import LookUp, Role
from central.ids import new_id
from central.journal.models import Line
from central.registry.models import Credential
from central.terminals import settling
from central.terminals.models import Action, Alarm, EnrolmentCode, Fork, Terminal
from sync.wire import ticket_code
from tests.central.desk.world import act, clerk, refused, rows_said
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal


@pytest.fixture(autouse=True)
def no_staff_left(line: InProcess):
    yield
    User.objects.all().delete()
    LookUp.objects.all().delete()


@pytest.fixture
def manager() -> Client:
    return clerk(Role.MANAGER)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    register()
    return enrolled(line)


@pytest.fixture
def fork(line: InProcess, terminal: HandMadeTerminal) -> Fork:
    """Sent by a copy of the terminal, which is in quarantine since."""
    visit = Visit.logged_in(line, terminal)
    copy = HandMadeTerminal(name=terminal.name, sealing=terminal.sealing, key=terminal.key)
    terminal.send(line, visit.act(body()))
    copy.send(line, Visit(copy, visit.visit, visit.box).act(body(courts=2)))
    return Fork.objects.get()


def page_of(row: Terminal | Fork | Action, name: str) -> str:
    return f"/admin/terminals/{row._meta.model_name}/{row.pk}/act/{name}/"


def test_issue_code__is_shown_once_and_enrols(line: InProcess, manager: Client) -> None:
    page = act(manager, "/admin/terminals/terminal/act/issue_code/", venue="argo")
    found = re.search(r'class="slip .*?<p[^>]*>(.*?)</p>', page, re.DOTALL)
    assert found is not None
    code = html.unescape(found.group(1))
    machine = HandMadeTerminal()
    machine.enrol(line, code)
    assert Terminal.objects.get().venue == "argo"
    assert EnrolmentCode.objects.get().terminal == Terminal.objects.get()
    kept = Line.objects.get(kind="issue_code")
    assert kept.actor == "staff:manager.ono"
    assert code not in kept.body


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR])
def test_alarm__is_acknowledged_once(line: InProcess, role: Role) -> None:
    """By whoever reads the records; then the button is gone."""
    row = Alarm.objects.create(
        id=new_id(), municipality="ono", kind="guessing", count=30, raised_at=clock.now()
    )
    somebody, page = clerk(role), f"/admin/terminals/alarm/{row.pk}/change/"
    assert "acknowledge_alarm" in somebody.get(page).content.decode()
    act(
        somebody, f"/admin/terminals/alarm/{row.pk}/act/acknowledge_alarm/", note="子どものいたずら"
    )
    row.refresh_from_db()
    assert (row.note, row.acknowledged_by) == ("子どものいたずら", f"staff:{role}.ono")
    assert Line.objects.get(kind="acknowledge_alarm").actor == row.acknowledged_by
    assert "acknowledge_alarm" not in somebody.get(page).content.decode()


def test_alarm__is_not_acknowledged_at_a_counter(line: InProcess) -> None:
    row = Alarm.objects.create(
        id=new_id(), municipality="ono", kind="guessing", count=30, raised_at=clock.now()
    )
    path = f"/admin/terminals/alarm/{row.pk}/act/acknowledge_alarm/"
    assert clerk(Role.COUNTER).get(path).status_code in {403, 404}


def column(somebody: Client, listed: str) -> str:
    """Since when the staff are called, as the list of terminals says it."""
    page = somebody.get(listed).content.decode()
    found = re.findall(r'class="[^"]*field-calls[^"]*"[^>]*>(.*?)</td>', page, re.DOTALL)
    assert found, "the list has the column"
    return " ".join(found)


def test_call__is_shown_at_the_counter_until_somebody_goes(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    row, counter = Terminal.objects.get(), clerk(Role.COUNTER)
    listed = "/admin/terminals/terminal/"
    assert "answer_call" not in counter.get(f"{listed}{row.pk}/change/").content.decode()
    terminal.report(line, called_ms=clock.millis(clock.now()))
    since = reading("at", clock.now().isoformat())
    assert since in column(counter, listed)
    assert "呼び出しに応じる" in counter.get(f"{listed}{row.pk}/change/").content.decode()
    act(counter, page_of(row, "answer_call"))
    assert since not in column(counter, listed)
    assert "answer_call" not in counter.get(f"{listed}{row.pk}/change/").content.decode()
    assert Alarm.objects.get(kind="staff_called").acknowledged_by == "staff:counter.ono"
    assert clerk(Role.AUDITOR).get(page_of(row, "answer_call")).status_code in {403, 404}


def test_revoke__nothing_counts_any_more(line: InProcess, terminal, manager: Client) -> None:
    row = Terminal.objects.get()
    visit = Visit.logged_in(line, terminal)
    assert "このフィールドは必須です" in act(manager, page_of(row, "revoke_terminal"))
    act(manager, page_of(row, "revoke_terminal"), why="盗難")
    assert terminal.post(line, visit.act(body())).status == 403
    assert not Booking.objects.exists()
    assert manager.get(page_of(row, "revoke_terminal")).status_code == 404


def test_release__goes_on_where_the_staff_say(line: InProcess, fork: Fork, manager: Client) -> None:
    row = fork.terminal
    path = page_of(row, "release_terminal")
    row.refresh_from_db()
    page = manager.get(path).content.decode()
    assert page.count("<option") == 2
    place = f"{row.next_seq} {row.chain_head}"
    assert "記録しました" in act(manager, path, place=place, why="写しを回収した")
    row.refresh_from_db()
    assert not row.quarantined
    assert manager.get(path).status_code == 404


@pytest.mark.parametrize("name", ["run_kept", "discard_kept"])
def test_kept__in_quarantine_is_run_or_discarded(fork: Fork, manager: Client, name: str) -> None:
    shown = manager.get(f"/admin/terminals/fork/{fork.pk}/change/").content.decode()
    assert "2面" in shown
    assert name in shown
    seen = act(manager, page_of(fork, name), confirm=False, why="本人に確認した")
    assert refused(seen) == ""
    assert rows_said(seen)["内容"] == "予約"
    assert "18:00〜20:00" in rows_said(seen)["枠"]
    assert Booking.objects.count() == 1
    page = act(manager, page_of(fork, name), why="本人に確認した")
    fork.refresh_from_db()
    if name == "run_kept":
        assert not refused(page)
        assert "90000001" in rows_said(page)["利用者"]
        assert (Booking.objects.count(), fork.outcome) == (2, "run")
        number = rows_said(page)["控え番号"]
        assert Booking.objects.filter(number=number).exists()
        assert LookUp.objects.filter(page="act/run_kept").exists()
    else:
        assert (Booking.objects.count(), fork.outcome) == (1, "discarded")
    assert manager.get(page_of(fork, name)).status_code == 404


@pytest.mark.parametrize(("name", "bookings"), [("run_parked", 1), ("discard_parked", 0)])
def test_kept__parked_is_run_or_discarded(
    line: InProcess, terminal, monkeypatch: pytest.MonkeyPatch, name: str, bookings: int
) -> None:
    manager = clerk(Role.MANAGER)
    visit = Visit.logged_in(line, terminal)
    with monkeypatch.context() as broken:
        broken.setattr(settling, "command_body", lambda *_: 1 / 0)
        assert terminal.send(line, visit.act(body())).verdicts[0].verdict == "parked"
    parked = Action.objects.get()
    assert refused(act(manager, page_of(parked, name), why="直した")) == ""
    assert Booking.objects.count() == bookings
    assert manager.get(page_of(parked, name)).status_code == 404


def test_run_kept__refused_stays(line: InProcess, fork: Fork, manager: Client) -> None:
    """The password that was sealed is no longer the owner's."""
    Credential.objects.all().delete()
    page = act(manager, page_of(fork, "run_kept"), why="本人に確認した")
    assert "パスワード" in refused(page)
    fork.refresh_from_db()
    assert fork.outcome == ""


@pytest.mark.parametrize("name", ["run_kept", "discard_kept"])
def test_kept__is_for_managers_there(fork: Fork, name: str) -> None:
    assert clerk(Role.COUNTER).get(page_of(fork, name)).status_code == 403
    assert clerk(Role.MANAGER, "ogaki").get(page_of(fork, name)).status_code == 404


def test_terminals__page_asks_again_and_shows_who_calls(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """Nobody at a counter has to load it anew to see that somebody waits at a terminal."""
    counter = clerk(Role.COUNTER)
    terminal.report(line, called_ms=clock.millis(NOW))
    page = counter.get("/admin/terminals/terminal/")
    assert int(page.headers["Refresh"]) <= 30
    assert reading("at", NOW.isoformat()) in page.content.decode()
    assert "Refresh" not in counter.get("/admin/terminals/action/").headers


SCAN = "/admin/terminals/action/act/take_scan/"


def test_scan__says_what_the_ticket_is_then_takes_it_in(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    """At the counter: what the scanner types, a blank line after it."""
    counter, visit = clerk(Role.COUNTER), Visit.offline(terminal)
    visit.act(body())  # never came
    signed = visit.act(body())
    code = f"{ticket_code(signed)}\r\n"
    before = act(counter, SCAN, confirm=False, code=code)
    said = rows_said(before)
    assert (said["内容"], said["端末"]) == ("予約", f"{terminal.name} (2番の操作)")
    assert "順番は確かめられない" in said["順番"]
    assert "結果" not in said
    assert Action.objects.count() == 0
    assert rows_said(act(counter, SCAN, code=code))["結果"] == "実行"
    assert Booking.objects.count() == 1
    noted = Line.objects.get(kind="take_scan")
    assert noted.actor == "staff:counter.ono"
    assert Line.objects.get(kind="book").actor == f"terminal:{terminal.name}"
    again = rows_said(act(counter, SCAN, code=code))
    assert (again["結果"], "もう届いて" in again["順番"]) == ("実行", True)
    assert terminal.post(line, signed).status == 200
    assert Booking.objects.count() == 1


def test_scan__that_is_refused_says_why(line: InProcess, terminal: HandMadeTerminal) -> None:
    wrong = Visit.offline(terminal, "wrong").act(body())
    said = rows_said(act(clerk(Role.COUNTER), SCAN, code=ticket_code(wrong)))
    assert said["結果"] == "却下"
    assert said["理由"]


def test_scan__of_a_revoked_terminal_waits_for_a_manager(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    signed = Visit.offline(terminal).act(body())
    Terminal.objects.update(revoked=True)
    said = rows_said(act(clerk(Role.COUNTER), SCAN, code=ticket_code(signed)))
    assert said["結果"].startswith("隔離")
    assert Fork.objects.get().outcome == ""


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda code: code[:-5], "券のQRコードの全体ではありません"),
        (lambda _: "MACHIKADO1:ono:ABCDE-FGHJK", "番号だけのQRコードです"),
        (lambda code: "1" * 5_000 + code, ""),
        (lambda code: code + "x", "券のQRコードの全体ではありません"),
    ],
)
def test_scan__that_is_bad_says_so_and_does_nothing(
    line: InProcess, terminal: HandMadeTerminal, spoil, said: str
) -> None:
    code = ticket_code(Visit.offline(terminal).act(body()))
    page = act(clerk(Role.COUNTER), SCAN, code=spoil(code))
    assert said in page
    assert 'id="done"' not in page
    assert not Line.objects.filter(kind="take_scan").exists()


def test_scan__of_another_municipality_is_not_shown_here(
    line: InProcess, terminal: HandMadeTerminal
) -> None:
    code = ticket_code(Visit.offline(terminal).act(body()))
    page = act(clerk(Role.COUNTER, "ogaki"), SCAN, code=code)
    assert "小野市" in page
    assert Action.objects.count() == 0
    assert "arena" not in page
    assert "アリーナ" not in page
