"""One question, large answers; what does not fit is paged by the screen itself."""

from dataclasses import dataclass

from kiosk.screens.parts import Event, Mark

__all__ = ["EXAMPLES", "Answer", "View"]


@dataclass(frozen=True, slots=True)
class Answer:
    """``detail`` is a second, smaller line; ``note`` stands with the mark at the right edge."""

    label: str
    event: Event
    detail: str = ""
    mark: Mark = Mark.NONE
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """``empty`` is said in place of answers where there are none."""

    answers: tuple[Answer, ...]
    empty: str = ""


EXAMPLES: dict[str, View] = {
    "normal": View(
        (
            Answer("バドミントン", "badminton", "アルゴ、コミセンおの ほか", Mark.FREE, "空きあり"),
            Answer("卓球", "table-tennis", "アルゴ", Mark.FEW, "残りわずか"),
            Answer("バレーボール", "volleyball", "アルゴ、匠台公園体育館", Mark.FULL, "満"),
            Answer("テニス", "tennis", "大池総合公園 ほか", Mark.FREE, "空きあり"),
        )
    ),
    "two": View((Answer("はい、続けます", "yes"), Answer("いいえ、やめます", "no"))),
    "english": View(
        (
            Answer("Badminton", "badminton", "Algo gymnasium and two more", Mark.FREE, "Free"),
            Answer("Table tennis", "table-tennis", "Algo gymnasium", Mark.FEW, "Few left"),
            Answer("Lottery only", "lottery", "Next month", Mark.LOTTERY, "12 entries"),
        )
    ),
    "eight": View(tuple(Answer(f"{n}人", f"people:{n}") for n in range(1, 9))),
    "states": View(
        tuple(
            Answer(f"第{n}面", f"court:{n}", mark=mark, note=word, enabled=n % 3 != 0)
            for n, (mark, word) in enumerate(
                (
                    (Mark.FREE, "空き"),
                    (Mark.FEW, "残り1面"),
                    (Mark.FULL, "満"),
                    (Mark.LOTTERY, "抽選 倍率3.5"),
                    (Mark.CLOSED, "休館"),
                    (Mark.OUTSIDE, "受付期間外"),
                    (Mark.HELD, "この端末で確保"),
                    (Mark.WAITING, "未確定の申込みあり"),
                ),
                1,
            )
        )
    ),
    "long": View(
        (
            Answer(
                "小野市総合体育館アルゴのメインアリーナをバドミントンの練習のために半分だけ使いたい団体の皆さまは、こちらからお進みください",
                "long",
                "市外にお住まいの方が半分以上の団体は、予約の受付が始まる日がちがいます",
                Mark.FEW,
                "残りわずか",
            ),
            Answer("𠮷田スポーツクラブ 髙﨑支部", "club", "代表 𠮷田 髙﨑 さん"),
            Answer("Hyogo-Prefecture-International-Friendship-Badminton-Association", "latin"),
        )
    ),
    "many": View(
        tuple(Answer(f"第{n}体育館", f"hall:{n}", f"{n}番目の施設") for n in range(1, 201))
    ),
    "municipalities": View(
        (
            Answer("熊取町", "kumatori", "この端末があるところ"),
            *(
                Answer(name, name)
                for name in (
                    *("府営公園", "大阪市", "堺市", "豊中市", "池田市", "茨木市", "吹田市"),
                    *("高槻市", "和泉市", "高石市", "東大阪市", "大阪狭山市", "河内長野市"),
                    *("富田林市", "太子町", "河南町", "千早赤阪村"),
                )
            ),
        )
    ),
    "municipalities long": View(
        tuple(
            Answer(
                f"第{n}広域スポーツ施設予約共同利用事務組合（千早赤阪村・河内長野市・大阪狭山市）",
                f"long:{n}",
            )
            for n in range(1, 19)
        )
    ),
    "empty": View((), "この日に空いている場所はありません。ほかの日をえらんでください。"),
}
