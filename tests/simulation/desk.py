"""The counter beside the terminals, and the staff who decide what was kept for them."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from central import clock
from central.booking.facts import booking_state
from central.booking.jobs import JOBS
from central.booking.models import Hold, HoldState
from central.booking.use_cases import book, cancel, change_booking
from central.decision import Decision
from central.journal.commands import Body, Context
from central.journal.jobs import Job, line_of
from central.journal.write import carry_out, carry_out_once
from central.lottery.jobs import JOBS as LOTTERY_JOBS
from central.policies import municipalities
from central.terminals.letters import Letter
from central.terminals.models import Action, Fork
from central.terminals.quarantine import envelope_of, run_body, waits
from central.terminals.scans import read_scan, settle_scan
from central.terminals.sealing import private_keys
from central.terminals.use_cases import discard_kept, issue_code
from central.terminals.use_cases.issue_code import code_digest
from rules.facts import Channel
from sync.wire import ActionBody, ActionVerdict, BookBody, BookingState, CancelBody, ChangeBody
from tests.simulation.centre import Known

__all__ = [
    "carry_out_at_desk",
    "decide_all",
    "do",
    "hold_slots",
    "issue",
    "open_draw",
    "scan",
    "standing_holds",
]


Outcome = tuple[str, BookingState | None]


def do(known: Known, wish: ActionBody, line: UUID) -> Outcome:
    """The same as a terminal would ask, at the counter; the booking that is another by now."""
    match wish:
        case BookBody():
            body = book.Body(resident=known.id, channel=Channel.DESK, wish=wish)
            return _outcome(carry_out_at_desk(body, line))
        case CancelBody(number=number):
            now = clock.now()
            ends = cancel.Body(channel=Channel.DESK, number=number, recorded_at=now)
            return _outcome(carry_out_at_desk(ends, line))
        case ChangeBody(number=number, to=to):
            other = change_booking.Body(channel=Channel.DESK, number=number, to=to)
            return _outcome(carry_out_at_desk(other, line))
        case _:
            raise AssertionError(wish)


def scan(code: str) -> tuple[Letter, ActionVerdict | None]:
    """Somebody brings a ticket to the counter; None: its terminal has too much in quarantine."""
    letter = read_scan(code, clock.now())
    assert isinstance(letter, Letter), letter
    settled = settle_scan(letter, municipalities(), private_keys()).settled
    return letter, None if settled is None else settled.verdict


def issue(code: str, line: UUID) -> None:
    """What turns a machine into a terminal, once."""
    carry_out_at_desk(issue_code.Body(venue="argo", digest=code_digest(code)), line)


def open_draw() -> None:
    """The centre's worker commits to the draws whose entries are taken."""
    _run({"commit_draws"}, LOTTERY_JOBS)


def decide_all(new_id: Callable[[], UUID]) -> Iterator[tuple[UUID, ActionBody, Outcome]]:
    """What is in quarantine or parked is run; what the rules refuse then is discarded."""
    kept: list[Fork | Action] = [*Fork.objects.all(), *Action.objects.filter(verdict="parked")]
    waiting = [(one.seq, one, envelope_of(one)) for one in kept if waits(one)]
    for _, one, envelope in sorted(waiting, key=lambda each: (each[0], each[2].action)):
        made = run_body(one, municipalities()["ono"], private_keys(), "simulated", clock.now())
        done = made if isinstance(made, Decision) else carry_out_at_desk(made, new_id())
        if done.verdict != "applied":
            carry_out_at_desk(discard_kept.Body(kept=one.pk, why="refused"), new_id())
        yield envelope.action, envelope.body, _outcome(done)


def standing_holds() -> set[UUID]:
    return set(Hold.objects.filter(state=HoldState.HELD).values_list("id", flat=True))


def hold_slots() -> None:
    """The centre's worker comes by."""
    _run({"recall_holds", "grant_holds"}, JOBS)


def _run(names: set[str], jobs: Iterable[Job]) -> None:
    here, now = municipalities()["ono"], clock.now()
    for job in jobs:
        if job.name in names:
            for due in job.due(here, now):
                context = Context(here, now, f"job:{job.name}", line_of(job, here.id, due))
                carry_out_once(due.body, context)


def _outcome(done: Decision) -> Outcome:
    changed = done.booking if done.verdict == "applied" else None
    return done.verdict, None if changed is None else booking_state(changed)


def carry_out_at_desk(body: Body, line: UUID) -> Decision:
    context = Context(municipalities()["ono"], clock.now(), "staff:desk", line)
    return carry_out(body, context)
