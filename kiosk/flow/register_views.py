"""What a registration shows, page by page, and on its slip."""

from collections.abc import Iterator

from kiosk.flow import keeping, keys, names, registering, roster
from kiosk.flow.desks import desk_of_class, first_desk
from kiosk.flow.editions import edition
from kiosk.flow.instead import said
from kiosk.flow.registering import Draft
from kiosk.flow.registration_papers import bring, by_class, class_name, for_all, type_name
from kiosk.flow.tickets import fared
from kiosk.messages import (
    NextPressed,
    PageOpened,
    TermsAgreed,
)
from kiosk.messages.registration import (
    BlankWanted,
    ClassTicked,
    FieldTicked,
    FieldTyped,
    FieldWanted,
    RegistrationConfirmed,
    TypeChosen,
)
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choose
from kiosk.screens.confirm.view import Row
from kiosk.screens.confirm.view import View as Confirm
from kiosk.screens.form.view import Field
from kiosk.screens.form.view import View as Form
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Press
from kiosk.screens.read.view import View as Read
from kiosk.screens.typing.view import Plane
from kiosk.screens.typing.view import View as Typing
from kiosk.visit import Fate, Sent, Visit
from rules import wording
from rules.terms_text import terms_text

__all__ = [
    "actions",
    "blank_press",
    "born",
    "check",
    "choice",
    "choice_question",
    "classes",
    "data",
    "lines",
    "offered",
    "paper",
    "papers",
    "rows",
    "start",
    "terms",
    "text",
    "text_question",
    "types",
]

BORN_DIGITS = 8


def offered(visit: Visit) -> bool:
    """Everywhere: who cannot register here is told where, and gets the blank form."""
    return bool(visit.site.municipality.types)


def start(visit: Visit) -> Read:
    """For whom, with what, where."""
    t = visit.speech
    online = registering.kinds(visit)
    kinds = online or tuple(visit.site.municipality.types)
    who = t.say("list.separator").join(type_name(visit, kind) for kind in kinds)
    here = t.say("register.here" if online else "register.desk_only")
    go = Press(t.say("register.go"), PageOpened("register.type"), "next", Look.MAIN)
    told = (t.say("register.for", kinds=who), here, *for_all(visit), *_fee(visit), _desk(visit))
    return Read(
        t.say("register.heading", name=names.municipality(visit)),
        tuple(line for line in (*told, *by_class(visit)) if line),
        go=go if online else None,
    )


def blank_press(visit: Visit) -> Press:
    return Press(visit.speech.say("register.blank"), PageOpened("register.paper"), "list")


def paper(visit: Visit) -> Message:
    """The blank form (KT-04): printed here, on the municipality's own page, or at a desk."""
    t, page = visit.speech, visit.site.municipality.forms
    told = ("none",) if page is None else (page.holds, "print")
    lines = [t.say(f"register.paper.{name}") for name in told]
    here = () if page is None else (page.address,)
    return Message(
        tuple(filter(None, (*lines[:1], *here, *lines[1:], _desk(visit), fared(visit, "")))),
        (Press(t.say("register.paper.go"), BlankWanted(), "printer", Look.MAIN),),
        code="" if page is None else page.address,
    )


def types(visit: Visit) -> Choose:
    """Which one; or on with one that was begun before (AG-13)."""
    kinds = (Answer(type_name(visit, k), TypeChosen(k)) for k in registering.kinds(visit))
    return Choose((*kinds, *(Answer(p.label, p.event) for p in keeping.resume(visit))))


def classes(visit: Visit) -> Form:
    t, draft = visit.speech, visit.of(Draft)
    go = Press(t.say("press.next"), NextPressed(), "next", Look.MAIN, bool(draft.classes))
    fields = tuple(
        _tick(visit, class_name(visit, name), ClassTicked(name), on=name in draft.classes)
        for name in registering.scopes(visit, draft.type)
    )
    return Form(fields, go, (t.say("register.classes.note"),), keeping.later(visit))


def terms(visit: Visit) -> Read:
    """One class after the other; the next one begins on its first page."""
    t, here = visit.speech, visit.site.municipality
    name = registering.unread(visit) or here.id
    told = terms_text(here, name, visit.settings.language) or t.say("register.no_terms")
    return Read(
        class_name(visit, name),
        tuple(line for line in told.splitlines() if line.strip()),
        edition(visit, name),
        go=Press(t.say("register.agree"), TermsAgreed(), "check", Look.MAIN),
    )


def data(visit: Visit) -> Form:
    t, draft = visit.speech, visit.of(Draft)
    ready = not registering.missing(visit)
    go = Press(t.say("press.next"), PageOpened("register.check"), "next", Look.MAIN, ready)
    group = registering.is_group(visit)
    fields = (
        *(_field(visit, name) for name in registering.names(visit)),
        *(roster.fields(visit) if group else ()),
        *(
            _tick(visit, t.say(f"register.{n}"), FieldTicked(n), on=bool(getattr(draft, n)))
            for n in registering.ticks(visit)
        ),
    )
    return Form(fields, go, (t.say("register.data.note"),), keeping.later(visit))


def _field(visit: Visit, name: str) -> Field:
    t, value = visit.speech, str(getattr(visit.of(Draft), name))
    shown = _value(visit, name)
    return Field(_label(visit, name), shown or t.say("form.empty"), FieldWanted(name), not value)


def _value(visit: Visit, name: str) -> str:
    """What a field says, in words."""
    value = str(getattr(visit.of(Draft), name))
    match name:
        case "born":
            return _born(visit)
        case "school":
            return _school(visit, value)
        case "sport":
            return names.sport(visit, value) if value else ""
        case _:
            return value


def _school(visit: Visit, value: str) -> str:
    if value == "none":
        return visit.speech.say("register.school.none")
    return wording.text(f"school.{value}", visit.settings.language)


def choice_question(visit: Visit) -> str:
    return _label(visit, visit.of(Draft).asked or "school")


def choice(visit: Visit) -> Choose:
    name = visit.of(Draft).asked or "school"
    said = _school if name == "school" else names.sport
    found = registering.choices(visit, name)
    return Choose(tuple(Answer(said(visit, one), FieldTyped(one)) for one in found))


def _label(visit: Visit, name: str) -> str:
    group = name == "name" and registering.is_group(visit)
    return visit.speech.say("register.field.group_name" if group else f"register.field.{name}")


def _tick(visit: Visit, label: str, change: object, *, on: bool) -> Field:
    return Field(label, visit.speech.say("form.yes" if on else "form.no"), change, on=on)


def born(visit: Visit) -> Keypad:
    wrong = visit.of(Draft).wrong
    return keys.pad(visit, "password.born", FieldTyped, BORN_DIGITS, wrong=wrong)


def text_question(visit: Visit) -> str:
    label = _label(visit, visit.of(Draft).asked or "name")
    return visit.speech.say("register.text.question", name=label)


def text(visit: Visit) -> Typing:
    t, draft = visit.speech, visit.of(Draft)
    name = draft.asked or "name"
    return keys.text(
        visit,
        _label(visit, name),
        _planes(visit, name),
        FieldTyped,
        length_max=registering.ADDRESS_MAX if name in {"mail", "address"} else registering.NAME_MAX,
        now=str(getattr(draft, name)),
        error=t.say(f"register.wrong.{name}") if draft.wrong else "",
    )


def _planes(visit: Visit, name: str) -> tuple[Plane, ...]:
    match name:
        case "phone":
            return (keys.digits(visit),)
        case "mail":
            return (keys.mail(visit),)
        case "number":
            return (keys.letters(visit), keys.large_letters(visit))
        case _:
            return (keys.kana(visit), keys.capitals(visit), keys.digits(visit))


def check(visit: Visit) -> Confirm:
    """Everything once more, what is still to be brought, and whether the rules take it."""
    t, draft = visit.speech, visit.of(Draft)
    verdict = registering.verdict_on(visit)
    ready = verdict.allowed and registering.registrant_of(visit) is not None
    change = Press(t.say("press.change"), PageOpened("register.data"), "change")
    told = [(n, _value(visit, n)) for n in registering.names(visit)]
    against = tuple(said(visit, reason).text for reason in verdict.reasons)
    return Confirm(
        t.say("register.sentence", kind=type_name(visit, draft.type)),
        tuple(Row(_label(visit, name), value, change) for name, value in told if value),
        against or (_stage(visit, verdict.outcome or {}), *papers(visit)),
        Press(t.say("register.send"), RegistrationConfirmed(), "check", Look.MAIN, ready),
    )


def lines(visit: Visit, sent: Sent) -> tuple[str, ...]:
    """The number that was given, and what is still missing."""
    t = visit.speech
    if sent.fate is Fate.REFUSED:
        return ()
    outcome = sent.verdict.outcome if sent.verdict else {}
    number = outcome.get("number")
    told = (t.say("register.number", number=number),) if number else ()
    return (*told, *papers(visit))


def rows(visit: Visit, sent: Sent) -> tuple[tuple[str, str], ...]:
    t, draft = visit.speech, visit.of(Draft)
    outcome = sent.verdict.outcome if sent.verdict else {}
    number = outcome.get("number")
    scopes = t.say("list.separator").join(class_name(visit, name) for name in draft.classes)
    return (
        *(((t.say("register.row.number"), str(number)),) if number else ()),
        *(((t.say("register.row.classes"), scopes),) if scopes else ()),
        *((t.say("register.row.bring"), line) for line in _papers(visit)),
        *((t.say("register.row.desk"), line) for line in _desks(visit) if line),
    )


def actions(visit: Visit, sent: Sent) -> tuple[Press, ...]:
    t = visit.speech
    if sent.fate is Fate.REFUSED:
        return (Press(t.say("register.again"), PageOpened("register.start"), "again"),)
    return (Press(t.say("desk.see"), PageOpened("desk"), "info"),)


def papers(visit: Visit) -> tuple[str, ...]:
    """What has to be brought for what was applied for, and where to."""
    return tuple(filter(None, (*_papers(visit), *_desks(visit))))


def _desks(visit: Visit) -> tuple[str, ...]:
    """Where to: of classes, to those who look after them (OG-S4)."""
    here, classes = visit.site.municipality, visit.of(Draft).classes
    known = [name for name in classes if name in here.classes and name != here.id]
    if not known:
        return (_desk(visit),)
    return tuple(dict.fromkeys(desk_of_class(visit, name) for name in known))


def _papers(visit: Visit) -> tuple[str, ...]:
    """Each once, however many classes ask for it."""
    return tuple(bring(visit, *visit.of(Draft).classes))


def _stage(visit: Visit, outcome: object) -> str:
    """Provisional until a desk has seen who it is (OG-02, KM-12)."""
    stage = outcome.get("stage") if isinstance(outcome, dict) else None
    known = stage if stage in {"provisional", "pending", "active"} else "provisional"
    return visit.speech.say(f"register.stage.{known}")


def _fee(visit: Visit) -> Iterator[str]:
    t, term = visit.speech, registering.settings_of(visit).term
    if term is not None:
        yield t.say("register.years", years=term.years)
        if term.yen is not None:
            yield t.say("register.fee", yen=t.yen(term.yen))


def _desk(visit: Visit) -> str:
    return first_desk(visit, "registration")


def _born(visit: Visit) -> str:
    """As it is said, without the day of the week."""
    typed = visit.of(Draft).born
    if not typed:
        return ""
    year, month, day = int(typed[:4]), int(typed[4:6]), int(typed[6:])
    return visit.speech.say("register.born", year=year, month=month, day=day)
