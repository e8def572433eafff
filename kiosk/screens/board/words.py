"""What the board says in words: where and when this is, what is chosen, and what to touch next."""

from dataclasses import dataclass

from kiosk.screens.board.view import View
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Ink, Plate
from kiosk.widgets.pile import NOTHING, Part, sentence
from kiosk.widgets.tiles import Tile

__all__ = ["Voice", "said", "stand_whole", "where"]

#: Between the sentence and what stands beside it; and below it.
BESIDE_MM, BELOW_MM = 6, 1


@dataclass(frozen=True, slots=True)
class Voice:
    """The type of the place, of the sentence, and of what may be touched next."""

    where: Role
    summary: Role
    hint: Role


def where(view: View, brush: Brush, width: int, voice: Voice) -> Part:
    return sentence(brush, view.where, width, voice.where) if view.where else NOTHING


def said(view: View, brush: Brush, width: int, voice: Voice) -> Part:
    """The sentence, and the hint beside or below it; as high as anything the board may say."""
    told = [_Told.of(brush, width, voice, *words) for words in (_now(view), *view.kept)]
    box = Box(0, 0, width, max(one.height for one in told))
    return Part(box.height, (Tile(box, Plate(told[0].inks(box))),))


def stand_whole(view: View, brush: Brush, widths: tuple[int, int], voice: Voice) -> bool:
    """Whether no Latin word is wider than its place: that of ``where``, and of the rest."""
    across, width = widths
    letters = brush.letters
    return letters.widest_word(view.where, voice.where) <= across and all(
        letters.widest_word(summary, voice.summary, bold=True) <= width
        and letters.widest_word(hint, voice.hint) <= width
        for summary, hint in (_now(view), *view.kept)
    )


def _now(view: View) -> tuple[str, str]:
    return view.summary, view.hint


@dataclass(frozen=True, slots=True)
class _Told:
    """``across`` is how far from the left the hint stands, 0 where it is below; in pixels."""

    summary: Block
    hint: Block
    across: int
    below: int

    @classmethod
    def of(cls, brush: Brush, width: int, voice: Voice, summary: str, hint: str) -> "_Told":
        first = block(brush, summary, voice.summary, width, bold=True)
        across = first.width + brush.mm(BESIDE_MM)
        beside = block(brush, hint, voice.hint, max(1, width - across))
        if len(first.lines) == 1 and len(beside.lines) == 1:
            return cls(first, beside, across, 0)
        under = block(brush, hint, voice.hint, width)
        return cls(first, under, 0, first.height + brush.mm(BELOW_MM) if under.lines else 0)

    @property
    def height(self) -> int:
        return max(self.summary.height, self.below + self.hint.height)

    def inks(self, box: Box) -> tuple[Ink, ...]:
        if self.across:
            line, _ = box.cut_top(self.summary.height)
            _, rest = line.cut_left(self.across)
            return (*self.summary.at(line), *self.hint.at(rest))
        _, rest = box.cut_top(self.below)
        return (
            *self.summary.at(box, from_top=True),
            *self.hint.at(rest, from_top=True),
        )
