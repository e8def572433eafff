"""Passwords on the whole chain: the first, the next, a temporary one; never with the line cut."""

from kiosk.messages import NextPressed, PageOpened
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

FIRST, NEXT, OWN = "kagi4201", "kagi4202", "kagi4301"
#: Of the sample resident without one: 62 years old, born on the first of January.
BORN, PHONE_END = "19640101", "0042"


def passwords(walker: Walker) -> None:
    first(walker)
    changed(walker)
    temporary(walker)
    without_line(walker)


def first(walker: Walker) -> None:
    """By the number, the birthday and the end of the telephone number (KT-14, KT-16)."""
    walker.touch(PageOpened("password.what"))
    walker.at("password.what")
    walker.picture("what", "First, change, forgotten.")
    walker.touch(PageOpened("password.number"))
    walker.at("password.number")
    walker.type_digits(walker.sample("パスワード未登録").number)
    walker.at("password.born")
    walker.picture("born", "The birthday by digits.")
    walker.type_digits(BORN)
    walker.at("password.phone")
    walker.type_digits(PHONE_END)
    walker.at("password.new")
    walker.type_password(FIRST)
    walker.picture("again", "Once more, to compare.")
    walker.type_password(FIRST)
    walker.result(Tone.CONFIRMED, "first", printed=False)
    walker.home()


def changed(walker: Walker) -> None:
    """After the one that was set just now, mistyped once."""
    card = walker.sample("パスワード未登録").card
    walker.touch(PageOpened("password.what"))
    walker.touch(PageOpened("password.change"))
    walker.at("identify.card")
    walker.tap_card(card)
    walker.at("identify.password")
    walker.type_password(NEXT)
    walker.until("the refusal", lambda: walker.page == "identify.password" and walker.said_wrong())
    walker.picture("wrong", "Not the password: how often it can still be tried.")
    walker.type_password(FIRST)
    walker.at("password.change")
    walker.type_password(NEXT)
    walker.type_password(NEXT)
    walker.result(Tone.CONFIRMED, "changed", printed=False)
    walker.home()
    walker.touch(PageOpened("mine.list"))
    walker.at("identify.card")
    walker.tap_card(card)
    walker.at("identify.password")
    walker.type_password(NEXT)
    walker.at("mine.list")
    walker.home()


def temporary(walker: Walker) -> None:
    """One that a desk gave is changed before anything else."""
    walker.touch(PageOpened("mine.list"))
    walker.log_in(walker.sample("仮パスワード"))
    walker.at("account.states")
    walker.picture("told", "After the login: the password is a temporary one.")
    walker.touch(NextPressed())
    walker.at("password.change")
    walker.picture("temporary", "It has to be changed, and why.")
    walker.type_password(OWN)
    walker.type_password(OWN)
    walker.result(Tone.CONFIRMED, "own", printed=False)
    walker.home()
    temporary_left = "SELECT count(*) FROM registry_credential WHERE temporary"
    assert walker.centre(temporary_left) == [(0,)]


def without_line(walker: Walker) -> None:
    walker.cut_line()
    walker.touch(PageOpened("password.what"))
    walker.touch(PageOpened("password.number"))
    walker.at("password.offline")
    walker.picture("offline", "Why not now, and what to do.")
    walker.home()
    walker.mend_line()


def test_passwords__first_changed_and_temporary(stand: Stand) -> None:
    """KT-14 to KT-17."""
    stand.walk(passwords, "kumatori", typed=(FIRST, NEXT, OWN, BORN))
