"""Something to say that is not an answer: still there?, out of service, please wait."""

from dataclasses import dataclass

from kiosk.screens.parts import Look, Press

__all__ = ["EXAMPLES", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """``countdown_s`` is the number shown large, None where nothing runs out.

    ``tone`` is calm, attention or stop. ``code`` is what a telephone reads from a QR code, "" where
    there is none.
    """

    lines: tuple[str, ...]
    actions: tuple[Press, ...] = ()
    countdown_s: int | None = None
    tone: str = "calm"
    code: str = ""


EXAMPLES: dict[str, View] = {
    "still_there": View(
        ("あと20秒で、はじめの画面にもどります。", "入力した内容は消えます。"),
        (Press("続ける", "go-on", "check", Look.MAIN),),
        20,
        "attention",
    ),
    "english": View(
        ("The terminal goes back to its first screen in 7 seconds.",),
        (Press("Go on", "go-on", "check", Look.MAIN), Press("Stop", "stop", "stop", Look.STOP)),
        7,
        "attention",
    ),
    "wait": View(("センターに問い合わせています。", "そのままお待ちください（10秒ほど）。")),
    "out_of_service": View(
        (
            "ただいま、この端末では予約の申込みを受け付けられません。",
            "空きの状況は見ることができます。",
            "お急ぎの方は、総合体育館の窓口（午前9時から午後9時まで）にお声がけください。",
        ),
        (
            Press("空きを見る", "look", "calendar"),
            Press("はじめの画面へ", "home", "home"),
        ),
        None,
        "stop",
    ),
    "long": View(
        tuple(
            f"第{n}のお知らせ：通信がもどりしだい、受け付けた順に処理し、結果をメールでお知らせします。"
            for n in range(1, 9)
        ),
        (Press("はじめの画面へ", "home", "home"),),
    ),
    "code": View(
        (
            "スマートフォンで読み取ると、用紙のあるページが開きます。",
            "https://www.example.jp/yoyaku/toroku/yoshiki/ichiran.html?kubun=5&bango=57555",
            "ここで印刷することもできます。用紙は窓口にもあります。",
        ),
        (Press("印刷する", "print", "printer", Look.MAIN),),
        code="https://www.example.jp/yoyaku/toroku/yoshiki/ichiran.html?kubun=5&bango=57555",
    ),
    "bare": View(("ありがとうございました。",)),
}
