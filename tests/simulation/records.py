"""What is no booking: entries in a draw, addresses, passwords, forms; as the centre last said."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from sync.wire import (
    ActionBody,
    EnterLotteryBody,
    RegisterBody,
    RenewBody,
    SetPasswordBody,
    WishMailBody,
    WithdrawEntryBody,
    entry_number,
)
from tests.simulation import kept
from tests.simulation.centre import MAIL, PASSWORD, is_password
from tests.simulation.forms import Forms
from tests.simulation.laws import demand

__all__ = ["Records"]


@dataclass
class Records:
    counts: Counter[str] = field(default_factory=Counter)
    forms: Forms = field(default_factory=Forms)
    #: Who asked with an action, and what was typed for it.
    _asked: dict[UUID, tuple[UUID, str | None]] = field(default_factory=dict)
    #: Of each entry whether it stands.
    _entries: dict[str, bool] = field(default_factory=dict)
    _mails: dict[UUID, str] = field(default_factory=dict)
    _passwords: dict[UUID, str] = field(default_factory=dict)

    def asked(self, action: UUID, resident: UUID, typed: str | None) -> None:
        """Before it is recorded: where the power goes then, it may be on the disk or not.

        ``typed`` is None where nothing was, and what there is stays.
        """
        self._asked[action] = resident, typed

    def password_of(self, resident: UUID) -> str:
        return self._passwords.get(resident, PASSWORD)

    def applied(self, action: UUID, body: ActionBody) -> None:
        """The centre did it, once."""
        resident, typed = self._asked[action]
        self.counts[f"applied {body.verb}"] += 1
        match body:
            case EnterLotteryBody():
                number = entry_number(action)
                demand(number not in self._entries, f"{number} was entered twice")
                self._entries[number] = True
            case WithdrawEntryBody(number=number):
                demand(self._entries.get(number), f"{number} was withdrawn, and did not stand")
                self._entries[number] = False
            case WishMailBody() if typed is not None:
                self._mails[resident] = typed
            case SetPasswordBody() if typed is not None:
                self._passwords[resident] = typed
            case RegisterBody() if typed is not None:
                self.forms.registered(typed)
            case RenewBody(follows=follows):
                self.forms.applied(resident, follows)

    def judge(self) -> None:
        demand(kept.entries() == self._entries, "the entries in the draw are others")
        twice = [key for key, count in Counter(kept.preferences()).items() if count > 1]
        demand(not twice, f"{twice}: two entries that stand have one preference")
        for resident, mail in kept.mails():
            wanted = self._mails.get(resident, MAIL)
            demand(mail == wanted, f"{resident} has the address {mail}, and wished for {wanted}")
        for resident, secret in kept.secrets():
            demand(is_password(secret, self.password_of(resident)), f"{resident}: other password")
        self.forms.judge()
