"""An application for registration (利用者登録) as it grows, and what the rules say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.flow import keys, roster
from kiosk.visit import Visit
from rules.decide import decide
from rules.facts import Channel, Facts, Registration, Request, Resident, Roster, Verb
from rules.families import enrolment
from rules.families.credentials import number_is_well_formed
from rules.terms_text import terms_version
from rules.verdict import Verdict
from sync.wire import Agreed, MemberCounts, RegisterBody, Registrant

__all__ = [
    "ADDRESS_MAX",
    "NAME_MAX",
    "Draft",
    "body_of",
    "choices",
    "documents",
    "is_group",
    "kinds",
    "missing",
    "names",
    "registrant_of",
    "scopes",
    "settings_of",
    "ticks",
    "unread",
    "verdict_on",
]

#: The longest name that a card can bear.
NAME_MAX = 60
ADDRESS_MAX = 200
PHONE_DIGITS = range(10, 12)
#: Who is younger is asked for the school; there is none, or one of these.
AT_SCHOOL_UNTIL = 20
SCHOOLS = ("none", "elementary", "junior_high", "high")
#: By which an application cannot be made here at all, whatever is typed.
NOT_HERE = {
    "registration_elsewhere",
    "channel_not_open",
    "document_needed",
    "groups_only_class",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said so far; gone with the visit, or once it is sent.

    ``read``: the classes whose terms were agreed to. ``asked`` is the field that is typed now.
    """

    type: str = ""
    classes: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    name: str = ""
    representative: str = ""
    born: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""
    number: str = ""
    school: str = "none"
    sport: str = ""
    declared: bool = False
    consent: bool = False
    asked: str = ""
    wrong: bool = False


def settings_of(visit: Visit, scope: str = "") -> enrolment.Settings:
    here = visit.site.municipality
    found = here.settings(scope or here.id, visit.today).get(enrolment.Settings)
    return found if isinstance(found, enrolment.Settings) else enrolment.Settings()


def kinds(visit: Visit) -> tuple[str, ...]:
    """The types of registration that can be applied for here."""
    return tuple(kind for kind in visit.site.municipality.types if scopes(visit, kind))


def scopes(visit: Visit, kind: str) -> tuple[str, ...]:
    """The classes of facilities that a type can apply for here, or the municipality as a whole."""
    here = visit.site.municipality
    asked = settings_of(visit).consent is not None and bool(here.classes)
    found = tuple(here.classes) if asked else (here.id,)
    return tuple(scope for scope in found if not _refuses(visit, kind, scope) & NOT_HERE)


def _refuses(visit: Visit, kind: str, scope: str) -> set[str]:
    """By what is refused even if everything that can be typed is right."""
    form = Registration(type=kind, documents=frozenset(), agreed=(scope,))
    return {reason.code for reason in _decided(visit, form, mail=True).reasons}


def documents(visit: Visit, scope: str = "") -> tuple[tuple[str, ...], ...]:
    """What is to be brought: of each line one paper."""
    return tuple(tuple(paper.any_of) for paper in settings_of(visit, scope).documents)


def is_group(visit: Visit) -> bool:
    return visit.site.municipality.kind_of(visit.of(Draft).type) == "group"


def unread(visit: Visit) -> str | None:
    """The next class whose terms are to be agreed to."""
    draft = visit.of(Draft)
    if settings_of(visit).consent is None:
        return None
    return next((name for name in draft.classes if name not in draft.read), None)


def names(visit: Visit) -> tuple[str, ...]:
    """The fields that are asked for here."""
    letters = visit.site.municipality.credentials.number.characters != "digits"
    return (
        *(("number",) if letters else ()),
        "name",
        *(("representative",) if is_group(visit) else ()),
        "born",
        *(("sport",) if is_group(visit) else ()),
        *(("school",) if _may_be_at_school(visit) else ()),
        "phone",
        "mail",
        "address",
    )


def _may_be_at_school(visit: Visit) -> bool:
    age = _age(visit)
    return not is_group(visit) and age is not None and age < AT_SCHOOL_UNTIL


def choices(visit: Visit, name: str) -> tuple[str, ...]:
    """What a field may be that is chosen and not typed; none for one that is typed."""
    match name:
        case "school":
            return SCHOOLS
        case "sport":
            return tuple(visit.site.municipality.sports)
        case _:
            return ()


def ticks(visit: Visit) -> Iterator[str]:
    """What is declared, and a guardian's consent of whoever is that young."""
    settings, age = settings_of(visit), _age(visit)
    if settings.declaration is not None:
        yield "declared"
    guardian = settings.guardian
    if guardian is not None and age is not None and age < guardian.under_age:
        yield "consent"


def missing(visit: Visit) -> bool:
    """Something that cannot be left out; a mail address only where the rules ask for it."""
    draft = visit.of(Draft)
    optional = {"address", "sport"} | (set() if settings_of(visit).mail is not None else {"mail"})
    empty = {name for name in names(visit) if not getattr(draft, name)}
    unticked = any(not getattr(draft, tick) for tick in ticks(visit))
    no_roster = is_group(visit) and roster.counts(visit) is None
    return bool(empty - optional) or unticked or no_roster


def can_be(visit: Visit, name: str, text: str) -> bool:
    """Whether a field may be this; what is empty is left out."""
    match name:
        case "school" | "sport":
            return text in choices(visit, name)
        case "mail":
            return not text or keys.is_address(text)
        case "phone":
            digits = text.replace("-", "")
            return digits.isascii() and digits.isdigit() and len(digits) in PHONE_DIGITS
        case "number":
            return number_is_well_formed(text, visit.site.municipality.credentials.number)
        case "born":
            return keys.birthday_of(text, visit.today) is not None
        case _:
            return 0 < len(text) <= (ADDRESS_MAX if name == "address" else NAME_MAX)


def registrant_of(visit: Visit) -> Registrant | None:
    """What is sealed; None while something is missing."""
    draft = visit.of(Draft)
    born = keys.birthday_of(draft.born, visit.today)
    if missing(visit) or born is None:
        return None
    return Registrant(
        type=draft.type,
        name=draft.name,
        born_on=born,
        number=draft.number or None,
        representative=draft.representative,
        school=draft.school,
        mail=draft.mail,
        phone=draft.phone,
        address=draft.address,
        roster=_roster(visit) if is_group(visit) else None,
        guardian_consent=draft.consent,
        declared=draft.declared,
    )


def _roster(visit: Visit) -> MemberCounts | None:
    """The numbers, and the sport that the group mainly plays (主に使用する種目)."""
    counts, sport = roster.counts(visit), visit.of(Draft).sport
    if counts is None or not sport:
        return counts
    return counts.model_copy(update={"main_sport": sport})


def body_of(visit: Visit) -> RegisterBody:
    """Each class with the version of its terms that was read."""
    here, draft = visit.site.municipality, visit.of(Draft)
    if settings_of(visit).consent is None:
        return RegisterBody()
    agreed = (Agreed(facility_class=name, version=terms_version(here, name)) for name in draft.read)
    return RegisterBody(agreed=tuple(agreed))


def verdict_on(visit: Visit) -> Verdict:
    """As the centre will ask the rules: no paper has been seen."""
    draft, counts = visit.of(Draft), _roster(visit)
    age = _age(visit)
    form = Registration(
        type=draft.type,
        age=0 if age is None else age,
        school=draft.school,
        consent=draft.consent,
        documents=frozenset(),
        number=draft.number or None,
        roster=Roster(**counts.model_dump()) if counts and is_group(visit) else None,
        agreed=draft.read,
        declared=draft.declared,
    )
    return _decided(visit, form, mail=bool(draft.mail))


def _decided(visit: Visit, form: Registration, *, mail: bool) -> Verdict:
    request = Request(Verb.REGISTER, Channel.TERMINAL, registration=form)
    who = Resident(type=None, mail=mail)
    return decide(visit.site.municipality, request, who, Facts(), visit.now)


def _age(visit: Visit) -> int | None:
    born = keys.birthday_of(visit.of(Draft).born, visit.today)
    if born is None:
        return None
    today = visit.today
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
