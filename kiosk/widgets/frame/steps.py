"""The step bar: what is done, where the resident is, what is still to come."""

from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["steps_height", "steps_tile"]

LINK_LEAST_MM = 4.0
BESIDE_MM = 2.0


def steps_height(brush: Brush, role: Role) -> int:
    return _disc(brush, role) + brush.mm(2)


def steps_tile(brush: Brush, steps: tuple[str, ...], now: int, box: Box, role: Role) -> Tile:
    """Every step with its word; where that is too long, only the present one has it."""
    words = [block(brush, word, role, box.width, bold=i == now) for i, word in enumerate(steps)]
    if _link(brush, words, box.width, role) < brush.mm(LINK_LEAST_MM):
        words = [text if i == now else block(brush, "", role, 0) for i, text in enumerate(words)]
    inks: list[Ink] = []
    link = min(_link(brush, words, box.width, role), brush.mm(20))
    rest = Box(0, 0, box.width, box.height)
    for i, text in enumerate(words):
        here, rest = rest.cut_left(_disc(brush, role))
        inks += _mark(brush, here, i, now, role)
        if text.lines:
            label, rest = rest.cut_left(text.width + 2 * brush.mm(BESIDE_MM))
            label = label.inset(brush.mm(BESIDE_MM), 0)
            inks += text.at(label, "ink" if i == now else "quiet")
        if i < len(words) - 1:
            joint, rest = rest.cut_left(link)
            thin = max(1, brush.mm(0.4))
            inks.append(Bar(joint.middle(joint.width, thin), "good" if i < now else "line"))
    return Tile(box, Plate(tuple(inks)))


def _link(brush: Brush, words: list[Block], width: int, role: Role) -> int:
    """What is left for each line between two steps."""
    beside = 2 * brush.mm(BESIDE_MM)
    used = sum(_disc(brush, role) + (text.width + beside if text.lines else 0) for text in words)
    return (width - used) // max(1, len(words) - 1)


def _disc(brush: Brush, role: Role) -> int:
    return round(brush.letters.em(role) * 1.7)


def _mark(brush: Brush, box: Box, step: int, now: int, role: Role) -> list[Ink]:
    """A tick for what is done, a filled number for now, an outlined one for later."""
    disc = box.middle(_disc(brush, role), _disc(brush, role))
    radius, thick = disc.width // 2, max(2, brush.mm(0.5))
    number = block(brush, str(step + 1), role, disc.width, bold=True)
    if step < now:
        tick = disc.middle(round(disc.width * 0.62), round(disc.width * 0.62))
        return [Bar(disc, "good", radius, thick), Icon(tick, "check", "good")]
    if step == now:
        return [Bar(disc, "main", radius), *number.at(disc, "on_main", "middle")]
    return [Bar(disc, "line", radius, thick), *number.at(disc, "quiet", "middle")]
