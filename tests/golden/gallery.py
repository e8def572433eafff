"""The page of all pictures: plain HTML, nothing loaded from anywhere."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from tests.golden.shots import Shot

__all__ = ["write_gallery"]

TEMPLATE = Path(__file__).with_name("gallery.html")


def write_gallery(out: Path, shots: Iterable[Shot]) -> None:
    """An index.html of the pictures that stand in a folder under the names of their shots."""
    groups = [(name, tuple(found)) for name, found in groupby(shots, lambda shot: shot.group)]
    page = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        count=sum(len(found) for _, found in groups),
        contents="\n".join(f'<a href="#{_id(name)}">{escape(name)}</a>' for name, _ in groups),
        sections="\n".join(_section(name, found) for name, found in groups),
    )
    out.joinpath("index.html").write_text(page, encoding="utf-8")


def _section(name: str, shots: Iterable[Shot]) -> str:
    figures = "\n".join(
        f'<figure><a href="{escape(shot.name)}.png"><img src="{escape(shot.name)}.png" alt=""'
        f' loading="lazy"></a><figcaption>{escape(shot.what)}</figcaption></figure>'
        for shot in shots
    )
    return f'<section id="{_id(name)}"><h2>{escape(name)}</h2><div>\n{figures}\n</div></section>'


def _id(name: str) -> str:
    return escape(name.lower().replace(": ", "-").replace(" ", "-"))
