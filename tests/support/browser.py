"""A real browser without a screen, in front of a real centre: Debian's Chromium, by Selenium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

__all__ = ["Browser", "opened_browser"]

#: Chromium reports home at every start otherwise; as root it runs without its own sandbox only.
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
)
_WAIT_MAX_S = 30
WIDTH = 1280


class Browser:
    """Someone of the staff at their desk: ``at`` is where the centre answers."""

    def __init__(self, binaries: tuple[str, str], at: str, profile: Path, pictures: Path) -> None:
        options = ChromeOptions()
        options.binary_location = binaries[0]
        size = "--window-size=1280,1100"
        for word in (*_QUIET, size, f"--user-data-dir={profile}"):
            options.add_argument(word)
        self._driver = Chrome(options=options, service=ChromeService(binaries[1]))
        self._at, self._pictures = at, pictures

    def close(self) -> None:
        self._driver.quit()

    def open(self, path: str) -> None:
        self._driver.get(f"{self._at}{path}")

    def log_in(self, name: str, password: str) -> None:
        self._driver.delete_all_cookies()
        self.open("/admin/")
        self.fill(username=name, password=password)
        self.press("#login-form button[type=submit], form button[type=submit]")

    def fill(self, /, **answers: str | bool | list[str]) -> None:
        """Fields by name: text, a choice by its words, a box, several boxes by their values."""
        for name, answer in answers.items():
            self._fill(name, answer)

    def press(self, css: str) -> None:
        """Press what leads to another page, and wait for it."""
        page = self.one("html")
        self.one(css).click()
        WebDriverWait(self._driver, _WAIT_MAX_S).until(lambda _: self._left(page))

    def follow(self, words: str) -> None:
        """A link by its words."""
        self.open_link(self._driver.find_element(By.LINK_TEXT, words))

    def back(self) -> None:
        self._driver.back()

    def choices(self, name: str) -> list[str]:
        """The words that a field offers."""
        options = Select(self._driver.find_element(By.NAME, name)).options
        return [str(option.get_attribute("textContent")) for option in options]

    def open_link(self, link: WebElement) -> None:
        target = link.get_attribute("href")
        assert target is not None
        self._driver.get(target)

    def one(self, css: str) -> WebElement:
        return self._driver.find_element(By.CSS_SELECTOR, css)

    def every(self, css: str) -> list[WebElement]:
        return self._driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css: str = "body") -> str:
        return self.one(css).text

    def picture(self, name: str, width: int = WIDTH) -> Path:
        """The whole page as PNG."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._driver.set_window_size(width, 1100)
        path = self._pictures / f"{name}.png"
        height = self._driver.execute_script("return document.documentElement.scrollHeight")
        self._driver.set_window_size(width, min(int(height) + 150, 4000))
        self._driver.save_screenshot(str(path))
        return path

    def is_cut(self, width: int) -> bool:
        """Whether something of the page stands beyond its edge in a window of that width."""
        self._driver.set_window_size(width, 1100)
        html = "document.documentElement"
        return bool(self._driver.execute_script(f"return {html}.scrollWidth > {html}.clientWidth"))

    @property
    def troubles(self) -> list[str]:
        """What the page's scripts complained of."""
        entries = self._driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [str(entry["message"]) for entry in entries]

    def _fill(self, name: str, answer: str | bool | list[str]) -> None:
        elements = self._driver.find_elements(By.NAME, name)
        assert elements, f"the page asks for no {name}"
        first = elements[0]
        if isinstance(answer, list):
            for element in elements:
                if (element.get_attribute("value") in answer) != element.is_selected():
                    self._driver.execute_script("arguments[0].click()", element)
        elif isinstance(answer, bool):
            if first.is_selected() != answer:
                self._driver.execute_script("arguments[0].click()", first)
        elif first.tag_name == "select":
            Select(first).select_by_visible_text(answer)
        elif first.get_attribute("type") == "date":
            self._driver.execute_script("arguments[0].value = arguments[1]", first, answer)
        else:
            first.clear()
            first.send_keys(answer)

    def _left(self, page: WebElement) -> bool:
        """Whether another page is there, and whole."""
        try:
            page.is_enabled()
        except (StaleElementReferenceException, NoSuchElementException):
            pass
        except WebDriverException as cause:
            # What chromedriver says now and then of an element that is stale.
            if "does not belong to the document" not in str(cause):
                raise
        else:
            return False
        return bool(self._driver.execute_script("return document.readyState") == "complete")


@contextmanager
def opened_browser(at: str, profile: Path, pictures: Path) -> Iterator[Browser]:
    """For a file of tests, which are skipped where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("needs the packages chromium and chromium-driver")
    browser = Browser((chromium, driver), at, profile, pictures)
    try:
        yield browser
    finally:
        browser.close()
