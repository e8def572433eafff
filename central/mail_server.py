"""How mails are sent: printed where nothing is set, else by the server that CENTRAL_SMTP names."""

from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["BadMailServerUrlError", "mail_settings"]

#: Scheme, its usual port, and whether TLS begins after the greeting.
_SCHEMES = {"smtp": (25, False), "smtps": (465, False), "smtp+starttls": (587, True)}
_TIMEOUT_S = 20


class BadMailServerUrlError(ValueError):
    """CENTRAL_SMTP is not of the form smtp://user:password@host:port."""


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings of its e-mail."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    try:
        port_default, starttls = _SCHEMES[parts.scheme]
        host, port = parts.hostname, parts.port or port_default
    except (KeyError, ValueError):
        host = None
    if not host:
        raise BadMailServerUrlError(
            "CENTRAL_SMTP: want smtp://, smtps:// or smtp+starttls://user:password@host:port"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": _TIMEOUT_S,
    }
