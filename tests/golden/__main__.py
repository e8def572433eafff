"""``scripts/screenshots``: every screen into out/screenshots, or anew as a golden picture."""

import argparse
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "out" / "screenshots"


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    parser.add_argument("--golden", action="store_true", help="renew what the tests compare with")
    golden = parser.parse_args().golden
    from tests.golden.gallery import write_gallery
    from tests.golden.shots import SHOTS
    from tests.golden.store import PICTURES, write_golden, write_whole

    if golden:
        renewed = write_golden()
        print(*renewed, sep="\n")
        print(f"screenshots: {len(renewed)} of {len(SHOTS)} pictures renewed in {PICTURES}")
        return
    write_whole(OUT)
    write_gallery(OUT, SHOTS)
    print(f"screenshots: {len(SHOTS)} pictures, see {OUT / 'index.html'}")


if __name__ == "__main__":
    main()
