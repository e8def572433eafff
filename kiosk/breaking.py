"""Where a line of Japanese or English may end, and where it had better end.

Four levels: an atom is never split unless it is wider than the line (a number with its counter,
a Latin word, a character with the punctuation that clings to it); a phrase is split only where it
does not fit; a knot (words in brackets, a list of nouns, a compound of two scripts, a place on its
ground, what is asked for with its ください) also where that saves a line, and so is a sentence
that one line holds. The end of a phrase is guessed from the change of script after a particle,
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
_POINTS_AT_NEXT = ("この", "その", "あの", "どの", "もう", "あと", "電話 ")
#: Somebody, who is said to be what stands before it.
_PERSON = "方"
_ENDS_PHRASE = set("、。・」』】)）：；？！…")
_STARTS_PHRASE = set("「『【(（")
_CLOSES = set("」』】)）")
_LISTS = "・"
#: Between two names of one place, in English.
_BETWEEN = "·"
#: Written small in the names of places, it is read as the 箇 that it stands for: 錦ヶ丘.
_COUNTS = "ヶヵ"
_PLEASE = "ください"
_FULL_STOP = "。"
#: The ground on which that lies which is named after it: 中島中央公園運動施設.
_GROUNDS = ("公園", "緑地", "地区", "団地")
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
        return right == _BETWEEN
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
    """The pieces between which a line ends well."""
    return _tied(phrases(text))


def _tied(phrases: list[str]) -> list[str]:
    found: list[str] = []
    open_brackets = 0
    for phrase in phrases:
        if found and (open_brackets > 0 or _is_tied(found[-1], phrase)):
            found[-1] += phrase
        else:
            found.append(phrase)
        open_brackets += sum((c in _STARTS_PHRASE) - (c in _CLOSES) for c in phrase)
    return found


def _sentences(knots: list[str], width: float, measure: Measure) -> list[str]:
    """The pieces between which a line ends best of all: what a line holds of a sentence is one."""
    groups: list[list[str]] = []
    for knot in knots:
        if groups and not groups[-1][-1].endswith(_FULL_STOP):
            groups[-1].append(knot)
        else:
            groups.append([knot])
    found: list[str] = []
    for group in groups:
        whole = "".join(group)
        found += [whole] if measure(whole.rstrip()) <= width else group
    return found


def _is_tied(left: str, right: str) -> bool:
    """Nouns of a list, a word that goes on, a particle behind a bracket, a verb's ください."""
    if left[-1] in _CLOSES:
        return _script(right[0]) == "hiragana" and not right.startswith(_PLEASE)
    if right.startswith(_PLEASE):
        return not (left[-1].isspace() or left[-1] in _ENDS_PHRASE)
    if left[-1] == _LISTS:
        return _script(left[-2:][0]) != "hiragana"
    if {left[-1], right[0]} & (_ENDS_PHRASE | _STARTS_PHRASE):
        return False
    return _names_place(left, right) or _is_mixed(left, right)


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
    return _names_place(left, right) or _is_mixed(left, right)


def _is_mixed(left: str, right: str) -> bool:
    return {_script(left[-1]), _script(right[0])} == {"katakana", "kanji"}


def _names_place(left: str, right: str) -> bool:
    return left.endswith(_GROUNDS) and _script(right[0]) == "kanji"


def _script(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "hiragana"
    if "\u30a0" <= character <= "\u30ff" and character not in _COUNTS:
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
    loose = phrases(text)
    whole = _tied(loose)
    levels = [_sentences(whole, width, measure), whole, loose]
    if levels[0] == whole:
        del levels[0]
    broken = [_greedy(pieces, width, measure) for pieces in levels]
    best = min(range(len(levels)), key=lambda level: len(broken[level]))
    pieces, lines = levels[best], broken[best]
    if not 1 < len(lines) <= _BALANCED_LINES_MAX:
        return lines
    finer = {piece for level in levels[best:] for piece in level}
    fitting = [size for piece in finer if (size := measure(piece.rstrip())) <= width]
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
