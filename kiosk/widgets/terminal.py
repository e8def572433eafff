"""The panel of a terminal: the frame, and in it the content of the kind that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.messages import Touched
from kiosk.screens.parts import Event, Shown
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.baked import Baked
from kiosk.widgets.box import Box
from kiosk.widgets.frame.lay import Layout, lay
from kiosk.widgets.order import reading_order
from kiosk.widgets.ring import BACK, ON, PRESS, Ring
from kiosk.widgets.sheet import Sheet
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture
from sync.wire import Sealed

__all__ = ["Target", "Terminal"]

#: A window that opens is smaller than this for a moment, and then it is told its size.
ROOM_PX = 240
#: Half of the thickness of the ring around what a key would press.
RING_MM = 0.9

Seal = Callable[[object, bytearray], Sealed | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What can be touched, and where: from the left and from the top of the panel."""

    event: Event
    box: Box


class Terminal(Widget):  # type: ignore[misc]  # kivy has no types
    """Keeps a content while kind, theme, text size and language stay; else makes another."""

    def __init__(
        self, width_mm: float, emit: Callable[[Event], None], seal: Seal, **kw: Any
    ) -> None:
        super().__init__(**kw)
        self._width_mm = width_mm
        self._emit = emit
        self._seal = seal
        self._shown: Shown | None = None
        self._frame: _FrameSheet | None = None
        self.content: Any = None
        #: Which of the targets a key would press; None while nobody uses keys.
        self._focus: int | None = None
        self._sheet = Sheet()
        self.canvas.add(self._sheet.drawn)
        self.ring = Ring()
        self.canvas.after.add(self.ring)
        self._after_frame = Clock.create_trigger(self._put_ring)
        self.bind(size=self._resized, pos=self._fit)

    def show(self, shown: Shown) -> None:
        if min(self.size) < ROOM_PX:
            self._shown = shown
            return
        if self._frame is None or self._shown is None or _dress(shown) != _dress(self._shown):
            self._undress()
            self._frame = _FrameSheet(self._stage(shown))
            self.add_widget(self._frame)
        if self.content is None or self._shown is None or shown.kind != self._shown.kind:
            self._replace_content(shown)
            self._focus = None if self._focus is None else 0
        self._shown = shown
        self._lay(self._frame, shown)
        self.content.show(shown.view)
        self._after_frame()

    def forget(self) -> None:
        """Keep nothing that was shown: no text, no picture, no measure of one."""
        self._undress()
        self._sheet.blank()
        self._shown = self._focus = None

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        self._emit(Touched())
        self._focus = None
        self._after_frame()
        return bool(super().on_touch_down(touch))

    def key_down(self, code: int, *, shift: bool = False) -> bool:
        """A key or a switch: on, back, or what is in the ring is pressed."""
        order = self._order()
        if code not in ON | BACK | PRESS or not order:
            return False
        self._emit(Touched())
        if self._focus is None:
            self._focus = 0
        elif code in PRESS:
            sheet, event, _ = order[min(self._focus, len(order) - 1)]
            sheet.taken(event)
        else:
            step = -1 if shift or code in BACK else 1
            self._focus = (self._focus + step) % len(order)
        self._after_frame()
        return True

    def _order(self) -> list[tuple[Baked, Event, Box]]:
        """The content as it is read, then back, stop, next and the settings, as they stand."""
        if self.content is None or self._frame is None:
            return []
        inside, around = self._targets_of(self.content), self._targets_of(self._frame)
        read = [inside[i] for i in reading_order([target.box for target in inside])]
        return [
            *((self.content, target.event, target.box) for target in read),
            *((self._frame, target.event, target.box) for target in around),
        ]

    def _put_ring(self, _: float) -> None:
        if self._focus is None or self._frame is None:
            self.ring.put(None, "", 0, (0, 0))
            return
        order = self._order()
        self._focus = min(self._focus, max(0, len(order) - 1))
        box = order[self._focus][2] if order else None
        brush = self._frame.brush
        self.ring.put(box, brush.palette.ink, max(2, brush.mm(RING_MM)), (self.x, self.top))

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that can be touched now; for the tour and the tests."""
        sheets = [child for child in self.children if isinstance(child, Baked)]
        return tuple(target for sheet in sheets for target in self._targets_of(sheet))

    def _targets_of(self, sheet: Baked) -> list[Target]:
        across, down = round(sheet.x - self.x), round(self.top - sheet.top)
        return [
            Target(tile.event, tile.box.moved(across, down))
            for tile in sheet.shown.tiles
            if tile.event is not None
        ]

    def _fit(self, *_: Any) -> None:
        self._sheet.fit(self.x, self.top, int(self.width), int(self.height))

    def _resized(self, *_: Any) -> None:
        self._fit()
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self.show(shown)

    def _stage(self, shown: Shown) -> Stage:
        sizes = Sizes(self.width / self._width_mm, shown.text_scale)
        return Stage(self._emit, self._seal, sizes, THEMES[shown.theme], shown.pager, self._sheet)

    def _undress(self) -> None:
        self.clear_widgets()
        self._frame = self.content = None

    def _replace_content(self, shown: Shown) -> None:
        if self.content is not None:
            self.remove_widget(self.content)
        found = import_module(f"kiosk.screens.{shown.kind}.widget")
        self.content = found.Content(self._stage(shown))
        self.add_widget(self.content)

    def _lay(self, frame: "_FrameSheet", shown: Shown) -> None:
        layout = lay(frame.brush, shown.frame, int(self.width), int(self.height), reach=shown.reach)
        box = layout.content
        frame.pos, frame.size = self.pos, self.size
        self.content.size = (box.width, box.height)
        self.content.pos = (self.x + box.left, self.top - box.bottom)
        if frame.put(layout):
            whole = Box(0, 0, int(self.width), int(self.height))
            self._sheet.wipe(whole, frame.brush.palette.paper)
            frame.wiped()
            self.content.wiped()


class _FrameSheet(Baked):
    """The frame as tiles over the whole panel; the content lies on it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._laid = Layout(Picture(0, 0, ()), Box(0, 0, 0, 0))

    def put(self, layout: Layout) -> bool:
        """Whether its parts or the content stand elsewhere than before."""
        before, self._laid = self._laid, layout
        self.renew()
        same = before.content == layout.content and layout.picture.is_laid_like(before.picture)
        return not same

    def picture(self, width: int, height: int) -> Picture:
        del width, height
        return self._laid.picture


def _dress(shown: Shown) -> tuple[object, ...]:
    return shown.theme, shown.text_scale, shown.language, shown.pager
