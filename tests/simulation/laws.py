"""What is raised where something that must hold does not."""

__all__ = ["LawBrokenError", "demand"]


class LawBrokenError(Exception):
    """Which law, and by what."""


def demand(holds: object, words: str) -> None:
    if not holds:
        raise LawBrokenError(words)
