"""``python -m tests.simulation.mutants``: break the real code; 1 where nobody sees it."""

import argparse
import sys

from tests.simulation.mutants.trial import CHECKS, catch


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.simulation.mutants", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CHECKS))
    names = words.parse_args().names or list(CHECKS)
    found = {name: catch(name) for name in names}
    for name, caught in found.items():
        print(f"{name}: {caught or 'NOT CAUGHT'}")
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
