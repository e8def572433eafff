"""Places on a plain map and in a list beside it, a page of both at a time."""

from dataclasses import dataclass, replace

from kiosk.screens.parts import Event, Mark

__all__ = ["EXAMPLES", "Place", "View"]


@dataclass(frozen=True, slots=True)
class Place:
    """``sign`` stands on the map and before the name; ``across`` and ``down`` are shares of it.

    ``here``: the terminal stands in this place, so it is on the map of every page.
    """

    sign: str
    name: str
    event: Event
    across: float
    down: float
    mark: Mark
    word: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """``shape`` is how much wider than high the map is; ``note`` says what kind of map it is."""

    places: tuple[Place, ...]
    shape: float
    north: str
    note: str
    empty: str = ""


HERE = Place("ここ", "小野市総合体育館(アルゴ)", "argo", 0.45, 0.54, Mark.FREE, "空き", here=True)
NORMAL = View(
    (
        HERE,
        Place("1", "大池総合公園", "oike", 0.52, 0.47, Mark.FEW, "残り2枠"),
        Place("2", "小野八ヶ池自然公園", "hachigaike", 0.37, 0.78, Mark.FULL, "満"),
        Place("3", "小野希望の丘陸上競技場(アレオ)", "areo", 0.72, 0.41, Mark.CLOSED, "休館"),
        Place("4", "小野市匠台公園体育館(おのアクト)", "act", 0.78, 0.63, Mark.LOTTERY, "抽選"),
        Place("5", "榊公園野球場", "sakaki", 0.71, 0.86, Mark.OUTSIDE, "受付期間外"),
        Place("6", "河合運動広場", "kawai", 0.23, 0.18, Mark.NONE, "ここでは予約しません"),
    ),
    12 / 13,
    "北",
    "概略図です。場所はおおよそで、道路や距離は表していません。12月1日(月) 10:21 現在",
)

EXAMPLES: dict[str, View] = {
    "normal": NORMAL,
    "alone": replace(NORMAL, places=(HERE,)),
    "not on the map": replace(NORMAL, places=NORMAL.places[1:]),
    "tall": replace(NORMAL, shape=0.55),
    "wide": replace(NORMAL, shape=2.4),
    "crowded": replace(
        NORMAL,
        places=(HERE, *(replace(p, across=0.451, down=0.541) for p in NORMAL.places[1:])),
    ),
    "corners": replace(
        NORMAL,
        places=tuple(
            replace(NORMAL.places[n], across=float(n % 2), down=float(n // 2), sign=str(n))
            for n in range(4)
        ),
    ),
    "english": replace(
        NORMAL,
        places=(
            replace(HERE, sign="Here", name="Ono General Gymnasium (Argo)", word="Free"),
            Place("1", "Oike Park", "oike", 0.52, 0.47, Mark.FEW, "2 left"),
            Place("2", "Kibonooka Athletics Stadium", "areo", 0.9, 0.2, Mark.CLOSED, "Closed"),
        ),
        north="N",
        note="A schematic: places are rough, without roads and distances. As of 10:21",
    ),
    "long": replace(
        NORMAL,
        places=(
            replace(
                HERE,
                name="市民のための総合運動公園の中にある、第二体育館とその付属のテニスコートと弓道場(東地区コミュニティセンター内)",
            ),
            Place("1", "𠮷田・髙﨑記念体育館", "yoshida", 0.1, 0.1, Mark.FEW, "残りわずか"),
            Place(
                "2",
                "International-Friendship-Memorial-Gymnasium of Hyogo Prefecture",
                "latin",
                0.9,
                0.9,
                Mark.WAITING,
                "未確定の申込みあり",
            ),
        ),
    ),
    "many": replace(
        NORMAL,
        places=tuple(
            Place(
                str(n),
                f"第{n}体育館",
                f"hall:{n}",
                n * 37 % 200 / 200,
                n * 91 % 200 / 200,
                (Mark.FREE, Mark.FEW, Mark.FULL, Mark.CLOSED)[n % 4],
                ("空き", "残り3枠", "満", "休館")[n % 4],
            )
            for n in range(1, 201)
        ),
    ),
    "nothing": replace(NORMAL, places=(), empty="地図にある施設はありません。"),
}
