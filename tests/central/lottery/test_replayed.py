"""A draw that is run again from the journal comes to the same list, result and rows."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from central.journal.commandline import replay_into
from central.journal.commands import Body
from central.lottery.models import Draw
from central.lottery.use_cases import close_draw, enter_lottery, hold_draw, lapse_wins
from central.policies import municipalities
from central.registry.models import Resident
from rules.facts import Channel
from sync.wire import EnterLotteryBody
from tests.central.lottery.lots import (
    CLOSES,
    CONFIRMED,
    DRAWN,
    ENTERED,
    LAPSED,
    MINUTE,
    MONTH,
    OPENS,
    SECRET,
    committing,
    confirming,
    do,
    slot,
    states,
)
from tests.central.registry.commands import form

pytestmark = pytest.mark.usefixtures("line")


def at(moment: datetime, body: Body) -> None:
    with time_machine.travel(moment, tick=False):
        assert do(body, moment).verdict == "applied"


def test_replay__of_a_draw_comes_to_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for minute, number in enumerate(("Mihon01", "Mihon02")):
        at(OPENS - (20 - minute) * MINUTE, form("kumamoto", number=number))
    at(OPENS - MINUTE, committing())
    for minute, resident in enumerate(Resident.objects.order_by("number")):
        wish = EnterLotteryBody(slots=(slot(3 + minute),), preference=1, people=4)
        moment = ENTERED + minute * MINUTE
        who = {"resident": resident.id, "channel": Channel.WEB, "recorded_at": moment}
        at(moment, enter_lottery.Body(wish=wish, **who))
    at(CLOSES, close_draw.Body(month=MONTH))
    at(DRAWN, hold_draw.Body(month=MONTH, public_value="", secret=SECRET))
    with time_machine.travel(CONFIRMED, tick=False):
        assert confirming(resident).verdict == "applied"
    at(LAPSED, lapse_wins.Body(month=MONTH))
    assert sorted(states().values()) == ["confirmed", "lapsed"]
    assert replay_into({"kumamoto": municipalities()["kumamoto"]}, tmp_path / "again") == 0, (
        capsys.readouterr().err
    )
    Draw.objects.update(result=Draw.objects.get().result.replace("Z", "Y"), seed="0" * 64)
    assert replay_into({"kumamoto": municipalities()["kumamoto"]}, tmp_path / "more") == 1
    assert "lottery.Draw" in capsys.readouterr().err
