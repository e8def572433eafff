"""A signed request with a fresh nonce buys a short-lived token for reading."""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from central.clock import millis
from central.terminals.access import TOKEN_SECONDS, Heard, new_token
from central.terminals.models import UsedNonce
from central.transactions import in_transaction
from sync.wire import Problem, Token, TokenWanted

__all__ = ["grant_token"]

#: Bounds the table; a token that is bought twice after this long gives reading for ten minutes.
REMEMBERED = timedelta(days=30)


def grant_token(heard: Heard[TokenWanted], now: datetime) -> Token | Problem:
    if not in_transaction(partial(_is_fresh, heard, now)):
        return Problem(code="used_nonce", detail=heard.terminal.name)
    return Token(
        token=new_token(heard.terminal),
        expires_ms=millis(now + timedelta(seconds=TOKEN_SECONDS)),
        centre_ms=millis(now),
    )


def _is_fresh(heard: Heard[TokenWanted], now: datetime) -> bool:
    mine = UsedNonce.objects.filter(
        municipality=heard.terminal.municipality, terminal=heard.terminal
    )
    mine.filter(used_at__lt=now - REMEMBERED).delete()
    digest = sha256(heard.message.nonce.encode()).hexdigest()
    if mine.filter(nonce=digest).exists():
        return False
    UsedNonce.objects.create(
        municipality=heard.terminal.municipality,
        terminal=heard.terminal,
        nonce=digest,
        used_at=now,
    )
    return True
