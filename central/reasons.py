"""Why something was refused, in a language, for the staff's pages.

All texts are those of the rules' catalogue (assets/locale, domain ``rules``), also of what the
centre alone knows; there a code is named as in ``central.decision.rejected``.
"""

from datetime import datetime

from rules import wording
from rules.policy import Municipality
from rules.verdict import Reason
from sync.wire import ReasonText

__all__ = ["reason_text"]


def reason_text(reason: ReasonText, language: str, municipality: Municipality) -> str:
    """A sentence, and from or until when it is possible where another time helps.

    A code that no program of today gives, from an old line of the journal, is said as it is.
    """
    if not wording.has_text(reason.code, language):
        return reason.code
    known = Reason(
        reason.code,
        reason.rule,
        reason.params,
        _instant(reason.allowed_from),
        _instant(reason.allowed_until),
    )
    why = wording.say(known, language, municipality)
    return f"{why} {wording.say_when(known, language)}".rstrip()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
