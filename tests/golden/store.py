"""Where the golden pictures stand, and with which letters they were made."""

import hashlib
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from kiosk.fonts import find_fonts
from tests.golden.compare import kept, why_unlike
from tests.golden.shots import SHOTS, Shot

__all__ = ["PICTURES", "fonts_here", "fonts_then", "golden", "write_golden", "write_whole"]

PICTURES = Path(__file__).with_name("pictures")
FONTS = PICTURES / "fonts.toml"


def golden(shot: Shot) -> Image.Image:
    with Image.open(PICTURES / f"{shot.name}.png") as picture:
        return picture.copy()


def fonts_here() -> dict[str, str]:
    """The fonts of this machine: a picture made with others cannot be compared."""
    found = find_fonts()
    files = [file for one in (found.interface, found.rare) for file in (one.regular, one.bold)]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def fonts_then() -> dict[str, str]:
    """Those that the golden pictures were made with."""
    return tomllib.loads(FONTS.read_text(encoding="utf-8"))


def write_golden() -> list[str]:
    """Those anew that do not look as before, by their names; what there is no shot of is gone."""
    names = {shot.name for shot in SHOTS}
    for file in PICTURES.rglob("*.png"):
        if str(file.relative_to(PICTURES).with_suffix("")) not in names:
            file.unlink()
    painted = ((shot, shot.paint()) for shot in SHOTS)
    renewed = [(shot, kept(now)) for shot, now in painted if _is_new(shot, now)]
    _write(PICTURES, renewed)
    lines = (f'"{name}" = "{digest}"\n' for name, digest in sorted(fonts_here().items()))
    FONTS.write_text("".join(lines), encoding="utf-8")
    return [shot.name for shot, _ in renewed]


def _is_new(shot: Shot, now: Image.Image) -> bool:
    there = (PICTURES / f"{shot.name}.png").exists()
    return not there or why_unlike(golden(shot), now) != ""


def write_whole(out: Path) -> None:
    """At full size and in all colours."""
    shutil.rmtree(out, ignore_errors=True)
    _write(out, ((shot, shot.paint()) for shot in SHOTS))


def _write(out: Path, pictures: Iterable[tuple[Shot, Image.Image]]) -> None:
    for shot, picture in pictures:
        file = out / f"{shot.name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(file, optimize=True)
