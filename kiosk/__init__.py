"""The terminal: a street-side touch screen with a card reader and a ticket printer."""

import logging
import os

# Kivy reads these once, when the first of our modules imports it. It shall read no file of the
# user's, no argument of ours and no key that ends it, take every touch once, and write no log of
# its own. KCFG_ sets an option; SDL leaves SIGTERM to us.
os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
    KCFG_KIVY_LOG_LEVEL="warning",
    SDL_NO_SIGNAL_HANDLERS="1",
    KCFG_KIVY_EXIT_ON_ESCAPE="0",
    KCFG_KIVY_DESKTOP="0",
    KCFG_KIVY_KEYBOARD_MODE="",
    KCFG_KIVY_PAUSE_ON_MINIMIZE="0",
    KCFG_GRAPHICS_MULTISAMPLES="0",
    KCFG_GRAPHICS_MAXFPS="60",
    KCFG_GRAPHICS_ALLOW_SCREENSAVER="0",
    KCFG_GRAPHICS_RESIZABLE="0",
)
# Mesa, where it draws without a graphics card, draws on threads of its own, and its memory grows
# with every frame; on the thread that asks it stays as it is. The operator may say otherwise.
os.environ.setdefault("LP_NUM_THREADS", "0")
# Touches come through SDL: that the library of Kivy's other way to them is not here is no error.
logging.getLogger("kivy").addFilter(lambda record: "MTDev" not in record.getMessage())
