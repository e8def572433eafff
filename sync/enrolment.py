"""The first conversation of a terminal: the one-time code of the staff for an identity."""

from pathlib import Path

from pydantic import ValidationError

from sync.identity import (
    Identity,
    IdentityError,
    complete_identity,
    make_identity,
    read_identity,
)
from sync.link import Http
from sync.replies import Answered, Failed, Nonsense
from sync.wire import Enrol, encode_bytes

__all__ = ["enrol"]


def enrol(state_dir: Path, http: Http, code: str) -> Identity | Failed:
    """Enrol, once; the key is on disk before the request, so a lost answer can be asked again."""
    key, registered = make_identity(state_dir)
    if registered is not None:
        return read_identity(state_dir)
    try:
        wanted = Enrol(code=code, public_key=encode_bytes(key.public_key().public_bytes_raw()))
    except ValidationError:
        raise IdentityError("the enrolment code: 8 to 64 characters") from None
    match http.enrol(wanted):
        case Answered(message=answer):
            try:
                return complete_identity(state_dir, key, answer)
            except ValueError:
                return Nonsense("enrolled, but with keys that are none")
        case failed:
            return failed
