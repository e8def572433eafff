"""Asks of every package that is locked whether its version is known to be vulnerable.

``scripts/check audit`` runs it. Only a vulnerability fails: where the service that knows them
cannot be reached, it says that nothing was audited, and why.
"""

# ruff: noqa: T201 - a command line prints

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

AUDIT = ("--disable-pip", "--progress-spinner", "off", "--format", "json", "--requirement")
AUDIT_MAX_S = 600


@dataclass(frozen=True, slots=True)
class Audited:
    """What a lock's audit came to, in lines for people."""

    lines: tuple[str, ...]
    vulnerable: bool = False


def read(report: str, errors: str) -> Audited:
    """What pip-audit printed; without a report its last error says why there is none."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = errors.strip().splitlines()[-1:] or ["no report"]
        return Audited((f"nothing was audited: {why[0]}",))
    skipped = [package for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in"
        f" {', '.join(one['fix_versions']) or 'no version'}"
        for package in packages
        for one in package.get("vulns", ())
    ]
    return Audited((_summary(len(packages), skipped), *found), bool(found))


def _summary(count: int, skipped: list[dict[str, str]]) -> str:
    if not skipped:
        return f"{count} packages audited"
    why = skipped[0]["skip_reason"]
    if len(skipped) == count:
        return f"nothing was audited: {why}"
    return f"{count - len(skipped)} of {count} packages audited, the others not: {why}"


def audit(lock: Path) -> Audited:
    program = Path(sys.executable).with_name("pip-audit")
    done = subprocess.run(  # noqa: S603 - our own tool, on our own files
        [program, *AUDIT, lock],
        capture_output=True,
        text=True,
        timeout=AUDIT_MAX_S,
        check=False,
    )
    return read(done.stdout, done.stderr)


def main(locks: list[str]) -> int:
    vulnerable = False
    for lock in map(Path, locks):
        audited = audit(lock)
        vulnerable |= audited.vulnerable
        for line in audited.lines:
            print(f"{lock}: {line}")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
