"""The password: a first one by what one knows, another one by the last, a temporary one changed."""

from dataclasses import replace

import pytest

from kiosk.devices.ports import CardTouched
from kiosk.flow import show
from kiosk.messages import (
    FetchMine,
    LineChanged,
    LogIn,
    NewPasswordSubject,
    PageOpened,
    Submit,
)
from kiosk.messages.registration import (
    BirthdayTyped,
    NewPasswordSealed,
    OwnerNumberTyped,
    PhoneEndTyped,
)
from kiosk.visit import Visit
from sync.wire import ReasonText, Sealed, SetPasswordBody
from tests.kiosk.flow.journey import (
    CARD,
    NOW,
    SEALED,
    VISIT,
    accepted,
    at_mine,
    begin,
    do,
    last_effect,
    offline,
    recorded,
    settled,
    take,
    walk,
)
from tests.kiosk.flow.towns import town

NEW = NewPasswordSealed("key-1", "BBBB")
TO_THE_KEYBOARD = (
    (PageOpened("password.what"), "password.what"),
    (PageOpened("password.number"), "password.number"),
    (OwnerNumberTyped("12345678"), "password.born"),
    (BirthdayTyped("19500401"), "password.phone"),
    (PhoneEndTyped("0123"), "password.new"),
)


def known() -> Visit:
    return walk(begin(), *TO_THE_KEYBOARD)


def labels(visit: Visit) -> list[str]:
    return [press.event.page for press in show(visit).view.actions if _opens(press.event)]


def _opens(event: object) -> bool:
    return isinstance(event, PageOpened)


def test_password__a_first_one_is_proved_by_number_birthday_and_telephone() -> None:
    """KT-15, KX-2: what is known is sealed with the password, none of it is sent in the clear."""
    visit = known()
    subject = show(visit).view.subject
    assert isinstance(subject, NewPasswordSubject)
    assert subject.first is not None
    assert (subject.first.number, subject.first.phone_end) == ("12345678", "0123")
    assert subject.first.born_on.isoformat() == "1950-04-01"
    visit, effect = last_effect(visit, NEW)
    assert isinstance(effect, Submit)
    assert effect.draft.body == SetPasswordBody(proof="known")
    assert effect.draft.form == Sealed(kid="key-1", box="BBBB")
    assert effect.draft.credential is None
    assert "12345678" not in repr(visit.kept)


def test_password__once_set_it_holds_everywhere() -> None:
    """KT-16: the result says so, and leads on."""
    visit = walk(known(), (NEW, "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit = walk(visit, (settled(visit), "action.result"))
    assert labels(visit) == ["look.sport", "mine.list"]
    assert show(visit).view.ticket == ""


def test_password__what_was_wrong_can_be_tried_again() -> None:
    """KX-2: nobody learns which of the three was wrong."""
    visit = walk(known(), (NEW, "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    reason = ReasonText(code="credential", rule="")
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    assert visit.speech.say("password.first.refused") in show(visit).view.lines
    walk(visit, (PageOpened("password.what"), "password.what"))


@pytest.mark.parametrize(
    ("before", "event", "page"),
    [
        (2, OwnerNumberTyped("1234"), "password.number"),
        (2, OwnerNumberTyped("１２３４５６７８"), "password.number"),
        (3, BirthdayTyped("19500231"), "password.born"),
        (3, BirthdayTyped("20260101"), "password.born"),
        (3, BirthdayTyped("18991231"), "password.born"),
        (3, BirthdayTyped("1950"), "password.born"),
        (4, PhoneEndTyped("12"), "password.phone"),
        (4, PhoneEndTyped("12a4"), "password.phone"),
    ],
)
def test_password__what_cannot_be_is_said_at_once(before: int, event: object, page: str) -> None:
    visit = walk(begin(), *TO_THE_KEYBOARD[:before])
    visit = walk(visit, (event, page))  # type: ignore[arg-type]
    assert show(visit).view.error


def test_password__letters_where_the_number_has_them() -> None:
    """KM-20: a user name of letters and digits is typed by letters."""
    visit = begin(municipality=town("kumamoto"), venue=next(iter(town("kumamoto").venues)))
    visit = walk(
        visit,
        (PageOpened("password.what"), "password.what"),
        (PageOpened("password.number"), "password.name"),
        (OwnerNumberTyped("tennis"), "password.born"),
    )
    assert show(visit).kind == "keypad"


def test_password__is_changed_by_the_last_one() -> None:
    """KM-25: the login box of the visit is what proves it."""
    visit = walk(
        begin(),
        (PageOpened("password.what"), "password.what"),
        (PageOpened("password.change"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
        (accepted(), "password.change", FetchMine),
    )
    assert show(visit).view.subject == NewPasswordSubject(VISIT)
    visit, effect = last_effect(visit, NEW)
    assert isinstance(effect, Submit)
    assert effect.draft.body == SetPasswordBody(proof="old")
    assert effect.draft.credential == Sealed(kid="key-1", box="AAAA")


def temporary() -> Visit:
    visit = walk(
        begin(),
        (PageOpened("mine.list"), "identify.card"),
        (CardTouched(CARD), "identify.password"),
        (SEALED, "identify.wait", LogIn),
    )
    return do(visit, accepted(password=False))


def test_password__a_temporary_one_is_changed_before_anything_else() -> None:
    """OG-05, KT-14: after the login the only way on is the change."""
    visit = temporary()
    if visit.page == "account.states":
        visit = do(visit, show(visit).frame.next.event)  # type: ignore[union-attr]
    assert visit.page == "password.change"
    assert show(visit).frame.question == visit.speech.say("password.temporary")
    visit = walk(visit, (NEW, "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit = walk(visit, (settled(visit), "action.result"))
    assert not visit.has_temporary_password


def test_password__a_temporary_one_stays_where_the_change_is_refused() -> None:
    visit = replace(temporary(), page="password.change")
    visit = walk(visit, (NEW, "action.wait", Submit))
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit = walk(visit, (settled(visit, "rejected"), "action.result"))
    assert visit.has_temporary_password


@pytest.mark.parametrize("page", ["password.number", "password.change"])
def test_password__is_not_kept_for_later(page: str) -> None:
    """KT-16: whatever is asked with the line cut carries the old one, and would be refused."""
    walk(
        offline(),
        (PageOpened("password.what"), "password.what"),
        (PageOpened(page), "password.offline"),
    )


def test_password__the_line_is_cut_while_it_is_typed() -> None:
    visit = do(known(), LineChanged(up=False))
    visit, effects = take(visit, NEW)
    assert (visit.page, effects) == ("password.offline", ())


def test_password__forgotten_leads_to_a_desk() -> None:
    """OG-06: nobody can tell it; where to go, and whether somebody is there."""
    visit = walk(
        begin(),
        (PageOpened("password.what"), "password.what"),
        (PageOpened("password.forgotten"), "password.forgotten"),
    )
    assert any("いま開いています" in line and "電話" in line for line in show(visit).view.lines)
    walk(visit, (PageOpened("desk"), "desk"))


def test_password__is_offered_where_the_rules_take_one_here() -> None:
    """KT-15."""
    pages = [press.event for press in show(begin()).view.more]
    assert PageOpened("password.what") in pages


def test_password__who_is_known_needs_no_second_login() -> None:
    visit = do(at_mine(), PageOpened("home"))
    visit = replace(visit, page="password.what", now=NOW)
    walk(visit, (PageOpened("password.change"), "password.change", FetchMine))
