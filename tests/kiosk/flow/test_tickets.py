"""Paper: the honest words of each class, once a result, and how it fared."""

from dataclasses import replace

import pytest

from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintUnknown
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.flow import show
from kiosk.flow.result import result
from kiosk.messages import (
    ActionDelayed,
    CancelChosen,
    CancelConfirmed,
    ClockChanged,
    Event,
    LineChanged,
    PrinterStatusChanged,
    PrintTicket,
    PrintWanted,
    SettingChanged,
    TicketDone,
)
from kiosk.screens.parts import Press
from kiosk.visit import Paperwork, Visit
from tests.kiosk.flow.journey import (
    CARD,
    CODE,
    VISIT,
    at_confirm,
    at_mine,
    begin,
    booked,
    booking,
    do,
    last_effect,
    received,
    recorded,
    sent,
    settled,
    take,
)


def paper(visit: Visit, event: Event) -> Paper:
    _, effect = last_effect(visit, event)
    assert isinstance(effect, PrintTicket)
    return effect.paper


def confirmed(visit: Visit | None = None) -> Paper:
    visit = visit or sent()
    outcome = {"fee": 800, "payment_due": "2025-12-10T18:00:00+09:00"}
    answer = settled(visit, booking=booking(visit.sents[-1].number), outcome=outcome)
    return paper(visit, answer)


def delayed(visit: Visit, *, unknown: bool) -> Paper:
    return paper(visit, ActionDelayed(VISIT, visit.sents[-1].action, unknown=unknown))


def test_ticket__of_a_confirmed_booking() -> None:
    visit = sent()
    ticket = confirmed(visit)
    assert ticket.title == "予約票"
    assert ticket.banner == ""
    assert ticket.number == visit.sents[-1].number
    rows = dict(ticket.rows)
    assert rows["利用者"] == "番号の末尾 5678"
    assert rows["日時"] == "12月10日(水) 18:00–20:00"
    assert rows["場所"].endswith("アリーナ")
    assert rows["種目"] == "バドミントン 1面"
    assert rows["お支払い期限"] == "12月10日(水) 18:00まで"
    assert any("ON-30" in note for note in ticket.notes)
    assert any("ON-32" in note for note in ticket.notes)
    assert "0794" in ticket.contact
    assert ticket.printed_at == "12月1日(月) 10:24 発行"
    assert ticket.again == ""


def test_ticket__says_the_number_to_a_scanner_and_nothing_personal() -> None:
    visit = sent()
    assert confirmed(visit).qr == f"MACHIKADO1:ono:{visit.sents[-1].number}"


@pytest.mark.parametrize("unknown", [False, True])
def test_ticket__of_what_is_not_decided_holds_the_whole_action(*, unknown: bool) -> None:
    """And says so: whoever has it should not lose it."""
    ticket = delayed(sent(), unknown=unknown)
    assert ticket.qr == CODE
    assert any("申込みはQRコードにも封をして" in note for note in ticket.notes)


def test_ticket__of_a_cancellation_that_is_only_received_holds_it_too() -> None:
    visit = do(at_mine(booking()), CancelChosen("AAAAA-BBBBB"), CancelConfirmed("AAAAA-BBBBB"))
    assert delayed(do(visit, recorded(visit)), unknown=False).qr == CODE


def test_ticket__printed_again_holds_it_until_it_is_decided() -> None:
    visit = received()
    assert paper(visit, PrintWanted(visit.sents[-1].number)).qr == CODE
    decided = do(visit, settled(visit, booking=booking(visit.sents[-1].number)))
    again = paper(decided, PrintWanted(decided.sents[-1].number))
    assert again.qr == f"MACHIKADO1:ono:{decided.sents[-1].number}"
    assert not any("QRコード" in note for note in again.notes)


@pytest.mark.parametrize("verdict", ["parked", "quarantined"])
def test_ticket__of_what_waits_for_the_staff_has_its_number(verdict: str) -> None:
    """The centre has it."""
    visit = sent()
    assert paper(visit, settled(visit, verdict)).qr.startswith("MACHIKADO1:")


def test_ticket__of_what_is_only_received() -> None:
    ticket = delayed(sent(), unknown=False)
    assert ticket.title == "仮受付票"
    assert ticket.banner == "まだ確定していません"
    assert "順番は" in ticket.notes[0]
    assert "使用料" not in dict(ticket.rows)


def test_ticket__of_what_is_being_checked() -> None:
    ticket = delayed(sent(), unknown=True)
    assert ticket.title == "確認中の申込み"
    assert ticket.banner == "確認中です"
    assert "二重にはなりません" in ticket.notes[0]


def test_ticket__of_an_unverified_visit_says_that_too_and_shows_no_card() -> None:
    ticket = paper(received(), PrintWanted(received().sents[-1].number))
    assert any("パスワードの確認も" in note for note in ticket.notes)
    assert dict(ticket.rows)["利用者"] == "カードの方"
    assert CARD not in str(ticket)


@pytest.mark.parametrize("wrong", [True, False])
def test_ticket__of_what_is_only_received_says_when_the_clock_is_wrong(wrong: bool) -> None:
    visit = do(received(), ClockChanged(wrong))
    number = visit.sents[-1].number
    assert any("時計がずれ" in note for note in paper(visit, PrintWanted(number)).notes) == wrong
    assert any("時計がずれ" in line for line in result(visit).lines) == wrong


def test_ticket__of_what_the_centre_decided_says_nothing_of_the_clock() -> None:
    visit = do(sent(), ClockChanged(wrong=True))
    assert not any("時計" in note for note in paper(visit, settled(visit)).notes)


def test_ticket__of_a_typed_number_shows_its_end_only() -> None:
    visit = received()
    assert visit.person is not None
    person = replace(visit.person, card=None, number="12345678")
    ticket = paper(replace(visit, person=person), PrintWanted(visit.sents[-1].number))
    assert dict(ticket.rows)["利用者"] == "番号の末尾 5678"
    assert "1234" not in str(ticket)


def test_ticket__of_a_cancellation() -> None:
    visit = do(at_mine(booking()), CancelChosen("AAAAA-BBBBB"), CancelConfirmed("AAAAA-BBBBB"))
    visit = do(visit, recorded(visit))
    ticket = paper(visit, settled(visit, booking=booking(state="cancelled")))
    assert ticket.title == "取消票"
    assert dict(ticket.rows)["取り消す予約"] == "AAAAA-BBBBB"


def test_ticket__of_a_cancellation_that_is_only_received() -> None:
    visit = do(at_mine(booking()), LineChanged(up=False), CancelChosen("AAAAA-BBBBB"))
    visit = do(visit, CancelConfirmed("AAAAA-BBBBB"))
    ticket = delayed(do(visit, recorded(visit)), unknown=False)
    assert ticket.title == "取消の仮受付票"
    assert ticket.banner == "まだ確定していません"


def test_ticket__is_large_where_the_visit_is() -> None:
    assert not confirmed().large
    assert confirmed(do(sent(), SettingChanged("text_scale"))).large


def test_ticket__speaks_the_language_of_the_visit() -> None:
    ticket = confirmed(do(sent(), SettingChanged("language")))
    assert ticket.title == "Booking ticket"
    assert dict(ticket.rows)["When"] == "Wed 10 Dec 18:00–20:00"
    assert dict(ticket.rows)["People"] == "4 people"


def test_ticket__shows_a_sample_price_in_the_demonstration_only() -> None:
    assert dict(confirmed().rows)["使用料"] == "窓口で確認してください"
    shown = confirmed(sent(at_confirm(begin(demonstration=True))))
    assert dict(shown.rows)["使用料"] == "800円(見本)"


def test_ticket__of_a_refusal_does_not_exist() -> None:
    visit = sent()
    _, effects = take(visit, settled(visit, "conflict"))
    assert effects == ()


def test_print__again_says_so_and_is_another_piece_of_paper() -> None:
    visit = booked()
    number = visit.sents[-1].number
    after, effect = last_effect(visit, PrintWanted(number))
    assert isinstance(effect, PrintTicket)
    assert effect.paper.again == "再発行"
    assert visit.paper is not None
    assert effect.ticket != visit.paper.ticket
    assert after.paper is not None
    assert after.paper.ticket == effect.ticket


def test_print__of_what_did_not_come_out_is_the_first_one() -> None:
    visit = failing(booked())
    press = pressed(visit)
    assert press.label == "印刷する"
    visit, effect = last_effect(visit, press.event)
    assert isinstance(effect, PrintTicket)
    assert effect.paper.again == ""
    assert pressed(failing(visit)).label == "印刷する"
    assert isinstance(visit.paper, Paperwork)
    visit = do(visit, TicketDone(VISIT, Printed(visit.paper.ticket)))
    assert pressed(visit).label == "もう一枚 印刷する"
    again = failing(do(visit, press.event))
    assert paper(again, press.event).again == "再発行"


def failing(visit: Visit) -> Visit:
    assert visit.paper is not None
    outcome = NotPrinted(visit.paper.ticket, PrinterStatus.PAPER_OUT)
    return do(visit, TicketDone(VISIT, outcome))


def pressed(visit: Visit) -> Press:
    """The button that prints, on the page of the result."""
    presses: tuple[Press, ...] = show(visit).view.actions
    return next(press for press in presses if isinstance(press.event, PrintWanted))


def test_print__has_an_end() -> None:
    visit = booked()
    wanted = PrintWanted(visit.sents[-1].number)
    for _ in range(50):
        visit, effects = take(visit, wanted)
    assert effects == ()
    assert visit.prints == 20


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Printed, "お取りください"),
        (PrintUnknown, "分かりません"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.PAPER_OUT), "用紙切れ"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.COVER_OPEN), "ふた"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.CUTTER), "カッター"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.OFFLINE), "応答しません"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.UNKNOWN), "状態が分かりません"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.READY), "確かめて"),
        (lambda ticket: NotPrinted(ticket, PrinterStatus.PAPER_LOW), "残りわずか"),
    ],
)
def test_paper__says_how_it_fares(outcome: type[Printed], said: str) -> None:
    visit = booked()
    assert visit.paper is not None
    assert show(visit).view.ticket == "印刷しています。"
    visit = do(visit, TicketDone(VISIT, outcome(visit.paper.ticket)))
    assert said in show(visit).view.ticket
    assert show(visit).view.ticket_sign == ("printer" if outcome is Printed else "attention")
    assert show(visit).view.number == visit.sents[-1].number


def test_paper__that_failed_undoes_nothing_and_is_said_on_the_first_page() -> None:
    visit = booked()
    assert visit.paper is not None
    visit = do(visit, TicketDone(VISIT, NotPrinted(visit.paper.ticket, PrinterStatus.PAPER_OUT)))
    assert show(visit).view.word == "確定"
    notices = show(begin(printer=visit.site.printer)).view.notices
    assert any("印刷ができません" in notice for notice in notices)


def test_cancellation__says_the_number_of_the_booking_beside_its_own() -> None:
    visit = do(at_mine(booking()), CancelChosen("AAAAA-BBBBB"), CancelConfirmed("AAAAA-BBBBB"))
    visit = do(visit, recorded(visit))
    view = show(do(visit, settled(visit, outcome={"fee_due": 0}))).view
    assert view.number == visit.sents[-1].number != "AAAAA-BBBBB"
    assert "取り消す予約: AAAAA-BBBBB" in view.lines


def test_paper__of_another_piece_changes_no_words() -> None:
    visit = do(booked(), TicketDone(VISIT, Printed("another")))
    assert show(visit).view.ticket == "印刷しています。"


@pytest.mark.parametrize(
    ("status", "notices"), [(PrinterStatus.PAPER_LOW, 0), (PrinterStatus.OFFLINE, 1)]
)
def test_printer__status_is_told_by_the_printer(status: PrinterStatus, notices: int) -> None:
    visit = do(begin(), PrinterStatusChanged(status))
    assert len(show(visit).view.notices) == notices
