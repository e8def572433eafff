"""Many residents at many terminals, put straight into the database of a centre.

For tests and measurements of load: enrolling and logging in each of them would take longer than
what is to be tested. Runs in a process of its own, because Django has one database a process.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.wire import Sealed, SealingKey
from tests.support.centre import ROOT, central_environment
from tests.support.terminal import HandMadeTerminal

__all__ = ["PASSWORD", "Guest", "plant"]

PASSWORD = "himitsu1"

_SPACE = UUID("6f0f5f5e-5f0f-4b7a-9d4c-3f1f6d1c0a01")


@dataclass
class Guest:
    """A terminal at which some residents, one a visit, have logged in."""

    terminal: HandMadeTerminal
    visits: list[tuple[UUID, Sealed]]


def plant(state: Path, database_url: str, terminals: int, visits: int) -> list[Guest]:
    """So many terminals of 小野市, with so many accepted visits of different residents each.

    A resident's number is the id of the visit, and all have one password.
    """
    sealing = SealingKey(**json.loads(_ask(state, database_url, {"ask": "key"})))
    guests = [_guest(index, visits, sealing) for index in range(terminals)]
    _ask(state, database_url, {"ask": "plant", "guests": [_row(guest) for guest in guests]})
    return guests


def _guest(index: int, visits: int, sealing: SealingKey) -> Guest:
    key = Ed25519PrivateKey.from_private_bytes(uuid5(_SPACE, str(index)).bytes * 2)
    terminal = HandMadeTerminal(name=f"ono-argo-crowd-{index}", sealing=sealing, key=key)
    made = [uuid5(_SPACE, f"{index} {number}") for number in range(visits)]
    return Guest(terminal, [(visit, terminal.box(visit, "", number="0")) for visit in made])


def _row(guest: Guest) -> dict[str, object]:
    visits = [[str(visit), box.model_dump()] for visit, box in guest.visits]
    return {"name": guest.terminal.name, "key": guest.terminal.public_key, "visits": visits}


def _ask(state: Path, database_url: str, question: dict[str, Any]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.crowd", str(state)],
        cwd=ROOT,
        env=central_environment(database_url),
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _answer(state: Path, question: dict[str, Any]) -> str:
    from central.start import prepare

    prepare(state)
    from django.db import transaction

    from central import clock
    from central.registry.models import Credential, Resident
    from central.registry.passwords import hash_password
    from central.terminals.boxes import box_digest
    from central.terminals.models import Terminal, Visit
    from central.terminals.sealing import published_keys

    if question["ask"] == "key":
        return published_keys(clock.now())[0].model_dump_json()
    now = clock.now()
    place = {"municipality": "ono"}
    secret = hash_password(PASSWORD)
    for row in question["guests"]:
        terminal = Terminal(
            **place, venue="argo", name=row["name"], public_key=row["key"], enrolled_at=now
        )
        residents = [
            Resident(
                **place,
                number=visit,
                name="見本",
                type="city_group",
                born_on=now.date().replace(year=now.year - 40, day=1),
                registered_on=now.date().replace(year=now.year - 1, day=1),
                mail="mihon@example.com",
            )
            for visit, _ in row["visits"]
        ]
        credentials = [
            Credential(**place, resident=resident, secret=secret, changed_at=now)
            for resident in residents
        ]
        visits = [
            Visit(
                **place,
                terminal=terminal,
                visit=visit,
                resident=resident,
                box_digest=box_digest(Sealed(**box)),
                accepted_at=now,
            )
            for resident, (visit, box) in zip(residents, row["visits"], strict=True)
        ]
        with transaction.atomic():
            terminal.save(force_insert=True)
            Resident.objects.bulk_create(residents)
            Credential.objects.bulk_create(credentials)
            Visit.objects.bulk_create(visits)
    return ""


if __name__ == "__main__":
    print(_answer(Path(sys.argv[1]), json.load(sys.stdin)))
