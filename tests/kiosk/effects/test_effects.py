"""Effects on the thread of the sync: each is answered once, by the visit that asked."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kiosk.closed_mark import ClosedMark
from kiosk.flow.staff import CLOSINGS
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    CallAnswered,
    CallStaff,
    CheckedUp,
    CheckUp,
    FetchMine,
    FetchOdds,
    FetchReceipt,
    FetchRecent,
    IntakeChanged,
    KeepAnswered,
    KeepUnfinished,
    LineChanged,
    LogIn,
    LoginAnswered,
    LoginSubject,
    MarkClosed,
    MineArrived,
    NewPasswordSubject,
    OddsArrived,
    PrintTicket,
    ReceiptArrived,
    RecentArrived,
    ResumeAnswered,
    ResumeUnfinished,
    Submit,
    TicketDone,
    UnsentCounted,
)
from kiosk.screens.dock.line import Line
from sync.draft import IntakeStopped, Recorded
from sync.form_lock import GivenBack, KeptUnder, new_code
from sync.outbox import Limits
from sync.reports import ClockReported
from sync.wire import (
    FirstPassword,
    FormRefused,
    LoginRefused,
    MailAddress,
    SetPasswordBody,
    UnfinishedCounts,
    UnfinishedRegistration,
    UnfinishedRenewal,
    WishMailBody,
    receipt_number,
)
from tests.kiosk.effects.desk import PAPER, UNKNOWN_VISIT, VISIT, Desk
from tests.support.waiting import wait_until
from tests.sync.conftest import CARD, NUMBER, PASSWORD
from tests.sync.far_end import NOW_MS, FarEnd, problem

# An action ------------------------------------------------------------------------------------


def test_submit__is_recorded_and_then_settled(desk: Desk) -> None:
    desk.start().carry_out(Submit(desk.draft()))
    desk.wait_for(ActionSettled)
    recorded, settled = desk.of(ActionRecorded, ActionSettled, ActionDelayed)
    assert isinstance(recorded, ActionRecorded)
    assert isinstance(settled, ActionSettled)
    assert recorded.visit == settled.visit == VISIT
    assert isinstance(recorded.result, Recorded)
    assert recorded.result.action == settled.verdict.action == UUID(int=1)
    assert settled.verdict.verdict == "applied"
    # It is counted when the step has ended, which also fetched what is new.
    desk.wait_for(UnsentCounted, 3)
    assert [event.unsent for event in desk.of(UnsentCounted)] == [0, 1, 0]
    assert [one for one in desk.codes() if str(one).startswith("action")] == [
        "action_recorded",
        "action_settled",
    ]


def test_submit__with_the_line_cut_is_delayed_and_settled_when_it_is_back(
    desk: Desk, line: Line
) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    assert desk.wait_for(ActionDelayed) == [ActionDelayed(VISIT, UUID(int=1), unknown=False)]
    assert [type(e) for e in desk.of(ActionRecorded, ActionDelayed)] == [
        ActionRecorded,
        ActionDelayed,
    ]
    assert desk.of(LineChanged) == [LineChanged(up=False)]
    line.restore()
    effects.nudge()
    desk.wait_for(ActionSettled)
    desk.wait_for(LineChanged, 2)
    assert desk.of(LineChanged) == [LineChanged(up=False), LineChanged(up=True)]
    assert len(desk.of(ActionDelayed)) == len(desk.of(ActionSettled)) == 1


def test_line__that_is_back_is_not_waited_for_where_the_machine_says_so(
    desk: Desk, line: Line
) -> None:
    desk.jitter = 600.0
    line.cut()
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    desk.wait_for(ActionDelayed)
    line.restore()
    effects.network_changed()
    desk.wait_for(ActionSettled)


def test_submit__that_the_centre_may_have_done_is_delayed_as_unknown(
    desk: Desk, far_end: FarEnd
) -> None:
    far_end.script.append(lambda _batch: problem(500))
    desk.start().carry_out(Submit(desk.draft()))
    assert desk.wait_for(ActionDelayed) == [ActionDelayed(VISIT, UUID(int=1), unknown=True)]


def test_submit__that_cannot_be_recorded_says_so_and_no_more(desk: Desk) -> None:
    desk.limits = Limits(unsent_max=0, free_bytes_min=0)
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    effects.carry_out(FetchMine(VISIT))
    desk.wait_for(MineArrived)
    assert desk.of(ActionRecorded, ActionSettled, ActionDelayed) == [
        ActionRecorded(VISIT, IntakeStopped("full"))
    ]
    assert desk.of(IntakeChanged) == [IntakeChanged("full")]
    assert "action_recorded" not in desk.codes()


def test_submit__each_of_several_is_answered_once_and_in_order(desk: Desk) -> None:
    effects = desk.start()
    for number in range(1, 6):
        effects.carry_out(Submit(desk.draft(number, UUID(int=number))))
    desk.wait_for(ActionSettled, 5)
    effects.stop()
    for kind in (ActionRecorded, ActionSettled):
        assert [event.visit for event in desk.of(kind)] == [UUID(int=n) for n in range(1, 6)]
    assert desk.of(ActionDelayed) == []


# One answer each ------------------------------------------------------------------------------


def test_login__is_answered_once(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    desk.wait_for(LoginAnswered)
    effects.stop()
    refused = LoginRefused(code="credential", centre_ms=NOW_MS)
    assert desk.of(LoginAnswered) == [LoginAnswered(VISIT, refused)]


def test_login__nobody_can_be_reached(desk: Desk, line: Line) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    desk.wait_for(LoginAnswered)
    effects.stop()
    assert desk.of(LoginAnswered) == [LoginAnswered(VISIT, None)]


def test_mine__is_answered_once_for_each_visit(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(FetchMine(VISIT))
    effects.carry_out(FetchMine(UNKNOWN_VISIT))
    desk.wait_for(MineArrived, 2)
    effects.stop()
    found, unknown = desk.of(MineArrived)
    assert found.mine is not None
    assert found == MineArrived(VISIT, (), found.mine)
    assert unknown == MineArrived(UNKNOWN_VISIT, None)


def test_unfinished__is_kept_and_given_back_by_its_code(desk: Desk, far_end: FarEnd) -> None:
    """AG-13: what leaves the terminal is a box, and what it keeps is nothing."""
    form = UnfinishedRegistration(type="individual", name="𠮷田 髙﨑")
    effects = desk.start()
    effects.carry_out(KeepUnfinished(VISIT, "ono", form))
    (kept,) = desk.wait_for(KeepAnswered)
    assert isinstance(kept, KeepAnswered)
    assert isinstance(kept.answer, KeptUnder)
    code = kept.answer.code
    effects.carry_out(ResumeUnfinished(VISIT, "ono", "register", code))
    effects.carry_out(ResumeUnfinished(VISIT, "ono", "renew", code))
    effects.carry_out(ResumeUnfinished(VISIT, "ono", "register", new_code("another")))
    desk.wait_for(ResumeAnswered, 3)
    effects.stop()
    found, other_form, other_code = desk.of(ResumeAnswered)
    ((digest, box),) = far_end.kept.items()
    unknown = ResumeAnswered(VISIT, FormRefused(code="unknown", centre_ms=NOW_MS))
    assert found == ResumeAnswered(VISIT, GivenBack(digest, form))
    assert other_form == other_code == unknown
    left = b"".join(path.read_bytes() for path in desk.state.rglob("*") if path.is_file())
    for secret in (form.name, code, box, digest):
        assert secret.encode() not in left
        assert secret not in desk.stream.getvalue()


def test_unfinished__without_a_line_is_answered_once(desk: Desk, line: Line) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(KeepUnfinished(VISIT, "ono", UnfinishedRenewal(counts=UnfinishedCounts())))
    effects.carry_out(ResumeUnfinished(VISIT, "ono", "renew", new_code("one")))
    desk.wait_for(ResumeAnswered)
    effects.stop()
    assert desk.of(KeepAnswered) == [KeepAnswered(VISIT, None)]
    assert desk.of(ResumeAnswered) == [ResumeAnswered(VISIT, None)]


def test_odds__are_answered_once(desk: Desk, line: Line) -> None:
    effects = desk.start()
    effects.carry_out(FetchOdds(VISIT, "kumamoto", date(2026, 11, 1)))
    desk.wait_for(OddsArrived)
    line.cut()
    effects.carry_out(FetchOdds(VISIT, "kumamoto", date(2026, 12, 1)))
    desk.wait_for(OddsArrived, 2)
    effects.stop()
    found, cut = desk.of(OddsArrived)
    assert (found.month, cut) == (date(2026, 11, 1), OddsArrived(VISIT, date(2026, 12, 1), None))
    assert found.odds is not None


def test_seal__what_was_typed_is_opened_by_the_far_end_alone(desk: Desk, far_end: FarEnd) -> None:
    effects = desk.start()
    sealed = effects.seal(LoginSubject(VISIT, CARD, None), bytearray(PASSWORD.encode()))
    assert sealed is not None
    assert PASSWORD not in repr(sealed)
    effects.carry_out(LogIn(VISIT, "ono", sealed))
    desk.wait_for(LoginAnswered)
    (read,) = far_end.credentials
    assert (read.card, read.number, read.password) == (CARD, None, PASSWORD)


def test_seal__a_new_password_travels_with_what_proves_it(desk: Desk, far_end: FarEnd) -> None:
    effects = desk.start()
    first = FirstPassword(number="1", born_on=date(1950, 4, 1), phone_end="0123", password="")
    form = effects.seal(NewPasswordSubject(VISIT, first), bytearray(PASSWORD.encode()))
    body = SetPasswordBody(proof="known")
    effects.carry_out(Submit(replace(desk.draft(), body=body, credential=None, form=form)))
    desk.wait_for(ActionSettled)
    effects.stop()
    (read,) = far_end.forms
    typed = first.model_copy(update={"password": PASSWORD})
    assert FirstPassword.model_validate_json(read) == typed


def test_submit__what_was_typed_is_sealed_before_it_is_on_disk(desk: Desk, far_end: FarEnd) -> None:
    effects = desk.start()
    body = WishMailBody(results=True, bookings=False, debits=False)
    typed = MailAddress(mail="taro@example.jp")
    effects.carry_out(Submit(replace(desk.draft(), body=body), typed))
    desk.wait_for(ActionSettled)
    effects.stop()
    (read,) = far_end.forms
    assert MailAddress.model_validate_json(read) == typed
    files = [path for path in desk.identity.file.parent.rglob("*") if path.is_file()]
    assert not any(b"taro" in path.read_bytes() for path in files)


def test_journal__of_a_whole_visit_names_nobody(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    effects.carry_out(Submit(desk.draft()))
    effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
    desk.wait_for(ActionSettled)
    desk.wait_for(TicketDone)
    effects.stop()
    personal = (CARD, NUMBER, PASSWORD, PAPER.number, str(VISIT), str(UUID(int=1)))
    assert [word for word in personal if word in desk.stream.getvalue()] == []


# The staff's check ----------------------------------------------------------------------------


def test_journal__of_a_clock_that_jumped(desk: Desk) -> None:
    """The program goes on, also where the clock is wrong as it starts."""
    effects = desk.start()
    effects._report(ClockReported(wrong=True, off_ms=259_200_000))
    (line,) = (line for line in desk.lines if line["code"] == "clock")
    assert (line["wrong"], line["off_ms"]) == (True, 259_200_000)


def test_check_up__says_whether_the_centre_answers(desk: Desk, line: Line) -> None:
    effects = desk.start()
    effects.carry_out(CheckUp(VISIT))
    assert desk.wait_for(CheckedUp) == [CheckedUp(VISIT, line_up=True, sound=True)]
    line.cut()
    effects.carry_out(CheckUp(VISIT))
    assert desk.wait_for(CheckedUp, 2)[1] == CheckedUp(VISIT, line_up=False, sound=True)


# Closed by the staff --------------------------------------------------------------------------


def test_closed__is_on_the_disk_and_taken_away_again(desk: Desk) -> None:
    effects, mark = desk.start(), ClosedMark(desk.state)
    effects.carry_out(MarkClosed("repair"))
    wait_until(lambda: mark.read(CLOSINGS) == "repair", "closed")
    effects.carry_out(MarkClosed(""))
    wait_until(lambda: mark.read(CLOSINGS) == "", "open again")


def test_closed__a_disk_that_takes_nothing_ends_no_thread(desk: Desk) -> None:
    effects = desk.start()
    (desk.state / "closed.new").mkdir()
    effects.carry_out(MarkClosed("repair"))
    wait_until(lambda: "fault" in desk.stream.getvalue(), "told of")
    assert effects.alive


# The staff ------------------------------------------------------------------------------------


def test_call__is_answered_by_whether_the_centre_has_it(desk: Desk, far_end: FarEnd) -> None:
    running = desk.start()
    running.carry_out(CallStaff(VISIT, wanted=True))
    wait_until(lambda: CallAnswered(VISIT, told=True) in desk.events, "the call")
    assert far_end.states[-1].called_ms is not None
    running.carry_out(CallStaff(VISIT, wanted=False))
    wait_until(lambda: far_end.states[-1].called_ms is None, "the call")
    far_end.close()
    running.carry_out(CallStaff(UNKNOWN_VISIT, wanted=True))
    wait_until(lambda: CallAnswered(UNKNOWN_VISIT, told=False) in desk.events, "the call")


def test_recent__are_the_last_actions_of_this_terminal(desk: Desk) -> None:
    running, draft = desk.start(), desk.draft()
    running.carry_out(FetchRecent(VISIT))
    wait_until(lambda: RecentArrived(VISIT, ()) in desk.events, "nothing yet")
    running.carry_out(Submit(draft))
    running.carry_out(FetchRecent(UNKNOWN_VISIT))

    def told() -> list[RecentArrived]:
        found = [event for event in desk.events if isinstance(event, RecentArrived)]
        return [event for event in found if event.visit == UNKNOWN_VISIT]

    wait_until(lambda: told() != [], "the last actions")
    assert [one.number for one in told()[0].actions] == [receipt_number(draft.action)]


def test_receipt__is_what_the_centre_says_and_what_is_known_here(
    desk: Desk, far_end: FarEnd
) -> None:
    running, draft = desk.start(), desk.draft()
    number = receipt_number(draft.action)

    def told(visit: UUID) -> ReceiptArrived:
        running.carry_out(FetchReceipt(visit, number))
        found: list[ReceiptArrived] = []
        wait_until(lambda: bool(found or found.extend(_receipts(desk, visit))), "the answer")
        return found[0]

    assert told(VISIT).here is None
    running.carry_out(Submit(draft))
    far_end.close()
    after = told(UNKNOWN_VISIT)
    assert (after.told, after.number) == (None, number)
    assert after.here is not None
    assert (after.here.number, after.here.body) == (number, draft.body)


def _receipts(desk: Desk, visit: UUID) -> list[ReceiptArrived]:
    found = [event for event in desk.events if isinstance(event, ReceiptArrived)]
    return [event for event in found if event.visit == visit]
