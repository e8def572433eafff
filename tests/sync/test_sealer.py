"""What is typed becomes a box, and its plaintext is overwritten."""

import threading
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import sealer as sealer_module
from sync.seal import BadSealError, form_info, login_info, open_sealed
from sync.sealer import Sealer, password_json, wipe
from sync.wire import Credential, FirstPassword, MailAddress, NextPassword, decode_bytes
from tests.sync.far_end import TERMINAL

VISIT = UUID(int=5)
typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(card=st.none() | typed, number=st.none() | typed, password=typed)
def test_plaintext__is_the_credential_whatever_is_typed(card, number, password):
    plain = password_json({"card": card, "number": number}, bytearray(password.encode()))
    assert Credential.model_validate_json(bytes(plain)) == Credential(
        card=card, number=number, password=password
    )


def test_box__opens_for_the_centre_and_this_visit_only(identity, far_end):
    sealed = Sealer(identity)(VISIT, "04AA", None, bytearray(b"1234"))
    box = decode_bytes(sealed.box)
    plain = open_sealed(far_end.sealing, login_info(TERMINAL, str(VISIT)), box)
    assert Credential.model_validate_json(plain).password == "1234"
    assert sealed.kid == far_end.kid
    with pytest.raises(BadSealError):
        open_sealed(far_end.sealing, login_info(TERMINAL, str(UUID(int=6))), box)


def test_new_password__is_sealed_for_this_visit_and_verb(identity, far_end):
    first = FirstPassword(
        number="90000001", born_on=date(1980, 4, 1), phone_end="1234", password=""
    )
    sealer, info = Sealer(identity), form_info(TERMINAL, str(VISIT), "set_password")
    box = decode_bytes(sealer.new_password(VISIT, bytearray(b'a"1'), first).box)
    told = FirstPassword.model_validate_json(open_sealed(far_end.sealing, info, box))
    assert told == first.model_copy(update={"password": 'a"1'})
    box = decode_bytes(sealer.new_password(VISIT, bytearray(b"b2")).box)
    told = NextPassword.model_validate_json(open_sealed(far_end.sealing, info, box))
    assert told.password == "b2"
    with pytest.raises(BadSealError):
        open_sealed(far_end.sealing, login_info(TERMINAL, str(VISIT)), box)


def test_form__is_sealed_for_its_verb(identity, far_end):
    sealed = Sealer(identity).form(VISIT, "wish_mail", MailAddress(mail="mihon@example.com"))
    box = decode_bytes(sealed.box)
    plain = open_sealed(far_end.sealing, form_info(TERMINAL, str(VISIT), "wish_mail"), box)
    assert MailAddress.model_validate_json(plain).mail == "mihon@example.com"
    with pytest.raises(BadSealError):
        open_sealed(far_end.sealing, form_info(TERMINAL, str(VISIT), "renew"), box)


def test_plaintext__is_overwritten(identity, monkeypatch):
    seen = []

    def watch(key, info, plain):
        seen.append(plain)
        return b"box"

    monkeypatch.setattr(sealer_module, "seal", watch)
    password = bytearray(b"1234")
    Sealer(identity)(VISIT, "04AA", None, password)
    assert seen == [bytearray(len(seen[0]))]
    assert password == b"1234", "the caller's own is the caller's to overwrite"


def test_plaintext__is_overwritten_when_sealing_fails(identity, monkeypatch):
    seen = []

    def fail(key, info, plain):
        seen.append(plain)
        raise ValueError("no")

    monkeypatch.setattr(sealer_module, "seal", fail)
    with pytest.raises(ValueError, match="no"):
        Sealer(identity)(VISIT, "04AA", None, bytearray(b"1234"))
    assert not any(seen[0])


def test_wipe__leaves_zeros():
    secret = bytearray(b"1234")
    wipe(secret)
    assert secret == bytes(4)


def test_sealer__may_be_used_from_any_thread(identity):
    boxes = []
    sealer = Sealer(identity)
    threads = [
        threading.Thread(target=lambda: boxes.append(sealer(VISIT, None, "1", bytearray(b"1234"))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({sealed.box for sealed in boxes}) == 8


def test_password__longer_than_the_keyboard_gives_is_a_mistake(identity):
    with pytest.raises(AssertionError):
        Sealer(identity)(VISIT, None, "1", bytearray(600))
