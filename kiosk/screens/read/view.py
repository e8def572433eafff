"""A long text (terms, a guide) on pages, and the answer to it after its last one."""

from dataclasses import dataclass

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """``heading`` says what it is, ``edition`` since when it is so; ``go`` is the answer to it.

    A paragraph that begins with ``#`` is a heading, with ``-`` a point of a list.
    """

    heading: str
    paragraphs: tuple[str, ...]
    edition: str = ""
    go: Press | None = None


_AGREE = Press("同意する", "agreed", "check", Look.MAIN)
_TERMS = (
    "# 使えるかた",
    "- 使えるのは、10人以上の団体です。代表者は18歳以上で、高校生はなれません。",
    "- 準備と片付けは、許可された時間のうちに済ませてください。",
    "# 予約の取消し",
    "- 取消しは、使う日の4日前までできます。3日前からは、連絡があってもなくても料金がかかります。",
    "- 使わないとわかったら、当日でもお知らせください。",
    "規約は予告なく変わることがあり、示された時から効力をもちます。",
)

EXAMPLES: dict[str, View] = {
    "normal": View("体育施設 利用規約", _TERMS, "令和7年4月1日から", _AGREE),
    "short": View("登録の前に", ("身分証明書をお持ちください。",), go=_AGREE),
    "guide": View("はじめての方へ", _TERMS),
    "english": View(
        "Terms of use of the sports facilities",
        (
            "# Who may use them",
            "- Groups of ten people or more whose purpose is sport. The leader is 18 or older.",
            "- Whoever does not come without telling us pays nevertheless.",
        ),
        "since 1 April 2025",
        Press("I agree", "agreed", "check", Look.MAIN),
    ),
    "many": View(
        "大垣市総合体育館ほか屋内外体育施設の利用に関する規約（団体登録をする𠮷田スポーツクラブ髙﨑支部の皆さまへ）",
        tuple(
            f"- 第{n}条　使いおわったら、用具を元の場所にもどしてください。" for n in range(1, 61)
        ),
        "令和7年4月1日から",
        _AGREE,
    ),
    "long": View(
        "約束", ("使いおわったら、用具を元の場所にもどし、鍵をお返しください。" * 40,), go=_AGREE
    ),
    "nothing": View("お知らせ", ()),
}
