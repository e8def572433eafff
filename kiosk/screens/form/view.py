"""Labelled fields with what is in them; touching one changes it, the button ends the form."""

from dataclasses import dataclass

from kiosk.screens.parts import Event, Look, Press

__all__ = ["EXAMPLES", "Field", "View"]


@dataclass(frozen=True, slots=True)
class Field:
    """``empty``: what is said in place of a value. ``on`` is of a box that is ticked or not.

    ``error`` says what is wrong with it.
    """

    label: str
    value: str
    change: Event
    empty: bool = False
    on: bool | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class View:
    fields: tuple[Field, ...]
    go: Press
    notes: tuple[str, ...] = ()
    also: tuple[Press, ...] = ()


_GO = Press("この内容で送る", "sent", "check", Look.MAIN)

EXAMPLES: dict[str, View] = {
    "normal": View(
        (
            Field("お名前（カタカナ）", "オノ タロウ", "name"),
            Field("生年月日", "1950年4月1日", "born"),
            Field("電話番号", "まだ入っていません", "phone", empty=True),
        ),
        Press("この内容で送る", "sent", "check", Look.MAIN, enabled=False),
        ("お名前の漢字は、窓口でうかがいます。",),
    ),
    "ticks": View(
        (
            Field("メールアドレス", "taro@example.jp", "mail"),
            Field("抽選の結果", "知らせる", "results", on=True),
            Field("予約の内容", "知らせない", "bookings", on=False),
            Field("口座引落しの内容", "知らせない", "debits", on=False),
        ),
        _GO,
        ("mail.example.jp からのメールを受けられるようにしてください。",),
        (Press("試しのメールを送る", "try", "mail"),),
    ),
    "english": View(
        (
            Field("Your name", "TARO ONO", "name"),
            Field("Telephone", "12", "phone", error="A telephone number has ten or eleven digits."),
            Field("I do not belong to an organised crime group", "Yes", "declared", on=True),
        ),
        Press("Send this", "sent", "check", Look.MAIN),
    ),
    "long": View(
        (
            Field(
                "団体の名前（登録簿にのる名前を、はじめから終わりまで）",
                "𠮷田スポーツクラブ髙﨑支部バドミントン愛好会と卓球を楽しむ会の"
                "合同練習のための連絡会の事務局御一同様（代表 𠮷田 髙﨑）",
                "name",
                error="名前が長すぎて、カードに印刷できません。みじかい名前も考えてください。",
            ),
            Field("メールアドレス", "a" * 60 + "@" + "b" * 60 + ".example.jp", "mail"),
        ),
        _GO,
        tuple(
            f"注意{n}：名簿と身分証明書の写しは、総合体育館の窓口へお持ちください。"
            for n in (1, 2, 3)
        ),
        (Press("白紙の申請書を印刷する", "print", "printer"), Press("やり直す", "again", "again")),
    ),
    "many": View(
        tuple(Field(f"項目{n}", f"{n}番目の値", f"field:{n}") for n in range(1, 201)), _GO
    ),
    "nothing": View((), _GO),
}
