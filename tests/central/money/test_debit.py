"""Direct debits: on their day, once, told to the bank, and what becomes of those that fail."""

from datetime import date
from uuid import uuid4  # noqa: TID251 - a test makes its own ids

import pytest
from pydantic import ValidationError

from central import commands
from central.__main__ import _parser
from central.journal.jobs import all_jobs
from central.money.bank import BadFile, debit_file, read_failures
from central.money.charges import charge_less
from central.money.facts import debts_of
from central.money.models import Charge, Movement
from central.money.statements import statements
from central.money.use_cases import fail_debit, pay_at_desk, refund, remind_debit, run_debit
from central.notices.models import Mail, MailWish
from central.policies import municipalities
from central.registry.models import Resident
from central.transactions import in_transaction
from rules import facts
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Slot, Verb
from tests.central.money.world import at, book, check_the_books, context, do, kumamoto, ogaki
from tests.central.world import InProcess

JULY = Slot("paid/sogo/large", "badminton", 1, date(2025, 7, 20), 13 * 60, 15 * 60)
JULY_LATE = Slot("paid/sogo/large", "badminton", 1, date(2025, 7, 21), 13 * 60, 14 * 60)
GYM = Slot("sports/gym/arena", "badminton", 1, date(2025, 10, 5), 13 * 60, 15 * 60)
NOW = at("2025-07-01T10:00")
DAY = date(2025, 9, 1)
HELD = at("2025-09-01T00:00")


@pytest.fixture
def resident(line: InProcess) -> Resident:
    """With two uses in July."""
    known = kumamoto(method="debit")
    book(known, JULY, NOW)
    book(known, JULY_LATE, NOW)
    return known


def due(name: str, municipality: str, now) -> list:
    job = next(job for job in all_jobs() if job.name == name)
    return [each.body for each in job.due(municipalities()[municipality], now)]


def run(municipality: str = "kumamoto", now=HELD) -> None:
    for body in due("debits", municipality, now):
        assert do(body, municipality, now).verdict == "applied"


def fail(resident: Resident, day: date = DAY, now=HELD):
    body = fail_debit.Body(number=resident.number, debit_on=day)
    return do(body, resident.municipality, now)


def test_debit__on_its_day_and_not_before(resident: Resident) -> None:
    """KM-62: 31 August 2025 is a Sunday."""
    assert due("debits", "kumamoto", at("2025-08-31T23:59")) == []
    run()
    assert set(Charge.objects.values_list("state", flat=True)) == {"paid"}
    assert due("debits", "kumamoto", HELD) == []
    check_the_books()


def test_debit__of_what_costs_more_since_is_left_to_the_desks(resident: Resident) -> None:
    run()
    charge = Charge.objects.earliest("yen")
    here = context("kumamoto", HELD)
    in_transaction(lambda: charge_less(charge.booking, charge.yen + 100, {}, here))
    assert Charge.objects.get(id=charge.id).state == "due"
    assert due("debits", "kumamoto", HELD) == []
    again = do(run_debit.Body(charges=(charge.id,)), "kumamoto", HELD)
    assert again.outcome == {"debited": 0, "yen": 0}
    paid = pay_at_desk.Body(charge=charge.id, yen=100)
    assert do(paid, "kumamoto", HELD).verdict == "applied"
    check_the_books()


def test_debit__twice_is_once(resident: Resident) -> None:
    bodies = due("debits", "kumamoto", HELD)
    answers = [do(bodies[0], "kumamoto", HELD).outcome for _ in range(2)]
    assert answers == [{"debited": 2, "yen": 1200}, {"debited": 0, "yen": 0}]
    check_the_books()


def test_debit__takes_what_is_left_of_it(resident: Resident) -> None:
    """KM-61, KM-90: not what was paid at a desk, nor hours that fell through."""
    first, second = Charge.objects.order_by("-yen")
    do(pay_at_desk.Body(charge=second.id, yen=400), "kumamoto", NOW)
    here = context("kumamoto", NOW)
    in_transaction(lambda: charge_less(first.booking, 400, {}, here))
    run()
    assert list(Movement.objects.filter(kind="debit").values_list("yen", flat=True)) == [400]
    check_the_books()


def test_debit__before_its_day_or_of_another_is_left_alone(resident: Resident) -> None:
    ids = tuple(Charge.objects.values_list("id", flat=True))
    early = do(run_debit.Body(charges=ids), "kumamoto", at("2025-08-31T23:59"))
    other = do(run_debit.Body(charges=ids), "ono", HELD)
    unknown = do(run_debit.Body(charges=(uuid4(),)), "kumamoto", HELD)
    assert {early.outcome["debited"], other.outcome["debited"], unknown.outcome["debited"]} == {0}
    for ids in ((), (uuid4(),) * (run_debit.BATCH + 1)):
        with pytest.raises(ValidationError):
            run_debit.Body(charges=ids)


def test_file__for_the_bank_is_the_same_before_and_after(resident: Resident) -> None:
    """KM-62, OG-S10: one row a resident."""
    book(kumamoto("k00000", method="debit"), JULY, NOW)
    before = debit_file("kumamoto", DAY)
    run()
    assert before == debit_file("kumamoto", DAY)
    assert before.splitlines() == [
        "利用者番号,振替日,金額",
        "k00000,2025-09-01,800",
        "k00001,2025-09-01,1200",
    ]


def test_failed__is_owed_in_cash_and_never_debited_again(resident: Resident) -> None:
    """KM-63, KM-69: at the desks that are named for it."""
    run()
    outcome = fail(resident).outcome
    assert (outcome["failed"], outcome["yen"], outcome["desks"]) == (2, 1200, "sogo")
    assert set(debts_of(resident)) == {facts.Debt(800, DAY), facts.Debt(400, DAY)}
    assert due("debits", "kumamoto", at("2025-10-31T10:00")) == []
    check_the_books()
    for charge in Charge.objects.all():
        do(pay_at_desk.Body(charge=charge.id, yen=charge.yen), "kumamoto", HELD)
    assert debts_of(resident) == ()
    check_the_books()


def test_failed__told_twice_fails_once(resident: Resident) -> None:
    run()
    fail(resident)
    assert fail(resident).outcome["failed"] == 0
    assert Movement.objects.filter(kind="returned").count() == 2
    check_the_books()


def test_failed__what_was_not_debited(resident: Resident) -> None:
    assert fail(resident).reasons[0].code == "nothing_debited"
    run()
    assert fail(resident, date(2025, 9, 2)).reasons[0].code == "nothing_debited"


def test_failed__what_was_given_back_since_is_for_the_staff(resident: Resident) -> None:
    """The money is with the resident already: it does not fail by itself."""
    run()
    charge = Charge.objects.order_by("-yen").first()
    here = context("kumamoto", HELD)
    in_transaction(lambda: charge_less(charge.booking, 0, {}, here))
    do(refund.Body(charge=charge.id, yen=800), "kumamoto", HELD)
    assert fail(resident).outcome["failed"] == 1
    check_the_books()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("利用者番号,振替日,金額\n1,2025-09-01,5\n", (("1", DAY),)),
        ("\ufeff利用者番号,振替日\r\n001,2025-09-01\r\n", (("001", DAY),)),
        ("利用者番号,振替日\n", ()),
        ("", BadFile(1, "must begin with the columns 利用者番号, 振替日")),
        ("1,2025-09-01\n", BadFile(1, "must begin with the columns 利用者番号, 振替日")),
        (
            "利用者番号,振替日\n1,2025-09-01\n2,9/1\n",
            BadFile(3, "needs a day such as 2026-10-31"),
        ),
        ("利用者番号,振替日\n1\n", BadFile(2, "needs a number and a day")),
        (
            "利用者番号,振替日\n" + "1" * 65 + ",2025-09-01\n",
            BadFile(2, "needs a number and a day"),
        ),
    ],
)
def test_file__from_the_bank(text: str, found) -> None:
    read = read_failures(text)
    if not isinstance(read, BadFile):
        read = tuple((body.number, body.debit_on) for body in read)
    assert read == found


def test_unpaid__group_books_nothing_until_it_has_paid(line: InProcess) -> None:
    """OG-S11."""
    group = ogaki()
    book(group, GYM, at("2025-09-20T10:00"))
    now = at("2025-12-01T10:00")
    charge = Charge.objects.get()
    assert charge.debit_on == date(2025, 11, 30)
    run("ogaki", now)
    fail(group, charge.debit_on, now)
    slot = Slot("sports/gym/arena", "badminton", 1, date(2025, 12, 10), 780, 900)
    request = Request(Verb.BOOK, Channel.WEB, slot=slot, people=10)

    def refusals() -> set[str]:
        known = facts.Resident("group", debts=debts_of(group))
        verdict = decide(municipalities()["ogaki"], request, known, Facts(), now)
        return {reason.rule for reason in verdict.reasons}

    assert refusals() == {"OG-S11"}
    do(pay_at_desk.Body(charge=charge.id, yen=charge.yen), "ogaki", now)
    assert refusals() == set()


def test_statement__of_a_month_of_use(resident: Resident) -> None:
    """OG-S10: the lines by day, and what is debited for them."""
    other = kumamoto("k00000", method="debit")
    book(other, JULY, NOW)
    august = Slot("paid/sogo/large", "badminton", 1, date(2025, 8, 20), 13 * 60, 15 * 60)
    book(resident, august, at("2025-07-16T10:00"))
    first, second = statements("kumamoto", date(2025, 7, 31))
    assert (first.resident, first.yen, first.debit_on) == (other, 800, DAY)
    assert [(line.day.day, line.yen) for line in second.lines] == [(20, 800), (21, 400)]
    assert second.yen == 1200
    assert list(statements("kumamoto", date(2025, 6, 1))) == []


def test_announced__in_the_month_of_the_debit_to_who_wishes_it(resident: Resident) -> None:
    """KT-18, OG-S10: once."""
    other = kumamoto("k00000", method="debit")
    book(other, JULY, NOW)
    MailWish.objects.create(municipality="kumamoto", resident=resident, debits=True)
    book(
        resident,
        Slot("paid/sogo/large", "badminton", 1, date(2025, 8, 20), 780, 900),
        at("2025-07-16T10:00"),
    )
    assert due("debit_announcements", "kumamoto", at("2025-08-31T10:00")) == []
    now = at("2025-09-01T00:00")
    bodies = due("debit_announcements", "kumamoto", now)
    assert bodies == [remind_debit.Body(resident=resident.id, debit_on=date(2025, 9, 30))]
    for _ in range(2):
        do(bodies[0], "kumamoto", now)
    mail = Mail.objects.get()
    assert (mail.resident, mail.params["yen"]) == (resident, 800)


def test_announced__nothing_to_nobody(resident: Resident) -> None:
    unknown = remind_debit.Body(resident=uuid4(), debit_on=DAY)
    assert do(unknown, "kumamoto", NOW).reasons[0].code == "no_such_resident"
    run()
    paid = remind_debit.Body(resident=resident.id, debit_on=DAY)
    assert do(paid, "kumamoto", HELD).reasons[0].code == "nothing_to_debit"


def test_command_line__prints_the_file_of_a_day(resident: Resident, capsys) -> None:
    asked = _parser().parse_args(["debits", "--municipality", "kumamoto", "--day", "2025-09-01"])
    assert commands.run(asked) == 0
    assert capsys.readouterr().out == debit_file("kumamoto", DAY)


def test_command_line__says_what_is_wrong(line: InProcess, capsys) -> None:
    asked = _parser().parse_args(["debits", "--municipality", "nowhere", "--day", "2025-09-01"])
    assert commands.run(asked) == 1
    assert "no municipality nowhere" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        _parser().parse_args(["debits", "--municipality", "ono", "--day", "1.9.2025"])
    assert "is no day such as" in capsys.readouterr().err
