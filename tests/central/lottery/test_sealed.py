"""Nobody reads the secret of a draw before the draw, and what is done where its key is lost."""

import json
import logging
from datetime import date, timedelta

import pytest
from django.db import connection

from central.journal.models import Line
from central.lottery import sealed
from central.lottery.jobs import JOBS
from central.lottery.models import Draw
from central.lottery.proof import commitment
from central.lottery.sealed import first_commitment, open_secret, replacement
from central.lottery.use_cases import replace_commitment
from central.policies import municipalities
from central.terminals.models import SealingKey
from central.terminals.rotation import KeyStanding, reasons_to_keep
from tests.central.lottery.lots import (
    CLOSES,
    DRAWN,
    ENTERED,
    MONTH,
    OPENS,
    SECRET,
    close,
    codes,
    commit,
    do,
    drawn,
    entered,
    hold,
    person,
)
from tests.central.lottery.test_read_draw import verify

pytestmark = pytest.mark.usefixtures("line")

WHY = "サーバーの故障で鍵が失われました"


def everything() -> str:
    """All that the database holds, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said.append(repr(cursor.fetchall()))
    return "".join(said)


def due_draws() -> list[str]:
    jobs = {job.name: job for job in JOBS}
    return [due.key for due in jobs["hold_draws"].due(municipalities()["kumamoto"], DRAWN)]


def test_secret__stands_nowhere_before_the_draw_and_everywhere_after() -> None:
    commit()
    entered(person("Mihon01"))
    assert close().verdict == "applied"
    assert SECRET not in everything()
    assert hold().verdict == "applied"
    assert json.loads(Draw.objects.get().result)["secret"] == SECRET
    assert SECRET in Line.objects.get(kind="hold_draw").body


def test_secret__another_one_is_refused() -> None:
    commit()
    assert close().verdict == "applied"
    assert codes(hold(secret="ab" * 32)) == [("wrong_secret", "")]
    assert Draw.objects.get().state == "closed"


@pytest.mark.parametrize("change", ["box", "draw", "commitment", "none"])
def test_secret__of_an_altered_row_is_not_opened(change: str) -> None:
    draw = commit()
    match change:
        case "box":
            draw.sealed = draw.sealed[:-2] + ("00" if draw.sealed[-2:] != "00" else "11")
        case "draw":
            draw.month = date(2026, 12, 1)
        case "commitment":
            draw.commitment = commitment("kumamoto/2026-11", "ab" * 32)
        case _:
            draw.sealed = ""
    assert open_secret(draw) is None


def test_secret__is_made_anew_each_time() -> None:
    one, other = (first_commitment("kumamoto", MONTH, OPENS) for _ in range(2))
    assert one.commitment != other.commitment and one.sealed != other.sealed


def test_lost__is_an_alarm_and_no_draw(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    commit()
    assert close().verdict == "applied"
    assert due_draws() == ["2026-11"]
    monkeypatch.setattr(sealed, "private_keys", dict)
    with caplog.at_level(logging.ERROR, "central"):
        assert due_draws() == []
    assert [record.message for record in caplog.records] == ["draw_secret_lost"]


@pytest.mark.parametrize("closed", [False, True])
def test_lost__another_commitment_with_its_reason_is_published_and_drawn_by(
    closed: bool, tmp_path
) -> None:
    draw = commit()
    entry = entered(person("Mihon01"))
    assert replacement(draw, WHY, ENTERED) is None, "it is not lost"
    if closed:
        assert close().verdict == "applied"
    Draw.objects.update(sealed="0" * 16 + ":" + "00" * 80)
    body = replacement(Draw.objects.get(), WHY, ENTERED)
    assert body is not None
    assert do(body, CLOSES if closed else ENTERED).verdict == "applied"
    result = json.loads((drawn() if not closed else _held()).result)
    (before,) = result["replaced"]
    assert (before["commitment"], before["why"]) == (draw.commitment, WHY)
    file = tmp_path / "result.json"
    file.write_text(Draw.objects.get().result, encoding="utf-8")
    status, said = verify(str(file), "--entry", entry.number)
    assert status == 0, said
    assert f"NOTE: the commitment {draw.commitment} was replaced" in said


def _held() -> Draw:
    assert hold().verdict == "applied"
    return Draw.objects.get()


def test_replaced__not_after_the_draw_and_not_where_there_is_none() -> None:
    told = first_commitment("kumamoto", MONTH, OPENS)
    body = replace_commitment.Body(
        month=MONTH, commitment=told.commitment, sealed=told.sealed, why=WHY
    )
    assert codes(do(body, OPENS)) == [("no_such_draw", "")]
    commit()
    drawn()
    assert codes(do(body, DRAWN)) == [("already_drawn", "")]


def test_key__of_a_draw_that_is_not_held_is_not_retired() -> None:
    draw = commit()
    kid = draw.sealed.partition(":")[0]
    row = SealingKey.objects.get(kid=kid)
    standing = KeyStanding(row, replaced_at=OPENS)
    late = OPENS + timedelta(days=400)
    assert list(reasons_to_keep(standing, late)) == ["the draw kumamoto 2026-11 is not held yet"]
    drawn()
    assert not list(reasons_to_keep(standing, late))
