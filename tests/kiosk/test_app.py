"""The whole application in a process of its own: it starts, listens to its doors, and ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Prints what was emitted and what was seen; ``{work}`` runs on another thread once it is drawn.
PROGRAM = """
import os, signal, sys, threading
from kiosk.app import Beside, KioskApp, Panel
from kiosk.screens.message.view import EXAMPLES
from kivy.base import EventLoop
from kivy.uix.widget import Widget
from tests.support.frames import bare, shown

drawn = threading.Event()
said = []

def emit(event):
    said.append(threading.current_thread() is threading.main_thread() and event)

app = KioskApp(
    Panel(512, 384, 152, fullscreen=False),
    shown("message", EXAMPLES["bare"], bare("?")),
    emit=emit, seal=lambda subject, typed: None,
    beside=Beside(lambda: Widget(), 100), drawn=drawn.set,
)

def work():
    drawn.wait(20)
    {work}

threading.Thread(target=work, daemon=True).start()
app.run()
print("ended", *said)
"""


def run(tmp_path: Path, work: str) -> "subprocess.CompletedProcess[str]":
    home = tmp_path / "home"
    home.mkdir()
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{work}", work)],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen", "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_app__ends_in_order_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    answer = run(tmp_path, f"os.kill(os.getpid(), {number:d})")
    assert (answer.returncode, answer.stdout) == (0, "ended\n"), answer.stderr


def test_app__emits_what_another_thread_posts_on_its_own(tmp_path: Path) -> None:
    answer = run(tmp_path, "app.post('arrived'); app.on_ui(app.stop)")
    assert answer.stdout == "ended arrived\n", answer.stderr


def test_app__has_the_panel_at_the_left_and_the_rest_beside_it(tmp_path: Path) -> None:
    work = "print(app.on_ui(lambda: [[*w.pos, *w.size] for w in reversed(app.root.children)])); "
    answer = run(tmp_path, work + "app.on_ui(app.stop)")
    assert "[[0, 0, 512, 384], [512, 0, 100, 384]]" in answer.stdout, answer.stderr


@pytest.mark.parametrize("key", [27, 282], ids=["Escape", "F1"])
def test_app__keys_that_end_a_desktop_program_do_nothing(tmp_path: Path, key: int) -> None:
    work = (
        f"app.on_ui(lambda: EventLoop.window.dispatch('on_key_down', {key}, 0, '', [])); "
        "app.on_ui(lambda: None); print('alive', len(EventLoop.window.children)); "
        "app.on_ui(app.stop)"
    )
    assert "alive 1" in run(tmp_path, work).stdout


def test_app__keys_of_the_window_press_what_a_finger_would(tmp_path: Path) -> None:
    work = (
        "from kiosk.screens.choose.view import EXAMPLES as CHOICES; "
        "app.on_ui(lambda: app.show(shown('choose', CHOICES['two'], bare('?')))); "
        "app.on_ui(lambda: None); app.on_ui(lambda: None); "
        "hit = lambda key: EventLoop.window.dispatch('on_key_down', key, 0, '', []); "
        "app.on_ui(lambda: hit(9)); app.on_ui(lambda: hit(13)); app.on_ui(app.stop)"
    )
    answer = run(tmp_path, work)
    assert answer.stdout == "ended Touched() Touched() yes\n", answer.stderr


def test_app__leaves_no_file_and_no_word_behind(tmp_path: Path) -> None:
    answer = run(tmp_path, "app.on_ui(app.stop)")
    assert list((tmp_path / "home").iterdir()) == []
    assert answer.stderr == ""


def test_app__hears_each_touch_from_one_source_only(tmp_path: Path) -> None:
    work = "from kivy.config import Config; print(Config.items('input')); app.on_ui(app.stop)"
    assert "[('mouse', 'mouse,disable_multitouch')]" in run(tmp_path, work).stdout
