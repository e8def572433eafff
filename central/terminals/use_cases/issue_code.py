"""Make the one-time code with which the staff turn a new machine into a terminal."""

from datetime import datetime, timedelta
from hashlib import sha256

from central.terminals.models import EnrolmentCode

__all__ = ["code_digest", "issue_code"]

VALID_FOR = timedelta(hours=24)


def issue_code(municipality: str, venue: str, code: str, now: datetime) -> EnrolmentCode:
    return EnrolmentCode.objects.create(
        municipality=municipality,
        venue=venue,
        digest=code_digest(code),
        expires_at=now + VALID_FOR,
    )


def code_digest(code: str) -> str:
    """Typed by hand: letters in either case, hyphens and spaces where one likes."""
    return sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()
