"""Seal a password, and wait: what is left of it in the memory of such a process?

``python -m tests.sync.seal_and_wait PASSWORD wiped|left``; the password is masked, and stands
nowhere else. ``left``: what was sealed is not overwritten.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sync import sealer
from sync.sealer import Sealer
from tests.support.secrets import MASK
from tests.sync.put_forever import make_identity


def main(masked: str, how: str) -> None:
    if how == "left":
        vars(sealer)["wipe"] = lambda _plain: None
    with TemporaryDirectory() as state:
        sealing = Sealer(make_identity(Path(state)))
    password = bytearray(sign ^ MASK for sign in bytes.fromhex(masked))
    sealing(UUID(int=5), "04AA", None, password)
    # As the keyboard does with its own.
    password[:] = bytes(len(password))
    print("sealed", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
