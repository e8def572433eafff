"""Going on another time (一時保存, AG-13): a form is left at the centre under the code of a slip.

It is offered on the pages of a registration and of a group's renewal, with the line up. Papers are
never kept: whoever goes on is told which ones have to be shown.
"""

from dataclasses import replace

from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import keeping, names, register_views, registering
from kiosk.flow.desks import first_desk
from kiosk.flow.keeping import Keeping, Resumed
from kiosk.flow.page import Move, Page, awaiting, on, stay
from kiosk.flow.registering import Draft
from kiosk.flow.result import finish
from kiosk.flow.tickets import fared, fared_sign, print_paper
from kiosk.messages import (
    KeepAnswered,
    KeepUnfinished,
    PageOpened,
    ResumeAnswered,
    ResumeUnfinished,
)
from kiosk.messages.registration import FormCodeTyped, KeepConfirmed, SlipWanted
from kiosk.screens.keypad.view import View as Keypad
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Press
from kiosk.screens.read.view import View as Read
from kiosk.screens.result.view import Tone
from kiosk.screens.result.view import View as Result
from kiosk.visit import Visit
from sync.form_lock import CODE_DIGITS, GivenBack, KeptUnder, has_check_digit, spelt
from sync.wire import FormRefused, UnfinishedVerb

__all__ = ["PAGES"]

#: Whose pages ask to leave, or to go on with, a renewal; all others are of a registration.
RENEWAL = {"renewal.members"}


# Leaving it -----------------------------------------------------------------------------------


def offered(visit: Visit, _: PageOpened) -> Move:
    return Move(visit.keep(Keeping(_verb(visit))), way="offer")


def confirmed(visit: Visit, _: KeepConfirmed) -> Move:
    """Only with the line up; what cannot be kept stays where it is."""
    verb = visit.of(Keeping).verb
    form = keeping.so_far(visit, verb)
    if form is None or not visit.site.line_up or not keeping.is_offered(visit):
        return stay(visit)
    here, older = visit.site.municipality.id, keeping.kept_by(visit, verb)
    effect = KeepUnfinished(visit.visit, here, form, older)
    return Move(visit, (effect,), "asked")


def answered(visit: Visit, event: KeepAnswered) -> Move:
    """Nothing of it stays in the visit once it is kept."""
    now = visit.of(Keeping)
    match event.answer:
        case KeptUnder(code, last):
            visit = keeping.emptied(visit).keep(replace(now, code=code, until=last, trouble=""))
            printed = print_paper(visit, spelt(code), slip(visit))
            return replace(printed, way="kept")
        case FormRefused(code="full"):
            return Move(visit.keep(replace(now, trouble="full")), way="failed")
        case FormRefused():
            return Move(visit.keep(replace(now, trouble="other")), way="failed")
        case None:
            return Move(visit.keep(replace(now, trouble="line")), way="failed")


def slip_wanted(visit: Visit, _: SlipWanted) -> Move:
    return print_paper(visit, spelt(visit.of(Keeping).code), slip(visit))


# Going on with it -----------------------------------------------------------------------------


def resuming(visit: Visit, _: PageOpened) -> Move:
    return Move(visit.keep(Keeping(_verb(visit))), way="code")


def code_typed(visit: Visit, event: FormCodeTyped) -> Move:
    """What was mistyped is noticed here, and costs no try at the centre."""
    now = visit.of(Keeping)
    if not has_check_digit(event.digits):
        return stay(visit.keep(replace(now, trouble="digits")))
    if not visit.site.line_up:
        return stay(visit.keep(replace(now, trouble="line")))
    here, asked = visit.site.municipality.id, visit.keep(replace(now, trouble=""))
    return Move(asked, (ResumeUnfinished(visit.visit, here, now.verb, event.digits),), "asked")


def given_back(visit: Visit, event: ResumeAnswered) -> Move:
    now = visit.of(Keeping)
    match event.answer:
        case GivenBack(digest, form):
            following = keeping.filled(visit, form)
            if following is None:
                return Move(visit.keep(replace(now, trouble="gone")), way="failed")
            return Move(following.keep(Resumed(form.verb, digest)), way="resumed")
        case FormRefused(code="throttled"):
            return Move(visit.keep(replace(now, trouble="throttled")), way="failed")
        case FormRefused():
            return Move(visit.keep(replace(now, trouble="unknown")), way="failed")
        case None:
            return Move(visit.keep(replace(now, trouble="line")), way="failed")


def _verb(visit: Visit) -> UnfinishedVerb:
    """By the page that led here."""
    return "renew" if visit.page in RENEWAL else "register"


# What is shown --------------------------------------------------------------------------------


def offer(visit: Visit) -> Read:
    """What is kept, who can see it, until when, and what is not kept."""
    t, now = visit.speech, visit.of(Keeping)
    go = Press(t.say("keep.go"), KeepConfirmed(), "printer", Look.MAIN)
    trouble = (t.say(f"keep.trouble.{now.trouble}"),) if now.trouble else ()
    last = t.say("keep.until", day=t.day(keeping.until(visit)))
    told = tuple(t.say(f"keep.{what}") for what in ("what", "papers", "care"))
    if not visit.site.line_up:
        return Read(t.say("keep.heading"), (t.say("keep.no_line"), *told, last))
    return Read(t.say("keep.heading"), (*trouble, *told, last), go=go)


def wait(visit: Visit) -> Message:
    return Message((visit.speech.say("keep.wait"),))


def kept(visit: Visit) -> Result:
    """The code, large: it is nowhere else but on the slip."""
    t, now = visit.speech, visit.of(Keeping)
    number = spelt(now.code)
    return Result(
        tone=Tone.CONFIRMED,
        word=t.say("keep.word"),
        number_label=t.say("keep.code"),
        number=number,
        lines=(*_how(visit), t.say("keep.write")),
        ticket=fared(visit, number),
        ticket_sign=fared_sign(visit, number),
        actions=(Press(t.say("keep.print"), SlipWanted(), "printer"),),
    )


def slip(visit: Visit) -> Paper:
    """Nothing on it says who it is."""
    t, now = visit.speech, visit.of(Keeping)
    return Paper(
        title=t.say("keep.slip"),
        place=names.municipality(visit),
        number_label=t.say("keep.code"),
        number=spelt(now.code),
        rows=((t.say("keep.row.form"), t.say(f"keep.form.{now.verb}")),),
        notes=(*_how(visit), t.say("keep.papers"), t.say("keep.care")),
        contact="",
        printed_at=t.say("ticket.printed_at", when=t.instant(visit.now)),
        qr=f"MACHIKADO1:{visit.site.municipality.id}:resume",
        large=visit.settings.text_scale > 1,
    )


def _how(visit: Visit) -> tuple[str, ...]:
    t, now = visit.speech, visit.of(Keeping)
    tile = t.say("renewal.tile" if now.verb == "renew" else "register.tile")
    last = () if now.until is None else (t.say("keep.until", day=t.day(now.until)),)
    return (*last, t.say("keep.how", tile=tile, press=t.say("resume.press")))


def code(visit: Visit) -> Keypad:
    t, trouble = visit.speech, visit.of(Keeping).trouble
    return Keypad(
        label=t.say("resume.code.label"),
        length_min=CODE_DIGITS,
        length_max=CODE_DIGITS,
        entered=FormCodeTyped,
        done=t.say("keys.done"),
        erase=t.say("keys.erase"),
        sample=t.say("resume.code.sample"),
        error=t.say(f"resume.wrong.{trouble}") if trouble else "",
    )


def looking(visit: Visit) -> Message:
    return Message((visit.speech.say("resume.wait"),))


def resumed(visit: Visit) -> Read:
    """What is back, and which papers have to be shown again."""
    t = visit.speech
    papers = _papers(visit)
    again = ("# " + t.say("resume.papers"), *(f"- {paper}" for paper in papers)) if papers else ()
    terms = (t.say("resume.terms"),) if _onward(visit) == "register.terms" else ()
    go = Press(t.say("resume.go"), PageOpened(_onward(visit)), "next", Look.MAIN)
    told = (t.say("resume.kept"), *terms, *again)
    return Read(t.say("resume.heading"), told, go=go)


def _papers(visit: Visit) -> tuple[str, ...]:
    if visit.of(Resumed).verb == "renew":
        return (visit.speech.say("renewal.roster.names"), first_desk(visit, "registration"))
    return register_views.papers(visit)


def _onward(visit: Visit) -> str:
    if visit.of(Resumed).verb == "renew":
        return "renewal.members"
    if visit.of(Draft).classes or registering.settings_of(visit).consent is None:
        return "register.data" if registering.unread(visit) is None else "register.terms"
    return "register.classes"


PAGES = {
    "keep.offer": Page(
        "read",
        offer,
        on={KeepConfirmed: on(confirmed, asked="keep.wait")},
        opened=on(offered, offer="keep.offer"),
        passing=True,
    ),
    "keep.wait": awaiting(wait, KeepAnswered, on(answered, kept="keep.done", failed="keep.offer")),
    "keep.done": Page(
        "result",
        kept,
        on={SlipWanted: on(slip_wanted)},
        next=finish,
        ends_trail=True,
    ),
    "resume.code": Page(
        "keypad",
        code,
        on={FormCodeTyped: on(code_typed, asked="resume.wait")},
        opened=on(resuming, code="resume.code"),
        passing=True,
        records=True,
    ),
    "resume.wait": awaiting(
        looking, ResumeAnswered, on(given_back, resumed="resume.done", failed="resume.code")
    ),
    "resume.done": Page(
        "read",
        resumed,
        opens=("register.classes", "register.terms", "register.data", "renewal.members"),
        passing=True,
    ),
}
