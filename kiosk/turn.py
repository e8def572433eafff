"""One turn of the terminal: an event in, the next picture and the effects out.

It holds the only visit there is; a visit that is over is dropped whole.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.flow import show, step
from kiosk.messages import Effect, Event
from kiosk.screens.parts import Shown
from kiosk.visit import Site, Visit

__all__ = ["Turn"]


class Turn:
    """Called on one thread only, the one that draws.

    ``forget``: a visit is over, and nothing that was drawn of it may be kept; ``draw`` follows.
    """

    def __init__(
        self,
        site: Site,
        *,
        new_id: Callable[[], UUID],
        now: Callable[[], datetime],
        draw: Callable[[Shown], None],
        carry_out: Callable[[Effect], None],
        forget: Callable[[], None],
    ) -> None:
        self._new_id = new_id
        self._now = now
        self._draw = draw
        self._carry_out = carry_out
        self._forget = forget
        self._visit = Visit.begin(new_id(), site, now())
        self.shown = show(self._visit)

    @property
    def site(self) -> Site:
        """The terminal as it stands now; may be read on any thread."""
        return self._visit.site

    @property
    def visit(self) -> UUID:
        """The visit that stands here now; may be read on any thread."""
        return self._visit.visit

    def take(self, event: Event) -> None:
        visit, effects = step(self._visit, event)
        # Another municipality begins another visit by itself.
        over = visit is None or visit.visit != self._visit.visit
        if over:
            self._forget()
        self._visit = visit or Visit.begin(self._new_id(), self._visit.site, self._now())
        shown = show(self._visit)
        if over or shown != self.shown:
            self.shown = shown
            self._draw(shown)
        for effect in effects:
            self._carry_out(effect)
