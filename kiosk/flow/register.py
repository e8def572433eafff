"""Registration (利用者登録): what to bring and where; by form here, where the rules allow that.

Classes of facilities, the terms of each, what is typed, a last look, a slip; OG-01, OG-02, KM-10.
"""

from dataclasses import replace

from kiosk.flow import action, keeping, registering, registration_papers, roster
from kiosk.flow import register_views as views
from kiosk.flow.journeys import Telling, Tile
from kiosk.flow.page import Move, Page, back, on, stay
from kiosk.flow.registering import Draft
from kiosk.flow.tickets import print_paper
from kiosk.messages import (
    NextPressed,
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
from kiosk.visit import Visit

__all__ = ["PAGES", "TELLINGS", "TILE"]

SENT = {"sent": "action.wait", "stopped": "stopped"}


def type_chosen(visit: Visit, event: TypeChosen) -> Move:
    """Another type begins anew: it may not have the same classes."""
    if event.type not in registering.kinds(visit):
        return stay(visit)
    draft = Draft(type=event.type)
    if registering.settings_of(visit).consent is None:
        return Move(visit.keep(draft), way="data")
    scopes = registering.scopes(visit, event.type)
    if len(scopes) == 1:
        return Move(visit.keep(replace(draft, classes=scopes)), way="terms")
    return Move(visit.keep(draft), way="classes")


def class_ticked(visit: Visit, event: ClassTicked) -> Move:
    """In the order of the municipality; what is not wanted any more is not agreed to either."""
    draft, name = visit.of(Draft), event.facility_class
    possible = registering.scopes(visit, draft.type)
    wanted = set(draft.classes) ^ ({name} & set(possible))
    classes = tuple(scope for scope in possible if scope in wanted)
    read = tuple(scope for scope in draft.read if scope in wanted)
    return stay(visit.keep(replace(draft, classes=classes, read=read)))


def classes_chosen(visit: Visit, _: NextPressed) -> Move:
    """On to the terms that were not read yet."""
    if not visit.of(Draft).classes:
        return stay(visit)
    return Move(visit, way="data" if registering.unread(visit) is None else "terms")


def terms_agreed(visit: Visit, _: TermsAgreed) -> Move:
    """Each of the chosen classes has its own (OG-01)."""
    name, draft = registering.unread(visit), visit.of(Draft)
    if name is None:
        return Move(visit, way="data")
    visit = visit.keep(replace(draft, read=(*draft.read, name)))
    return Move(visit, way="data" if registering.unread(visit) is None else "terms")


def field_wanted(visit: Visit, event: FieldWanted) -> Move:
    if event.field not in registering.names(visit):
        return stay(visit)
    visit = visit.keep(replace(visit.of(Draft), asked=event.field, wrong=False))
    if registering.choices(visit, event.field):
        return Move(visit, way="choice")
    return Move(visit, way="born" if event.field == "born" else "text")


def field_typed(visit: Visit, event: FieldTyped) -> Move:
    """Back to the form with it, or it is said at once that it cannot be."""
    draft, text = visit.of(Draft), event.text.strip()
    if not registering.can_be(visit, draft.asked, text):
        return stay(visit.keep(replace(draft, wrong=True)))
    return stay(back(visit.keep(_with_text(draft, text))))


def _with_text(draft: Draft, text: str) -> Draft:
    draft = replace(draft, wrong=False)
    match draft.asked:
        case "name":
            draft = replace(draft, name=text)
        case "representative":
            draft = replace(draft, representative=text)
        case "born":
            draft = replace(draft, born=text)
        case "phone":
            draft = replace(draft, phone=text)
        case "mail":
            draft = replace(draft, mail=text)
        case "address":
            draft = replace(draft, address=text)
        case "number":
            draft = replace(draft, number=text)
        case "school":
            draft = replace(draft, school=text)
        case "sport":
            draft = replace(draft, sport=text)
    return draft


def field_ticked(visit: Visit, event: FieldTicked) -> Move:
    draft = visit.of(Draft)
    match event.field:
        case "declared":
            draft = replace(draft, declared=not draft.declared)
        case "consent":
            draft = replace(draft, consent=not draft.consent)
    return stay(visit.keep(draft))


def confirmed(visit: Visit, _: RegistrationConfirmed) -> Move:
    """Sent once; what was typed is in the box from here on, and nowhere else."""
    registrant = registering.registrant_of(visit)
    if registrant is None or not registering.verdict_on(visit).allowed:
        return stay(visit)
    kept = keeping.kept_by(visit, "register")
    body = registering.body_of(visit).model_copy(update={"kept": kept})
    move = action.submit(visit, body, typed=registrant)
    if move.way != "sent" or move.visit is None:
        return move
    sent = Draft(type=visit.of(Draft).type, classes=visit.of(Draft).classes)
    return replace(move, visit=move.visit.keep(sent).keep(roster.Counted()))


def blank_wanted(visit: Visit, _: BlankWanted) -> Move:
    """The form of this municipality to be filled in by hand (KT-04)."""
    return print_paper(visit, "", registration_papers.blank(visit))


PAGES = {
    "register.start": Page(
        "read",
        views.start,
        opens=("register.type", "register.paper"),
        next=views.blank_press,
    ),
    "register.paper": Page("message", views.paper, on={BlankWanted: on(blank_wanted)}),
    "register.type": Page(
        "choose",
        views.types,
        on={
            TypeChosen: on(
                type_chosen,
                classes="register.classes",
                terms="register.terms",
                data="register.data",
            )
        },
        records=True,
        needs_line=True,
        opens=("resume.code",),
    ),
    "register.classes": Page(
        "form",
        views.classes,
        on={
            ClassTicked: on(class_ticked),
            NextPressed: on(classes_chosen, terms="register.terms", data="register.data"),
        },
        opens=("keep.offer",),
    ),
    "register.terms": Page(
        "read",
        views.terms,
        on={TermsAgreed: on(terms_agreed, terms="register.terms", data="register.data")},
        passing=True,
    ),
    "register.data": Page(
        "form",
        views.data,
        on={
            **roster.ON,
            FieldWanted: on(
                field_wanted,
                born="register.born",
                text="register.text",
                choice="register.choice",
            ),
            FieldTicked: on(field_ticked),
        },
        opens=("register.check", "keep.offer"),
    ),
    "register.born": Page("keypad", views.born, on={FieldTyped: on(field_typed)}, passing=True),
    "register.choice": Page(
        "choose",
        views.choice,
        on={FieldTyped: on(field_typed)},
        question=views.choice_question,
        passing=True,
    ),
    "register.text": Page(
        "typing",
        views.text,
        on={FieldTyped: on(field_typed)},
        question=views.text_question,
        passing=True,
    ),
    "register.check": Page(
        "confirm",
        views.check,
        on={RegistrationConfirmed: on(confirmed, **SENT)},
        opens=("register.data",),
    ),
}
TILE = Tile("register.tile", "register.start", "person", views.offered, rank=8)
TELLINGS = {"register": Telling(views.lines, views.rows, views.actions)}
