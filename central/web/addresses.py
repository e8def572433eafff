"""Links that residents get by mail (https://.../pay?t=...).

What opens a page stands in the query, which is never logged. A link to pay is signed and rests
nowhere: it names a charge, and until when it is good.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from central import clock
from central.money.providers import provider

__all__ = ["PayLink", "password_address", "pay_address", "pay_query", "read_pay_token"]

_SALT = "central.web.pay"
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


def password_address(municipality: str, token: str, language: str) -> str:
    """Empty where no address is set."""
    if not settings.WEB_ADDRESS:
        return ""
    named = urlencode({"m": municipality, "t": token, "lang": language})
    return f"{settings.WEB_ADDRESS}/password?{named}"
