"""As it is deployed, behind a proxy that ends TLS: Django's own checks, and what browsers get."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core import checks
from django.test import override_settings

from tests.support.centre import Answer, Centre, central

LOGIN = "/admin/login/"
AS_DEPLOYED = {
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
}


def faults() -> set[str]:
    found = checks.run_checks(include_deployment_checks=True)
    return {fault.id for fault in found if not fault.is_silenced()}


def test_check__of_a_deployment_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CENTRAL_HTTPS", "1")
    central("migrate", state=tmp_path)
    assert central("check", state=tmp_path).startswith("municipalities: ")


@pytest.mark.parametrize("missing", AS_DEPLOYED)
def test_check__finds_what_is_missing(missing: str) -> None:
    with override_settings(**AS_DEPLOYED):
        assert faults() == set()
    with override_settings(**AS_DEPLOYED | {missing: False}):
        assert len(faults()) == 1


@pytest.fixture
def deployed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    monkeypatch.setenv("CENTRAL_HTTPS", "1")
    made = Centre(tmp_path, workers=1)
    yield made
    made.stop()


def test_page__behind_tls_is_kept_there(deployed: Centre) -> None:
    with closing(deployed.http()) as line:
        page = line.get(LOGIN, **{"X-Forwarded-Proto": "https"})
        plain = line.get(LOGIN)
        alive = line.get("/health")
    assert page.status == 200
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert_guarded(page)
    assert plain.status == 301
    assert plain.headers["Location"].startswith("https://")
    assert alive.status == 200, "asked on the machine itself"


def test_page__without_tls_is_there_and_promises_none(tmp_path: Path) -> None:
    centre = Centre(tmp_path, workers=1)
    try:
        with closing(centre.http()) as line:
            page = line.get(LOGIN)
    finally:
        centre.stop()
    assert page.status == 200
    assert "Strict-Transport-Security" not in page.headers
    assert_guarded(page)


def assert_guarded(page: Answer) -> None:
    """Not framed, not guessed at, and no address told to others."""
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
