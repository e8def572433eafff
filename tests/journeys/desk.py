"""One of the staff at a counter of the centre: logs in, and sends the forms of the acts."""

import re

import requests

__all__ = ["PASSWORD", "Desk", "on_slip"]

PASSWORD = "walks-the-desk-7"
ANSWER_S_MAX = 60
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|token)"[^>]* value="([^"]*)"')
SLIP = re.compile(r'<section class="slip.*?<p[^>]*>(.*?)</p>', re.DOTALL)


class Desk:
    """By the pages that a browser gets, with nothing of the centre's inside."""

    def __init__(self, port: int, name: str) -> None:
        self._centre = f"http://127.0.0.1:{port}"
        self._session = requests.Session()
        self._send("/admin/login/?next=/admin/", username=name, password=PASSWORD)

    def do(self, path: str, **answers: str) -> str:
        """Send the form of an act and say yes to it; the page that came of it."""
        page = self._send(path, confirmed="1", **answers)
        assert 'id="done"' in page, page
        return page

    def find(self, table: str, words: str) -> str:
        """The page of the only row of a table in which the words stand."""
        page = self._session.get(f"{self._centre}{table}?q={words}", timeout=ANSWER_S_MAX).text
        found = set(re.findall(rf"{table}([0-9a-f-]{{36}})/change/", page))
        assert len(found) == 1, (words, found)
        return f"{table}{found.pop()}/"

    def _send(self, path: str, **answers: str) -> str:
        form = self._session.get(self._centre + path, timeout=ANSWER_S_MAX)
        sent = dict(HIDDEN.findall(form.text)) | answers
        answer = self._session.post(self._centre + path, sent, timeout=ANSWER_S_MAX)
        assert answer.ok, (path, answer.status_code)
        return answer.text


def on_slip(page: str) -> str:
    """What is shown once, to be handed over."""
    found = SLIP.search(page)
    assert found is not None
    return found.group(1).strip()
