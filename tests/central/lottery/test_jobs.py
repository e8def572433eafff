"""What is due in a draw, and when; carried out as the worker does."""

from dataclasses import replace
from datetime import datetime

import pytest

from central.journal.jobs import line_of
from central.journal.models import Line
from central.journal.write import carry_out
from central.lottery.jobs import JOBS
from central.lottery.models import Draw, Entry
from central.lottery.public_values import provider_of
from central.lottery.sealed import open_secret
from central.lottery.use_cases import commit_draw
from central.notices.models import Mail, MailWish
from central.policies import municipalities
from central.registry.models import Resident
from central.terminals.models import Terminal
from rules.families import lottery
from rules.municipality import Municipality, Settings
from tests.central.lottery.lots import (
    CLOSES,
    CONFIRMED,
    DRAWN,
    LAPSED,
    MINUTE,
    MONTH,
    OPENS,
    at,
    confirming,
    context,
    entered,
    hold,
    person,
    slot,
    states,
)

pytestmark = pytest.mark.usefixtures("line")


def run(now: datetime, municipality: Municipality | None = None) -> list[str]:
    """All that is due, each once; the names of what was done."""
    known, done = municipality or municipalities()["kumamoto"], []
    for job in JOBS:
        for due in job.due(known, now):
            line = line_of(job, known.id, due)
            if not Line.objects.filter(pk=line).exists():
                where = replace(context(now, line), municipality=known)
                assert carry_out(due.body, where).verdict == "applied"
                done.append(job.name)
    return done


def test_jobs__a_draw_from_its_commitment_to_the_lapse() -> None:
    assert run(at(1)) == ["commit_draws"]
    assert run(OPENS) == ["commit_draws"]
    assert run(OPENS + MINUTE) == []
    assert [f"{draw.month:%Y-%m}" for draw in Draw.objects.order_by("month")] == [
        "2026-11",
        "2026-12",
    ]
    resident = person("Mihon01")
    entered(resident, slot(3))
    assert run(CLOSES - MINUTE) == []
    assert run(CLOSES) == ["close_draws"]
    assert run(CLOSES + MINUTE) == []
    assert run(DRAWN) == ["hold_draws", "tell_results"]
    assert run(DRAWN + MINUTE) == []
    assert run(LAPSED - MINUTE) == []
    assert run(LAPSED) == ["lapse_wins"]
    assert run(LAPSED + MINUTE) == []
    assert list(states().values()) == ["lapsed"]


def test_jobs__each_secret_is_another() -> None:
    run(OPENS)
    secrets = {open_secret(draw) or "" for draw in Draw.objects.all()}
    assert [len(bytes.fromhex(secret)) for secret in secrets] == [32, 32]


def test_jobs__a_municipality_without_a_draw_has_none() -> None:
    ono = municipalities()["ono"]
    assert [due for job in JOBS for due in job.due(ono, OPENS)] == []


def terminal(**changes) -> Terminal:
    return Terminal.objects.create(
        **{
            "municipality": "kumamoto",
            "venue": "paid/sogo",
            "name": "kumamoto-1",
            "public_key": "",
            "enrolled_at": OPENS,
            "unsent": 2,
        }
        | changes
    )


def test_jobs__the_close_waits_for_a_terminal_up_to_its_limit() -> None:
    run(OPENS)
    waiting = terminal()
    assert run(CLOSES) == []
    assert run(CLOSES + 44 * MINUTE) == []
    assert run(CLOSES + 45 * MINUTE) == ["close_draws"]
    assert waiting.unsent == 2


def test_jobs__the_close_waits_no_longer_than_it_must() -> None:
    run(OPENS)
    waiting = terminal()
    assert run(CLOSES) == []
    waiting.unsent = 0
    waiting.save()
    assert run(CLOSES + MINUTE) == ["close_draws"]


def test_jobs__the_close_waits_for_a_terminal_elsewhere_that_serves_it_too() -> None:
    """An entry for this draw may wait in it as well as in one that stands here."""
    run(OPENS)
    terminal(municipality="ono", serves=["ono", "kumamoto"])
    assert run(CLOSES + 44 * MINUTE) == []
    assert run(CLOSES + 45 * MINUTE) == ["close_draws"]


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked": True},
        {"quarantined": True},
        {"municipality": "ono"},
        {"municipality": "ono", "serves": ["ono", "ageo"]},
        {"municipality": "ono", "serves": ["ono", "kumamoto"], "revoked": True},
    ],
)
def test_jobs__nobody_waits_for_a_terminal_that_is_not_believed_or_of_others(changes) -> None:
    run(OPENS)
    terminal(**changes)
    assert run(CLOSES) == ["close_draws"]


def test_jobs__complaints_are_heard_for_as_long_after_a_late_close() -> None:
    run(OPENS)
    terminal()
    run(CLOSES + 45 * MINUTE)
    assert run(DRAWN + 44 * MINUTE) == []
    assert run(DRAWN + 45 * MINUTE) == ["hold_draws"]


def with_public_value() -> Municipality:
    """Kumamoto with a simulated beacon."""
    known = municipalities()["kumamoto"]
    return replace(known, parts={key: _with_beacon(part) for key, part in known.parts.items()})


def _with_beacon(part: Settings) -> Settings:
    settings = part.get(lottery.Settings)
    if not isinstance(settings, lottery.Settings) or settings.draw is None:
        return part
    named = settings.draw.model_copy(update={"public_value": "simulated"})
    return {**part, lottery.Settings: settings.model_copy(update={"draw": named})}


def test_jobs__a_named_public_value_comes_into_the_seed() -> None:
    beacon = with_public_value()
    run(OPENS, beacon)
    run(CLOSES, beacon)
    assert run(DRAWN, beacon) == ["hold_draws"]
    draw = Draw.objects.get(month=MONTH)
    assert draw.public_value.startswith("simulated:")
    assert draw.public_value in draw.result


def test_public_value__is_not_there_before_the_list_is_closed() -> None:
    beacon = provider_of("simulated")
    assert beacon.value_after("kumamoto/2026-11", CLOSES, CLOSES) is None
    assert beacon.value_after("kumamoto/2026-11", CLOSES, DRAWN) is not None
    assert provider_of(None).value_after("kumamoto/2026-11", CLOSES, CLOSES) == ""


def wish(resident: Resident, **wanted: bool) -> None:
    MailWish.objects.create(municipality="kumamoto", resident=resident, **wanted)


def test_jobs__results_are_told_to_those_who_wish_it() -> None:
    """KT-18, AG-12: once, and with what was won and what was lost."""
    run(OPENS)
    told, other = person("Mihon01"), person("Mihon02")
    wish(told, results=True)
    wish(other, bookings=True, debits=True)
    entered(told, slot(3))
    entered(told, slot(3, start=14, end=17), preference=2)
    entered(other, slot(4))
    run(CLOSES)
    hold()
    confirming(told, now=CONFIRMED)
    assert run(CONFIRMED) == ["tell_results"]
    assert run(CONFIRMED + MINUTE) == []
    mail = Mail.objects.get()
    assert (mail.resident, mail.template) == (told, "results")
    assert (len(mail.params["won"]), len(mail.params["lost"])) == (1, 1)
    assert mail.params["confirm_until"] == LAPSED.isoformat()
    assert set(Entry.objects.values_list("told", flat=True)) == {True}


def test_commit__refuses_what_is_no_commitment_and_no_box() -> None:
    with pytest.raises(ValueError, match=r"(?s)commitment.*sealed"):
        commit_draw.Body(month=MONTH, commitment="short", sealed="5e" * 32)
