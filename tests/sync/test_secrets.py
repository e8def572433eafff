"""Nothing of a person rests readable on the terminal's disk."""

import base64
from uuid import UUID

from tests.sync.conftest import CARD, NUMBER, PASSWORD

SECRETS = {
    "password": PASSWORD.encode(),
    "password as JSON": PASSWORD.replace("\\", "\\\\").replace('"', '\\"').encode(),
    "number": NUMBER.encode(),
    "card": CARD.encode(),
    "card as bytes": bytes.fromhex(CARD),
}


def found_in(state_dir):
    found = []
    for file in state_dir.iterdir():
        content = file.read_bytes()
        for name, secret in SECRETS.items():
            hidden = (secret, base64.b64encode(secret).rstrip(b"=")[:-1], secret.hex().encode())
            found += [(file.name, name) for form in hidden if form in content]
    return found


def test_disk__holds_nothing_of_a_person(terminal, draft, far_end):
    service = terminal.open()
    names = set()
    for number in range(30):
        visit = UUID(int=number)
        box = service.sealer(visit, CARD, NUMBER, bytearray(PASSWORD.encode()))
        service.login(visit, "ono", box)
        service.submit(draft(visit=visit))
        names |= {file.name for file in terminal.state_dir.iterdir()}
        assert found_in(terminal.state_dir) == []
        if number % 3 == 0:
            terminal.drain(service)
    terminal.close()
    assert found_in(terminal.state_dir) == []
    assert {"outbox.db", "outbox.db-wal", "outbox.bak", "replica-ono.db"} <= names
    # The scan can see: the centre got them all.
    assert {credential.password for credential in far_end.credentials} == {PASSWORD}


def test_scan__would_find_them(tmp_path):
    for number, secret in enumerate(SECRETS.values()):
        (tmp_path / str(number)).write_bytes(b"before" + secret + b"after")
    assert {name for _, name in found_in(tmp_path)} == set(SECRETS)
