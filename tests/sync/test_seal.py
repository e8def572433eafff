"""A box opens for one key and one use."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.seal import BadSealError, action_info, login_info, open_sealed, seal

KEY = X25519PrivateKey.generate()
INFO = action_info("t1", 5, "a1", "book")
OTHERS = [
    action_info("t2", 5, "a1", "book"),
    action_info("t1", 6, "a1", "book"),
    action_info("t1", 5, "a2", "book"),
    action_info("t1", 5, "a1", "cancel"),
    login_info("t1", "a1"),
]


def test_box__opens_for_its_use():
    assert open_sealed(KEY, INFO, seal(KEY.public_key(), INFO, bytearray(b"secret"))) == b"secret"


@pytest.mark.parametrize("info", OTHERS)
def test_box__opens_for_no_other_use(info):
    with pytest.raises(BadSealError):
        open_sealed(KEY, info, seal(KEY.public_key(), INFO, b"secret"))


def test_box__opens_for_no_other_key():
    with pytest.raises(BadSealError):
        open_sealed(X25519PrivateKey.generate(), INFO, seal(KEY.public_key(), INFO, b"secret"))


@pytest.mark.parametrize("change", [lambda box: box[:-1], lambda box: b"", lambda box: box[::-1]])
def test_box__that_was_altered_is_refused(change):
    with pytest.raises(BadSealError):
        open_sealed(KEY, INFO, change(seal(KEY.public_key(), INFO, b"secret")))
