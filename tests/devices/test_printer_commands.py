import pytest
from PIL import Image

from kiosk.screens.dock.printer_commands import (
    AskedPaper,
    AskedProof,
    AskedStatus,
    Commands,
    Cut,
    Fed,
    Initialised,
    NotACommandError,
    Raster,
    StatusBackSet,
)

#: Two rows of 16 dots that look like a status request.
DOTS = b"\x10\x04\x01\x04"
JOB = (
    b"\x1b@\x1da\x00\x1dv0\x00\x02\x00\x02\x00" + DOTS + b"\x1bd\x06\x1dV\x00\x1dVB\x00"
    b"\x1d(H\x06\x0000abcd\x1dr\x01\x10\x04\x02"
)


def test_job__is_read_command_by_command():
    commands = Commands().feed(JOB)
    assert [type(command) for command in commands] == [
        Initialised,
        StatusBackSet,
        Raster,
        Fed,
        Cut,
        Cut,
        AskedProof,
        AskedPaper,
        AskedStatus,
    ]
    assert commands[6] == AskedProof(b"abcd")
    assert commands[8] == AskedStatus(2)


def test_job__in_single_bytes_is_the_same():
    whole, single = Commands().feed(JOB), []
    reader = Commands()
    for at in range(len(JOB)):
        single += reader.feed(JOB[at : at + 1])
    assert [type(command) for command in single] == [type(command) for command in whole]


def test_dots__that_look_like_a_command_are_dots():
    (_, _, raster, *_) = Commands().feed(JOB)
    assert raster.image.size == (16, 2)
    ink = Image.frombytes("1", (16, 2), bytes(byte ^ 0xFF for byte in DOTS))
    assert raster.image.tobytes() == ink.tobytes()


@pytest.mark.parametrize("data", [b"Hello", b"\x1b!\x00", b"\x1d(k\x03\x001C\x08"])
def test_bytes__that_are_no_known_command_are_refused(data):
    with pytest.raises(NotACommandError):
        Commands().feed(data)
