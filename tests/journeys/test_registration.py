"""Registration and renewal on the whole chain: to a provisional slip, and to another term."""

from kiosk.messages import NextPressed, PageOpened, TermsAgreed
from kiosk.messages.registration import (
    BlankWanted,
    ClassTicked,
    CountWanted,
    FieldTicked,
    FieldWanted,
    RegistrationConfirmed,
    RenewalConfirmed,
    RosterTicked,
    TypeChosen,
)
from kiosk.screens.result.view import Tone
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

NAME, LEADER, PHONE = "ミホンクラフ", "ミホンタロウ", "0584000031"
TEXTS = {"name": NAME, "representative": LEADER, "phone": PHONE}
COUNTS = {"members": "12", "local": "8", "phones": "2", "leader_age": "46"}
BORN = "19800401"


def register(walker: Walker) -> None:
    """A group: classes, terms, what is typed, a last look, a slip (OG-01, OG-02, OG-S4)."""
    walker.touch(PageOpened("register.start"))
    walker.at("register.start")
    walker.picture("start", "For whom, with what, where; and the blank form.")
    walker.touch(BlankWanted())
    walker.ticket("blank")
    walker.touch(PageOpened("register.type"))
    walker.touch(TypeChosen("group"))
    walker.at("register.classes")
    for name in ("sports", "seinen"):
        walker.touch(ClassTicked(name))
    walker.picture("classes", "Which classes of facilities.")
    walker.touch(NextPressed())
    for name in ("first", "second"):
        walker.at("register.terms")
        walker.picture(f"terms-{name}", "The terms of each class, one after the other.")
        walker.touch(TermsAgreed())
    fill_in(walker)
    walker.touch(PageOpened("register.check"))
    walker.at("register.check")
    walker.picture("check", "Everything once more, and what is to be brought.")
    walker.touch(RegistrationConfirmed())
    walker.result(Tone.CONFIRMED, "registered")
    walker.ticket("registered")
    who = walker.centre("SELECT state, type, number FROM registry_resident WHERE name = ?", NAME)
    assert [row[:2] for row in who] == [("provisional", "group")]
    walker.reads(who[0][2])
    walker.home()


def fill_in(walker: Walker) -> None:
    walker.at("register.data")
    for name, text in TEXTS.items():
        walker.touch(FieldWanted(name))
        walker.at("register.text")
        walker.type_text(*text)
        walker.at("register.data")
    walker.touch(FieldWanted("born"))
    walker.at("register.born")
    walker.type_digits(BORN)
    for name, digits in COUNTS.items():
        walker.touch(CountWanted(name))
        walker.at("roster.count")
        walker.type_digits(digits)
        walker.at("register.data")
    walker.touch(RosterTicked("elementary_or_older"))
    walker.touch(FieldTicked("declared"))
    walker.picture("data", "What was typed, by labelled fields.")


def renew(walker: Walker) -> None:
    """Expired: told after the login, with the way to another term (ON-23)."""
    walker.touch(PageOpened("renewal.see"))
    walker.log_in(walker.sample("有効期限切れ"))
    walker.at("account.states")
    walker.picture("expired", "The registration has expired: what to do, and where.")
    walker.touch(NextPressed())
    walker.at("renewal.see")
    walker.picture("renewal", "How long it was valid, and what renewing needs.")
    walker.touch(PageOpened("renewal.apply"))
    walker.at("renewal.apply")
    walker.picture("apply", "Before the yes: until when it is valid then.")
    walker.touch(RenewalConfirmed())
    walker.result(Tone.CONFIRMED, "applied")
    walker.ticket("applied")
    assert walker.centre("SELECT count(*) FROM registry_renewalapplication") == [(1,)]
    walker.home()


def test_registration__of_a_group_to_its_provisional_slip(stand: Stand) -> None:
    """OG-01, OG-02, OG-S4."""
    stand.walk(register, "ogaki", typed=(NAME, LEADER, PHONE, BORN))


def test_renewal__of_an_expired_registration(stand: Stand) -> None:
    """ON-23."""
    stand.walk(renew, "ono")
