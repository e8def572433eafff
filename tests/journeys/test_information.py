"""Information, accounts that are not in order, the staff's page, and the end of a visit."""

from kiosk.messages import (
    CheckUpWanted,
    ClosingChosen,
    NextPressed,
    PageOpened,
    SettingChanged,
    StaffCalled,
    TextOpened,
    TopicOpened,
    Touched,
    TrialPrintWanted,
)
from tests.journeys.stand import Stand
from tests.journeys.walker import STAFF_CARD, Walker

UNKNOWN_CARD = "04000000000099"


def inform(walker: Walker) -> None:
    walker.touch(PageOpened("information"))
    walker.at("information")
    walker.picture("menu", "What there is to be known here.")
    walker.touch(PageOpened("information.questions"))
    walker.touch(TextOpened)
    walker.at("information.text")
    walker.picture("question", "An answer to what is often asked.")
    walker.home()
    walker.touch(PageOpened("information"))
    walker.touch(PageOpened("information.topics"))
    walker.picture("topics", "Who answers what, and whether somebody does now (KM-08).")
    walker.touch(TopicOpened)
    walker.until("an answer", lambda: walker.page in {"information.who", "information.venues"})
    walker.picture("who", "Whom to ask.")
    walker.home()
    walker.touch(PageOpened("information"))
    walker.touch(PageOpened("information.elsewhere"))
    walker.at("information.elsewhere")
    walker.picture("elsewhere", "What cannot be booked here, and what to do instead (KM-07).")
    walker.home()


def inform_without_line(walker: Walker) -> None:
    """All of it is on the terminal; of what the centre alone knows nothing is said."""
    walker.cut_line()
    walker.touch(PageOpened("information"))
    walker.touch(PageOpened("information.questions"))
    walker.touch(TextOpened)
    walker.at("information.text")
    walker.picture("question-cut", "The same answer with the line cut.")
    walker.home()
    walker.mend_line_far_away()


def in_kumamoto(walker: Walker) -> None:
    inform(walker)
    inform_without_line(walker)
    suspended(walker)
    left_alone(walker)


def suspended(walker: Walker) -> None:
    """Stopped: told after the login what opens it again (KM-81, KM-82)."""
    walker.touch(PageOpened("mine.list"))
    walker.log_in(walker.sample("利用停止中"))
    walker.at("account.states")
    walker.picture("suspended", "The account is stopped: why, and where it is opened again.")
    walker.touch(NextPressed())
    walker.at("mine.list")
    walker.home()


def left_alone(walker: Walker) -> None:
    """After a minute it asks; then the visit ends, with all that was set for it."""
    walker.touch(PageOpened("mine.list"))
    walker.touch(SettingChanged("text_scale"))
    walker.touch(SettingChanged("language"))
    walker.log_in(walker.sample("個人"))
    walker.at("mine.list")
    walker.let_pass(61)
    walker.until("the question", lambda: walker.shown.kind == "message")
    walker.picture("still-there", "Is somebody still there?")
    walker.touch(Touched())
    walker.until("the list", lambda: walker.shown.kind == "list")
    walker.let_pass(61)
    walker.until("the question again", lambda: walker.shown.kind == "message")
    walker.let_pass(21)
    walker.at("home")
    assert (walker.shown.language, walker.shown.text_scale) == ("ja", 1.0)
    walker.picture("home", "The visit is over, and the page is as for everybody.")


def in_ono(walker: Walker) -> None:
    turned_away(walker)
    call(walker)
    staff(walker)
    staff_without_line(walker)


def turned_away(walker: Walker) -> None:
    """A lost card, then one that nobody knows."""
    for name, card in (("lost", walker.sample("紛失").card), ("unknown", UNKNOWN_CARD)):
        walker.touch(PageOpened("mine.list"))
        walker.at("identify.card")
        walker.tap_card(card)
        walker.at("identify.password")
        walker.type_password(walker.sample("紛失").password)
        walker.at("identify.refused")
        walker.picture(name, "Nobody is let in with this card: what to do.")
        walker.home()


def call(walker: Walker) -> None:
    """They are called at once, and see it; the end of the visit ends the call."""
    walker.touch(StaffCalled())
    walker.at("call")
    walker.reads(walker.say("call.told"))
    walker.picture("call", "The call is on the screen of the staff, and how else to reach them.")
    assert walker.centre("SELECT kind, acknowledged_at FROM terminals_alarm") == [
        ("staff_called", None)
    ]
    walker.home()
    calling = "SELECT count(*) FROM terminals_statereport WHERE called_at IS NOT NULL"
    walker.until("the end of the call", lambda: walker.centre(calling) == [(0,)])
    walker.cut_line()
    walker.touch(StaffCalled())
    walker.reads(walker.say("call.failed"))
    walker.picture("call-cut", "With the line cut nobody is called, and the page says so.")
    walker.home()
    walker.mend_line()


def staff(walker: Walker) -> None:
    """Behind a card of theirs: how it is, a check, a trial print, closed and open again."""
    walker.tap_card(STAFF_CARD)
    walker.at("staff")
    walker.touch(CheckUpWanted())
    walker.reads(walker.say("staff.reached"), walker.say("staff.sound"))
    walker.touch(TrialPrintWanted())
    walker.ticket("trial")
    walker.reads(walker.say("staff.printed"))
    walker.picture("staff", "How the terminal is, after a check and a trial print.")
    walker.touch(PageOpened("staff.closing"))
    walker.touch(ClosingChosen("repair"))
    walker.at("staff")
    walker.touch_words("press.finish")
    walker.reads(walker.say("closed.repair"))
    walker.picture("closed", "What a resident sees of a closed terminal.")
    walker.tap_card(walker.sample("市内個人").card)
    walker.tap_card(STAFF_CARD)
    walker.at("staff")
    walker.touch(ClosingChosen(""))
    walker.touch_words("press.finish")
    walker.until("the open terminal", lambda: walker.shown.kind == "home")


def staff_without_line(walker: Walker) -> None:
    """The page says that the centre is not reached; closing needs no line."""
    walker.cut_line()
    walker.tap_card(STAFF_CARD)
    walker.at("staff")
    walker.touch(CheckUpWanted())
    walker.reads(walker.say("staff.unreached"), walker.say("line.down"))
    walker.picture("staff-cut", "The staff's page with the line cut.")
    walker.touch(PageOpened("staff.closing"))
    walker.touch(ClosingChosen("repair"))
    walker.at("staff")
    walker.touch(ClosingChosen(""))
    walker.touch_words("press.finish")
    walker.until("the open terminal", lambda: walker.shown.kind == "home")
    walker.mend_line()


def test_information__a_stopped_account_and_a_visit_left_alone(stand: Stand) -> None:
    """KM-07, KM-08, KM-81."""
    stand.walk(in_kumamoto, "kumamoto")


def test_staff__and_cards_that_let_nobody_in(stand: Stand) -> None:
    """The staff's page stands behind a card of theirs alone."""
    stand.walk(in_ono, "ono")
