"""The first conversation of a terminal: the one-time code of the staff for an identity."""

from pathlib import Path

from pydantic import ValidationError

from sync.identity import (
    Identity,
    IdentityError,
    complete_identity,
    make_identity,
)
from sync.link import Http
from sync.replies import Answered, Failed, Nonsense, Refused, Unreachable
from sync.wire import Enrol, encode_bytes

__all__ = ["enrol", "why_not"]


def enrol(state_dir: Path, http: Http, code: str) -> Identity | Failed:
    """Enrol, once; the key is on disk before the request, so a lost answer can be asked again.

    IdentityError: it is enrolled already, and no code is asked about; the code cannot be one.
    """
    key, registered = make_identity(state_dir)
    if registered is not None:
        where = f"{registered.venue}, {registered.municipality}"
        said = f"already enrolled as {registered.terminal} at {where}"
        raise IdentityError(f"{state_dir}: {said}; to enrol anew, move this folder aside first")
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


def why_not(failed: Failed) -> str:
    """Why the centre enrolled nobody, and what can be done, in words."""
    match failed:
        case Refused(code="bad_code"):
            return "the centre does not know this code, or it was used, or is over 24 hours old"
        case Refused(status, code):
            return f"the centre refused: {code} (status {status})"
        case Unreachable(sent=True):
            return "no answer came; try again with the same code"
        case Unreachable():
            return "nobody answers there: is the address right, the line up, its certificate good?"
        case Nonsense(what):
            return f"who answers there is no centre: {what}"
