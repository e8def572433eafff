"""Links that residents get by mail (https://.../pay?t=...).

What opens a page stands in the query, which is never logged. A link is signed as its mail goes
out, and rests nowhere: one to pay names a charge, and until when it is good; one for a password
the row that says for whom, until when, and whether it was used.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from central import clock
from central.money.providers import provider

__all__ = [
    "PayLink",
    "password_address",
    "pay_address",
    "pay_query",
    "read_password_token",
    "read_pay_token",
]

_SALT = "central.web.pay"
_FORGOTTEN = "central.web.password"
#: A token is a good deal shorter; nothing longer is looked at.
_TOKEN_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class PayLink:
    charge: UUID
    until: datetime


def pay_address(link: PayLink, language: str) -> str:
    """Empty where nobody could pay with it: no address is set, or no provider."""
    if not settings.WEB_ADDRESS or provider() is None:
        return ""
    return f"{settings.WEB_ADDRESS}/pay?{pay_query(link, language)}"


def pay_query(link: PayLink, language: str) -> str:
    named = {"c": link.charge.hex, "u": clock.millis(link.until)}
    return urlencode({"t": Signer(salt=_SALT).sign_object(named), "lang": language})


def read_pay_token(token: str) -> PayLink | None:
    """None: it is not ours, or was changed."""
    if len(token) > _TOKEN_LENGTH_MAX:
        return None
    try:
        named = Signer(salt=_SALT).unsign_object(token)
    except BadSignature:
        return None
    return PayLink(UUID(hex=named["c"]), clock.from_millis(named["u"]))


def password_address(link: UUID, language: str) -> str:
    """Empty where no address is set."""
    if not settings.WEB_ADDRESS:
        return ""
    named = {"t": Signer(salt=_FORGOTTEN).sign(link.hex), "lang": language}
    return f"{settings.WEB_ADDRESS}/password?{urlencode(named)}"


def read_password_token(token: str) -> UUID | None:
    """The id of a ``PasswordLink``; None: it is not ours, or was changed."""
    if len(token) > _TOKEN_LENGTH_MAX:
        return None
    try:
        return UUID(hex=Signer(salt=_FORGOTTEN).unsign(token))
    except BadSignature:
        return None
