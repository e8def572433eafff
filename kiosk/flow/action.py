"""From the resident's yes to what became of it: sending, waiting, and each honest answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kiosk.flow.held import is_promised
from kiosk.flow.page import Move, stay
from kiosk.flow.tickets import print_ticket
from kiosk.messages import ActionDelayed, ActionRecorded, ActionSettled, Effect, Submit
from kiosk.screens.message.view import View as Message
from kiosk.visit import Fate, Plan, Sent, Visit
from sync.draft import Draft, IntakeStopped
from sync.offline import needs_line
from sync.wire import (
    ActionBody,
    ActionVerdict,
    BookingState,
    Form,
    Sealed,
    SetPasswordBody,
    WishMailBody,
    receipt_number,
)

__all__ = [
    "Wanted",
    "asked_for",
    "delayed",
    "halted",
    "noted",
    "recorded",
    "settled",
    "stopped",
    "submit",
    "submit_all",
    "wait",
    "why_stopped",
]

#: More actions than one resident needs in one visit; a visit that wants more is told to end.
ACTIONS_MAX = 10

FATES = {
    "applied": Fate.CONFIRMED,
    "rejected": Fate.REFUSED,
    "conflict": Fate.REFUSED,
    "parked": Fate.RECEIVED,
    "quarantined": Fate.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An action to be made: what it asks for, and the cells that it will most likely take.

    ``form`` is the box of what was typed for it, ``typed`` what is to be sealed into one.
    ``final``: what it books is no provisional booking.
    """

    body: ActionBody
    plan: Plan | None = None
    cells: frozenset[int] = frozenset()
    form: Sealed | None = None
    typed: Form | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Halted:
    """Whether it was for want of the line that nothing was taken."""

    line: bool = False


@dataclass(frozen=True, slots=True)
class Yes:
    """The place, among the actions of the visit, of the first one of the last yes."""

    first: int = 0


@dataclass(frozen=True, slots=True)
class Unseen:
    """``full``: this card or number has left as much today as it may without the centre."""

    full: bool = False


def why_stopped(visit: Visit, more: int = 1) -> str | None:
    """Why no (so many) actions can be taken now, None where they can."""
    if visit.site.intake is not None:
        return visit.site.intake
    if visit.of(Unseen).full:
        return "unverified"
    return "many" if len(visit.sents) + more > ACTIONS_MAX else None


def submit(
    visit: Visit,
    body: ActionBody,
    plan: Plan | None = None,
    cells: frozenset[int] = frozenset(),
    form: Sealed | None = None,
    *,
    typed: Form | None = None,
) -> Move:
    """Make the action, once and never again, and have it recorded: ``sent`` or ``stopped``."""
    return submit_all(visit, (Wanted(body, plan, cells, form, typed),))


def submit_all(visit: Visit, wanted: Sequence[Wanted]) -> Move:
    """An action each of one yes, in their order; all of them or none."""
    cut = not visit.site.line_up and any(needs_line(one.body.verb) for one in wanted)
    if cut or why_stopped(visit, len(wanted)) is not None:
        return halted(visit, line=cut)
    visit, effects = visit.keep(Yes(len(visit.sents))), []
    for one in wanted:
        visit, effect = _submit(visit, one)
        effects.append(effect)
    return Move(visit, tuple(effects), "sent")


def halted(visit: Visit, *, line: bool) -> Move:
    return Move(visit.keep(Halted(line)), way="stopped")


def asked_for(visit: Visit) -> tuple[Sent, ...]:
    """What the last yes of the resident asked for; what only prepares it is left out."""
    made = visit.sents[visit.of(Yes).first :]
    return tuple(sent for sent in made if sent.plan is not None) or made


def _submit(visit: Visit, wanted: Wanted) -> tuple[Visit, Submit]:
    credential = visit.person.credential if visit.person else None
    visit, action = visit.new_id()
    draft = Draft(
        action,
        visit.visit,
        visit.site.municipality.id,
        wanted.body,
        credential,
        wanted.cells,
        wanted.form,
    )
    number = receipt_number(action)
    sent = Sent(action, wanted.body, wanted.plan, number, final=wanted.final)
    return replace(visit, sents=(*visit.sents, sent)), Submit(draft, wanted.typed)


def recorded(visit: Visit, event: ActionRecorded) -> Move:
    """On disk: from here on it cannot be lost; or nothing was taken, and we say so."""
    match event.result:
        case IntakeStopped(why):
            kept = tuple(sent for sent in visit.sents if sent.recorded)
            return Move(_stop(replace(visit, sents=kept), why), way="stopped")
        case result:
            site = replace(visit.site, unsent=result.unsent)
            visit = _change(
                visit,
                result.action,
                lambda sent: replace(sent, recorded=True, held=result.held, code=result.code),
            )
            return stay(replace(visit, site=site))


def _stop(visit: Visit, why: str) -> Visit:
    """Of the terminal, for everybody; or of this card alone."""
    if why == "unverified":
        return visit.keep(Unseen(full=True))
    return replace(visit, site=replace(visit.site, intake=why))


def settled(visit: Visit, event: ActionSettled) -> Move:
    """The answer to what the resident is looking at: the page and the paper follow."""
    return _show(visit, _settle(visit, event.verdict))


def delayed(visit: Visit, event: ActionDelayed) -> Move:
    return _show(visit, _delay(visit, event))


def noted(visit: Visit, event: ActionSettled | ActionDelayed) -> Move:
    """The same while the resident does something else: nothing moves under their finger."""
    if isinstance(event, ActionSettled):
        return stay(_settle(visit, event.verdict))
    return stay(_delay(visit, event))


def wait(visit: Visit) -> Message:
    t = visit.speech
    recorded_already = all(sent.recorded for sent in asked_for(visit))
    return Message((t.say("action.wait.recorded" if recorded_already else "action.wait.writing"),))


def stopped(visit: Visit) -> Message:
    """Nothing can be taken here now (受付停止)."""
    t, why = visit.speech, why_stopped(visit)
    if why is None and visit.of(Halted).line:
        return Message((t.say("stopped.line"), t.say("password.offline.then")), tone="stop")
    known = why if why in {"full", "disk", "damaged", "many", "unverified"} else "other"
    return Message((t.say(f"stopped.{known}"), t.say("stopped.instead")), tone="stop")


def _show(before: Visit, after: Visit) -> Move:
    """The page follows as soon as all that was asked for has an answer, and its paper with it."""
    asked, had = asked_for(after), {sent.action: sent.fate for sent in asked_for(before)}
    if not asked or any(sent.fate is Fate.WAITING for sent in asked):
        return stay(after)
    waited = Fate.WAITING in had.values()
    news = [sent for sent in asked if waited or had[sent.action] is not sent.fate]
    if not news:
        return stay(after)
    effects: list[Effect] = []
    for sent in _with_paper(news):
        printed = print_ticket(after, sent)
        assert printed.visit is not None, "printing ends no visit"
        after, effects = printed.visit, [*effects, *printed.effects]
    return Move(after, tuple(effects), "results" if len(asked) > 1 else "result")


def _with_paper(news: Sequence[Sent]) -> tuple[Sent, ...]:
    """A use has a ticket of its own; whatever else was asked for by one yes stands on one."""
    uses = tuple(sent for sent in news if sent.plan is not None)
    told = [sent for sent in news if sent.plan is None and sent.fate is not Fate.REFUSED]
    return (*uses, *told[-1:])


def _settle(visit: Visit, verdict: ActionVerdict) -> Visit:
    def settle(sent: Sent) -> Sent:
        if sent.fate in {Fate.CONFIRMED, Fate.REFUSED}:
            return sent
        fate = FATES[verdict.verdict]
        return replace(sent, fate=fate, verdict=verdict, settled_at=visit.now, recorded=True)

    visit = _with_registration(_change(visit, verdict.action, settle), verdict)
    return visit if verdict.booking is None else _with_booking(visit, verdict.booking)


def _with_registration(visit: Visit, verdict: ActionVerdict) -> Visit:
    """What the rules ask for a booking and was just put right: a password, a mail address."""
    person = visit.person
    sent = next((sent for sent in visit.sents if sent.action == verdict.action), None)
    if sent is None or verdict.verdict != "applied" or person is None or person.resident is None:
        return visit
    match sent.body:
        case SetPasswordBody():
            known = {"password": True}
        case WishMailBody(results=True) | WishMailBody(bookings=True) | WishMailBody(debits=True):
            known = {"mail": True}
        case _:
            return visit
    resident = person.resident.model_copy(update=known)
    return replace(visit, person=replace(person, resident=resident))


def _delay(visit: Visit, event: ActionDelayed) -> Visit:
    fate = Fate.CHECKING if event.unknown else Fate.RECEIVED

    def delay(sent: Sent) -> Sent:
        open_still = sent.fate in {Fate.WAITING, Fate.RECEIVED, Fate.CHECKING}
        became = Fate.HELD if is_promised(visit, sent) else fate
        return replace(sent, fate=became, recorded=True) if open_still else sent

    return _change(visit, event.action, delay)


def _change(visit: Visit, action: UUID, change: Callable[[Sent], Sent]) -> Visit:
    sents = tuple(change(sent) if sent.action == action else sent for sent in visit.sents)
    return replace(visit, sents=sents)


def _with_booking(visit: Visit, booking: BookingState) -> Visit:
    if visit.person is None:
        return visit
    others = tuple(b for b in visit.person.bookings if b.number != booking.number)
    return replace(visit, person=replace(visit.person, bookings=(*others, booking)))
