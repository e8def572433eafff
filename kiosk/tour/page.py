"""The page of pictures: plain HTML, nothing loaded from anywhere."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from kiosk.assets import ASSETS
from kiosk.tour.guide import Picture

__all__ = ["write_page"]

TEMPLATE = ASSETS / "tour" / "index.html"


def write_page(out: Path, pictures: Sequence[Picture], checks: Sequence[str]) -> None:
    figures = "\n".join(
        f'<figure><a href="{picture.file}"><img src="{picture.file}" alt=""></a>'
        f"<figcaption>{escape(picture.what)}</figcaption></figure>"
        for picture in pictures
    )
    said = "\n".join(f"<li>{escape(check)}</li>" for check in checks)
    page = Template(TEMPLATE.read_text(encoding="utf-8"))
    out.joinpath("index.html").write_text(
        page.substitute(pictures=figures, checks=said), encoding="utf-8"
    )
