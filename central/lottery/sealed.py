"""The secret of a draw before the draw: made here, and readable with the state directory alone.

What the database and the journal hold of it is a box to one of the centre's sealing keys. It is
opened by the job that holds the draw.
"""

import logging
from datetime import date, datetime

from central.ids import new_key
from central.logs import event
from central.lottery.models import Draw
from central.lottery.proof import commitment, draw_id
from central.lottery.use_cases import commit_draw, replace_commitment
from central.terminals.sealing import private_keys, published_keys
from sync.seal import BadSealError, open_sealed, seal

__all__ = ["first_commitment", "open_secret", "replacement", "seal_secret"]

SECRET_DIGITS = 64


def first_commitment(municipality: str, month: date, now: datetime) -> commit_draw.Body:
    """What commits to a draw's secret, which is made here."""
    told, sealed = _new_secret(draw_id(municipality, month), now)
    return commit_draw.Body(month=month, commitment=told, sealed=sealed)


def seal_secret(draw: str, secret: str, now: datetime) -> str:
    """The key's id and the box: to the newest key that terminals are told of and that is here."""
    keys = private_keys()
    kid = next((key.kid for key in published_keys(now) if key.kid in keys), min(keys))
    return f"{kid}:{seal(keys[kid].public_key(), _use(draw), bytes.fromhex(secret)).hex()}"


def open_secret(draw: Draw) -> str | None:
    """None where the key is not in this state directory, or the row was altered: an alarm."""
    kid, _, box = draw.sealed.partition(":")
    number, key = draw_id(draw.municipality, draw.month), private_keys().get(kid)
    try:
        secret = "" if key is None else open_sealed(key, _use(number), bytes.fromhex(box)).hex()
    except (BadSealError, ValueError):
        secret = ""
    if commitment(number, secret) == draw.commitment:
        return secret
    event("draw_secret_lost", level=logging.ERROR, draw=number)
    return None


def replacement(draw: Draw, why: str, now: datetime) -> replace_commitment.Body | None:
    """What puts a new secret in the place of a lost one; None: it is not lost."""
    if open_secret(draw) is not None:
        return None
    told, sealed = _new_secret(draw_id(draw.municipality, draw.month), now)
    return replace_commitment.Body(month=draw.month, commitment=told, sealed=sealed, why=why)


def _new_secret(draw: str, now: datetime) -> tuple[str, str]:
    """Commitment and box of a secret that nobody has seen."""
    secret = new_key("0123456789abcdef", SECRET_DIGITS)
    return commitment(draw, secret), seal_secret(draw, secret, now)


def _use(draw: str) -> bytes:
    """Binds the box to its draw."""
    return f"machikado/draw/v1|{draw}".encode()
