"""Start the terminal; without a configuration: the demonstration.

main.py --config FILE               a terminal as FILE says
main.py --config FILE --enrol CODE  make it known to its centre, once
main.py                             the demonstration, beside a dock of simulated devices
main.py --tour                      the demonstration walks itself through, with pictures
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> int:
    parser = _parser()
    options = parser.parse_args()
    if options.config is None:
        if options.enrol is not None:
            parser.error("--enrol needs the --config of the terminal")
        return _demonstration(options)
    from kiosk.start import start

    return start(options.config, enrol_code=options.enrol)


def _demonstration(options: argparse.Namespace) -> int:
    seen = "DISPLAY" in os.environ
    if not seen:
        print("There is no display here: drawing off screen, and walking the tour.", flush=True)
    if not seen or options.tour:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
        from kiosk.tour import tour

        return tour(ROOT / "var" / "tour", ROOT / "out" / "tour")
    from kiosk.start import demonstrate

    return demonstrate(options.state.resolve(), height_px=options.height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--config", type=Path, metavar="FILE")
    parser.add_argument("--enrol", metavar="CODE", help="the one-time code of the centre's staff")
    parser.add_argument("--tour", action="store_true", help="pictures go to out/tour/")
    parser.add_argument(
        "--state",
        type=Path,
        default=ROOT / "var" / "demonstration",
        metavar="DIR",
        help="where the demonstration keeps what it knows; a tour starts anew each time",
    )
    parser.add_argument(
        "--height", type=int, default=960, metavar="PX", help="of the demonstration's panel"
    )
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        # Ctrl+C before there is a window; with one, it ends as if that were closed.
        sys.exit(130)
