"""From the command line to a running terminal; what cannot be used is one line and an exit."""

import sys
from contextlib import closing
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from kiosk.assets import SampleResidentsError, residents_of
from kiosk.config import Config, ConfigError, Panel, check_served, read
from kiosk.devices.open import DriverError
from kiosk.fonts import FontsMissingError
from kiosk.texts import TextsError
from rules.fault_words import in_words
from rules.policy import PolicyError
from sync.enrolment import enrol, why_not
from sync.identity import Identity, IdentityError
from sync.link import Http, Patience
from sync.store import StoreInUseError

__all__ = ["check_shown", "demonstrate", "start", "walk_tour"]

EXPECTED = (
    ConfigError,
    DriverError,
    FontsMissingError,
    IdentityError,
    PolicyError,
    SampleResidentsError,
    StoreInUseError,
    TextsError,
)
DOCK_WIDTH_PX = 760
#: The reference panel: 21.5 inches, upright.
PANEL_MM, PANEL_SHAPE = 268.0, 9 / 16


def start(file: Path, *, enrol_code: str | None) -> int:
    """A terminal as its file says; 1 and one line where that cannot be."""
    try:
        config = read(file)
        check_served(config, file)
        if enrol_code is not None:
            return _enrol(config, enrol_code)
        from kiosk.bootstrap import Terminal

        Terminal(config).run()
    except DriverError as cause:
        # It knows its key, and not where that was read.
        return _say(f"{file}: {cause}")
    except EXPECTED as cause:
        return _say(cause)
    return 0


def demonstrate(state: Path, *, height_px: int, municipality: str) -> int:
    """The demonstration in a window, with the dock beside it, until the window is closed."""
    from kiosk.demonstration import Demonstration, DemonstrationError

    try:
        panel = _panel(height_px)
        demonstration = Demonstration(state, partial(print, flush=True), municipality=municipality)
    except (DemonstrationError, *EXPECTED) as cause:
        return _say(cause)
    try:
        demonstration.terminal(panel, dock_width_px=DOCK_WIDTH_PX).run()
    except EXPECTED as cause:
        return _say(cause)
    finally:
        demonstration.close()
    return 0


def walk_tour(state: Path, out: Path, *, height_px: int, display: bool) -> int:
    """The demonstration walks itself through, on a panel of this height."""
    try:
        panel = _panel(height_px)
    except ConfigError as cause:
        return _say(cause)
    if not display:
        print("There is no display here: drawing off screen, and walking the tour.", flush=True)
    from kiosk.tour import tour

    return tour(state, out, panel=panel)


def check_shown(municipality: str) -> int:
    """1 and one line where there is no demonstration of it."""
    try:
        residents_of(municipality)
    except SampleResidentsError as cause:
        return _say(cause)
    return 0


def _enrol(config: Config, code: str) -> int:
    try:
        with closing(Http(config.centre_url, Patience())) as http:
            answer = enrol(config.state_dir, http, code)
    except OSError as cause:
        return _say(f"{config.state_dir}: cannot be written: {cause.strerror}")
    if isinstance(answer, Identity):
        print(f"enrolled as {answer.terminal} at {answer.venue}, {answer.municipality}")
        return 0
    return _say(f"{config.centre_url}: not enrolled: {why_not(answer)}")


def _panel(height_px: int) -> Panel:
    """As high as it is wanted, upright, in a window."""
    width_px = round(height_px * PANEL_SHAPE)
    try:
        return Panel(width_px=width_px, height_px=height_px, width_mm=PANEL_MM, fullscreen=False)
    except ValidationError as cause:
        said = in_words(cause.errors()[0])
        raise ConfigError(f"--height {height_px}: {said}") from cause


def _say(cause: object) -> int:
    print(cause, file=sys.stderr)
    return 1
