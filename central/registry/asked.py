"""What the staff's forms about residents ask, and in which words, by municipality."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from django import forms
from django.core.validators import RegexValidator
from unfold import widgets  # type: ignore[import-untyped]

from central.desk.fields import Choices, Code, code
from central.desk.labels import word
from central.money.names import method_text
from central.registry.models import Resident
from central.registry.papers import document_kinds
from central.registry.terms import terms_version
from rules import wording
from rules.case_document import School
from rules.families import enrolment, payment, terms
from rules.policy import Municipality
from rules.schema import Model

__all__ = [
    "NO_SCHOOL",
    "agrees_to_terms",
    "card_field",
    "document_names",
    "enrolment_asks",
    "mail_field",
    "methods",
    "papers_of_identity",
    "phone_field",
    "schools",
    "scopes",
    "sports",
    "takes_papers",
    "types",
    "unagreed",
]

F = TypeVar("F", bound=Model)
#: Where a municipality does not say by which paper somebody is known.
_IDENTITY = ("my_number_card", "driving_licence", "passport", "health_insurance")
NO_SCHOOL = "小学・中学・高校生ではない"


class _Card(Code):
    def to_python(self, value: Any) -> str:
        """As a reader that acts as a keyboard types it, with or without marks between."""
        return "".join(key for key in super().to_python(value) if key.isalnum()).upper()


def card_field(label: str, *, required: bool = True) -> forms.Field:
    return _Card(
        label=label,
        required=required,
        max_length=64,
        help_text="ここを選んでから、カードをリーダーにかざしてください。",
        validators=[RegexValidator(r"^[0-9A-F]{4,64}$", _BAD_CARD)],
        widget=widgets.UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )


_BAD_CARD = "カードの番号が読み取れていません。もう一度かざしてください。"
_BAD_PHONE = "電話番号は、数字とハイフンで入れてください。"


def phone_field() -> forms.Field:
    right = RegexValidator(r"^[0-9+ ()-]*$", _BAD_PHONE)
    return code("電話番号", required=False, max_length=32, validators=[right])


def mail_field() -> forms.Field:
    widget = widgets.UnfoldAdminEmailInputWidget(attrs={"autocomplete": "off"})
    return forms.EmailField(label="メールアドレス", required=False, max_length=254, widget=widget)


def types(municipality: Municipality) -> Choices:
    """市内個人, 市内団体 and so on."""
    return [
        (key, wording.in_language(known.name, "ja")) for key, known in municipality.types.items()
    ]


def schools() -> Choices:
    return [
        (name, NO_SCHOOL if name == "none" else word("school", name)) for name in get_args(School)
    ]


def sports(municipality: Municipality) -> Choices:
    return [(key, wording.in_language(name, "ja")) for key, name in municipality.sports.items()]


def document_names(kinds: Iterable[str]) -> Choices:
    return [(kind, word("document", kind)) for kind in kinds]


def takes_papers(municipality: Municipality) -> bool:
    """Whether the rules of any time speak of papers."""
    return any(document_kinds(municipality, since) for since in municipality.epochs)


def papers_of_identity(municipality: Municipality, day: date) -> Choices:
    return document_names(document_kinds(municipality, day) or _IDENTITY)


def methods(municipality: Municipality) -> Choices:
    """How fees may be paid; nothing where there is but one way."""
    found = _anywhere(municipality, payment.Settings)
    ways = {"debit"} if any(each.debit for each in found) else set()
    if any(each.online is not None and each.online.offered for each in found):
        ways.add("online")
    return [(way, method_text(way)) for way in (*sorted(ways), "cash")] if ways else []


def scopes(municipality: Municipality) -> tuple[str, ...]:
    """What one registers for: the classes of facilities, or the municipality."""
    return tuple(municipality.classes) or (municipality.id,)


def agrees_to_terms(municipality: Municipality) -> bool:
    """Whether anything here depends on consent to terms of use."""
    return enrolment_asks(municipality, "consent") or bool(_anywhere(municipality, terms.Settings))


def unagreed(municipality: Municipality, resident: Resident) -> Mapping[str, str]:
    """The terms that stand and were not agreed to, as version by class."""
    known = set(resident.consents.values_list("facility_class", "version"))
    standing = ((scope, terms_version(municipality, scope)) for scope in scopes(municipality))
    return {
        scope: version
        for scope, version in standing
        if version is not None and (scope, version) not in known
    }


def enrolment_asks(municipality: Municipality, setting: str) -> bool:
    """Whether a registration may need it here: declaration, guardian, proxy."""
    return any(getattr(each, setting) for each in _anywhere(municipality, enrolment.Settings))


def _anywhere(municipality: Municipality, family: type[F]) -> list[F]:
    found = (part.get(family) for part in municipality.parts.values())
    return [each for each in found if isinstance(each, family)]
