"""What waits while other work is done is done together, each piece once."""

import threading
from collections.abc import Sequence

from central.gathering import Gathering, arriving, run

WAIT_S = 60


class Doing:
    """Doubles numbers, and keeps what was done together."""

    def __init__(self) -> None:
        self.shared: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int | None]:
        self.shared.append(sorted(numbers))
        return [None if number == 0 else 2 * number for number in numbers]


def all_at_once(
    gathering: Gathering[int, int], numbers: Sequence[int]
) -> dict[int, int | ZeroDivisionError | None]:
    """Every number by a thread of its own, whose request is counted from the start."""
    got: dict[int, int | ZeroDivisionError | None] = {}

    def answer(number: int) -> None:
        try:
            got[number] = gathering.do(number)
        except ZeroDivisionError as error:
            got[number] = error

    for _ in numbers:
        arriving()
    threads = [threading.Thread(target=run, args=(answer, number)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert not any(thread.is_alive() for thread in threads)
    return got


def test_gathering__of_one_alone_does_nothing() -> None:
    doing = Doing()
    assert Gathering(doing, 50).do(1) is None
    assert doing.shared == []


def test_gathering__waits_for_those_that_are_being_read() -> None:
    doing = Doing()
    got = all_at_once(Gathering(doing, 50, WAIT_S), [0, 1, 2, 3])
    assert got == {0: None, 1: 2, 2: 4, 3: 6}
    assert doing.shared == [[0, 1, 2, 3]]


def test_gathering__does_not_wait_for_one_that_is_over() -> None:
    """A request for something else, or one that could not be read."""
    arriving()
    run(lambda: None)
    doing = Doing()
    assert all_at_once(Gathering(doing, 50, WAIT_S), [1, 2]) == {1: 2, 2: 4}


def test_gathering__does_not_wait_long_for_one_that_is_slow() -> None:
    doing = Doing()
    arriving()
    try:
        assert Gathering(doing, 50).do(1) is None
    finally:
        run(lambda: None)


def test_gathering__takes_no_more_than_it_may() -> None:
    doing = Doing()
    got = all_at_once(Gathering(doing, 2, WAIT_S), [1, 2, 3, 4])
    assert doing.shared
    assert all(len(shared) == 2 for shared in doing.shared)
    done = {number for shared in doing.shared for number in shared}
    assert got == {number: 2 * number if number in done else None for number in [1, 2, 3, 4]}


def test_gathering__that_fails_fails_for_one_and_lets_the_others_go() -> None:
    def fail(_: Sequence[int]) -> list[int | None]:
        raise ZeroDivisionError

    got = all_at_once(Gathering(fail, 50, WAIT_S), [1, 2, 3])
    assert sorted(map(repr, got.values())) == ["None", "None", "ZeroDivisionError()"]


def test_gathering__loses_nothing_of_many() -> None:
    doing = Doing()
    gathering = Gathering(doing, 5)
    got = [all_at_once(gathering, range(1, 17)) for _ in range(20)]
    shared = [number for numbers in doing.shared for number in numbers]
    answered = [number for one in got for number, outcome in one.items() if outcome is not None]
    assert sorted(shared) == sorted(answered)
    assert all(outcome in {None, 2 * number} for one in got for number, outcome in one.items())
