"""Keeping an unfinished form (一時保存) and getting it back by the code of a slip; AG-13.

What was typed is sealed by the code itself (``sync.form_lock``): the centre keeps a box that
nobody can open without the slip, under a hash of the code. No file and no paper is ever in it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sync.wire.base import VERSION, Base64, Hash, Message, Millis, Name, Word
from sync.wire.bodies import Agreed

__all__ = [
    "KEEP_FORM_PATH",
    "RESUME_FORM_PATH",
    "FormKept",
    "FormRefused",
    "FormResumed",
    "KeepAnswer",
    "KeepForm",
    "ResumeAnswer",
    "ResumeForm",
    "Unfinished",
    "UnfinishedCounts",
    "UnfinishedRegistration",
    "UnfinishedRenewal",
    "UnfinishedVerb",
]

#: POST ``Signed`` (``KeepForm``), answered by ``KeepAnswer``.
KEEP_FORM_PATH = "/v1/forms/keep"
#: POST ``Signed`` (``ResumeForm``), answered by ``ResumeAnswer``.
RESUME_FORM_PATH = "/v1/forms/resume"

UnfinishedVerb = Literal["register", "renew"]
Typed = Annotated[str, Field(max_length=254)]
Count = Annotated[int, Field(ge=0, le=9_999)]


# Inside the box -------------------------------------------------------------------------------


class UnfinishedCounts(Message):
    """What was entered of a group's list of members so far."""

    members: Count | None = None
    local: Count | None = None
    phones: Count | None = None
    leader_age: Count | None = None
    elementary_or_older: bool | None = None
    base_in_city: bool | None = None


class UnfinishedRegistration(Message):
    """What was typed of an application for registration so far; ``agreed``: terms, as read."""

    verb: Literal["register"] = "register"
    type: Word
    classes: Annotated[tuple[Word, ...], Field(max_length=32)] = ()
    agreed: Annotated[tuple[Agreed, ...], Field(max_length=32)] = ()
    name: Typed = ""
    representative: Typed = ""
    born: Typed = ""
    phone: Typed = ""
    mail: Typed = ""
    address: Typed = ""
    number: Typed = ""
    school: Word = "none"
    sport: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,40}$")] = ""
    declared: bool = False
    consent: bool = False
    counts: UnfinishedCounts = UnfinishedCounts()


class UnfinishedRenewal(Message):
    """What was entered of an application for renewal so far."""

    verb: Literal["renew"] = "renew"
    counts: UnfinishedCounts


Unfinished = Annotated[
    UnfinishedRegistration | UnfinishedRenewal,
    Field(discriminator="verb"),
]


# To and fro -----------------------------------------------------------------------------------


class KeepForm(Message):
    """Signed; ``digest`` is what the centre knows of the code, ``replaces`` that of an older one.

    The same once more has the same answer.
    """

    v: Literal[1] = VERSION
    terminal: Name
    municipality: Name
    verb: UnfinishedVerb
    digest: Hash
    box: Annotated[Base64, Field(min_length=1)]
    replaces: Hash | None = None
    wall_ms: Millis


class ResumeForm(Message):
    """Signed; wrong codes are counted, and make a terminal wait."""

    v: Literal[1] = VERSION
    terminal: Name
    municipality: Name
    verb: UnfinishedVerb
    digest: Hash
    wall_ms: Millis


class FormKept(Message):
    """``until`` is the last day on which it is still there."""

    kind: Literal["kept"] = "kept"
    until: date
    centre_ms: Millis


class FormResumed(Message):
    """It stays until the form is finished, or kept anew."""

    kind: Literal["resumed"] = "resumed"
    box: Base64
    until: date
    centre_ms: Millis


class FormRefused(Message):
    """``unknown``: no such code, or none any more. ``full``: this terminal keeps too many.

    ``not_here``: nothing is kept in this municipality.
    """

    kind: Literal["refused"] = "refused"
    code: Literal["unknown", "throttled", "full", "not_here"]
    centre_ms: Millis


KeepAnswer = Annotated[FormKept | FormRefused, Field(discriminator="kind")]
ResumeAnswer = Annotated[FormResumed | FormRefused, Field(discriminator="kind")]
