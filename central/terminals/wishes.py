"""The command that an action of a resident becomes."""

from datetime import datetime
from typing import Any

from central.booking.holds import HoldClaim
from central.booking.use_cases import apply_formally, book, cancel, change_booking
from central.journal.commands import Body
from central.lottery.use_cases import (
    confirm_win,
    enter_lottery,
    rank_entries,
    withdraw_entry,
)
from central.notices.use_cases import send_test_mail, wish_mail
from central.registry.fields import Agreement
from central.registry.models import Resident
from central.registry.rosters import RosterBody
from central.registry.use_cases import apply_renewal, consent, notice_withdrawal
from central.terminals.letters import Letter, recorded_at
from rules.calendar import day_of
from rules.facts import Channel
from sync import wire
from sync.wire import BookBody, CancelBody

__all__ = ["claim_of", "command_body"]


def command_body(  # noqa: PLR0911 - a command each
    letter: Letter,
    resident: Resident,
    form: wire.Form | None,
    *,
    logged_in: bool = False,
    undated: datetime | None = None,
) -> Body:
    """What depends on a period or a deadline counts as the terminal recorded it.

    ``logged_in``: an accepted visit vouches for it. ``undated``: as of when it counts where nobody
    knows when it was recorded; without it, as of when it came.
    """
    who: dict[str, Any] = {"resident": resident.id, "channel": Channel.TERMINAL}
    recorded = recorded_at(letter.envelope.clock, letter.received_at)
    recorded = recorded or undated or letter.received_at
    match letter.envelope.body:
        case BookBody() as wish:
            claim = None if wish.grant is None else claim_of(letter, promised=logged_in)
            return book.Body(**who, wish=wish, claim=claim)
        case CancelBody(number=number, cost_yen=cost):
            return cancel.Body(**who, number=number, recorded_at=recorded, cost_yen=cost)
        case wire.ChangeBody(number=number, to=to):
            return change_booking.Body(**who, number=number, to=to, recorded_at=recorded)
        case wire.ApplyFormallyBody(number=number):
            return apply_formally.Body(**who, number=number, recorded_at=recorded)
        case wire.EnterLotteryBody() as wish:
            return enter_lottery.Body(**who, wish=wish, recorded_at=recorded)
        case wire.WithdrawEntryBody(number=number):
            return withdraw_entry.Body(**who, number=number, recorded_at=recorded)
        case wire.RankEntriesBody() as wish:
            return rank_entries.Body(**who, wish=wish, recorded_at=recorded)
        case wire.ConfirmWinBody() as wish:
            return confirm_win.Body(**who, wish=wish, recorded_at=recorded)
        case wire.RenewBody() as wish:
            told = wish.model_dump(exclude={"verb"})
            return apply_renewal.Body(**who, roster=_roster(form), **told)
        case wish:
            return _of_registration(wish, resident, recorded, form)


def claim_of(letter: Letter, *, promised: bool) -> HoldClaim:
    """Which terminal names a grant, in which session, and when it recorded that."""
    envelope = letter.envelope
    recorded = recorded_at(envelope.clock, letter.received_at) or letter.received_at
    return HoldClaim(
        terminal=envelope.terminal,
        session=envelope.session,
        promised=promised,
        recorded_at=recorded,
    )


def _of_registration(
    wish: wire.ActionBody, resident: Resident, recorded: datetime, form: wire.Form | None
) -> Body:
    """What is not asked by channel: the rules of a municipality say nothing of these."""
    match wish:
        case wire.ConsentBody():
            agreement = Agreement(**wish.model_dump(exclude={"verb"}))
            return consent.Body(resident=resident.id, agreement=agreement)
        case wire.EndRegistrationBody():
            return notice_withdrawal.Body(resident=resident.id, noticed_on=day_of(recorded))
        case wire.WishMailBody():
            mail = form.mail if isinstance(form, wire.MailAddress) else None
            told = wish.model_dump(exclude={"verb"})
            return wish_mail.Body(resident=resident.id, mail=mail, **told)
        case wire.TryMailBody():
            return send_test_mail.Body(resident=resident.id)
        case _:
            raise AssertionError(f"{wish.verb} is asked by nobody who has logged in")


def _roster(form: wire.Form | None) -> RosterBody | None:
    return RosterBody(**form.model_dump()) if isinstance(form, wire.MemberCounts) else None
