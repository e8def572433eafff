"""Everything in one sentence and one table, before the button."""

from dataclasses import dataclass

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "Row", "View"]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, and the press that changes it."""

    label: str
    value: str
    change: Press | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class View:
    sentence: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    go: Press


_GO = Press("予約する", "confirmed", "check", Look.MAIN)


def _change(name: str) -> Press:
    return Press("直す", f"change:{name}", "change")


EXAMPLES: dict[str, View] = {
    "normal": View(
        "12月10日(水) 18:00–20:00 アルゴ アリーナ バドミントン1面 4人",
        (
            Row("場所", "総合体育館アルゴ アリーナ", _change("place")),
            Row("日", "12月10日(水)", _change("day"), strong=True),
            Row("時間", "18:00–20:00", _change("time"), strong=True),
            Row("人数", "4人", _change("people")),
            Row("料金", "1,200円", strong=True),
        ),
        (
            "料金は、12月10日までにアルゴの窓口でお支払いください。",
            "12月7日までは、取り消しても料金はかかりません。",
        ),
        _GO,
    ),
    "english": View(
        "Wednesday 10 December, 18:00–20:00, Algo arena, one badminton court, 4 people",
        (
            Row("Place", "Algo gymnasium, arena", Press("Change", "place", "change")),
            Row("Time", "18:00–20:00", Press("Change", "time", "change"), strong=True),
            Row("Fee", "1,200 yen", strong=True),
        ),
        ("Pay at the desk of Algo by 10 December.",),
        Press("Book this", "confirmed", "check", Look.MAIN),
    ),
    "short": View(
        "予約番号 ONO-2512-0042 を取り消します",
        (Row("日", "12月10日(水)", strong=True),),
        (),
        Press("取り消す", "cancelled", "cancel", Look.STOP),
    ),
    "long": View(
        "12月10日(水) 18:00–20:00 小野市総合体育館アルゴ メインアリーナ半面"
        "（ステージ側・照明全点灯）バドミントン2面 𠮷田スポーツクラブ髙﨑支部 12人",
        tuple(
            Row(
                f"項目の名前が長い{n}",
                "小野市総合体育館アルゴ メインアリーナ半面（ステージ側・照明全点灯）",
                _change(str(n)),
            )
            for n in range(1, 8)
        ),
        tuple(
            f"約束ごと{n}：使いおわったら、用具を元の場所にもどし、モップをかけてから鍵をお返しください。"
            for n in range(1, 6)
        ),
        _GO,
    ),
}
