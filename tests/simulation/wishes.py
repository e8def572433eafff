"""What residents ask for, in every kind of action that a terminal records."""

import random  # noqa: TID251 - from the seed of the episode
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from rules.terms_text import terms_version
from sync.draft import Draft
from sync.holds import Held
from sync.sealer import Sealer
from sync.wire import (
    ActionBody,
    Agreed,
    BookBody,
    CancelBody,
    ChangeBody,
    EnterLotteryBody,
    EntrySlot,
    MailAddress,
    MemberCounts,
    RegisterBody,
    Registrant,
    RenewBody,
    Sealed,
    SetPasswordBody,
    WishMailBody,
    WithdrawEntryBody,
    entry_number,
    receipt_number,
)
from tests.simulation.centre import BEGAN, BIRTHDAY, DRAWN, MAIL, Known
from tests.simulation.forms import NEWCOMERS
from tests.simulation.kept import municipality

__all__ = ["PHONE", "Wish", "Wishes"]

DAYS = 12
#: One court, and a hall with six: every kind of want for the same place.
ROOMS = (("argo/fitness", "yoga", 5), ("argo/arena", "badminton", 4))
HOURS = (9, 11, 13, 15, 17)
PREFERENCES = 10
PHONE = "000-5555-1234"
ROSTER = MemberCounts(members=12, local=12, phones=3, leader_age=40)


@dataclass(frozen=True, slots=True)
class Wish:
    """``typed`` is what the centre alone may read of it: an address, a new password, a name."""

    body: ActionBody
    cells: frozenset[int] = frozenset()
    typed: str = ""
    form: Registrant | MemberCounts | None = None

    def seal(self, sealer: Sealer, visit: UUID) -> Sealed | None:
        match self.body:
            case WishMailBody():
                return sealer.form(visit, self.body.verb, MailAddress(mail=self.typed))
            case SetPasswordBody():
                return sealer.new_password(visit, bytearray(self.typed.encode()))
            case _:
                return None if self.form is None else sealer.form(visit, self.body.verb, self.form)


@dataclass
class Wishes:
    """The numbers on the tickets of each resident, and what may be wished for beside them."""

    chance: random.Random
    _bookings: dict[UUID, list[str]] = field(default_factory=dict)
    _entries: dict[UUID, list[str]] = field(default_factory=dict)
    #: Applications for renewal that the staff sent back.
    _sent_back: dict[UUID, str] = field(default_factory=dict)
    _newcomers: int = 0

    def recorded(self, known: Known, draft: Draft) -> None:
        if isinstance(draft.body, EnterLotteryBody):
            self._entries.setdefault(known.id, []).append(entry_number(draft.action))
        else:
            self._bookings.setdefault(known.id, []).append(receipt_number(draft.action))

    def sent_back(self, resident: UUID, number: str) -> None:
        self._sent_back[resident] = number

    def at_terminal(self, known: Known, holds: tuple[Held, ...]) -> Wish:
        """Where the terminal has a slot in its hands, often that one."""
        if holds and self.chance.random() < 0.4:
            return self._held(self.chance.choice(holds))
        drawn = self.chance.random()
        if drawn < 0.12:
            return self._of_a_draw(known)
        if drawn < 0.22:
            return self._of_the_person(known, drawn)
        return Wish(self.at_desk(known), frozenset({0}))

    def _of_the_person(self, known: Known, drawn: float) -> Wish:
        if drawn < 0.15:
            address = f"mihon-{self.chance.randrange(1000)}@example.com"
            body = WishMailBody(results=True, bookings=False, debits=False)
            return Wish(body, typed=address)
        if drawn < 0.165:
            secret = f"himitsu{self.chance.randrange(1000):03}"
            return Wish(SetPasswordBody(proof="old"), typed=secret)
        return self._newcomer() if drawn < 0.18 else self._renewal(known)

    def at_desk(self, known: Known) -> BookBody | CancelBody | ChangeBody:
        mine, drawn = self._bookings.get(known.id, []), self.chance.random()
        if mine and drawn < 0.3:
            return CancelBody(number=self.chance.choice(mine))
        if mine and drawn < 0.42:
            return ChangeBody(number=self.chance.choice(mine), to=self._booking())
        return self._booking()

    def _booking(self) -> BookBody:
        facility, sport, people = self.chance.choice(ROOMS)
        day = BEGAN.date() + timedelta(days=self.chance.randint(1, DAYS))
        return _book(facility, sport, people, day, self.chance.choice(HOURS) * 60)

    def _of_a_draw(self, known: Known) -> Wish:
        mine = self._entries.get(known.id, [])
        if mine and self.chance.random() < 0.4:
            return Wish(WithdrawEntryBody(number=self.chance.choice(mine)))
        facility, sport, people = self.chance.choice(ROOMS)
        start_minute = self.chance.choice(HOURS) * 60
        slot = EntrySlot(
            facility=facility,
            sport=sport,
            courts=1,
            day=DRAWN + timedelta(days=self.chance.randrange(28)),
            start_minute=start_minute,
            end_minute=start_minute + 120,
        )
        preference = self.chance.randint(1, PREFERENCES)
        return Wish(EnterLotteryBody(slots=(slot,), preference=preference, people=people))

    def _newcomer(self) -> Wish:
        """Somebody new; some of them wish for a number that another one may wish for, too."""
        self._newcomers += 1
        wished = self.chance.randrange(10)
        form = Registrant(
            type="city_individual",
            name=f"{NEWCOMERS}{self._newcomers}",
            born_on=BIRTHDAY,
            number=f"7000000{wished}" if wished < 5 else None,
            mail=MAIL,
            phone=PHONE,
            declared=self.chance.random() < 0.9,
        )
        terms = Agreed(facility_class="ono", version=terms_version(municipality(), "ono"))
        return Wish(RegisterBody(agreed=(terms,)), typed=form.name, form=form)

    def _renewal(self, known: Known) -> Wish:
        """With the list of members, or without it, which is refused."""
        form = ROSTER if self.chance.random() < 0.9 else None
        return Wish(RenewBody(follows=self._sent_back.get(known.id)), form=form)

    def _held(self, held: Held) -> Wish:
        body = _book(held.facility, "yoga", 5, held.day, held.start_minute)
        changes = {"end_minute": held.end_minute, "grant": held.grant}
        return Wish(body.model_copy(update=changes), held.cells)


def _book(facility: str, sport: str, people: int, day: date, start_minute: int) -> BookBody:
    return BookBody(
        facility=facility,
        sport=sport,
        courts=1,
        people=people,
        day=day,
        start_minute=start_minute,
        end_minute=start_minute + 120,
    )
