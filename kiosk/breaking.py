"""Where a line of Japanese or English may end, and where it had better end.

Three levels: an atom is never split unless it is wider than the line (a number with its counter,
a Latin word, a character with the punctuation that clings to it); a phrase is split only where it
does not fit; a knot (words in brackets, a list of nouns, a compound of two scripts) also where
that saves a line. The end of a phrase is guessed from the change of script after a particle,
which is right often enough to keep a question readable on a narrow screen.
"""

import re
from collections.abc import Callable

__all__ = ["atoms", "knots", "phrases", "wrap"]

Measure = Callable[[str], float]

#: Never the first of a line, never the last of one.
_CLINGS_TO_LEFT = set(
    "、。,.・:;?!)]}」』】〕〉》〟’”ゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ%゛゜…―～〜：；？！）］｝，．"
)
_CLINGS_TO_RIGHT = set("([{「『【〔〈《〝‘“（［｛￥¥#№")
_PARTICLES = set("はがのをにでともへや")
_HONORIFICS = set("おご")
_POINTS_AT_NEXT = ("この", "その", "あの", "どの", "もう", "電話 ")
#: Somebody, who is said to be what stands before it.
_PERSON = "方"
_ENDS_PHRASE = set("、。・」』】)）：；？！…")
_STARTS_PHRASE = set("「『【(（")
_CLOSES = set("」』】)）")
_LISTS = "・"
_PLEASE = "ください"
#: Behind a date, which is read with it.
_WEEKDAY = re.compile(r"[(（][月火水木金土日][)）]")
_TOKEN = re.compile(
    r"\s+|ください|[0-9０-９][0-9０-９,.:/\-–]*[^\W\d_A-Za-z\s]?|[!-~\u00a1-\u024f–]+|.", re.DOTALL
)
_BALANCED_LINES_MAX = 3


def atoms(text: str) -> list[str]:
    """The pieces between which a line may end; a space stays at the end of its piece."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and (token.isspace() or _clings(found[-1], token)):
            found[-1] += token
        else:
            found.append(token)
    return found


def _clings(left: str, right: str) -> bool:
    if left[-1].isspace():
        return False
    return right[0] in _CLINGS_TO_LEFT or left[-1] in _CLINGS_TO_RIGHT


def phrases(text: str) -> list[str]:
    """The pieces between which a line had better end."""
    found: list[str] = []
    for atom in atoms(text):
        if found and not _parts(found[-1], atom):
            found[-1] += atom
        else:
            found.append(atom)
    return found


def knots(text: str) -> list[str]:
    """The pieces between which a line ends best of all."""
    found: list[str] = []
    open_brackets = 0
    for phrase in phrases(text):
        if found and (open_brackets > 0 or _is_tied(found[-1], phrase)):
            found[-1] += phrase
        else:
            found.append(phrase)
        open_brackets += sum((c in _STARTS_PHRASE) - (c in _CLOSES) for c in phrase)
    return found


def _is_tied(left: str, right: str) -> bool:
    """Nouns of a list, a word that goes on in another script, a particle behind a bracket."""
    if left[-1] in _CLOSES:
        return _script(right[0]) == "hiragana" and not right.startswith(_PLEASE)
    if left[-1] == _LISTS:
        return _script(left[-2:][0]) != "hiragana"
    return {_script(left[-1]), _script(right[0])} == {"katakana", "kanji"} and not (
        {left[-1], right[0]} & (_ENDS_PHRASE | _STARTS_PHRASE)
    )


def _parts(left: str, right: str) -> bool:
    last, first = left[-1], right[0]
    if left.endswith(_POINTS_AT_NEXT):
        return False
    if last.isspace() or last in _ENDS_PHRASE or first in _STARTS_PHRASE:
        return not _WEEKDAY.match(right)
    if right.startswith(_PLEASE):
        return True
    honoured = last in _HONORIFICS and _script(first) == "kanji"
    if honoured or (_script(last) == "hiragana" and first == _PERSON):
        return False
    if _script(last) == "hiragana" and _script(first) != "hiragana":
        alone = len(left) < 2 or _script(left[-2]) != "hiragana"
        return last in _PARTICLES or not alone
    return {_script(last), _script(first)} == {"katakana", "kanji"}


def _script(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "hiragana"
    if "\u30a0" <= character <= "\u30ff":
        return "katakana"
    if character.isascii():
        return "latin"
    return "kanji"


def wrap(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Lines no wider than ``width``, of similar length where they are few."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _balanced(paragraph, width, measure)
    return tuple(lines)


def _balanced(text: str, width: float, measure: Measure) -> list[str]:
    if not text or measure(text) <= width:
        return [text]
    pieces, loose = knots(text), phrases(text)
    lines, loosened = _greedy(pieces, width, measure), _greedy(loose, width, measure)
    if len(loosened) < len(lines):
        pieces, lines = loose, loosened
    if not 1 < len(lines) <= _BALANCED_LINES_MAX:
        return lines
    fitting = [size for p in {*pieces, *loose} if (size := measure(p.rstrip())) <= width]
    low, high = max([width / len(lines), *fitting]), width
    for _ in range(6):
        middle = (low + high) / 2
        tried = _greedy(pieces, middle, measure)
        if len(tried) <= len(lines) and all(measure(line) <= middle for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _greedy(pieces: list[str], width: float, measure: Measure) -> list[str]:
    lines = [""]
    for phrase in pieces:
        _append(lines, phrase, width, measure, (phrases, atoms, list))
    return [line.rstrip() for line in lines]


def _append(
    lines: list[str],
    piece: str,
    width: float,
    measure: Measure,
    finer: tuple[Callable[[str], list[str]], ...],
) -> None:
    """Put the piece on the last line, on a new one, or split it where no line can hold it."""
    if measure((lines[-1] + piece).rstrip()) <= width:
        lines[-1] += piece
    elif measure(piece.rstrip()) <= width or not finer:
        lines[-1:] = [lines[-1], piece] if lines[-1] else [piece]
    else:
        for part in finer[0](piece):
            _append(lines, part, width, measure, finer[1:])
