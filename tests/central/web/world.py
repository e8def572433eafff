"""Somebody who opens links of mails in a browser, and what is behind them."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.test import Client

from central.money.models import Charge
from central.web.addresses import PayLink, pay_address

__all__ = ["Guest", "link_to"]


class Guest:
    """Follows links and sends forms; keeps no cookie, for none is set."""

    def __init__(self) -> None:
        self._client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)

    def open(self, address: str, **headers: str):
        answer = self._client.get(_path(address), headers=headers)
        assert not answer.cookies
        return answer

    def send(self, address: str, **typed: str):
        answer = self._client.post(_path(address), typed)
        assert not answer.cookies
        return answer


def link_to(charge: Charge, now: datetime, language: str = "ja") -> str:
    """As a mail of that instant has it."""
    return pay_address(PayLink(charge.id, now + timedelta(days=31)), language)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
