"""The public texts of a draw, and the script with which anybody checks them."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from central.lottery import proof
from central.lottery.models import Entry
from central.lottery.published import published_entry
from tests.central.lottery.lots import (
    CLOSES,
    ENTERED,
    MINUTE,
    SECRET,
    close,
    commit,
    entered,
    entering,
    hold,
    person,
    slot,
    withdrawing,
)
from tests.central.world import InProcess

VERIFY = Path(__file__).resolve().parents[3] / "scripts" / "verify_draw.py"
DRAW = "/v1/draws/kumamoto/2026-11"


def verify(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", VERIFY, *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def several() -> dict[str, Entry]:
    """Users who collide, one of whom withdraws."""
    people = {name: person(f"Mihon0{name}") for name in "ABCDE"}
    wishes = {
        "A1": (slot(3),),
        "A2": (slot(3, start=14, end=17),),
        "B1": (slot(3, sport="basketball", courts=1),),
        "B2": (slot(4), slot(5)),
        "C1": (slot(4),),
        "C2": (slot(3, sport="basketball", courts=1),),
        "D1": (slot(6),),
        "E1": (slot(3, courts=2),),
    }
    entries = {
        name: entered(people[name[0]], *wanted, preference=int(name[1:]))
        for name, wanted in wishes.items()
    }
    withdrawing(people["D"], entries["D1"].number, ENTERED)
    return entries


def public(line: InProcess, path: str = DRAW) -> bytes:
    answer = line.get(path)
    assert answer.status == 200, answer.body
    return answer.body


def test_read__before_the_close_the_commitment_and_nothing_secret(line: InProcess) -> None:
    draw = commit()
    several()
    told = json.loads(public(line))
    assert (told["state"], told["commitment"]) == ("committed", draw.commitment)
    text = public(line).decode()
    assert SECRET not in text and draw.sealed not in text
    assert "entries" not in told
    assert (
        draw.commitment
        == hashlib.sha256(f"kiosk-draw/v1|kumamoto/2026-11|{SECRET}".encode()).hexdigest()
    )


def test_read__at_the_close_the_list_with_its_root(line: InProcess) -> None:
    commit()
    entries = several()
    close()
    told = json.loads(public(line))
    assert [e["entry"] for e in told["entries"]] == sorted(
        entry.number for name, entry in entries.items() if name != "D1"
    )
    assert told["void"] == [{"entry": entries["D1"].number, "why": "withdrawn"}]
    assert "secret" not in told and SECRET not in public(line).decode()


def test_read__an_entry_that_came_late_stands_beside_the_list(line: InProcess) -> None:
    """KM-30"""
    commit()
    close()
    hold()
    entering(person("Mihon01"), now=CLOSES + MINUTE, recorded_at=CLOSES - MINUTE)
    number = Entry.objects.get().number
    late = json.loads(public(line, f"{DRAW}/late"))
    assert late == {"draw": "kumamoto/2026-11", "late": [number]}
    assert number not in public(line).decode()


def test_read__the_etag_is_the_hash_of_the_file(line: InProcess) -> None:
    commit()
    several()
    close()
    hold()
    answer = line.get(DRAW)
    tag = f'"{hashlib.sha256(answer.body).hexdigest()}"'
    assert answer.headers["ETag"] == tag
    assert line.get(DRAW, **{"If-None-Match": tag}).status == 304


def test_read__nobody_is_named(line: InProcess) -> None:
    commit()
    several()
    close()
    hold()
    text = public(line).decode()
    for word in ("Mihon0", "見本", "mihon@example.com", "people"):
        assert word not in text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v1/draws/nowhere/2026-11", "unknown_municipality"),
        ("/v1/draws/kumamoto/2026-11", "not_found"),
        ("/v1/draws/kumamoto/2026-13", "not_found"),
        ("/v1/draws/kumamoto/0001-01", "not_found"),
        ("/v1/draws/kumamoto/9999-12/late", "not_found"),
        ("/v1/draws/kumamoto/２０２６-11", "not_found"),
        ("/v1/draws/kumamoto/%00", "not_found"),
    ],
)
def test_read__what_is_not_there(line: InProcess, path: str, code: str) -> None:
    answer = line.get(path)
    assert (answer.status, answer.problem) == (404, code)


# Checking it -------------------------------------------------------------------------------------


@pytest.fixture
def files(line: InProcess, tmp_path: Path) -> dict[str, Path]:
    """Notice, list and result, each as it was published."""
    commit()
    several()
    made = {"notice": tmp_path / "notice.json"}
    made["notice"].write_bytes(public(line))
    close()
    made["list"] = tmp_path / "list.json"
    made["list"].write_bytes(public(line))
    hold()
    made["result"] = tmp_path / "result.json"
    made["result"].write_bytes(public(line))
    return made


def test_verify__a_real_draw_with_what_was_published_before(files: dict[str, Path]) -> None:
    entries = Entry.objects.exclude(state="withdrawn")
    asked = [word for entry in entries for word in ("--entry", entry.number)]
    before = ("--before", str(files["notice"]), "--before", str(files["list"]))
    status, said = verify(str(files["result"]), *before, *asked)
    assert status == 0, said
    for entry in entries:
        (told,) = [text for text in said.splitlines() if text.startswith(entry.number)]
        assert proof.leaf(published_entry(entry)) in told
        assert told.endswith("won" if entry.state == "won" else f"lost to {entry.lost_to}")
    assert hashlib.sha256(files["result"].read_bytes()).hexdigest() in said


def test_verify__one_that_took_no_part_and_one_that_never_was(files: dict[str, Path]) -> None:
    withdrawn = Entry.objects.get(state="withdrawn").number
    status, said = verify(str(files["result"]), "--entry", withdrawn)
    assert (status, f"{withdrawn}: took no part (withdrawn)" in said) == (0, True)
    status, said = verify(str(files["result"]), "--entry", "0000-0000-0000")
    assert (status, "0000-0000-0000: is not in the list" in said) == (1, True)


def test_verify__finds_any_byte_that_was_changed(files: dict[str, Path], tmp_path: Path) -> None:
    text = files["result"].read_bytes()
    sys.path.insert(0, str(VERIFY.parent))
    try:
        import verify_draw
    finally:
        sys.path.remove(str(VERIFY.parent))
    assert not verify_draw.verify(text, [], [])[0].startswith("WRONG")
    start, end = _span(text, b'"taken_since"')  # bound by the published hash of the file alone
    tried = 0
    for place in range(0, len(text), 7):
        if start <= place < end:
            continue
        changed = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
        assert verify_draw.verify(changed, [], [])[0].startswith("WRONG"), text[place - 40 : place]
        tried += 1
    assert tried > 300


def _span(text: bytes, key: bytes) -> tuple[int, int]:
    """Where a key and its value stand."""
    start = text.index(key)
    value, length = json.JSONDecoder().raw_decode(text[start + len(key) + 1 :].decode())
    assert value is not None
    return start, start + len(key) + 1 + length


def test_verify__a_list_that_was_changed_after_its_publication(
    files: dict[str, Path], tmp_path: Path
) -> None:
    listed = json.loads(files["list"].read_text())
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**listed, "void": []}))
    status, said = verify(str(files["result"]), "--before", str(other))
    assert (status, said) == (1, "WRONG: other.json: void has changed since\n")


def test_verify__another_order_with_the_right_hashes_is_found(
    files: dict[str, Path], tmp_path: Path
) -> None:
    result = json.loads(files["result"].read_text())
    result["rounds"][0]["order"].reverse()
    other = tmp_path / "other.json"
    other.write_text(proof.canonical(result))
    status, said = verify(str(other))
    assert (status, "round 1: the order of the users is not that of the seed" in said) == (1, True)


def test_verify__a_win_of_what_another_has_is_found(files: dict[str, Path], tmp_path: Path) -> None:
    result = json.loads(files["result"].read_text())
    room, day, start, _, cells = next(
        one["cells"][0] for turns in result["rounds"] for one in turns["decided"] if one["won"]
    )
    result["taken_since"] = [[room, day, start, cells[0]]]
    other = tmp_path / "other.json"
    other.write_text(proof.canonical(result))
    status, said = verify(str(other))
    assert (status, "won what somebody before has" in said) == (1, True)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"draw": 1}', "\xff"])
def test_verify__what_is_no_result(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("latin-1"))
    status, said = verify(str(path))
    assert (status, said.startswith("WRONG: this is no result of a draw")) == (1, True)


def test_verify__a_file_that_is_not_there(tmp_path: Path) -> None:
    status, said = verify(str(tmp_path / "x.json"))
    assert (status, said.startswith("verify_draw: ")) == (2, True)


def test_merkle__one_odd_and_even_lists_as_in_rfc_6962() -> None:
    def plain(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = max(1 << n for n in range(10) if 1 << n < len(leaves))
        left, right = plain(leaves[:split]), plain(leaves[split:])
        return hashlib.sha256(b"\x01" + left + right).digest()

    for size in range(1, 40):
        leaves = [hashlib.sha256(b"\x00" + bytes([n])).digest() for n in range(size)]
        assert proof.merkle_root(leaf.hex() for leaf in leaves) == plain(leaves).hex()
