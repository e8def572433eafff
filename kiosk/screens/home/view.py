"""The first screen: two answers for nine visitors of ten, the rest below, today's notices above."""

from dataclasses import dataclass

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """``lead`` fills half the screen; ``more`` are smaller tiles; ``notices`` one line each."""

    lead: tuple[Press, ...]
    more: tuple[Press, ...] = ()
    notices: tuple[str, ...] = ()


_LEAD = (
    Press("空きを見る・予約する", "book", "calendar", Look.MAIN),
    Press("予約の確認・取消", "mine", "list"),
)
_MORE = (
    Press("抽選の申込み", "lottery", "lottery", Look.QUIET),
    Press("パスワードの登録", "password", "password", Look.QUIET),
    Press("メールでのお知らせ", "mail", "mail", Look.QUIET),
    Press("登録の更新", "renew", "renew", Look.QUIET),
    Press("はじめての方へ", "guide", "guide", Look.QUIET),
    Press("お知らせ", "notices", "notice", Look.QUIET),
)

EXAMPLES: dict[str, View] = {
    "two": View(_LEAD),
    "normal": View(_LEAD, _MORE, ("きょうの大池総合公園テニスコートは、雨のため休みです。",)),
    "english": View(
        (
            Press("See what is free and book", "book", "calendar", Look.MAIN),
            Press("My bookings: look or cancel", "mine", "list"),
        ),
        (
            Press("Enter a lottery", "lottery", "lottery", Look.QUIET),
            Press("Set a password", "password", "password", Look.QUIET),
            Press("First time here?", "guide", "guide", Look.QUIET),
        ),
        ("The tennis courts are closed today because of the rain.",),
    ),
    "many_notices": View(
        _LEAD,
        _MORE,
        tuple(
            f"第{n}体育館は、床の張替え工事のため12月{n}日から12月{n + 3}日まで全館で休館します。"
            for n in range(1, 7)
        ),
    ),
    "unlit": View(
        (*_LEAD[:1], Press("予約の確認・取消", "mine", "list", enabled=False)), _MORE[:3]
    ),
}
