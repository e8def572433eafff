"""Paper of a registration: what is brought to a desk, and the blank form to be filled in."""

from collections.abc import Iterable, Iterator

from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import names, registering
from kiosk.flow.desks import desk_of_class, first_desk
from kiosk.visit import Visit
from rules import wording

__all__ = ["blank", "bring", "by_class", "class_name", "for_all", "type_name"]


def for_all(visit: Visit) -> tuple[str, ...]:
    """What is brought for any of the facilities, and what some people add."""
    return (*bring(visit), *_for_some(visit))


def bring(visit: Visit, *scopes: str) -> Iterator[str]:
    """The papers of these classes, each once: all that there must be, then those of which one."""
    t = visit.speech
    lists = (registering.documents(visit, scope) for scope in scopes or ("",))
    papers = tuple(dict.fromkeys(any_of for found in lists for any_of in found))
    each = [any_of[0] for any_of in papers if len(any_of) == 1]
    if each:
        yield t.say("register.bring", papers=_list(visit, each))
    for any_of in papers:
        if len(any_of) > 1:
            text_id = "register.bring.also" if each else "register.bring.one"
            yield t.say(text_id, papers=_list(visit, any_of))


def _for_some(visit: Visit) -> Iterator[str]:
    """What ends a wait (KT-05), a seal (KT-06), what a guardian adds (KM-15), and a proxy."""
    t, settings = visit.speech, registering.settings_of(visit)
    if settings.stage is not None and settings.stage.pending_without:
        yield t.say("register.bring.first", papers=_list(visit, settings.stage.pending_without))
    if settings.seal is not None:
        yield t.say("register.bring.seal")
    young = settings.guardian
    if young is not None:
        consent = t.say("register.guardian.consent")
        papers = t.say("list.separator").join((consent, *_names(visit, young.documents)))
        yield t.say("register.bring.guardian", age=young.under_age, papers=papers)
    if settings.proxy is not None:
        yield t.say("register.bring.proxy", papers=_list(visit, settings.proxy.documents))


def by_class(visit: Visit) -> Iterator[str]:
    """Classes that ask for more, or are not applied for here at all (OG-S4, OG-N1); as points."""
    t, here = visit.speech, visit.site.municipality
    if registering.settings_of(visit).consent is None:
        return
    kinds = registering.kinds(visit)
    online = {scope for kind in kinds for scope in registering.scopes(visit, kind)}
    for name in here.classes:
        own = () if _is_general(visit, name) else tuple(bring(visit, name))
        where = () if name in online else (t.say("register.class.desk"),)
        if own or where:
            yield f"# {class_name(visit, name)}"
            desk = desk_of_class(visit, name)
            yield from (f"- {line}" for line in (*where, *own, desk) if line)


def _is_general(visit: Visit, name: str) -> bool:
    """It asks for what all ask for."""
    return registering.documents(visit, name) == registering.documents(visit)


def blank(visit: Visit) -> Paper:
    """An application to be written by hand (KT-04, ON-19, ON-20), with what goes with it."""
    t, line = visit.speech, visit.speech.say("formal.blank")
    settings, desk = registering.settings_of(visit), first_desk(visit, "registration")
    agreed = () if settings.declaration is None else (t.say("register.declared"),)
    return Paper(
        title=t.say("register.blank.title"),
        place=names.municipality(visit),
        number_label="",
        number="",
        rows=(
            *_boxes(visit, "register.blank.kind", _kinds(visit)),
            *_boxes(visit, "register.blank.classes", _classes(visit)),
            *((t.say(f"register.blank.{field}"), line) for field in _fields(visit)),
            *_boxes(visit, "register.blank.yes", (t.say("register.blank.terms"), *agreed)),
            (t.say("register.blank.signed"), line),
        ),
        notes=tuple(filter(None, (*for_all(visit), desk, *_plain(by_class(visit))))),
        contact="",
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{visit.site.municipality.id}:register",
        large=visit.settings.text_scale > 1,
    )


def _fields(visit: Visit) -> tuple[str, ...]:
    """What is written; a group writes more."""
    here = visit.site.municipality
    groups = any(kind.kind == "group" for kind in here.types.values())
    more = ("group", "sport", "members") if groups else ()
    return ("name", "reading", "born", "address", "phone", "mail", "work", *more)


def _boxes(visit: Visit, label_id: str, said: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """A box to be ticked before each."""
    every = tuple(visit.speech.say("register.blank.box", what=one) for one in said)
    return ((visit.speech.say(label_id), " ".join(every)),) if every else ()


def _kinds(visit: Visit) -> Iterator[str]:
    return (type_name(visit, kind) for kind in visit.site.municipality.types)


def _classes(visit: Visit) -> Iterator[str]:
    """Where one registers for each by itself (OG-01)."""
    if registering.settings_of(visit).consent is None:
        return iter(())
    return (class_name(visit, name) for name in visit.site.municipality.classes)


def _plain(lines: Iterable[str]) -> Iterator[str]:
    """Headings and points as paper has them."""
    return (line.removeprefix("# ").removeprefix("- ") for line in lines)


def _list(visit: Visit, papers: Iterable[str]) -> str:
    return visit.speech.say("list.separator").join(_names(visit, papers))


def _names(visit: Visit, papers: Iterable[str]) -> Iterator[str]:
    return (wording.text(f"document.{paper}", visit.settings.language) for paper in papers)


def type_name(visit: Visit, kind: str) -> str:
    known = visit.site.municipality.types.get(kind)
    return kind if known is None else wording.in_language(known.name, visit.settings.language)


def class_name(visit: Visit, name: str) -> str:
    if name == visit.site.municipality.id:
        return names.municipality(visit)
    return wording.class_text(visit.site.municipality, name, visit.settings.language)
