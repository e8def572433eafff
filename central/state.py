"""The state directory: the secrets of this centre, and the database where it is SQLite.

A secret is made at the first start, readable by its owner alone, and never leaves this directory.
"""

import os
import secrets
import shutil
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

__all__ = [
    "DATABASE_NAME",
    "StateError",
    "counting_folder",
    "keep_key",
    "kept_keys",
    "kid_of",
    "metrics_token",
    "new_sealing_key",
    "remove_sealing_key",
    "sealing_keys",
    "secret_key",
]

DATABASE_NAME = "central.sqlite3"
_SECRET_NAME = "secret-key"  # noqa: S105 - a file name
_TOKEN_NAME = "metrics-token"  # noqa: S105 - a file name
_COUNTING_NAME = "counting"
_SEALING_PREFIX = "sealing-"
_SEALING_SUFFIX = ".key"


class StateError(Exception):
    """The state directory cannot be used; one line."""


def secret_key(state: Path) -> str:
    """What Django signs sessions and tokens with."""
    try:
        return _kept(state / _SECRET_NAME, secrets.token_urlsafe(50).encode()).decode()
    except OSError as error:
        raise StateError(_unusable(error)) from None


def metrics_token(state: Path) -> str:
    """What whoever reads the metrics has to show."""
    return _kept(state / _TOKEN_NAME, secrets.token_urlsafe(32).encode()).decode().strip()


def counting_folder(state: Path) -> Path:
    """An empty directory in which the processes of this server count, until it starts again.

    Those of servers that are gone are removed.
    """
    every = state / _COUNTING_NAME
    try:
        for left in every.glob("*"):
            if left.name == str(os.getpid()) or not Path("/proc", left.name).exists():
                shutil.rmtree(left, ignore_errors=True)
        own = every / str(os.getpid())
        own.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise StateError(_unusable(error)) from None
    return own


def sealing_keys(state: Path) -> dict[str, X25519PrivateKey]:
    """Every private key that a terminal may have sealed to, by its kid; one is made if none is."""
    if not _sealing_files(state):
        _kept(state / f"{_SEALING_PREFIX}first{_SEALING_SUFFIX}", _new_private_bytes())
    return kept_keys(state)


def kept_keys(state: Path) -> dict[str, X25519PrivateKey]:
    """Those that are there; none is made."""
    keys = (_private_key(path) for path in _sealing_files(state))
    return {kid_of(key): key for key in keys}


def keep_key(state: Path, content: bytes) -> None:
    """Put a private key of another state directory into this one, unless it is there."""
    kid = kid_of(X25519PrivateKey.from_private_bytes(content))
    if kid not in kept_keys(state):
        _kept(state / f"{_SEALING_PREFIX}{kid}{_SEALING_SUFFIX}", content)


def new_sealing_key(state: Path) -> str:
    """Make one more, in a file that is named by its kid."""
    fresh = _new_private_bytes()
    keep_key(state, fresh)
    return kid_of(X25519PrivateKey.from_private_bytes(fresh))


def remove_sealing_key(state: Path, kid: str) -> bool:
    """Whether it was there: from now on nothing that is sealed to it can be opened here."""
    found = [path for path in _sealing_files(state) if kid_of(_private_key(path)) == kid]
    for path in found:
        path.unlink()
    return bool(found)


def kid_of(key: X25519PrivateKey) -> str:
    """The id of a sealing key is the beginning of the hash of its public half."""
    return sha256(key.public_key().public_bytes_raw()).hexdigest()[:16]


def _unusable(error: OSError) -> str:
    return f"the state directory: {error.filename}: {error.strerror}"


def _sealing_files(state: Path) -> list[Path]:
    return sorted(state.glob(f"{_SEALING_PREFIX}*{_SEALING_SUFFIX}"))


def _private_key(path: Path) -> X25519PrivateKey:
    try:
        return X25519PrivateKey.from_private_bytes(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StateError(f"{path}: not a sealing key: {error}") from None


def _new_private_bytes() -> bytes:
    return X25519PrivateKey.generate().private_bytes_raw()


def _kept(path: Path, fresh: bytes) -> bytes:
    """The content of the file, ``fresh`` if there is none; of two that start at once one wins."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        _write_private(draft, fresh)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
