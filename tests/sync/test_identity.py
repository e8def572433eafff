"""Enrolment, the file that it leaves, and what is said when that file is wrong."""

import json
import traceback

import pytest

from sync.enrolment import enrol, why_not
from sync.identity import Identity, IdentityError, read_identity
from sync.link import Http, Patience
from sync.replies import Nonsense, Refused, Unreachable
from tests.sync.far_end import MUNICIPALITY, TERMINAL, VENUE, problem

QUICK = Patience(0.3, 0.3)


@pytest.fixture
def ask(far_end):
    def enrol_at(state_dir, code="ABCD-EFGH"):
        door = Http(far_end.url, QUICK)
        try:
            return enrol(state_dir, door, code)
        finally:
            door.close()

    return enrol_at


def test_enrolment__gives_an_identity_that_is_read_again(identity):
    again = read_identity(identity.file.parent)
    assert (again.terminal, again.municipality, again.venue) == (TERMINAL, MUNICIPALITY, VENUE)
    assert again.key.private_bytes_raw() == identity.key.private_bytes_raw()
    assert again.newest[0] == "k1"


def test_identity__is_for_its_owner_only(identity):
    assert identity.file.stat().st_mode & 0o777 == 0o600
    assert identity.file.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in identity.file.parent.iterdir()] == ["identity.json"]


@pytest.mark.parametrize("code", ["ABCD-EFGH", "OTHER-CODE", "A"])
def test_enrolment__of_a_terminal_that_is_enrolled(identity, ask, far_end, code):
    before, kept = len(far_end.requests), identity.file.read_bytes()
    with pytest.raises(IdentityError) as refused:
        ask(identity.file.parent, code)
    said = f"{identity.file.parent}: already enrolled as {TERMINAL} at {VENUE}, {MUNICIPALITY}; "
    assert str(refused.value).startswith(said)
    assert (len(far_end.requests), identity.file.read_bytes()) == (before, kept)


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        (Refused(403, "bad_code"), "does not know this code, or it was used, or is over 24 hours"),
        (Refused(503, "unavailable"), "refused: unavailable (status 503)"),
        (Unreachable(sent=False), "nobody answers there"),
        (Unreachable(sent=True), "again with the same code"),
        (Nonsense("status 302"), "is no centre: status 302"),
    ],
)
def test_failure__is_said_in_words(failed, said):
    assert said in why_not(failed)


def test_lost_answer__is_asked_again_with_the_same_key(tmp_path, ask, far_end, monkeypatch):
    keys = []
    post = far_end._post_enrol

    def lose(body):
        keys.append(json.loads(body)["public_key"])
        return 200, b"{", {"Content-Length": "900", "Connection": "close"}

    monkeypatch.setattr(far_end, "_post_enrol", lose)
    assert ask(tmp_path) == Unreachable(sent=True)
    with pytest.raises(IdentityError, match="the centre has not enrolled it"):
        read_identity(tmp_path)
    monkeypatch.setattr(far_end, "_post_enrol", lambda body: (lose(body), post(body))[1])
    assert isinstance(ask(tmp_path), Identity)
    assert keys[0] == keys[1]


def test_wrong_code__is_refused(tmp_path, ask, far_end, monkeypatch):
    monkeypatch.setattr(far_end, "_post_enrol", lambda _body: problem(403, "bad_code"))
    assert ask(tmp_path) == Refused(403, "bad_code")


def test_short_code__is_not_even_asked(tmp_path, ask, far_end):
    with pytest.raises(IdentityError, match="the enrolment code: 8 to 64 characters"):
        ask(tmp_path, "ABC")
    assert far_end.requests == []


def test_keys_that_are_none__are_nonsense(tmp_path, ask, far_end, monkeypatch):
    key = far_end.sealing_key().model_copy(update={"public_key": "AAAA"})
    monkeypatch.setattr(far_end, "sealing_key", lambda: key)
    assert ask(tmp_path) == Nonsense("enrolled, but with keys that are none")
    with pytest.raises(IdentityError):
        read_identity(tmp_path)


def changed(**changes):
    return lambda content: json.dumps(json.loads(content) | changes).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _: b"", "content: not what was written"),
        (lambda content: content[:50], "content: not what was written"),
        (lambda _: b"\xff\xfe", "content: not what was written"),
        (changed(v=2), "v: not what was written"),
        (changed(extra=1), "extra: not what was written"),
        (changed(private_key="AAAA"), "a key in it is not a key"),
        (changed(private_key="###"), "private_key: not what was written"),
        (changed(registered=None), "the centre has not enrolled it"),
        (changed(registered={"terminal": "x"}), r"registered\.municipality: not what was written"),
    ],
)
def test_wrong_file__is_named_and_its_key_is_not(identity, change, said):
    secret = json.loads(identity.file.read_bytes())["private_key"]
    identity.file.write_bytes(change(identity.file.read_bytes()))
    with pytest.raises(IdentityError, match=rf"identity\.json: .*{said}") as caught:
        read_identity(identity.file.parent)
    assert secret not in "".join(traceback.format_exception(caught.value))


def test_missing_file__means_not_enrolled(tmp_path):
    with pytest.raises(IdentityError, match="this terminal is not enrolled"):
        read_identity(tmp_path)


def test_unreadable_file__is_named(tmp_path):
    (tmp_path / "identity.json").mkdir()
    with pytest.raises(IdentityError, match="cannot be read: Is a directory"):
        read_identity(tmp_path)


def test_sealing_keys__that_are_the_same_write_nothing(identity):
    before = identity.file.stat().st_ino
    assert identity.with_sealing_keys(identity.registered.sealing_keys) is identity
    assert identity.with_sealing_keys(()) is identity
    assert identity.file.stat().st_ino == before
