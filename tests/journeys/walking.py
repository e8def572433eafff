"""One walk, in a process of its own: ``python -m tests.journeys.walking MODULE FUNCTION SETTING``.

A real terminal with its window off screen, a reader that is simulated, a printer on TCP, and a
line to the centre that can be cut.
"""

import json
import sys
import threading
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import kiosk  # noqa: F401 - sets what Kivy reads when it is imported
from kiosk.bootstrap import Terminal
from kiosk.config import Config, Device, Panel, Staff
from kiosk.screens.dock.line import Line
from kiosk.screens.dock.virtual_printer import VirtualPrinter
from kiosk.staff_cards import digest
from kiosk.tour.page import write_page
from tests.journeys.at import travelled
from tests.journeys.walker import STAFF_CARD, Walker

PANELS = {
    "portrait": Panel(width_px=720, height_px=1280, width_mm=268, fullscreen=False),
    "landscape": Panel(width_px=1024, height_px=768, width_mm=304, fullscreen=False),
}
SALT = "0123456789abcdef0123456789abcdef"


def main(module: str, function: str, words: str) -> int:
    setting = json.loads(words)
    with travelled(setting["ahead_s"]) as traveller:
        line, printer = Line(setting["port"]), VirtualPrinter()
        with closing(line), closing(printer):
            terminal = Terminal(_config(setting, line, printer), demonstration=True)
            walker = Walker(terminal, line, printer, setting, traveller)
            return _walk(terminal, walker, getattr(import_module(module), function))


def _config(setting: dict[str, Any], line: Line, printer: VirtualPrinter) -> Config:
    return Config(
        municipality=setting["municipality"],
        also_serves=tuple(setting["also_serves"]),
        centre_url=f"http://127.0.0.1:{line.port}",
        state_dir=Path(setting["state"]),
        panel=PANELS[setting["panel"]],
        card_reader=Device(driver="simulated"),
        ticket_printer=Device(
            driver="escpos", settings={"host": "127.0.0.1", "port": printer.port}
        ),
        staff=Staff(salt=SALT, cards=(digest(STAFF_CARD, SALT),)),
    )


def _walk(terminal: Terminal, walker: Walker, path: Any) -> int:
    lost: list[BaseException] = []

    def walk() -> None:
        terminal.begun.wait()
        try:
            walker.begin()
            path(walker)
        except BaseException as cause:  # noqa: BLE001 - told by the thread that waits
            lost.append(cause)
        terminal.app.on_ui(terminal.app.stop)

    walking = threading.Thread(target=walk, name="walker", daemon=True)
    walking.start()
    terminal.run()
    write_page(walker.out, walker.pictures, walker.checks)
    for cause in lost:
        print(f"lost: {type(cause).__name__}: {cause}", *_trace(cause), sep="\n", file=sys.stderr)
    print(f"{walker.touches} touches, {len(walker.pictures)} pictures")
    return 1 if lost else 0


def _trace(cause: BaseException) -> list[str]:
    """Where the walk was: the lines of the tests only."""
    found, trace = [], cause.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/tests/" in code.co_filename:
            found.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
