"""One terminal, several municipalities, at a real centre: each knows its own residents alone."""

from kiosk.messages import MunicipalityChosen, PageOpened
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

#: What the resident sets in 和泉市, with a password in 熊取町 already.
SECOND = "kagi5101"
#: 36 years old, born on the first of January.
BORN, PHONE_END = "19900101", "0041"


def towns(walker: Walker) -> None:
    walker.at("town")
    walker.picture("town", "Whose facilities? That of the place stands first.")
    not_registered(walker)
    without_password(walker)
    each_its_own(walker)
    without_line(walker)


def choose(walker: Walker, municipality: str) -> None:
    walker.at("town")
    walker.touch(MunicipalityChosen(municipality))
    walker.at("home")


def log_in(walker: Walker, municipality: str, password: str) -> None:
    choose(walker, municipality)
    walker.touch(PageOpened("mine.list"))
    walker.at("identify.card")
    walker.tap_card(walker.sample("個人").card)
    walker.at("identify.password")
    walker.type_password(password)


def not_registered(walker: Walker) -> None:
    """Registered in 熊取町 and 和泉市, and not in 堺市 (KT-01)."""
    log_in(walker, "sakai", walker.sample("個人").password)
    walker.at("identify.refused")
    walker.reads("堺市には利用者登録がありません")
    walker.picture("not-registered", "The card is one of another municipality.")
    walker.touch(PageOpened("town"))


def without_password(walker: Walker) -> None:
    """By number, with the password of 熊取町; then one is set (KT-17)."""
    choose(walker, "izumi")
    walker.touch(PageOpened("mine.list"))
    walker.touch(PageOpened("identify.number"))
    walker.at("identify.number")
    walker.type_digits(walker.sample("個人").number)
    walker.at("identify.password")
    walker.type_password(walker.sample("個人").password)
    walker.at("identify.refused")
    walker.reads("和泉市のパスワードがまだ登録されていません")
    walker.picture("no-password", "A password is each municipality's own.")
    walker.touch(PageOpened("password.number"))
    walker.type_digits(walker.sample("個人").number)
    walker.at("password.born")
    walker.type_digits(BORN)
    walker.at("password.phone")
    walker.type_digits(PHONE_END)
    walker.at("password.new")
    walker.type_password(SECOND)
    walker.type_password(SECOND)
    walker.result(Tone.CONFIRMED, "second", printed=False)
    walker.home()


def each_its_own(walker: Walker) -> None:
    """The new one opens 和泉市, and the old one still 熊取町."""
    for municipality, password in (
        ("izumi", SECOND),
        ("kumatori", walker.sample("個人").password),
    ):
        log_in(walker, municipality, password)
        walker.at("mine.list")
        walker.home()
    walker.at("town")


def without_line(walker: Walker) -> None:
    """What was free in a chosen municipality is shown with its age, from the terminal's copy."""
    walker.cut_line()
    choose(walker, "izumi")
    walker.touch(PageOpened("look.place"))
    walker.at("look.place")
    walker.picture("place-cut", "The places of another municipality with the line cut.")
    walker.home()
    walker.mend_line()


def test_towns__each_knows_its_own_residents(stand: Stand) -> None:
    """KT-01, KT-02, KT-17"""
    others = ("osaka_parks", "osaka", "sakai", "izumi")
    stand.walk(towns, "kumatori", also_serves=others, typed=(SECOND, BORN))
