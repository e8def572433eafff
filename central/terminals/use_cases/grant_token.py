"""A signed request with a fresh nonce buys a short-lived token for reading."""

from datetime import datetime, timedelta
from functools import partial

from central.clock import millis
from central.terminals.access import TOKEN_SECONDS, Heard, new_token
from central.terminals.models import Terminal
from central.terminals.nonces import use_nonce
from central.transactions import in_transaction
from sync.wire import Problem, Token, TokenWanted

__all__ = ["grant_token"]


def grant_token(heard: Heard[TokenWanted], now: datetime) -> Token | Problem:
    if not use_nonce(heard.terminal, heard.message.nonce, now):
        return Problem(code="used_nonce", detail=heard.terminal.name)
    if list(heard.message.serves) != heard.terminal.serves:
        in_transaction(partial(_serve, heard))
    return Token(
        token=new_token(heard.terminal),
        expires_ms=millis(now + timedelta(seconds=TOKEN_SECONDS)),
        centre_ms=millis(now),
    )


def _serve(heard: Heard[TokenWanted]) -> None:
    """With the token it asks for all of their boards at once."""
    served = list(heard.message.serves)
    Terminal.objects.filter(pk=heard.terminal.pk).update(serves=served)
