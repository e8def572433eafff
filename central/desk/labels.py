"""What a decision says, as label and value, for the staff."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localtime

from central.decision import Decision, Scalar
from central.policies import municipalities
from rules import wording
from rules.policy import Municipality

__all__ = ["reading", "said_lines", "town_text", "word"]

#: What only the centre says; the rules' catalogue has words for the rest.
_LABELS: Mapping[str, str] = {
    "receipt": "領収書番号",
    "yen": "金額",
    "back_yen": "お返しする額",
    "more_yen": "追加で納める額",
    "kept_yen": "お返ししない額",
    "cancelled": "取消になった予約",
    "reduced": "時間が短くなった予約",
    "left": "職員の確認が要る予約",
    "met": "この時間に入っている予約",
    "numbers": "利用者番号",
    "number": "番号",
    "state": "状態",
    "ends": "終わる日",
    "seen": "確認した書類",
    "debited": "振替の件数",
    "pay_by": "納付の期限",
    "step": "段階",
    "failed": "振替不能になった請求",
    "desks": "現金で納める窓口",
    "bookings": "できた予約",
    "results": "結果の行数",
    "new": "新しくできた予約",
    "entry": "申込番号",
    "user": "抽選番号",
    "sender": "差出人のアドレス",
    "against": "確定の後に生じた問題（規則の名）",
    "sender_domain": "受信を許可するドメイン",
}
#: For programs: ids, hashes, and what the page shows anyway.
_LEFT_OUT = frozenset(
    {"movement", "notice", "result", "seed", "root", "commitment", "resident", "draw", "leaf"}
)


def said_lines(decision: Decision, municipality: Municipality) -> Sequence[tuple[str, str]]:
    """The booking's number, and what the outcome says; nothing of what is empty."""
    booking = decision.booking
    number = [] if booking is None else [("予約番号", booking.number)]
    said = [
        _line(key, value, municipality)
        for key, value in decision.outcome.items()
        if value not in (None, "") and key not in _LEFT_OUT
    ]
    return [*number, *said]


def _line(key: str, value: Scalar, municipality: Municipality) -> tuple[str, str]:
    """In the words of the rules where they say it themselves; a limit is then its last day."""
    if key in _LABELS or not wording.has_text(f"outcome.{key}", "ja"):
        return _LABELS.get(key, key), reading(key, value)
    moment = _when(str(value))
    ((label, text),) = wording.say_outcome({key: moment or value}, "ja", municipality)
    return label, text


def reading(key: str, value: object) -> str:
    """A value as people read it: yen, days and instants, yes and no, names of states."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int):
        return f"{value:,}円" if key.endswith("yen") or key in _YEN else str(value)
    text = str(value)
    if moment := _moment(text):
        return moment
    return word(key, text)


def word(kind: str, name: str) -> str:
    """What the rules' catalogue calls a document, a state, a channel; else its name."""
    msgid = f"{kind}.{name}"
    return wording.text(msgid, "ja") if wording.has_text(msgid, "ja") else name


def town_text(municipality: str) -> str:
    """The name of a municipality; one that is no longer served says itself."""
    known = municipalities().get(municipality)
    return municipality if known is None else wording.in_language(known.name, "ja")


_YEN = frozenset({"fee", "fee_due", "charge"})


def _moment(text: str) -> str:
    """A day or an instant of ISO 8601; empty where it is none."""
    match _when(text):
        case None:
            return ""
        case datetime() as moment:
            here = localtime(moment) if moment.tzinfo else moment
            return f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}"
        case day:
            return f"{day.year}年{day.month}月{day.day}日"


def _when(text: str) -> date | None:
    if len(text) < len("2026-01-01") or text[4] != "-":
        return None
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        return None
