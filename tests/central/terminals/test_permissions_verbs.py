"""Who may have an action done: every verb x every state of a terminal, and x everybody at one.

An action is one address of the API, and a command each: here each verb is asked for. What comes
of it for whoever may is in the file of its use case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import uuid4  # noqa: TID251 - a terminal makes its own ids

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.booking.models import Booking
from central.journal.models import Line
from central.lottery.models import Draw, Entry
from central.registry.models import Card, CardState, Resident
from central.terminals.models import Terminal
from sync import wire
from sync.wire import ActionBody, ActionsAnswer, ActionVerb, Message
from tests.central.lottery import lots
from tests.central.terminals.test_passwords import KNOWN
from tests.central.terminals.test_registration import WHO as REGISTRANT
from tests.central.world import NOW, InProcess, Visit, body, enrolled, here, register
from tests.support.terminal import HandMadeTerminal

NUMBER, OTHER = "AAAAA-AAAAA", "04BB"
SLOT = wire.EntrySlot.model_validate(body().model_dump(include=set(wire.EntrySlot.model_fields)))
#: What is asked for, each about the booking or the entry of the resident with the first card.
WISHES: tuple[ActionBody, ...] = (
    body(),
    wire.ChangeBody(number=NUMBER, to=body(end_minute=19 * 60)),
    wire.CancelBody(number=NUMBER),
    wire.ApplyFormallyBody(number=NUMBER),
    wire.EnterLotteryBody(slots=(SLOT,), preference=1, people=4),
    wire.WithdrawEntryBody(number=NUMBER),
    wire.RankEntriesBody(ranks={NUMBER: 2}),
    wire.ConfirmWinBody(month=NOW.date().replace(day=1), entries=(NUMBER,)),
    wire.ConsentBody(facility_class="ono", version="0" * 64),
    wire.RegisterBody(),
    wire.RenewBody(),
    wire.EndRegistrationBody(),
    wire.SetPasswordBody(proof="known"),
    wire.SetPasswordBody(proof="old"),
    wire.WishMailBody(results=True, bookings=True, debits=True),
    wire.TryMailBody(),
)
#: What is typed for them; that of a new password differs by its proof.
FORMS: Mapping[str, Message] = {"register": REGISTRANT, "known": KNOWN}
NEXT = wire.NextPassword(password="tsugino1")
#: They are proven by what is typed, and by no login.
PROVEN_OTHERWISE = {"register", "known"}

Who = Literal["quarantined", "revoked", "unknown", "unsigned"]
AT: Mapping[Who, int | str] = {
    "quarantined": "quarantined",
    "revoked": 403,
    "unknown": 403,
    "unsigned": 401,
}
#: Nobody is proven to be there; a lost card says so itself.
NOT_THERE: Mapping[str, tuple[str, str]] = {
    "wrong password": ("credential", ""),
    "no box": ("credential", ""),
    "box of another terminal": ("credential", ""),
    "unknown card": ("unknown_card", ""),
    "lost card": ("blocked_card", ""),
}
#: About what is somebody else's: as if there were no such thing.
NOT_THEIRS = {
    "change": ("not_own", "CM-07"),
    "cancel": ("not_own", "CM-07"),
    "apply_formally": ("not_own", "CM-07"),
    "withdraw_entry": ("not_own", "CM-07"),
    "rank_entries": ("not_own", "CM-07"),
}


def name(wish: ActionBody) -> str:
    return wish.proof if isinstance(wish, wire.SetPasswordBody) else wish.verb


BY_LOGIN = [wish for wish in WISHES if name(wish) not in PROVEN_OTHERWISE]


@dataclass(frozen=True)
class Place:
    """A terminal at which the first resident has logged in, and what is theirs."""

    line: InProcess
    terminal: HandMadeTerminal
    visit: Visit

    def sent(self, wish: ActionBody, visit: Visit | None = None, **wrong: Any) -> int | str:
        """The status of what refuses all of it, else the verdict."""
        answer = self.terminal.post(self.line, self.signed(wish, visit or self.visit, **wrong))
        if answer.status != 200:
            return answer.status
        return answer.read(ActionsAnswer).verdicts[0].verdict

    def told(self, wish: ActionBody, visit: Visit, **wrong: Any) -> set[tuple[str, str]]:
        verdict = self.terminal.verdict(self.line, self.signed(wish, visit, **wrong))
        assert verdict.verdict == "rejected", verdict
        return {(reason.code, reason.rule) for reason in verdict.reasons}

    def signed(self, wish: ActionBody, visit: Visit, **wrong: Any) -> wire.Signed:
        typed = NEXT if name(wish) == "old" else FORMS.get(name(wish))
        form = None if typed is None else self.terminal.form(visit.visit, wish.verb, typed)
        box = wrong.get("box", visit.box)
        return self.terminal.act(wish, visit.visit, box, here(), form=form)


@pytest.fixture
def place(line: InProcess) -> Place:
    resident, terminal = register(), enrolled(line)
    visit = Visit.logged_in(line, terminal)
    assert terminal.verdict(line, visit.act(body(start_minute=540, end_minute=600)))
    Booking.objects.update(number=NUMBER)
    entered(resident)
    register("90000002", OTHER)
    return Place(line, terminal, visit)


def entered(resident: Resident) -> None:
    month = {"municipality": "ono", "month": NOW.date().replace(day=1)}
    made = {"commitment": "1" * 64, "committed_at": NOW, "state": "committed"}
    Draw.objects.create(**month, secret=lots.SECRET, **made)
    entry = {"number": NUMBER, "user": "BBBBB-BBBBB", "preference": 1, "entered_at": NOW}
    slots = [SLOT.model_dump(mode="json")]
    Entry.objects.create(id=uuid4(), **month, **entry, resident=resident, slots=slots, people=4)


def everything() -> list[object]:
    """What an action could have changed: the lines of all that was done, and the rows."""
    done = Line.objects.filter(answer__contains='"applied"').values_list("kind", "id")
    rows = [list(table.objects.order_by("id").values()) for table in (Booking, Entry, Resident)]
    return [sorted(done, key=str), *rows]


@pytest.mark.parametrize("who", AT)
def test_terminal__that_is_not_believed_has_nothing_done(place: Place, who: Who) -> None:
    before = everything()
    match who:
        case "quarantined":
            Terminal.objects.update(quarantined=True)
        case "revoked":
            Terminal.objects.update(revoked=True)
        case "unknown":
            place.terminal.name = "ono-argo-stranger"
        case "unsigned":
            place.terminal.key = Ed25519PrivateKey.generate()
    said = {name(wish): place.sent(wish) for wish in WISHES}
    assert said == dict.fromkeys(said, AT[who])
    assert everything() == before


@pytest.mark.parametrize("who", NOT_THERE)
def test_somebody__who_is_not_proven_to_be_there_has_nothing_done(place: Place, who: str) -> None:
    before, visit = everything(), Visit.offline(place.terminal)
    wrong: dict[str, Any] = {}
    match who:
        case "wrong password":
            visit = Visit.offline(place.terminal, "chigau00")
        case "no box":
            wrong["box"] = None
        case "box of another terminal":
            wrong["box"] = Visit.logged_in(place.line, enrolled(place.line)).box
        case "unknown card":
            visit = Visit.offline(place.terminal, card="04FF")
        case "lost card":
            Card.objects.update(state=CardState.LOST)
    said = {name(wish): place.told(wish, visit, **wrong) for wish in BY_LOGIN}
    assert said == {key: {NOT_THERE[who]} for key in said}
    assert everything() == before


def test_somebody__has_nothing_done_about_what_is_anothers(place: Place) -> None:
    before, other = everything(), Visit.logged_in(place.line, place.terminal, OTHER)
    said = {w.verb: place.told(w, other) for w in WISHES if w.verb in NOT_THEIRS}
    assert said == {verb: {refusal} for verb, refusal in NOT_THEIRS.items()}
    assert everything() == before


def test_visit__vouches_in_its_own_municipality_alone(place: Place) -> None:
    """Registrations and passwords are each municipality's own."""
    before, place.terminal.municipality = everything(), "kumamoto"
    said = {name(wish): place.sent(wish) for wish in BY_LOGIN}
    assert said == dict.fromkeys(said, "rejected")
    assert everything() == before


def test_matrix__has_every_verb() -> None:
    assert {wish.verb for wish in WISHES} == set(get_args(ActionVerb))
    named = {w.verb for w in WISHES if "number" in type(w).model_fields} | {"rank_entries"}
    assert named == NOT_THEIRS.keys()
