"""The staff, and what they do on a page, in this process."""

import re
from uuid import uuid4  # noqa: TID251 - a browser's form has a token of its own

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from central.desk.models import Post, Role

__all__ = ["act", "asked", "clerk", "refused", "rows_said"]


def clerk(role: Role | None, municipality: str = "ono", name: str = "") -> Client:
    """Somebody logged in: with a post there, or (no role) administering the centre."""
    name = name or f"{role or 'admin'}.{municipality}"
    user, _ = User.objects.update_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": role is None}
    )
    if role is not None:
        Post.objects.update_or_create(municipality=municipality, user=user, defaults={"role": role})
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def asked(client: Client, path: str) -> HttpResponse:
    """The form, empty."""
    return client.get(path)


def act(client: Client, path: str, *, confirm: bool = True, token: str = "", **answers) -> str:
    """Send the form, and confirm it; the page that came last."""
    sent = {"token": token or str(uuid4()), **answers}
    if confirm:
        sent["confirmed"] = "1"
    response = client.post(path, sent)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def rows_said(page: str) -> dict[str, str]:
    """Label and value of what a page lists."""
    found = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {label.strip(): value.strip() for label, value in found}


def refused(page: str) -> str:
    """Why not, as the page says it; empty where nothing is refused."""
    box = re.search(r'id="refused".*?</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", box.group(0).partition(">")[2]).strip() if box else ""
