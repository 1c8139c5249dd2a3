"""A document as one HTML file that asks nothing of any other place and runs no script."""

import textwrap
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from unicodedata import east_asian_width

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from careerplan_cli.forms.colours import DARK, LIGHT, Palette
from careerplan_cli.model import blocks
from careerplan_cli.text.printable import printable
from careerplan_cli.text.scripts import language_of

_TEMPLATES = Path(__file__).parent / "templates"


def render(document: blocks.Document) -> str:
    """Return the text of the file. Its style is allowed by a hash, all else is forbidden."""
    style = _style(document)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("document.html.jinja")
        .render(
            document=document,
            style=Markup(style),  # noqa: S704 (made here, from numbers and the file beside)
            together=_together(document),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'",
            chapters=[
                block
                for block in blocks.all_blocks(document.blocks)
                if isinstance(block, blocks.Heading) and block.depth == 2
            ],
        )
    )


def _together(document: blocks.Document) -> int:
    """Return the number of the block from which a page that is printed small is not parted.

    Its last two tables are on one page, so that none is nearly empty. 0 where there are no two.
    """
    kinds = (blocks.Heading, blocks.Table) * 2
    last = document.blocks[-len(kinds) :]
    if document.compact and [*map(type, last)] == [*kinds]:
        return len(document.blocks) - len(kinds)
    return 0


@cache
def _environment() -> Environment:
    """Return what fills in the template, which it reads and compiles once."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.filters |= {
        "kind": lambda block: type(block).__name__,
        "percent": lambda share: f"{share * 100:.4g}%",
        "width_class": _width_class,
        "lines": _lines,
        "placed": _placed,
        "language": language_of,
    }
    return environment


def _shown(value: object) -> object:
    """Return a text made safe to show; what the template itself made stays."""
    texts = (
        str, blocks.Column, blocks.Mark, blocks.Phrase, blocks.Choice, blocks.Day, blocks.Sum,
    )  # fmt: skip
    return printable(str(value)) if type(value) in texts else value


def _lines(label: str) -> list[str]:
    """Return a label in lines that fit a picture on the narrowest screen.

    Wide characters take the place of two.
    """
    wide = any(east_asian_width(character) in "WF" for character in label)
    return textwrap.wrap(printable(label), 19 if wide else 38)


def _placed(bar: blocks.Bar) -> Iterator[tuple[blocks.Stretch, float, float]]:
    """Yield each stretch with the shares (0-1) of the bar where it starts and how long it is."""
    starts = accumulate((stretch.number for stretch in bar.stretches), initial=0)
    for stretch, start in zip(bar.stretches, starts, strict=False):
        if stretch.number:
            yield stretch, start / bar.total, stretch.number / bar.total


def _style(document: blocks.Document) -> str:
    """Return the style sheet: the colours, the columns' widths, and the file beside."""
    widths = {
        _width_class(width)
        for block in blocks.all_blocks(document.blocks)
        if isinstance(block, blocks.Table)
        for width in block.widths
    }
    return "\n".join(
        [
            f":root{{{_variables(LIGHT)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}",
            *(f".{name}{{width:{name[1:]}%}}" for name in sorted(widths)),
            (_TEMPLATES / "style.css").read_text(encoding="utf-8"),
        ]
    )


def _variables(palette: Palette) -> str:
    """Return the colours as variables of CSS."""
    named = {"page": palette.page, "text": palette.text, "quiet": palette.quiet}
    for colour, shade in palette.shades.items():
        named |= {f"{colour}-ink": shade.ink, f"{colour}-tint": shade.tint}
    return "".join(f"--{name}:#{value};" for name, value in named.items())


def _width_class(width: float) -> str:
    return f"w{round(width * 100)}"
