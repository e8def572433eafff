"""Rows with a state and what can be done with each; paged by the screen itself."""

from dataclasses import dataclass

from kiosk.screens.parts import Look, Mark, Press

__all__ = ["EXAMPLES", "Row", "View"]


@dataclass(frozen=True, slots=True)
class Row:
    """``facts`` stand each for itself below the detail."""

    title: str
    detail: str
    mark: Mark
    word: str
    actions: tuple[Press, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    rows: tuple[Row, ...]
    empty: str
    notice: str = ""
    also: tuple[Press, ...] = ()


_AGAIN = Press("予約票を印刷", "print:1", "printer")
_CANCEL = Press("取り消す", "cancel:1", "cancel", Look.STOP)
_EMPTY = "いま予約はありません。"

EXAMPLES: dict[str, View] = {
    "normal": View(
        (
            Row(
                "12月10日(水) 18:00–20:00",
                "総合体育館アルゴ アリーナ  バドミントン1面  ONO-2512-0042",
                Mark.CONFIRMED,
                "予約済み",
                (_AGAIN, _CANCEL),
            ),
            Row(
                "12月14日(日) 9:00–11:00",
                "大池総合公園 テニスコート2  ONO-2512-0051",
                Mark.WAITING,
                "仮受付（センターの返事を待っています）",
                (_AGAIN,),
            ),
            Row("11月2日(日) 13:00–15:00", "コミセンおの 体育室", Mark.FULL, "取り消しました"),
        ),
        _EMPTY,
        also=(Press("別の予約をする", "book", "calendar"),),
    ),
    "notice": View(
        (Row("12月10日(水) 18:00–20:00", "アルゴ", Mark.CONFIRMED, "予約済み", (_AGAIN, _CANCEL)),),
        _EMPTY,
        "センターと通信できないので、10:21 までの内容を表示しています。",
    ),
    "english": View(
        (
            Row(
                "Wed 10 December, 18:00–20:00",
                "Algo gymnasium, arena, one badminton court",
                Mark.CONFIRMED,
                "Booked",
                (
                    Press("Print the ticket", "print:1", "printer"),
                    Press("Cancel", "cancel:1", "cancel", Look.STOP),
                ),
            ),
        ),
        "You have no bookings.",
    ),
    "doings": View(
        tuple(
            Row(
                f"12月{day}日(日) 18:00–20:00 スイトピアセンター 会議室",
                "会議 番号 AAAAA-BBBBB\nこれは仮予約です。まだ確定していません。\n"
                "本申請が必要です。12月14日(日)までに申し込んでください。\nお支払い 1,200円。",
                Mark.WAITING,
                "仮予約",
                (
                    Press("本申請をする", f"apply:{day}", "check", Look.MAIN),
                    Press("変更する", f"change:{day}", "change"),
                    Press("取り消す", f"cancel:{day}", "cancel", Look.STOP),
                    Press("印刷する", f"print:{day}", "printer"),
                ),
            )
            for day in (21, 28)
        ),
        _EMPTY,
        also=(Press("別の予約をする", "book", "calendar"),),
    ),
    "long": View(
        (
            Row(
                "12月10日(水) 18:00–20:00 小野市総合体育館アルゴ メインアリーナ半面"
                "（ステージ側・照明全点灯）",
                "𠮷田スポーツクラブ髙﨑支部（代表 𠮷田 髙﨑 さん）バドミントン2面 12人 料金2,400円",
                Mark.WAITING,
                "未確定の申込みがあります。抽選の結果は12月20日にわかります",
                (_AGAIN, _CANCEL),
            ),
        ),
        _EMPTY,
        also=(Press("別の予約をする", "book", "calendar"), Press("おわる", "end", "home")),
    ),
    "many": View(
        tuple(
            Row(f"{n}番目の予約", "アルゴ アリーナ", Mark.CONFIRMED, "予約済み", (_CANCEL,))
            for n in range(1, 201)
        ),
        _EMPTY,
    ),
    "empty": View((), _EMPTY, also=(Press("空きを見る・予約する", "book", "calendar"),)),
}
