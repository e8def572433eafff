"""Every write and every sync of a real outbox, as the kernel was asked for them (strace)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.power_cuts.disk import (
    Call,
    Create,
    Remove,
    Rename,
    Said,
    Sync,
    SyncNames,
    Truncate,
    Write,
)
from tests.support.centre import ROOT

__all__ = ["record"]

#: Whatever can change a file; what of it is not understood stops the recording.
WATCHED = (
    "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,truncate,ftruncate,fallocate,"
    "fsync,fdatasync,sync_file_range,sync,syncfs,unlink,unlinkat,rename,renameat,renameat2,"
    "link,linkat,copy_file_range,sendfile"
)
#: The longest string of a call; a longer one would be cut short.
STRING_MAX = 4_000_000
LINE = re.compile(r"(\w+)\((.*)\) += (-?\w+)")
TEXT = re.compile(r'"([^"]*)"')
HANDLE = re.compile(r"^\d+<([^>]*)>")


def record(state: Path, actions: int) -> list[Call]:
    """A life of the outbox in a directory that holds an identity and nothing else."""
    log = state.with_name("strace.log")
    program = [sys.executable, "-m", "tests.power_cuts.life", str(state), str(actions)]
    traced = ["strace", "-y", "-xx", "-s", str(STRING_MAX), "-o", str(log), "-e"]
    ran = subprocess.run(
        [*traced, f"trace={WATCHED}", *program], cwd=ROOT, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    with log.open(encoding="ascii") as lines:
        return list(_calls(lines, state))


def _calls(lines: Iterator[str], state: Path) -> Iterator[Call]:
    for line in lines:
        found = LINE.match(line.rstrip())
        if found is None or found[3].startswith("-1"):
            continue
        name, words = found[1], found[2]
        handle = HANDLE.match(words)
        if handle is not None:
            yield from _on_handle(name, _path(handle[1]), words, state)
        else:
            yield from _on_names(name, words, state)


def _on_handle(name: str, path: Path, words: str, state: Path) -> Iterator[Call]:
    match name:
        case "write" if words.startswith("1<"):
            yield Said(_bytes(words).decode().strip())
        case _ if path == state:
            assert name in {"fsync", "fdatasync"}, name
            yield SyncNames()
        case _ if path.parent != state:
            return
        case "pwrite64":
            yield Write(path.name, int(words.rsplit(", ", 1)[1]), _bytes(words))
        case "ftruncate":
            yield Truncate(path.name, int(words.rsplit(", ", 1)[1]))
        case "fsync" | "fdatasync":
            yield Sync(path.name)
        case _:
            raise AssertionError(f"a call that is not understood: {name} of {path.name}")


def _on_names(name: str, words: str, state: Path) -> Iterator[Call]:
    paths = [path for text in TEXT.findall(words) if (path := _path(text)).parent == state]
    if not paths:
        return
    match name, paths:
        case "openat", [file]:
            if "O_CREAT" in words:
                yield Create(file.name)
            assert "O_TRUNC" not in words, file
        case "unlink", [file]:
            yield Remove(file.name)
        case "rename", [old, new]:
            yield Rename(old.name, new.name)
        case _:
            raise AssertionError(f"a call that is not understood: {name} of {paths}")


def _bytes(words: str) -> bytes:
    text = TEXT.search(words)
    assert text is not None
    assert '"...' not in words, "a string was cut short"
    return bytes.fromhex(text[1].replace("\\x", ""))


def _path(text: str) -> Path:
    return Path(bytes.fromhex(text.replace("\\x", "")).decode())
