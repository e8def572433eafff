"""What is wrong with a question from outside, in one line: the key that is at fault, and why."""

import json

from pydantic import ValidationError

from rules.fault_words import in_words

__all__ = ["CaseError", "case_error", "check_keys"]


class CaseError(Exception):
    """A question that cannot be answered: the key that is at fault, and why."""

    def __init__(self, key: str | None, what: str) -> None:
        super().__init__(f"{key}: {what}")
        self.key = key
        self.what = what


def case_error(error: ValidationError, content: bytes = b"") -> CaseError:
    """The first fault that pydantic found; ``content`` where it may be no UTF-8."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # The second part of the place of a fault in an action is its verb, which is no key.
    parts = [str(part) for part in fault["loc"]]
    if parts[:1] == ["action"]:
        parts[1:2] = []
    key = ".".join(parts) or None
    match fault["type"]:
        case "json_invalid":
            # Of a single line only the column says something.
            where = fault["msg"].replace(" at line 1 column ", " at column ")
            return CaseError(None, _no_utf8(content) or where)
        case "union_tag_not_found":
            return CaseError("action.verb", "is missing")
        case "union_tag_invalid":
            return CaseError("action.verb", "is no verb that is known here")
        case _:
            return CaseError(key, in_words(fault))


def check_keys(text: str) -> None:
    """``CaseError`` where an object of a JSON text has a key twice: which one counts is unsaid."""
    json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise CaseError(key, "stands twice")
        seen.add(key)


def _no_utf8(content: bytes) -> str | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8"
    return None
