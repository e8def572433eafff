"""A resident opens the links of two mails in a real browser; ``out/web/`` has what they saw."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from central import clock
from central.booking.use_cases import book_for_caller
from central.money.models import Charge
from central.money.use_cases import send_payment_link
from central.registry.models import Resident
from central.registry.use_cases import send_password_link
from rules.calendar import day_of
from tests.central.booking.world import do, wish
from tests.central.databases import use_file
from tests.support.browser import Browser, opened_browser
from tests.support.centre import ROOT, Centre, central
from tests.support.mail_sink import MailSink

TELEPHONE = 390
NUMBER, MAIL = "mihon21", "mihon21@example.com"
DAY = day_of(clock.now()) + timedelta(days=30)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    state = tmp_path_factory.mktemp("web")
    central("load-demo", state=state)
    return state


@pytest.fixture(scope="module")
def centre(state: Path) -> Iterator[Centre]:
    centre = Centre(state, workers=1)
    yield centre
    centre.stop()


@pytest.fixture(scope="module")
def browser(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("profile")
    with opened_browser(centre.url, profile, ROOT / "out" / "web") as browser:
        yield browser


def test_resident__pays_by_the_link_of_a_mail(browser: Browser, centre: Centre) -> None:
    """KM-60: the desk books and sends the link; part is paid, then the rest."""
    with use_file(centre.state, ""):
        resident = Resident.objects.get(municipality="kumamoto", number=NUMBER)
        court = wish("paid/joyama/tennis", "tennis", DAY, (13, 15), people=4)
        body = book_for_caller.Body(wish=court, resident=resident.id, channel="desk")
        assert do(body, "kumamoto", clock.now()).verdict == "applied"
        charge = Charge.objects.get(resident=resident)
        sent = do(send_payment_link.Body(charge=charge.id), "kumamoto", clock.now())
        assert sent.verdict == "applied"
    link = mailed(centre)
    browser.open(link)
    see(browser, "pay-1-asked")
    owed = browser.text("dd.yen")
    browser.press("form button")
    see(browser, "pay-2-provider")
    assert browser.text("dd.yen") == owed
    browser.press("button[value=refuse]")
    see(browser, "pay-3-not-paid")
    assert "まだ確認できていません" in browser.text()
    browser.one("summary").click()
    browser.one("#part").send_keys("100")
    see(browser, "pay-4-a-part")
    browser.press("details button")
    browser.press("button[value=pay]")
    assert browser.text("dd.yen") != owed
    browser.press("form button")
    browser.press("button[value=pay]")
    see(browser, "pay-5-paid")
    assert "納付が済んでいます" in browser.text()
    browser.open_link(browser.one("header a"))
    see(browser, "pay-6-english")
    assert "This is paid" in browser.text()
    with use_file(centre.state, ""):
        charge.refresh_from_db()
        assert (charge.state, charge.paid_yen) == ("paid", charge.yen)


def test_journal__of_the_payment_plays_again(centre: Centre) -> None:
    told = central("replay", state=centre.state).splitlines()
    (line,) = (each for each in told if each.startswith("replayed"))
    assert line.endswith("lines: the same")


def test_resident__sets_a_password_by_the_link_of_a_mail(browser: Browser, centre: Centre) -> None:
    """KM-24."""
    with use_file(centre.state, ""):
        Resident.objects.filter(number=NUMBER).update(state="provisional")
        body = send_password_link.Body(number=NUMBER, mail=MAIL)
        assert do(body, "kumamoto", clock.now()).verdict == "applied"
        Resident.objects.filter(number=NUMBER).update(state="active")
    link = mailed(centre)
    browser.open(link)
    browser.fill(password="abc123", again="abc124")
    see(browser, "password-1-typed")
    browser.press("form button")
    see(browser, "password-2-differs")
    browser.fill(password="abc123", again="abc123")
    browser.press("form button")
    see(browser, "password-3-set")
    assert "設定しました" in browser.text()
    browser.open(link)
    see(browser, "password-4-used")
    assert "このリンクは使えません" in browser.text()


def test_pages__have_no_trouble_and_leave_no_trace(browser: Browser, centre: Centre) -> None:
    """The style is let in, no script is there; no link and no password stands in a log."""
    wrong = ("404", "410", "422")
    assert [line for line in browser.troubles if not any(code in line for code in wrong)] == []
    log = centre.log()
    assert '"/pay"' in log
    for word in ("t=", "abc123", NUMBER, MAIL):
        assert word not in log


def see(browser: Browser, name: str) -> None:
    """As on a telephone and as at a desk."""
    assert not browser.is_cut(TELEPHONE)
    browser.picture(f"{name}-{TELEPHONE}", TELEPHONE)
    browser.picture(name)


def mailed(centre: Centre) -> str:
    """What stands in the mail behind the address of the centre."""
    with MailSink() as server:
        central("work", "--once", state=centre.state, more={"CENTRAL_SMTP": server.url})
    (letter,) = server.taken
    (link,) = (word for word in letter.get_content().split() if word.startswith("http"))
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"
