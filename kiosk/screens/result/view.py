"""What became of it: confirmed, received, checking, refused or cancelled; each looks different."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "Reason", "Tone", "View"]


class Tone(StrEnum):
    CONFIRMED = "confirmed"
    RECEIVED = "received"
    CHECKING = "checking"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, the clause that says so, and a press that does what is possible instead."""

    text: str
    clause: str
    instead: Press | None = None


@dataclass(frozen=True, slots=True)
class View:
    """``number`` is shown large, "" where there is none; ``ticket`` says how the paper fares.

    ``ticket_sign`` is the icon beside it: ``attention`` where paper may be missing.
    """

    tone: Tone
    word: str
    number_label: str
    number: str
    lines: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    ticket: str = ""
    ticket_sign: str = "printer"
    actions: tuple[Press, ...] = ()


_AGAIN = Press("予約票をもう一枚", "print", "printer")
_MORE = Press("別の予約をする", "book", "calendar")
_END = Press("終わる", "end", "check", Look.MAIN)
_WHAT = "12月10日(水) 18:00–20:00 アルゴ アリーナ バドミントン1面 4人"

EXAMPLES: dict[str, View] = {
    "confirmed": View(
        Tone.CONFIRMED,
        "予約できました",
        "予約番号",
        "ONO-2512-0042",
        (
            _WHAT,
            "料金1,200円は、12月10日までにアルゴの窓口でお支払いください。",
            "12月7日までは、取り消しても料金はかかりません。",
        ),
        ticket="予約票を印刷しています。",
        actions=(_AGAIN, _MORE, _END),
    ),
    "received": View(
        Tone.RECEIVED,
        "仮に受け付けました（まだ確定していません）",
        "受付番号",
        "T1-000217",
        (
            _WHAT,
            "センターと通信がもどりしだい、受け付けた順に処理します。",
            "結果はメールでお知らせします。次にこの端末でログインしたときにも表示します。",
        ),
        ticket="仮受付票を印刷しました。お取りください。",
        actions=(_AGAIN, _MORE, _END),
    ),
    "checking": View(
        Tone.CHECKING,
        "センターに確認しています",
        "受付番号",
        "T1-000218",
        (_WHAT, "申込みは届いていますが、返事がまだありません。二重の予約にはなりません。"),
        actions=(_END,),
    ),
    "refused": View(
        Tone.REFUSED,
        "この内容では予約できません",
        "",
        "",
        (),
        (
            Reason(
                "12月10日から予約できます。市外にお住まいの方は、利用日の1か月前からです。",
                "小野市体育施設条例施行規則 第4条第2項",
                Press("12月10日の空きを見る", "day:12-10", "calendar"),
            ),
            Reason(
                "同じ日に予約できるのは、2時間までです。",
                "利用の手引き 3ページ",
                Press("2時間以内にする", "shorter", "clock"),
            ),
            Reason("登録の期限が11月30日で切れています。", "登録規程 第7条"),
        ),
        actions=(Press("はじめの画面へ", "home", "home"),),
    ),
    "cancelled": View(
        Tone.CANCELLED,
        "予約を取り消しました",
        "予約番号",
        "ONO-2512-0042",
        (_WHAT, "料金はかかりません。"),
        ticket="取消票を印刷しました。",
        actions=(_MORE, _END),
    ),
    "english": View(
        Tone.RECEIVED,
        "Received, not yet confirmed",
        "Reference",
        "T1-000219",
        ("Wednesday 10 December, 18:00–20:00, Algo arena, one badminton court.",),
        ticket="Your slip is being printed.",
        actions=(Press("Done", "end", "check", Look.MAIN),),
    ),
    "printer_out": View(
        Tone.CONFIRMED,
        "予約できました",
        "予約番号",
        "ONO-2512-0042",
        (_WHAT,),
        ticket="紙がなくなり、予約票を印刷できませんでした。予約はできています。番号を書きとめてください。",
        ticket_sign="attention",
        actions=(Press("印刷する", "print", "printer"), _END),
    ),
    "many_reasons": View(
        Tone.REFUSED,
        "小野市総合体育館アルゴのメインアリーナ半面は、この内容では予約できません",
        "",
        "",
        ("窓口（午前9時から午後9時まで）でもご相談いただけます。",),
        tuple(
            Reason(
                f"理由{n}：𠮷田スポーツクラブ髙﨑支部の皆さまは、利用日の1か月前の日から予約できます。",
                "小野市体育施設条例施行規則 第4条第2項",
                Press("予約できる日を見る", f"instead:{n}", "calendar"),
            )
            for n in range(1, 7)
        ),
        actions=(_END,),
    ),
    "bare": View(Tone.CANCELLED, "取り消しました", "", "", ()),
}
