"""What a terminal sent, as the staff read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from central.booking.words import day_and_time, place_text, sport_text
from central.desk.labels import reading, word
from central.policies import municipalities, policy_digest
from central.terminals.bounds import Way
from central.terminals.letters import claimed_at, recorded_at
from central.terminals.models import Action, ActionVerdict, Fork, StateReport
from central.terminals.quarantine import envelope_of
from rules.wording import in_language
from sync import wire

__all__ = [
    "ALARMS",
    "alarm_text",
    "asked_lines",
    "envelope_lines",
    "rules_text",
    "source_text",
    "state_code_text",
    "venue_text",
    "verb_text",
    "verdict_text",
    "way_text",
]

#: What the rules are not asked about has no word there.
_VERBS: Mapping[str, str] = {
    "rank_entries": "抽選の希望順位の変更",
    "register": "利用者登録",
    "consent": "利用規約への同意",
    "end_registration": "登録廃止の届け",
    "wish_mail": "メール通知の設定",
    "try_mail": "試しのメール",
}
ALARMS: Mapping[str, str] = {
    "silent_terminal": "端末から連絡がない",
    "quarantined_terminal": "端末の隔離",
    "guessing": "暗証の当て推量の疑い",
    "wrong_passwords": "暗証の誤りが多い",
    "staff_called": "係員の呼び出し",
}
#: What a terminal says of its printer, of its card reader, and of why it records nothing.
_STATE_CODES: Mapping[str, str] = {
    "ready": "正常",
    "paper_low": "用紙が残り少ない",
    "paper_out": "用紙切れ",
    "cover_open": "カバーが開いている",
    "cutter": "カッターの異常",
    "offline": "応答なし",
    "unknown": "不明",
    "no_reader": "接続されていない",
    "no_service": "読み取りの準備ができていない",
    "damaged": "保存ファイルの破損",
    "full": "未送信がいっぱい",
    "disk": "空き容量不足",
}
_WAYS: Mapping[Way, str] = {
    Way.CARD: "端末でカード",
    Way.NUMBER: "端末で番号",
    Way.SENT_CARD: "回線が切れていた間のカード",
    Way.SENT_NUMBER: "回線が切れていた間の番号",
    Way.KNOWN: "パスワードの登録",
    Way.FORM: "書きかけの申請の番号",
}
Slot = wire.BookBody | wire.EntrySlot


def verb_text(verb: str) -> str:
    return _VERBS.get(verb) or word("verb", verb)


def verdict_text(verdict: str) -> str:
    """As the list of actions says it; what is in quarantine has none there."""
    return "隔離(管理者が判断します)" if verdict == "quarantined" else ActionVerdict(verdict).label


def venue_text(municipality: str, venue: str) -> str:
    known = municipalities()[municipality].venues.get(venue)
    return venue if known is None else in_language(known.name, "ja")


def alarm_text(kind: str) -> str:
    return ALARMS.get(kind, kind)


def way_text(way: str) -> str:
    return _WAYS[Way(way)]


def source_text(source: str) -> str:
    """A terminal by its name, or an address of the network."""
    kind, _, where = source.partition(":")
    return f"端末 {where}" if kind == "terminal" else f"インターネット {where}"


def state_code_text(code: str) -> str:
    return _STATE_CODES.get(code, code)


def rules_text(report: StateReport) -> str:
    """Whether a terminal decides by the rules that the centre has."""
    if report.policy_refused:
        return "新しい規則を読めません(端末の更新が必要です)"
    if not report.policy:
        return "—"
    return "最新" if report.policy == policy_digest(report.municipality) else "以前の規則"


def asked_lines(kept: Fork | Action) -> Sequence[tuple[str, str]]:
    """What an envelope asks, when it was recorded and when it came; not for whom."""
    return envelope_lines(envelope_of(kept), kept.received_at)


def envelope_lines(envelope: wire.Envelope, received_at: datetime) -> Sequence[tuple[str, str]]:
    return [
        ("内容", verb_text(envelope.body.verb)),
        *_details(envelope.municipality, envelope.body),
        ("控え番号", wire.receipt_number(envelope.action)),
        ("端末での時刻", _recorded_text(envelope.clock, received_at)),
        ("届いた時刻", _moment(received_at.isoformat())),
    ]


def _recorded_text(clock: wire.Clock, received_at: datetime) -> str:
    recorded = recorded_at(clock, received_at)
    if recorded is not None:
        return _moment(recorded.isoformat())
    claimed = _moment(claimed_at(clock, received_at).isoformat())
    return f"{claimed}(端末の時計では。正しいとは限りません)"


def _details(municipality: str, wish: wire.ActionBody) -> list[tuple[str, str]]:
    match wish:
        case wire.BookBody():
            return [("枠", _slot(municipality, wish))]
        case wire.ChangeBody(number=number, to=to):
            return [("予約番号", number), ("変更後の枠", _slot(municipality, to))]
        case wire.EnterLotteryBody(slots=slots):
            return [("枠", "\n".join(_slot(municipality, slot) for slot in slots))]
        case wire.RankEntriesBody(ranks=ranks):
            return [("希望順位", "\n".join(f"{n}　第{rank}希望" for n, rank in ranks.items()))]
        case wire.CancelBody() | wire.ApplyFormallyBody() | wire.WithdrawEntryBody():
            return [("番号", wish.number)]
        case _:
            return []


def _slot(municipality: str, slot: Slot) -> str:
    when = day_and_time(slot.day, slot.start_minute, slot.end_minute)
    place, sport = place_text(municipality, slot.facility), sport_text(municipality, slot.sport)
    return f"{when}　{place}　{sport}　{slot.courts}面"


def _moment(text: str) -> str:
    return reading("at", text)
