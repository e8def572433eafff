"""Who this terminal is: its signing key, its name, and the centre's keys that it seals to.

One file, readable by its owner only, replaced as a whole. The private key is made here and never
leaves the terminal.
"""

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.store import sync_directory
from sync.wire import (
    Base64,
    Enrolled,
    Message,
    Name,
    SealingKey,
    Signed,
    canonical,
    decode_bytes,
    encode_bytes,
)

__all__ = ["Identity", "IdentityError", "Registered", "make_identity", "read_identity"]

FILE_NAME = "identity.json"
FILE_BYTES_MAX = 100_000


class IdentityError(Exception):
    """One line: the file, and what is wrong with it."""


class Registered(BaseModel):
    """What the centre said at enrolment; the newest sealing key comes first."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    terminal: Name
    municipality: Name
    venue: Name
    sealing_keys: Annotated[tuple[SealingKey, ...], Field(min_length=1, max_length=20)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    v: Literal[1] = 1
    private_key: Base64
    #: None between the making of the key and the centre's answer.
    registered: Registered | None = None


@dataclass(frozen=True)
class Identity:
    """An enrolled terminal; ``file`` is where it is kept."""

    file: Path
    key: Ed25519PrivateKey
    registered: Registered

    @property
    def terminal(self) -> str:
        return self.registered.terminal

    @property
    def municipality(self) -> str:
        return self.registered.municipality

    @property
    def venue(self) -> str:
        return self.registered.venue

    @cached_property
    def newest(self) -> tuple[str, X25519PublicKey]:
        """The id and the key that everything personal is sealed to."""
        return _parsed(self.registered.sealing_keys[0])

    def sign(self, message: Message) -> Signed:
        text = canonical(message)
        return Signed(text=text, signature=encode_bytes(self.key.sign(text.encode())))

    def with_sealing_keys(self, keys: tuple[SealingKey, ...]) -> "Identity":
        """Take the centre's present keys over, on disk too; what cannot be used changes nothing."""
        if not keys or keys == self.registered.sealing_keys:
            return self
        try:
            for key in keys:
                _parsed(key)
        except ValueError:
            return self
        registered = self.registered.model_copy(update={"sealing_keys": keys})
        changed = replace(self, registered=registered)
        _write(self.file, self.key, registered)
        return changed


def read_identity(state_dir: Path) -> Identity:
    """Read the identity of an enrolled terminal; IdentityError says what is missing."""
    file = state_dir / FILE_NAME
    key, registered = _read(file)
    if registered is None:
        raise IdentityError(f"{file}: this terminal has a key, but the centre has not enrolled it")
    return Identity(file, key, registered)


def make_identity(state_dir: Path) -> tuple[Ed25519PrivateKey, Registered | None]:
    """Make and keep a signing key, once; an enrolment that lost its answer goes on with it."""
    file = state_dir / FILE_NAME
    state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        return _read(file)
    key = Ed25519PrivateKey.generate()
    _write(file, key, None)
    return key, None


def complete_identity(state_dir: Path, key: Ed25519PrivateKey, answer: Enrolled) -> Identity:
    """Keep what the centre answered to the enrolment."""
    registered = Registered(
        terminal=answer.terminal,
        municipality=answer.municipality,
        venue=answer.venue,
        sealing_keys=answer.sealing_keys,
    )
    for sealing_key in registered.sealing_keys:
        _parsed(sealing_key)
    identity = Identity(state_dir / FILE_NAME, key, registered)
    _write(identity.file, key, registered)
    return identity


def _parsed(key: SealingKey) -> tuple[str, X25519PublicKey]:
    return key.kid, X25519PublicKey.from_public_bytes(decode_bytes(key.public_key))


def _read(file: Path) -> tuple[Ed25519PrivateKey, Registered | None]:
    try:
        with file.open("rb") as stream:
            content = _File.model_validate_json(stream.read(FILE_BYTES_MAX))
        key = Ed25519PrivateKey.from_private_bytes(decode_bytes(content.private_key))
        for sealing_key in content.registered.sealing_keys if content.registered else ():
            _parsed(sealing_key)
    except FileNotFoundError:
        raise IdentityError(f"{file}: missing: this terminal is not enrolled") from None
    except OSError as cause:
        raise IdentityError(f"{file}: cannot be read: {cause.strerror}") from cause
    except ValidationError as cause:
        # The text of a validation error quotes its input, which holds the private key.
        where = ".".join(str(part) for part in cause.errors(include_input=False)[0]["loc"])
        raise IdentityError(f"{file}: {where or 'content'}: not what was written") from None
    except ValueError:
        raise IdentityError(f"{file}: a key in it is not a key") from None
    return key, content.registered


def _write(file: Path, key: Ed25519PrivateKey, registered: Registered | None) -> None:
    content = _File(private_key=encode_bytes(key.private_bytes_raw()), registered=registered)
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content.model_dump_json().encode())
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
    sync_directory(file.parent)
