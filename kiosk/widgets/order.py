"""In which order a screen is read, and walked through by keys: line by line, from the left."""

from collections.abc import Sequence

from kiosk.widgets.box import Box

__all__ = ["reading_order"]


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Their places in the sequence; whatever begins above the middle of a line is on that line."""
    left = sorted(range(len(boxes)), key=lambda i: (boxes[i].top, boxes[i].left))
    found: list[int] = []
    while left:
        first = boxes[left[0]]
        line = [i for i in left if boxes[i].top < first.top + first.height / 2]
        found += sorted(line, key=lambda i: boxes[i].left)
        left = [i for i in left if i not in set(line)]
    return found
