"""``python -m rules``: what the rules say, for pipes, operators and municipalities."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json

from rules.answers import day_answer, draw_answer, verdict_answer
from rules.calendar import FIRST_DAY, JAPAN, LAST_DAY, instant
from rules.case_error import CaseError
from rules.day import room_day
from rules.draw_intake import DRAW_BYTES_MAX, read_draw
from rules.examples import NOON, failures
from rules.explain import explain, is_explained
from rules.intake import read_case
from rules.policy import Municipality, PolicyError, load, load_all, load_examples, read_toml
from rules.sources import SourcedValue, sourced_values

MUNICIPALITIES = Path(__file__).resolve().parents[1] / "assets" / "municipalities"
LINE_BYTES_MAX = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int = options.command(options)
        print(end="", flush=True)
    except PolicyError as error:
        print("\n".join(error.faults), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads has had enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def decide_cases(_options: argparse.Namespace) -> int:
    """Answer each line of the standard input; 2 where a line could not be read."""
    municipalities = load_all(MUNICIPALITIES)
    status = 0
    for number, line in enumerate(_lines(sys.stdin.buffer), start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(line, municipalities)
        except CaseError as error:
            status = 2
            answer = {"id": _id_of(line), "line": number, "key": error.key, "error": error.what}
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return status


def draw_entries(_options: argparse.Namespace) -> int:
    """Hold the draw that the standard input describes; 2 where it could not be read."""
    content = sys.stdin.buffer.read(DRAW_BYTES_MAX + 1)
    try:
        answer = draw_answer(read_draw(content, load_all(MUNICIPALITIES)).draw())
    except CaseError as error:
        unread = {"id": None, "line": 1, "key": error.key, "error": error.what}
        print(json.dumps(unread, ensure_ascii=False))
        return 2
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def show_calendar(options: argparse.Namespace) -> int:
    """Print a line for each day of a room."""
    known = MUNICIPALITIES / options.municipality
    if not options.municipality.isidentifier() or not (known / "policy.toml").is_file():
        print(f"--municipality: no municipality {options.municipality}", file=sys.stderr)
        return 2
    municipality = load(known)
    if options.facility not in municipality.rooms:
        print(f"--facility: no facility {options.facility} in {municipality.id}", file=sys.stderr)
        return 2
    if options.until < options.since:
        print("--to: is before --from", file=sys.stderr)
        return 2
    for offset in range((options.until - options.since).days + 1):
        day = options.since + timedelta(days=offset)
        noon = instant(options.now or day, NOON)
        found = room_day(municipality, options.facility, day, noon)
        print(json.dumps(day_answer(found), ensure_ascii=False))
    return 0


def check_folder(options: argparse.Namespace) -> int:
    """Print the faults of a municipality's data, then where its values come from."""
    faults = list(_faults(options.folder))
    for fault in faults:
        print(fault)
    try:
        values = [
            value for name in _files(options.folder) for value in _values(options.folder / name)
        ]
    except PolicyError:
        return 1
    for source in sorted({value.source for value in values}):
        print(f"{source}: {sum(value.source == source for value in values)}")
    for value in values:
        if value.source in {"assumed", "sample"}:
            print(f"{value.source}: {value.key} = {json.dumps(value.value, ensure_ascii=False)}")
    return 1 if faults else 0


def explain_rule(options: argparse.Namespace) -> int:
    """Print what a rule says and where it is set; 2 where there is no such rule."""
    if not is_explained(options.rule):
        print(f"--rule: no rule {options.rule!r}", file=sys.stderr)
        return 2
    print("\n".join(explain(options.rule, MUNICIPALITIES)))
    return 0


def _files(folder: Path) -> tuple[str, ...]:
    """Those with values; not every municipality has a map."""
    maps = ("positions.toml",) if (folder / "positions.toml").is_file() else ()
    return ("policy.toml", "facilities.toml", *maps)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rules", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    decide = commands.add_parser("decide", help="answer cases, one JSON line each")
    decide.set_defaults(command=decide_cases)

    draw = commands.add_parser("draw", help="hold a lottery draw, one JSON document")
    draw.set_defaults(command=draw_entries)

    calendar = commands.add_parser("calendar", help="the days of a room")
    calendar.add_argument("--municipality", required=True)
    calendar.add_argument("--facility", required=True)
    calendar.add_argument("--from", dest="since", type=_day, required=True)
    calendar.add_argument("--to", dest="until", type=_day, required=True)
    calendar.add_argument("--now", type=_day, help="a day; default: each day itself")
    calendar.set_defaults(command=show_calendar)

    check = commands.add_parser("check", help="check a municipality's folder")
    check.add_argument("folder", type=Path)
    check.set_defaults(command=check_folder)

    explained = commands.add_parser("explain", help="what a rule says, and where it is set")
    explained.add_argument("--rule", required=True)
    explained.set_defaults(command=explain_rule)
    return parser


def _day(text: str) -> date:
    """A day, or the day in Japan of an instant."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date") from None
    day = (moment if moment.tzinfo is None else moment.astimezone(JAPAN)).date()
    if not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"{day} is not from {FIRST_DAY} to {LAST_DAY}")
    return day


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long, so much that it shows."""
    while line := stream.readline(LINE_BYTES_MAX + 1):
        rest = line
        while len(rest) > LINE_BYTES_MAX and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_BYTES_MAX + 1)
        yield line


def _answer(line: bytes, municipalities: dict[str, Municipality]) -> dict[str, object]:
    if len(line) > LINE_BYTES_MAX:
        raise CaseError(None, f"is longer than {LINE_BYTES_MAX} bytes")
    try:
        text = line.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseError(None, f"byte {error.start} is not UTF-8") from None
    return verdict_answer(_id_of(line), read_case(text, municipalities).decide())


def _id_of(line: bytes) -> str | None:
    """The id of a case, as far as it can be read."""
    try:
        case = from_json(line)
    except ValueError:
        return None
    found = case.get("id") if isinstance(case, dict) else None
    return found if isinstance(found, str) else None


def _faults(folder: Path) -> Iterator[str]:
    try:
        municipality = load(folder)
        yield from failures(municipality, load_examples(folder))
    except PolicyError as error:
        yield from error.faults


def _values(path: Path) -> Iterator[SourcedValue]:
    name = f"{path.parent.name}/{path.name}: "
    yield from sourced_values(read_toml(path), name)


if __name__ == "__main__":
    sys.exit(main())
