"""Start the terminal; without a configuration: the demonstration.

main.py --config FILE               a terminal as FILE says
main.py --config FILE --enrol CODE  make it known to its centre, once
main.py                             the demonstration, beside a dock of simulated devices
main.py --municipality NAME         the demonstration of another municipality
main.py --tour                      the demonstration walks itself through, with pictures
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
#: Of the demonstration, where no other is asked for; the tour is in this one.
MUNICIPALITY = "ono"
#: Of the demonstration's panel where no other height is asked for: as a desk has room, and whole.
HEIGHT_PX, TOUR_HEIGHT_PX = 960, 1920


def main() -> int:
    parser = _parser()
    options = parser.parse_args()
    if options.config is None:
        if options.enrol is not None:
            parser.error("--enrol needs the --config of the terminal")
        from kiosk.start import check_shown

        if failed := check_shown(options.municipality):
            return failed
        walks = options.tour or "DISPLAY" not in os.environ
        if walks and options.municipality != MUNICIPALITY:
            parser.error(f"--municipality needs a display: the tour walks through {MUNICIPALITY}")
        return _demonstration(options)
    from kiosk.start import start

    return start(options.config, enrol_code=options.enrol)


def _demonstration(options: argparse.Namespace) -> int:
    seen = "DISPLAY" in os.environ
    if not seen or options.tour:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
        from kiosk.start import walk_tour

        height_px = TOUR_HEIGHT_PX if options.height is None else options.height
        state, out = ROOT / "var" / "tour", ROOT / "out" / "tour"
        return walk_tour(state, out, height_px=height_px, display=seen)
    from kiosk.start import demonstrate

    height_px = HEIGHT_PX if options.height is None else options.height
    state = options.state or ROOT / "var" / _name_of_state(options.municipality)
    return demonstrate(state.resolve(), height_px=height_px, municipality=options.municipality)


def _name_of_state(municipality: str) -> str:
    """A demonstration of its own for each: its terminal is enrolled at one place."""
    return "demonstration" if municipality == MUNICIPALITY else f"demonstration-{municipality}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="of a terminal; docs/operation.md has its keys"
    )
    parser.add_argument("--enrol", metavar="CODE", help="the one-time code of the centre's staff")
    parser.add_argument("--tour", action="store_true", help="pictures go to out/tour/")
    parser.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="where the demonstration keeps what it knows (var/demonstration); a tour starts anew",
    )
    parser.add_argument(
        "--municipality",
        default=MUNICIPALITY,
        metavar="NAME",
        help=f"of the demonstration; {MUNICIPALITY}, or one that has sample residents",
    )
    parser.add_argument(
        "--height",
        type=int,
        metavar="PX",
        help=f"of the demonstration's panel; {HEIGHT_PX}, and on the tour {TOUR_HEIGHT_PX}",
    )
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        # Ctrl+C before there is a window; with one, it ends as if that were closed.
        sys.exit(130)
