"""A frame with everything that can stand in one, for pictures of contents."""

from kiosk.screens.parts import Frame, Look, Press, Shown

__all__ = ["FRAME", "FRAME_EN", "bare", "shown"]

FRAME = Frame(
    place="小野市スポーツ施設予約　小野市総合体育館(アルゴ)",
    clock="12月1日(月) 10:24",
    line_text="通信中",
    line_up=True,
    unsent_text="",
    question="いつ使いますか",
    steps=("さがす", "えらぶ", "本人確認", "たしかめる", "完了"),
    step=2,
    back=Press("もどる", "back", "back"),
    stop=Press("やめる", "stop", "stop", Look.STOP),
    next=Press("つぎへ", "next", "next", Look.MAIN),
    settings=(
        Press("文字：標準", "text", "text", Look.QUIET),
        Press("色：標準", "theme", "theme", Look.QUIET),
        Press("English", "language", "language", Look.QUIET),
        Press("低い位置に表示", "reach", "reach", Look.QUIET),
        Press("係員を呼ぶ", "staff", "staff", Look.QUIET),
    ),
)
FRAME_EN = Frame(
    place="Ono City sports facilities  Algo, ground floor",
    clock="Mon 1 December 10:24",
    line_text="The centre cannot be reached. Requests made now are handled in their order later.",
    line_up=False,
    unsent_text="2 not sent yet",
    question="When would you like to play, and for how long would you like to have the court?",
    steps=("Look", "Choose", "Who are you", "Check", "Done"),
    step=4,
    back=Press("Back", "back", "back"),
    stop=Press("Stop", "stop", "stop", Look.STOP),
    next=Press("Go on", "next", "next", Look.MAIN),
    settings=(
        Press("Text: standard", "text", "text", Look.QUIET),
        Press("Colours: standard", "theme", "theme", Look.QUIET),
        Press("日本語", "language", "language", Look.QUIET),
        Press("Show lower down", "reach", "reach", Look.QUIET),
    ),
)


def bare(question: str = "") -> Frame:
    return Frame("アルゴ", "10:24", "通信中", line_up=True, unsent_text="", question=question)


def shown(
    kind: str,
    view: object,
    frame: Frame = FRAME,
    *,
    scale: float = 1.0,
    theme: str = "standard",
    reach: bool = False,
) -> Shown:
    pager = ("Page back", "Next page") if frame is FRAME_EN else ("前へ", "次へ")
    return Shown(kind, view, frame, scale, theme, reach, pager=pager)
