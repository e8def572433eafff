"""One action, sent a hundred times: in a row, and at once. One effect, one stored answer."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from central import clock
from sync.wire import ActionsAnswer, ActionVerdict, Signed
from tests.central.test_crowd import WORKERS, query, wishes
from tests.support.centre import Answer, Centre, Http
from tests.support.crowd import Guest, plant
from tests.support.terminal import clock as terminal_clock

TIMES = 100


def in_a_row(centre: Centre, guest: Guest, signed: Signed) -> list[Answer]:
    with closing(Http(centre.port)) as line:
        return [guest.terminal.post(line, signed) for _ in range(TIMES)]


def at_once(centre: Centre, guest: Guest, signed: Signed) -> list[Answer]:
    answers: list[Answer] = []
    begin = threading.Barrier(TIMES)

    def ask() -> None:
        with closing(Http(centre.port)) as line:
            begin.wait()
            answers.append(guest.terminal.post(line, signed))

    threads = [threading.Thread(target=ask) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def without_the_hour(answer: Answer) -> bytes:
    """Each answer also tells the time at which it was given, and nothing else of its own."""
    told = answer.read(ActionsAnswer)
    hour = f'"centre_ms":{told.centre_ms}}}'.encode()
    assert answer.body.endswith(hour)
    return answer.body.removesuffix(hour)


@pytest.mark.parametrize("send", [in_a_row, at_once], ids=lambda send: send.__name__)
def test_action__sent_a_hundred_times_is_done_once(
    tmp_path: Path, fresh_database_url: str, send
) -> None:
    centre = Centre(tmp_path, fresh_database_url, WORKERS)
    try:
        (guest,) = plant(tmp_path, fresh_database_url, 1, visits=1)
        visit, box = guest.visits[0]
        at = terminal_clock(clock.millis(clock.now()))
        answers = send(centre, guest, guest.terminal.act(wishes()[0], visit, box, at))
    finally:
        centre.stop()
    assert [answer.status for answer in answers] == [200] * TIMES
    assert len({without_the_hour(answer) for answer in answers}) == 1
    (verdict,) = answers[0].read(ActionsAnswer).verdicts
    assert verdict.verdict == "applied"
    ((stored,),) = query(centre, "SELECT answer FROM terminals_action")
    assert ActionVerdict.model_validate_json(stored) == verdict
    assert stored.encode() in answers[0].body
    for table in ("booking_booking", "journal_line", "money_charge"):
        assert query(centre, f"SELECT count(*) FROM {table}") == [(1,)], table
