"""Where residents reach this centre, and who takes their payments: both may be missing."""

from urllib.parse import urlsplit

__all__ = ["BadWebSettingError", "is_simulated", "web_address"]

#: The one that there is. It takes no money, so nobody gets it without asking.
_SIMULATED = "simulated"


class BadWebSettingError(ValueError):
    """CENTRAL_URL or CENTRAL_PAYMENTS says what cannot be used."""


def web_address(told: str) -> str:
    """What every link of a mail begins with; without it no mail has one."""
    parts = urlsplit(told)
    whole = parts.scheme in {"http", "https"} and parts.netloc and not parts.query
    if told and not whole:
        raise BadWebSettingError("CENTRAL_URL: want https://name, as residents reach the centre")
    return told.rstrip("/")


def is_simulated(told: str) -> bool:
    """Whether payments are simulated; without any provider nothing is paid online."""
    if told not in {"", _SIMULATED}:
        raise BadWebSettingError(f"CENTRAL_PAYMENTS: want {_SIMULATED}, or nothing")
    return told == _SIMULATED
