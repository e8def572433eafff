"""What a key does to a text: a kana is voiced or made small where that exists."""

import unicodedata

__all__ = ["HALF_VOICED", "VOICED", "made_small", "with_mark"]

VOICED, HALF_VOICED = "\u3099", "\u309a"


def with_mark(text: str, mark: str) -> str:
    """The last kana with this mark, or without it where it has it; else the text as it is."""
    if not text:
        return text
    bare = unicodedata.normalize("NFD", text[-1])
    if bare[1:] == mark:
        return text[:-1] + bare[0]
    marked = unicodedata.normalize("NFC", bare[0] + mark)
    return text[:-1] + marked if len(marked) == 1 else text


def made_small(text: str) -> str:
    """The last kana small, or large again; Unicode has each small one before its large one."""
    if not text:
        return text
    last = text[-1]
    if _is_small(last):
        return text[:-1] + chr(ord(last) + 1)
    before = chr(ord(last) - 1)
    return text[:-1] + before if _is_small(before) else text


def _is_small(character: str) -> bool:
    return " LETTER SMALL " in unicodedata.name(character, "") and not character.isascii()
