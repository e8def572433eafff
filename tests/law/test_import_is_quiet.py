"""Importing our modules defines things: it opens no file, socket, thread, process or window."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.law.tree import ROOT, files, name

#: What a module may not do while it is imported, by the names of Python's audit events.
NOISE = (
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.system",
    "os.posix_spawn",
    "os.fork",
    "socket.__new__",
    "sqlite3.connect",
    "subprocess.Popen",
    "threading.Thread.start",
)

#: An audit event for a thread came with Python 3.12; its start is listened to here.
#: Run in a fresh interpreter: imports the modules named as arguments, prints what was heard. What
#: a library does while it is imported is its own: the nearest caller outside the standard library
#: decides whose doing it is.
LISTENER = """
import importlib, json, os, sys, threading
root, noise, heard = sys.argv[1] + os.sep, set(json.loads(sys.argv[2])), []
standard = os.path.dirname(os.__file__)
writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def ours():
    frame = sys._getframe(2)
    while frame:
        file = frame.f_code.co_filename
        library = f"{os.sep}site-packages{os.sep}" in file
        if library or not (file.startswith((standard, "<")) or file == __file__):
            return not library and file.startswith(root)
        frame = frame.f_back
    return False

def listen(event, arguments):
    if event in noise or event == "open" and arguments[2] & writes:
        if ours():
            heard.append(f"{module}: {event} {arguments!r}")

def start(thread, begin=threading.Thread.start):
    listen("threading.Thread.start", (thread.name,))
    begin(thread)

__file__ = "<listener>"
threading.Thread.start = start
sys.addaudithook(listen)
for module in sys.argv[3:]:
    importlib.import_module(module)
# Kivy opens its window as this module of its own is imported.
if "kivy.core.window" in sys.modules:
    heard.append("kivy.core.window: window")
print(json.dumps(heard))
"""


QUIET_KIVY = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_CONSOLELOG": "1"}
QUIET_KIVY |= {"SDL_VIDEODRIVER": "offscreen"}


def heard(folder: Path, *modules: str) -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-B", "-c", LISTENER, str(folder), json.dumps(NOISE), *modules],
        cwd=folder,
        env=os.environ | QUIET_KIVY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr
    found: list[str] = json.loads(answer.stdout)
    return found


def modules() -> list[str]:
    paths = files("*.py", "rules", "sync", "kiosk")
    names = [name(path).removesuffix(".py").replace("/", ".") for path in paths]
    return [module.removesuffix(".__init__") for module in names if module[-8:] != "__main__"]


def test_import__is_quiet() -> None:
    assert heard(ROOT, *modules()) == []


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("open('left.txt', 'w')", "open"),
        ("__import__('pathlib').Path('left.txt').write_text('')", "open"),
        ("__import__('socket').socket()", "socket.__new__"),
        ("__import__('threading').Thread(target=int).start()", "threading.Thread.start"),
        ("__import__('sqlite3').connect(':memory:')", "sqlite3.connect"),
        ("import kivy.core.window", "window"),
    ],
)
def test_import__a_noisy_module_is_heard(tmp_path: Path, line: str, event: str) -> None:
    (tmp_path / "noisy.py").write_text(line, encoding="utf-8")
    assert [found.split()[1] for found in heard(tmp_path, "noisy")] == [event]


def test_import__reading_a_file_is_no_noise(tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text("open(__file__).read()", encoding="utf-8")
    assert heard(tmp_path, "reader") == []
