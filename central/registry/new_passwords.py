"""From a password that someone typed to the command that keeps its hash: all that comes before."""

from dataclasses import dataclass
from datetime import datetime

from central.decision import Decision, refused
from central.ids import new_key
from central.registry.models import Credential, PasswordLink, Resident
from central.registry.passwords import digest_of, hash_password, is_password
from central.registry.use_cases import reset_password, set_password
from central.registry.use_cases.set_password import WRONG, Known, Link, Old, proves
from rules.decide import decide
from rules.document import PasswordFormat
from rules.facts import Channel, Facts, Request, Verb
from rules.facts import Resident as ResidentFacts
from rules.policy import Municipality

__all__ = [
    "Typed",
    "changed_password",
    "first_password",
    "linked_password",
    "new_temporary",
    "temporary_password",
]

_TEMPORARY_LENGTH = 10
#: What is easily misread on a slip of paper.
_MISREAD = frozenset("01ilo")


@dataclass(frozen=True, slots=True)
class Typed:
    """A new password, where and when it was typed. Ask the throttle before."""

    municipality: Municipality
    password: str
    channel: Channel
    now: datetime


def first_password(typed: Typed, known: Known) -> set_password.Body | Decision:
    """For someone who has none yet (初回登録); a number that nobody has is a wrong one."""
    residents = Resident.objects.filter(municipality=typed.municipality.id, number=known.number)
    resident = residents.first()
    if resident is None or not proves(known, resident) or _secret_of(resident) is not None:
        return WRONG
    return _ill_formed(typed) or set_password.Body(
        resident=resident.id,
        channel=typed.channel,
        proof=known,
        secret=hash_password(typed.password),
    )


def changed_password(typed: Typed, resident: Resident, old: str) -> set_password.Body | Decision:
    """For someone who tells the old one, a temporary one included."""
    secret = _secret_of(resident)
    if not is_password(secret, old) or secret is None:
        return WRONG
    return _ill_formed(typed) or set_password.Body(
        resident=resident.id,
        channel=typed.channel,
        proof=Old(digest=digest_of(secret)),
        secret=hash_password(typed.password),
    )


def linked_password(typed: Typed, link: PasswordLink) -> set_password.Body | Decision:
    """For someone who opened the link that was mailed; the command uses it up, if it is good."""
    return _ill_formed(typed) or set_password.Body(
        resident=link.resident_id,
        channel=typed.channel,
        proof=Link(link=link.id),
        secret=hash_password(typed.password),
    )


def temporary_password(
    municipality: Municipality, resident: Resident
) -> tuple[str, reset_password.Body]:
    """A new one to be told once, and the command that makes it hold."""
    password = new_temporary(municipality)
    return password, reset_password.Body(resident=resident.id, secret=hash_password(password))


def new_temporary(municipality: Municipality) -> str:
    """A password to be told once (仮パスワード), in the form that holds here."""
    return _readable(municipality.credentials.password)


def _ill_formed(typed: Typed) -> Decision | None:
    """What the municipality says of the form; of the state the command asks itself."""
    municipality = typed.municipality
    request = Request(Verb.SET_PASSWORD, typed.channel, password=typed.password)
    anyone = ResidentFacts(type=next(iter(municipality.types)))
    verdict = decide(municipality, request, anyone, Facts(), typed.now)
    return None if verdict.allowed else refused(verdict.reasons)


def _secret_of(resident: Resident) -> str | None:
    known = Credential.objects.filter(municipality=resident.municipality, resident=resident)
    return known.values_list("secret", flat=True).first()


def _readable(form: PasswordFormat) -> str:
    """A letter and a digit first, so that it is mixed wherever that is asked for."""
    keys = sorted(set("".join(form.rows)) - _MISREAD)
    letters = "".join(key for key in keys if key.isalpha())
    digits = "".join(key for key in keys if key.isdigit())
    length = min(form.length_max, max(form.length_min, _TEMPORARY_LENGTH))
    start = new_key(letters or digits, 1) + new_key(digits or letters, 1)
    return start + new_key("".join(keys), length - len(start))
