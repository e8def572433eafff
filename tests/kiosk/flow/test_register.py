"""Registration: where it is done here, each step of it; where it is not, what to bring where."""

from datetime import datetime

import pytest

from kiosk.devices.ports import NotPrinted, PrinterStatus
from kiosk.flow import show
from kiosk.flow.registering import body_of
from kiosk.messages import (
    BackPressed,
    Event,
    NextPressed,
    PageOpened,
    PrintTicket,
    Submit,
    TermsAgreed,
    TicketDone,
)
from kiosk.messages.registration import (
    BlankWanted,
    ClassTicked,
    CountTyped,
    CountWanted,
    FieldTicked,
    FieldTyped,
    FieldWanted,
    RegistrationConfirmed,
    RosterTicked,
    TypeChosen,
)
from kiosk.visit import Visit
from rules.calendar import JAPAN
from rules.terms_text import terms_version
from sync.wire import Agreed, MemberCounts, ReasonText, RegisterBody, Registrant
from tests.kiosk.flow.journey import VISIT, begin, do, last_effect, recorded, settled, take, walk
from tests.kiosk.flow.towns import at, town

STARTED = (
    (PageOpened("register.start"), "register.start"),
    (PageOpened("register.type"), "register.type"),
)
TYPED = {
    "name": "オノ タロウ",
    "born": "19500401",
    "phone": "0584-00-0000",
    "mail": "taro@example.jp",
    "address": "オオガキシ 1-1",
}
COUNTS = {"members": "12", "local": "8", "phones": "3", "leader_age": "40"}


def typed(visit: Visit, **fields: str) -> Visit:
    for field, text in fields.items():
        visit = do(visit, FieldWanted(field), FieldTyped(text))
        assert visit.page == "register.data"
    return visit


def kumamoto() -> Visit:
    return walk(at("kumamoto"), *STARTED, (TypeChosen("individual"), "register.data"))


def ogaki(kind: str = "group", *classes: str) -> Visit:
    visit = walk(at("ogaki"), *STARTED, (TypeChosen(kind), "register.classes"))
    return do(visit, *(ClassTicked(name) for name in classes or ("sports",)))


def ogaki_group() -> Visit:
    """Everything of a group for the sports facilities is there."""
    visit = walk(ogaki(), (NextPressed(), "register.terms"), (TermsAgreed(), "register.data"))
    visit = typed(visit, **TYPED, representative="タカサキ ハナコ")
    for count, digits in COUNTS.items():
        visit = do(visit, CountWanted(count), CountTyped(digits))
    ticks: tuple[Event, ...] = (
        RosterTicked("elementary_or_older"),
        RosterTicked("base_in_city"),
        FieldTicked("declared"),
    )
    return do(visit, *ticks)


def test_register__provisionally_online_with_a_mail_address() -> None:
    """KM-10: what was typed goes sealed, and is not kept."""
    visit = typed(kumamoto(), **TYPED, number="tennis1")
    visit = walk(visit, (PageOpened("register.check"), "register.check"))
    assert visit.speech.say("register.stage.provisional") in show(visit).view.notes
    visit, effect = last_effect(visit, RegistrationConfirmed())
    assert isinstance(effect, Submit)
    assert effect.draft.body == RegisterBody()
    assert isinstance(effect.typed, Registrant)
    assert (effect.typed.name, effect.typed.number) == ("オノ タロウ", "tennis1")
    assert effect.typed.mail == "taro@example.jp"
    assert "タロウ" not in repr(visit.kept)


def test_register__without_a_mail_address_not_online() -> None:
    """KM-10: the address is required."""
    told = {name: text for name, text in TYPED.items() if name != "mail"}
    visit = typed(kumamoto(), **told, number="tennis1")
    assert not show(visit).view.go.enabled
    visit = do(visit, PageOpened("register.check"))
    assert take(visit, RegistrationConfirmed())[1] == ()


def test_register__whoever_is_young_needs_a_guardian() -> None:
    """KM-15: the consent is asked for by the birthday."""
    visit = typed(kumamoto(), **(TYPED | {"born": "20100401"}), number="tennis1")
    assert not show(visit).view.go.enabled
    visit = do(visit, FieldTicked("consent"))
    assert show(visit).view.go.enabled
    assert show(do(visit, PageOpened("register.check"))).view.go.enabled


def test_register__whoever_is_young_is_asked_for_the_school() -> None:
    """KM-10, KM-94: chosen, and sent with it; nobody grown up is asked."""
    grown = [field.label for field in show(typed(kumamoto(), **TYPED)).view.fields]
    assert "学校" not in grown
    visit = typed(kumamoto(), **(TYPED | {"born": "20100401"}), number="tennis1")
    visit = walk(visit, (FieldWanted("school"), "register.choice"))
    assert [answer.label for answer in show(visit).view.answers] == [
        "通っていない",
        "小学生",
        "中学生",
        "高校生",
    ]
    walk(visit, (FieldTyped("university"), "register.choice"))
    visit = walk(visit, (FieldTyped("high"), "register.data"))
    assert "高校生" in [field.value for field in show(visit).view.fields]
    visit = do(visit, FieldTicked("consent"), PageOpened("register.check"))
    _, effect = last_effect(visit, RegistrationConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.typed, Registrant)
    assert effect.typed.school == "high"


def test_register__a_group_says_what_it_mainly_plays() -> None:
    """KM-10, OG-S4: chosen from the sports of the municipality, with the list of members."""
    visit = walk(ogaki_group(), (FieldWanted("sport"), "register.choice"))
    walk(visit, (FieldTyped("chess"), "register.choice"))
    visit = walk(visit, (FieldTyped("badminton"), "register.data"))
    visit = do(visit, PageOpened("register.check"))
    assert "バドミントン" in [row.value for row in show(visit).view.rows]
    _, effect = last_effect(visit, RegistrationConfirmed())
    assert isinstance(effect, Submit)
    assert isinstance(effect.typed, Registrant)
    assert effect.typed.roster is not None
    assert effect.typed.roster.main_sport == "badminton"


def test_register__each_chosen_class_has_its_terms_agreed_to() -> None:
    """OG-01: one after the other, in the version that stands."""
    visit = walk(
        ogaki("group", "sports", "suitopia"),
        (NextPressed(), "register.terms"),
        (TermsAgreed(), "register.terms"),
        (TermsAgreed(), "register.data"),
    )
    assert show(visit).kind == "form"


def test_register__a_group_of_ogaki_sends_what_its_list_comes_to() -> None:
    """OG-01, OG-02, OG-S4."""
    visit = walk(ogaki_group(), (PageOpened("register.check"), "register.check"))
    visit, effect = last_effect(visit, RegistrationConfirmed())
    assert isinstance(effect, Submit)
    version = terms_version(town("ogaki"), "sports")
    agreed = Agreed(facility_class="sports", version=version)
    assert effect.draft.body == RegisterBody(agreed=(agreed,))
    assert isinstance(effect.typed, Registrant)
    assert effect.typed.declared
    assert effect.typed.representative == "タカサキ ハナコ"
    assert effect.typed.roster == MemberCounts(members=12, local=8, phones=3, leader_age=40)


def test_register__the_slip_has_the_number_and_what_is_still_missing() -> None:
    """OG-S4: roster, mandate and an identity document are brought to the desk."""
    visit = walk(
        do(ogaki_group(), PageOpened("register.check")),
        (RegistrationConfirmed(), "action.wait", Submit),
    )
    visit = walk(visit, (recorded(visit), "action.wait"))
    visit, ticket = last_effect(visit, settled(visit, outcome={"number": "00000042"}))
    assert isinstance(ticket, PrintTicket)
    values = [value for _, value in ticket.paper.rows]
    assert "00000042" in values
    t = visit.speech
    bring = [value for label, value in ticket.paper.rows if label == t.say("register.row.bring")]
    assert bring[0] == "持っていくもの：構成員名簿、口座振替依頼書"
    assert bring[1].startswith("ほかに、どれか1つ：運転免許証、パスポート、")
    desk = [value for label, value in ticket.paper.rows if label == t.say("register.row.desk")]
    assert len(desk) == 1
    assert desk[0] not in bring
    assert any("00000042" in line for line in show(visit).view.lines)


def test_register__too_few_members_are_refused_before_it_is_sent() -> None:
    """OG-S1: ten at least; every reason stands where the button is."""
    visit = do(
        ogaki_group(),
        CountWanted("members"),
        CountTyped("9"),
        CountWanted("local"),
        CountTyped("5"),
    )
    visit = do(visit, PageOpened("register.check"))
    assert not show(visit).view.go.enabled
    assert any("10" in note for note in show(visit).view.notes)
    assert take(visit, RegistrationConfirmed())[1] == ()


def test_register__the_declaration_is_asked_for() -> None:
    """OG-09."""
    visit = do(ogaki_group(), FieldTicked("declared"))
    assert not show(visit).view.go.enabled


def test_register__a_class_that_is_not_wanted_any_more_is_not_agreed_to() -> None:
    visit = walk(
        ogaki("group", "sports", "suitopia"),
        (NextPressed(), "register.terms"),
        (TermsAgreed(), "register.terms"),
        (BackPressed(), "register.classes"),
        (ClassTicked("sports"), "register.classes"),
        (NextPressed(), "register.terms"),
        (TermsAgreed(), "register.data"),
    )
    assert [one.facility_class for one in body_of(visit).agreed] == ["suitopia"]


def test_register__individuals_do_not_see_what_is_for_groups() -> None:
    """OG-S1, OG-Y6."""
    labels = {f.label for f in show(ogaki("individual", "sakura")).view.fields}
    assert labels < {f.label for f in show(ogaki("group")).view.fields}


def test_register__nothing_chosen_leads_nowhere() -> None:
    visit = do(ogaki(), ClassTicked("sports"), ClassTicked("no_such_class"))
    assert not show(visit).view.go.enabled
    walk(visit, (NextPressed(), "register.classes"), (TypeChosen("king"), "register.classes"))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("born", "19500231"),
        ("phone", "12"),
        ("phone", "0584-xx-0000"),
        ("mail", "taro@"),
        ("name", "ア" * 61),
        ("address", "ア" * 201),
        ("number", "a"),
        ("number", "ｔｅｎｎｉｓ"),
    ],
)
def test_register__what_cannot_be_is_said_at_once(field: str, text: str) -> None:
    visit = do(kumamoto(), FieldWanted(field))
    page = visit.page
    visit = walk(visit, (FieldTyped(text), page))
    assert show(visit).view.error


def test_register__a_field_that_is_not_asked_for_is_not_typed() -> None:
    walk(
        kumamoto(),
        (FieldWanted("representative"), "register.data"),
        (FieldWanted("type"), "register.data"),
    )


@pytest.mark.parametrize("name", ["ono", "kumatori"])
def test_register__at_a_desk_it_says_what_to_bring(name: str) -> None:
    """KT-04, ON-20: no application here, and the form to take along."""
    visit = walk(at(name), (PageOpened("register.start"), "register.start"))
    view = show(visit).view
    assert view.go is None
    assert any(line.startswith("持っていくもの") for line in view.paragraphs)
    visit = walk(visit, (PageOpened("register.paper"), "register.paper"))
    visit, effect = last_effect(visit, BlankWanted())
    assert isinstance(effect, PrintTicket)
    assert effect.paper.title == visit.speech.say("register.blank.title")
    assert effect.paper.number == ""


@pytest.mark.parametrize(
    ("name", "rule"), [("kumamoto", "KM-11"), ("ogaki", "OG-N1"), ("ono", "ON-40")]
)
def test_paper__has_the_code_of_the_page_that_the_data_names(name: str, rule: str) -> None:
    """KT-04, KM-11, OG-N1, ON-40: the address in the code is the one that is written beside it."""
    visit = do(at(name), PageOpened("register.start"), PageOpened("register.paper"))
    view, page = show(visit).view, visit.site.municipality.forms
    assert page is not None
    assert (page.source, view.code) == (rule, page.address)
    assert page.address in view.lines
    assert [press.event for press in view.actions] == [BlankWanted()]


@pytest.mark.parametrize("name", ["kumatori", "suita", "ageo"])
def test_paper__where_no_page_is_known_there_is_no_code(name: str) -> None:
    """KT-04: it is printed, or fetched at a desk; no address is made up."""
    visit = do(at(name), PageOpened("register.start"), PageOpened("register.paper"))
    view = show(visit).view
    assert view.code == ""
    assert "窓口" in view.lines[0]
    assert not any("http" in line for line in view.lines)


def test_paper__says_how_the_printing_fares() -> None:
    visit = do(at("ono"), PageOpened("register.start"), PageOpened("register.paper"))
    visit, effect = last_effect(visit, BlankWanted())
    assert isinstance(effect, PrintTicket)
    assert show(visit).view.lines[-1] == "印刷しています。"
    out = NotPrinted(effect.ticket, PrinterStatus.PAPER_OUT)
    said = show(do(visit, TicketDone(VISIT, out))).view.lines[-1]
    assert "用紙切れ" in said
    assert "番号" not in said


BROUGHT = [
    (
        "ono",
        ("持っていくもの(どれか1つ)：運転免許証、",),
        ("市内個人", "住所", "勤め先", "団体の名前", "利用規約に同意"),
    ),
    ("kumatori", ("口座振替依頼書", "印鑑が要ることがあります"), ("お名前",)),
    (
        "kumamoto",
        ("18歳未満の方は、ほかに：親権者の同意書", "代理の方が届けるときは、ほかに：委任状"),
        ("フリガナ",),
    ),
    (
        "ogaki",
        ("# 体育施設", "- 持っていくもの：構成員名簿、", "- ほかに、どれか1つ", "# 新田屋内運動場"),
        ("青年の家", "反社会的"),
    ),
]


@pytest.mark.parametrize(("name", "said", "asked"), BROUGHT)
def test_register__says_who_brings_what_and_its_form_asks_for_it(
    name: str, said: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    """KT-04, KT-05, KT-06, KM-14, KM-15, OG-S4, OG-N1, ON-19, ON-20: before anybody goes there."""
    visit = walk(at(name), (PageOpened("register.start"), "register.start"))
    paragraphs = "\n".join(show(visit).view.paragraphs)
    assert [words for words in said if words not in paragraphs] == []
    _, effect = last_effect(do(visit, PageOpened("register.paper")), BlankWanted())
    assert isinstance(effect, PrintTicket)
    form = "\n".join(" ".join(row) for row in effect.paper.rows)
    assert [words for words in asked if words not in form] == []
    notes = "\n".join(effect.paper.notes)
    plain = (words.removeprefix("# ").removeprefix("- ") for words in said)
    assert [words for words in plain if words not in notes] == []


def test_register__papers_go_to_whom_the_class_belongs() -> None:
    """OG-S4: to the general gymnasium, wherever the terminal stands."""
    visit = do(at("ogaki", venue="seinen"), PageOpened("register.start"))
    paragraphs = show(visit).view.paragraphs
    of_sports = paragraphs[paragraphs.index("# 体育施設") :]
    desk = next(line for line in of_sports if "窓口(" in line)
    assert "大垣市総合体育館" in desk
    _, effect = last_effect(do(visit, PageOpened("register.paper")), BlankWanted())
    assert isinstance(effect, PrintTicket)
    assert desk.removeprefix("- ") in effect.paper.notes


@pytest.mark.parametrize(
    ("now", "venue", "desk"),
    [
        ("2025-12-06T18:00", "paid/sogo", "市総合体育館"),
        ("2025-12-08T10:00", "paid/shimizu", "スポーツ振興課"),
        ("2025-12-08T10:00", "paid/tobu", "スポーツ振興課"),
    ],
)
def test_register__is_done_at_this_place_where_its_desk_does_it(
    now: str, venue: str, desk: str
) -> None:
    """KM-19: one of the 43 desks, while somebody is there; else who answers about it."""
    then = datetime.fromisoformat(now).replace(tzinfo=JAPAN)
    visit = do(at("kumamoto", then, venue=venue), PageOpened("register.start"))
    (line,) = (line for line in show(visit).view.paragraphs if "窓口(" in line)
    assert line.startswith("窓口(いま開いています): ")
    assert desk in line


def test_register__what_the_centre_refuses_can_be_begun_again() -> None:
    visit = walk(
        do(ogaki_group(), PageOpened("register.check")),
        (RegistrationConfirmed(), "action.wait", Submit),
    )
    visit = walk(visit, (recorded(visit), "action.wait"))
    reason = ReasonText(code="terms_changed", rule="")
    visit = walk(visit, (settled(visit, "rejected", reasons=(reason,)), "action.result"))
    walk(visit, (PageOpened("register.start"), "register.start"))


def test_register__is_offered_everywhere() -> None:
    assert PageOpened("register.start") in [press.event for press in show(begin()).view.more]
