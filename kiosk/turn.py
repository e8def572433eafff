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
    """Called on one thread only, the one that draws."""

    def __init__(
        self,
        site: Site,
        *,
        new_id: Callable[[], UUID],
        now: Callable[[], datetime],
        draw: Callable[[Shown], None],
        carry_out: Callable[[Effect], None],
    ) -> None:
        self._new_id = new_id
        self._now = now
        self._draw = draw
        self._carry_out = carry_out
        self._visit = Visit.begin(new_id(), site, now())
        self.shown = show(self._visit)

    @property
    def site(self) -> Site:
        """The terminal as it stands now; may be read on any thread."""
        return self._visit.site

    def take(self, event: Event) -> None:
        visit, effects = step(self._visit, event)
        if visit is None:
            visit = Visit.begin(self._new_id(), self._visit.site, self._now())
        self._visit = visit
        shown = show(visit)
        if shown != self.shown:
            self.shown = shown
            self._draw(shown)
        for effect in effects:
            self._carry_out(effect)
