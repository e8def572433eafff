"""Registration and renewal on the whole chain: to a provisional slip, and to another term."""

import json
from pathlib import Path

from kiosk.messages import BackPressed, NextPressed, PageOpened, TermsAgreed
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
from tests.journeys.desk import on_slip
from tests.journeys.stand import Stand
from tests.journeys.walker import Walker

NAME, LEADER, PHONE = "ミホンクラフ", "ミホンタロウ", "0584000031"
TEXTS = {"name": NAME, "representative": LEADER, "phone": PHONE}
COUNTS = {"members": "12", "local": "8", "phones": "2", "leader_age": "46"}
BORN = "19800401"
GROUP_NUMBER, OWN = "80000001", "kagi6101"
#: A row of an older system: a group whose term ends in some weeks.
GROUP = (
    "number,name,type,born_on,registered_on,valid_until\n"
    f"{GROUP_NUMBER},見本・更新の団体,city_group,1980-04-01,2024-11-01,2026-10-31\n"
)


def register(walker: Walker) -> None:
    """A group: classes, terms, what is typed, a last look, a slip (OG-01, OG-02, OG-S4)."""
    walker.touch(PageOpened("register.start"))
    walker.at("register.start")
    walker.picture("start", "For whom, with what, where; and the blank form.")
    walker.touch(PageOpened("register.paper"))
    walker.picture("paper", "The blank form: printed here, or on the city's page by its code.")
    walker.touch(BlankWanted())
    walker.ticket("blank")
    walker.touch(BackPressed())
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
    assert applications(walker, walker.sample("有効期限切れ").number) == ["received"]
    walker.home()


def applications(walker: Walker, number: str) -> list[str]:
    """How the applications of this resident stand at the centre."""
    of = "(SELECT id FROM registry_resident WHERE number = ?)"
    found = f"SELECT state FROM registry_renewalapplication WHERE resident_id = {of}"
    return [state for (state,) in walker.centre(found, number)]


def renew_group(walker: Walker) -> None:
    """Carried over from an older system; with a temporary password and the members anew (ON-23)."""
    number, temporary = walker.told
    walker.touch(PageOpened("renewal.see"))
    walker.log_in_by_number(number, temporary)
    walker.at("account.states")
    walker.touch(NextPressed())
    walker.at("password.change")
    for _ in range(2):
        walker.type_password(OWN)
    walker.result(Tone.CONFIRMED, "password", printed=False)
    walker.home()
    walker.touch(PageOpened("renewal.see"))
    walker.log_in_by_number(number, OWN)
    walker.at("account.states")
    walker.picture("due", "The time to renew has begun: said at the login.")
    walker.touch(NextPressed())
    walker.at("renewal.see")
    walker.touch(PageOpened("renewal.members"))
    walker.at("renewal.members")
    for name, digits in COUNTS.items():
        walker.touch(CountWanted(name))
        walker.at("roster.count")
        walker.type_digits(digits)
        walker.at("renewal.members")
    for name in ("elementary_or_older", "base_in_city"):
        walker.touch(RosterTicked(name))
    walker.picture("members", "How many they are: the group's members anew.")
    walker.touch(PageOpened("renewal.apply"))
    walker.at("renewal.apply")
    walker.picture("apply-group", "Before the yes, with the members.")
    walker.touch(RenewalConfirmed())
    walker.result(Tone.CONFIRMED, "applied-group")
    walker.ticket("applied-group")
    ((roster,),) = walker.centre("SELECT roster FROM registry_resident WHERE number = ?", number)
    assert json.loads(roster)["members"] == int(COUNTS["members"])
    assert applications(walker, number) == ["received"]
    walker.home()


def test_renewal__of_a_group_with_its_members(stand: Stand, tmp_path: Path) -> None:
    """ON-13, ON-23: of an older system's row, with a password that the desk gave."""
    rows = tmp_path / "residents.csv"
    rows.write_text(GROUP, encoding="utf-8")
    stand.central("import", "residents", str(rows), "--municipality", "ono")
    desk = stand.employ("ono", "counter")
    resident = desk.find("/admin/registry/resident/", GROUP_NUMBER)
    temporary = on_slip(desk.do(f"{resident}act/reset_password/"))
    stand.walk(renew_group, "ono", typed=(OWN,), told=(GROUP_NUMBER, temporary))


def test_registration__of_a_group_to_its_provisional_slip(stand: Stand) -> None:
    """OG-01, OG-02, OG-S4."""
    stand.walk(register, "ogaki", typed=(NAME, LEADER, PHONE, BORN))


def test_renewal__of_an_expired_registration(stand: Stand) -> None:
    """ON-23."""
    stand.walk(renew, "ono")
