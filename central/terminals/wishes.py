"""The command that an action of a terminal becomes."""

from central.booking.use_cases import book, cancel
from central.journal.commands import Body
from central.lottery.use_cases import confirm_win, enter_lottery, withdraw_entry
from central.registry.models import Resident
from central.terminals.letters import Letter, recorded_at
from rules.facts import Channel
from sync.wire import (
    BookBody,
    CancelBody,
    ConfirmWinBody,
    EnterLotteryBody,
    WithdrawEntryBody,
)

__all__ = ["command_body"]


def command_body(letter: Letter, resident: Resident) -> Body:
    """What depends on a period or a deadline counts as the terminal recorded it."""
    who, way = resident.id, Channel.TERMINAL
    recorded = recorded_at(letter.envelope.clock, letter.received_at) or letter.received_at
    match letter.envelope.body:
        case BookBody() as wish:
            return book.Body(resident=who, channel=way, wish=wish)
        case CancelBody(number=number):
            return cancel.Body(resident=who, channel=way, number=number, recorded_at=recorded)
        case EnterLotteryBody() as wish:
            return enter_lottery.Body(resident=who, channel=way, wish=wish, recorded_at=recorded)
        case WithdrawEntryBody(number=number):
            return withdraw_entry.Body(
                resident=who, channel=way, number=number, recorded_at=recorded
            )
        case ConfirmWinBody() as wish:
            return confirm_win.Body(resident=who, channel=way, wish=wish, recorded_at=recorded)
