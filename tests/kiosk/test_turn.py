"""An event in, a picture and effects out; and nothing of a visit that is over stays."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.devices.ports import CardTouched
from kiosk.messages import (
    BackPressed,
    Effect,
    Event,
    LogIn,
    MunicipalityChosen,
    PageOpened,
    PasswordSealed,
    SettingChanged,
    StopPressed,
    Ticked,
    Touched,
    UnsentCounted,
)
from kiosk.screens.parts import Shown
from kiosk.turn import Turn
from kiosk.visit import Site
from tests.kiosk.flow.journey import CARD, NOW, SEALED, VISIT, accepted, booking, site
from tests.kiosk.flow.test_town import stand

#: What was drawn of a visit is dropped.
FORGOTTEN = "forgotten"
NEXT_VISIT = UUID(int=2)
NUMBER = booking().number
#: A resident looks at the own bookings, as far as the password.
TO_THE_PASSWORD = (PageOpened("mine.list"), CardTouched(CARD))


@dataclass
class Desk:
    """Whoever stands around the turn, and writes down what it asks for, in order."""

    now: datetime = NOW
    ids: list[UUID] = field(default_factory=lambda: [VISIT, NEXT_VISIT])
    done: list[Shown | Effect | str] = field(default_factory=list)

    def new_id(self) -> UUID:
        return self.ids.pop(0)

    def turn(self, here: Site | None = None) -> Turn:
        return Turn(
            here or site(),
            new_id=self.new_id,
            now=lambda: self.now,
            draw=self.done.append,
            carry_out=self.done.append,
            forget=lambda: self.done.append(FORGOTTEN),
        )

    def after(self, turn: Turn, *events: Event) -> list[Shown | Effect | str]:
        """What came out of the last of these events."""
        for event in events:
            self.done.clear()
            turn.take(event)
        return self.done


def test_turn__has_its_first_picture_before_anything_happens() -> None:
    desk = Desk()
    assert desk.turn().shown.kind == "home"
    assert desk.done == []
    assert desk.ids == [NEXT_VISIT]


def test_turn__draws_what_changed_once() -> None:
    desk = Desk()
    turn = desk.turn()
    assert desk.after(turn, PageOpened("look.sport")) == [turn.shown]
    assert turn.shown.kind == "choose"


def test_turn__does_not_draw_what_is_the_same() -> None:
    desk = Desk()
    turn = desk.turn()
    before = turn.shown
    assert desk.after(turn, Touched()) == []
    assert desk.after(turn, Ticked(NOW + timedelta(seconds=1))) == []
    assert turn.shown is before
    assert desk.after(turn, UnsentCounted(2)) == [turn.shown]
    assert desk.after(turn, UnsentCounted(2)) == []


def test_turn__draws_first_and_carries_out_after() -> None:
    desk = Desk()
    turn = desk.turn()
    picture, effect = desk.after(turn, *TO_THE_PASSWORD, SEALED)
    assert picture == turn.shown
    assert isinstance(effect, LogIn)
    assert effect.visit == VISIT


def test_turn__begins_a_new_visit_when_one_is_over() -> None:
    desk = Desk()
    turn = desk.turn()
    first = turn.shown
    desk.after(turn, SettingChanged("text_scale"), *TO_THE_PASSWORD, SEALED, accepted(booking()))
    assert NUMBER in repr(turn.shown)
    assert desk.after(turn, StopPressed()) == [FORGOTTEN, turn.shown]
    assert desk.ids == []
    # Text size, card and bookings are gone: it looks as it did for the first one.
    assert turn.shown == first
    visit = repr(turn._visit)
    assert str(NEXT_VISIT) in visit
    assert [word for word in (CARD, NUMBER, str(VISIT), SEALED.box) if word in visit] == []


def test_turn__a_visit_that_is_over_is_forgotten_even_where_the_picture_stays() -> None:
    desk = Desk()
    turn = desk.turn()
    home = turn.shown
    assert desk.after(turn, StopPressed()) == [FORGOTTEN, home]


def test_turn__another_municipality_is_another_visit() -> None:
    desk = Desk()
    turn = desk.turn(stand())
    chosen = MunicipalityChosen("izumi")
    desk.after(turn, SettingChanged("text_scale"), chosen, *TO_THE_PASSWORD, SEALED)
    desk.after(turn, accepted(booking()))
    assert NUMBER in repr(turn._visit)
    while turn._visit.page != "home":
        desk.after(turn, BackPressed())
    assert desk.after(turn, PageOpened("town")) == [FORGOTTEN, turn.shown]
    visit = repr(turn._visit)
    assert [word for word in (CARD, NUMBER, str(VISIT), SEALED.box) if word in visit] == []
    assert (turn.shown.kind, turn.shown.text_scale) == ("choose", 1.25)
    assert turn.site.municipality.id == "kumatori"
    assert desk.ids == [NEXT_VISIT]


def test_turn__an_answer_to_a_visit_that_is_over_changes_nothing() -> None:
    desk = Desk()
    turn = desk.turn()
    desk.after(turn, *TO_THE_PASSWORD, StopPressed())
    home = turn.shown
    assert desk.after(turn, accepted(booking())) == []
    assert turn.shown is home


def test_turn__the_next_visit_begins_at_its_own_time_and_keeps_what_is_of_the_terminal() -> None:
    desk = Desk()
    turn = desk.turn()
    desk.after(turn, UnsentCounted(3), PageOpened("look.sport"))
    desk.now = NOW + timedelta(hours=1)
    desk.after(turn, StopPressed())
    assert turn._visit.now == desk.now
    assert turn._visit.site.unsent == 3


def test_turn__a_sealed_password_reaches_the_effect_and_no_picture() -> None:
    desk = Desk()
    turn = desk.turn()
    picture, effect = desk.after(turn, *TO_THE_PASSWORD, PasswordSealed("key-1", "BOXBOXBOX"))
    assert "BOXBOXBOX" in repr(effect)
    assert "BOXBOXBOX" not in repr(picture)
