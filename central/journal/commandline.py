"""What ``python -m central`` says of the journal: work, replay, check."""

# ruff: noqa: T201 - a command line prints

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from central.journal.chain import head, verify
from central.journal.copies import different_rows, into_empty, recorded_lines
from central.journal.jobs import all_jobs
from central.journal.models import Line
from central.journal.one_instant import one_instant
from central.journal.replay import Replayed, replay
from central.journal.turns import remember
from central.journal.work import work
from central.notices.postman import send_due
from central.policies import policy_digest
from central.state import DATABASE_NAME
from rules.policy import Municipality

__all__ = ["broken_chains", "replay_into", "work_turns"]

Municipalities = Mapping[str, Municipality]


def work_turns(municipalities: Municipalities, every_s: float | None) -> int:
    """One turn, or one every so many seconds until SIGTERM; 1 where one turn did not do all."""
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    while True:
        turn = work(municipalities.values(), all_jobs(), _say, stopping)
        away = not turn.refused and send_due(municipalities.values(), stopping).away
        if turn.refused:
            print("the clock went back: no job is run until it has caught up", file=sys.stderr)
        remember(turn)
        if every_s is None:
            return 1 if turn.refused or turn.failed or away else 0
        if stopping.wait(every_s):
            return 0


def broken_chains(municipalities: Municipalities) -> Iterator[str]:
    """Verify the chain of every municipality, and print what it holds; yields what is wrong."""
    for municipality in _with_lines(municipalities):
        count, broken = verify(municipality)
        last = head(municipality)
        waiting = Line.objects.filter(municipality=municipality, place=None).count()
        end = "" if last is None else f", the last {last.hash}"
        print(f"journal of {municipality}: {count} lines sealed{end}; {waiting} to be sealed")
        if broken is not None:
            yield f"journal of {municipality}: line {broken.line} at place {broken.place} is broken"


def replay_into(municipalities: Municipalities, folder: Path | None) -> int:
    """Run the whole journal in an empty database, and compare; 1 where something differs."""
    if folder is not None and (folder / DATABASE_NAME).exists():
        return _failed(f"{folder} has a {DATABASE_NAME} already: replay wants an empty directory")
    with one_instant():
        return _replay_into(municipalities, folder)


def _replay_into(municipalities: Municipalities, folder: Path | None) -> int:
    broken = list(broken_chains(municipalities))
    if broken:
        return _failed("\n".join(broken))
    for warning in _other_rules(municipalities):
        print(warning, file=sys.stderr)
    names = list(_with_lines(municipalities))
    with TemporaryDirectory(prefix="machikado-replay-") as scratch, _into(folder, scratch):
        return _replay_all(municipalities, names)


def _replay_all(municipalities: Municipalities, names: list[str]) -> int:
    lines = 0
    for name in names:
        if name not in municipalities:
            return _failed(f"journal of {name}: no municipality of that name is served")
        replayed = replay(municipalities[name], recorded_lines(name))
        if replayed.difference is not None:
            return _failed(_said(name, replayed))
        if replayed.moved:
            print(f"journal of {name}: {replayed.moved} lines met others at the same time")
        lines += replayed.lines
    different = list(different_rows())
    if different:
        return _failed("\n".join(different))
    print(f"replayed {lines} lines: the same")
    return 0


@contextmanager
def _into(folder: Path | None, scratch: str) -> Iterator[None]:
    target = Path(scratch) if folder is None else folder
    target.mkdir(parents=True, exist_ok=True)
    with into_empty(target):
        yield


def _with_lines(municipalities: Municipalities) -> list[str]:
    """Those that are served, and those that once were."""
    found = Line.objects.order_by().values_list("municipality", flat=True).distinct()
    return sorted(found, key=lambda name: (name not in municipalities, name))


def _other_rules(municipalities: Municipalities) -> Iterator[str]:
    for name in municipalities:
        lines = Line.objects.filter(municipality=name).exclude(policy=policy_digest(name))
        if count := lines.count():
            yield f"journal of {name}: {count} lines were written under other rules than today's"


def _said(name: str, replayed: Replayed) -> str:
    assert replayed.difference is not None, "asked only where there is one"
    line, answer = replayed.difference.line, replayed.difference.answer
    place = "not sealed yet" if line.place is None else f"at place {line.place}"
    return (
        f"journal of {name}: line {line.id} {place}, {line.kind} of {line.actor}, "
        f"was answered {line.answer}, and now {answer}"
    )


def _say(line: str) -> None:
    print(line, flush=True)


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
