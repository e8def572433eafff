"""A day at the desk, walked in a real browser in front of a real centre; its pictures are kept.

Each step is what somebody of the staff does; ``out/desk/`` has a picture of what they saw.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from central import clock
from rules.calendar import day_of
from rules.policy import load_all
from tests.support.browser import Browser, opened_browser
from tests.support.centre import ROOT, Centre, central, central_environment

PASSWORD = "walks-the-desk-7"
TODAY = day_of(clock.now())
TABLE = re.compile(r"/admin/(\w+)/(\w+)/$")
#: A desk, and a telephone beside it.
WIDTHS = (1280, 480)
#: First the evening.
HOURS = (19, 17, 15, 13, 11, 9)
STAFF = {
    "counter": ("ono", "counter"),
    "manager": ("ono", "manager"),
    "auditor": ("ono", "auditor"),
    "renewals": ("ageo", "counter"),
}


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    state = tmp_path_factory.mktemp("desk")
    central("load-demo", state=state)
    for name, (municipality, role) in STAFF.items():
        _account(state, name, municipality, role)
    _one_to_renew(state)
    return state


@pytest.fixture(scope="module")
def centre(state: Path) -> Iterator[Centre]:
    centre = Centre(state, workers=2)
    yield centre
    centre.stop()


@pytest.fixture(scope="module")
def browser(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("profile")
    with opened_browser(centre.url, profile, ROOT / "out" / "desk") as browser:
        yield browser


def test_counter__registers_approves_and_gives_a_card(browser: Browser) -> None:
    at(browser, "counter", "/admin/registry/resident/")
    done = do(
        browser,
        "新しく登録する",
        "register",
        type="市内個人",
        name="見本・新しい利用者",
        born_on="1960-05-01",
        phone="0794-00-0000",
        address="小野市見本町1-1",
        agreed=True,
        declared=True,
        documents=["driving_licence"],
    )
    assert "利用者番号" in done
    assert "仮パスワード" in done
    find(browser, "/admin/registry/resident/", "見本・新しい利用者")
    done = do(browser, "カードを発行する", "card", uid="04E1E2E3E4")
    assert "記録しました" in done
    find(browser, "/admin/registry/resident/", "見本・新しい利用者")
    assert "記録しました" in do(browser, "カードを再発行する", "card-again", uid="04F1F2F3F4")


def test_counter__resets_a_password_and_shows_it_once(browser: Browser) -> None:
    at(browser, "counter", "/admin/registry/resident/")
    find(browser, "/admin/registry/resident/", "90000003")
    assert "仮パスワード" in do(browser, "仮パスワードを出す", "password")
    told = browser.text(".slip p")
    assert len(told) >= 8
    browser.open("/admin/registry/resident/")
    assert told not in browser.text()


def test_counter__books_takes_the_money_and_prints_the_permit(browser: Browser) -> None:
    """ON-38: 施設使用許可書兼領収書."""
    number = booked_for(browser, "90000003", days=9)
    browser.follow(next(link for link in links(browser) if "納付を受ける" in link))
    assert "領収書番号" in carry_on(browser, "payment", desk_of=first_choice(browser, "desk_of"))
    browser.follow("施設使用許可書兼領収書を印刷する")
    assert "施設使用許可書兼領収書" in browser.text()
    assert number in browser.text()
    browser.picture("permit")


def test_counter__cancels_for_a_caller_with_the_cost_shown_first(browser: Browser) -> None:
    number = booked_for(browser, "90000003", days=12)
    find(browser, "/admin/booking/booking/", number)
    assert "記録しました" in do(browser, "予約を取り消す", "cancel")
    find(browser, "/admin/booking/booking/", number)
    assert "取消" in browser.text()


def test_counter__is_told_why_not(browser: Browser) -> None:
    """ON-10: an individual has no ground of a group."""
    at(browser, "counter", "/admin/registry/resident/")
    find(browser, "/admin/registry/resident/", "90000005")
    browser.follow("予約する")
    browser.fill(**wish(browser, days=9))
    browser.press("#act button[type=submit]")
    assert "できません" in browser.text("#refused")
    browser.picture("refused")


def test_manager__ends_a_day_for_rain_and_sees_whom_it_hits(browser: Browser) -> None:
    """ON-35: whoever is hit pays nothing."""
    number = booked_for(browser, "90000003", days=16)
    at(browser, "manager", "/admin/notices/roomnotice/")
    day = TODAY + timedelta(days=16)
    done = do(
        browser,
        "雨天などで中止にする",
        "rain",
        scope=first_choice_of(browser, "雨天などで中止にする", "scope"),
        day=day.isoformat(),
        start_minute="19:00",
        end_minute="21:00",
        text="見本・停電のため",
    )
    assert number in done
    browser.follow("連絡する方の一覧を印刷する")
    assert number in browser.text()
    browser.picture("rain-list")


def test_manager__suspends_and_reopens(browser: Browser) -> None:
    at(browser, "manager", "/admin/registry/resident/")
    for to, shows in (("停止する", "停止"), ("再開する(有効に戻す)", "有効")):
        find(browser, "/admin/registry/resident/", "90000002")
        done = do(browser, "停止・再開・廃止する", f"state-{shows}", to=to, why="見本・確認のため")
        assert f"→ {shows}" in done


def test_counter__takes_a_renewal_and_sends_it_back_with_a_reason(browser: Browser) -> None:
    """AG-22, AG-24: 受付, 差し戻し; then another one, 受理."""
    at(browser, "renewals", "/admin/registry/resident/")
    find(browser, "/admin/registry/resident/", "80000001")
    assert "記録しました" in do(browser, "更新の申請を受ける", "renewal", **papers(browser))
    find(browser, "/admin/registry/renewalapplication/", "80000001")
    assert "記録しました" in do(browser, "差し戻す", "sent-back", why="見本・写しが読めません")
    find(browser, "/admin/registry/renewalapplication/", "80000001")
    assert "差し戻し" in browser.text()


def test_auditor__sees_who_looked_and_does_nothing(browser: Browser) -> None:
    at(browser, "auditor", "/admin/desk/lookup/")
    looks = browser.text("#result_list")
    assert "counter" in looks
    assert "90000003" in looks
    browser.picture("looks")
    browser.open("/admin/registry/resident/")
    assert "新しく登録する" not in browser.text()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages__fit_into_the_window(browser: Browser, width: int) -> None:
    """Every table of the menu and its first row, at a desk and on something small."""
    at(browser, "manager", "/admin/")
    paths = [str(link.get_attribute("href")) for link in browser.every("nav a, #nav-sidebar a")]
    tables = sorted({path for path in paths if TABLE.search(path)})
    assert len(tables) > 15
    cut = []
    for path in tables:
        browser.open(TABLE.search(path)[0])
        name = "-".join(TABLE.search(path).groups())
        cut += [path] if browser.is_cut(width) else []
        browser.picture(f"table-{name}-{width}", width)
        rows = browser.every("#result_list tbody th a")
        if rows:
            browser.open_link(rows[0])
            cut += [f"{path} (row)"] if browser.is_cut(width) else []
            browser.picture(f"row-{name}-{width}", width)
    assert cut == []


def test_pages__have_no_trouble_of_their_own(browser: Browser) -> None:
    """No script fails, nothing is fetched from elsewhere."""
    assert [line for line in browser.troubles if "favicon" not in line] == []


# What a person at the desk does --------------------------------------------------------------


def at(browser: Browser, name: str, path: str) -> None:
    browser.log_in(name, PASSWORD)
    browser.open(path)


def find(browser: Browser, path: str, words: str) -> None:
    """Search a list, and open the first that is found."""
    browser.open(f"{path}?q={words}")
    browser.open_link(browser.one("#result_list tbody a"))


def do(browser: Browser, title: str, picture: str, /, **answers: str | bool | list[str]) -> str:
    """An act of this page, by its button: asked, shown, done; what the page said last."""
    browser.follow(title)
    return carry_on(browser, picture, **answers)


def carry_on(browser: Browser, picture: str, /, **answers: str | bool | list[str]) -> str:
    assert asked(browser, picture, **answers), browser.text("#act")
    return confirmed(browser, picture)


def asked(browser: Browser, picture: str, /, **answers: str | bool | list[str]) -> bool:
    """Whether it can be done."""
    browser.fill(**answers)
    browser.picture(f"{picture}-1-asked")
    browser.press("#act button[type=submit]")
    return "このようになります" in browser.text("#act")


def confirmed(browser: Browser, picture: str) -> str:
    browser.picture(f"{picture}-2-shown")
    browser.press("button[name=confirmed]")
    browser.picture(f"{picture}-3-done")
    return browser.text("#act")


def booked_for(browser: Browser, resident: str, days: int) -> str:
    """Book for somebody at the desk, when the samples of that day leave room; its number."""
    at(browser, "counter", "/admin/registry/resident/")
    find(browser, "/admin/registry/resident/", resident)
    browser.follow("予約する")
    picture = f"book-{days}"
    assert any(asked(browser, picture, **wish(browser, days, hour)) for hour in HOURS)
    done = confirmed(browser, picture)
    return next(word for word in done.split() if len(word) == 11 and word[5] == "-")


def wish(browser: Browser, days: int, hour: int = HOURS[0]) -> dict[str, str | bool | list[str]]:
    """A court of the first room for two hours."""
    day = TODAY + timedelta(days=days)
    return {
        "place": first_choice(browser, "place"),
        "day": day.isoformat(),
        "start_minute": f"{hour:02}:00",
        "end_minute": f"{hour + 2}:00",
        "courts": "1",
        "people": "4",
    }


def papers(browser: Browser) -> dict[str, str | bool | list[str]]:
    browser.follow("更新の申請を受ける")
    found = first_choice(browser, "document")
    browser.back()
    return {"document": found}


def first_choice_of(browser: Browser, title: str, name: str) -> str:
    browser.follow(title)
    found = first_choice(browser, name)
    browser.back()
    return found


def first_choice(browser: Browser, name: str) -> str:
    """The words of the first choice that a field offers."""
    return browser.choices(name)[1]


def links(browser: Browser) -> list[str]:
    return [link.text for link in browser.every("#done a")]


def _account(state: Path, name: str, municipality: str, role: str) -> None:
    words = ("--state", str(state), "--municipality", municipality, "--role", role)
    subprocess.run(
        [sys.executable, "-m", "central", "staff", name, *words],
        cwd=ROOT,
        env=central_environment(""),
        input=f"{PASSWORD}\n",
        text=True,
        check=True,
    )


def _one_to_renew(state: Path) -> None:
    """Somebody of Ageo whose term ends this month."""
    kind = next(iter(load_all(ROOT / "assets" / "municipalities")["ageo"].types))
    until = TODAY + timedelta(days=10)
    since = date(until.year - 3, until.month, min(until.day, 28))
    path = state / "residents.csv"
    path.write_text(
        "number,name,type,born_on,registered_on,valid_until\n"
        f"80000001,見本・更新の方,{kind},1950-01-01,{since},{until}\n"
    )
    central("import", "residents", str(path), "--municipality", "ageo", state=state)
