"""A document as Markdown, for a forge, a wiki or an editor."""

import re
from collections.abc import Iterator
from functools import singledispatch

from careerplan_cli.forms.markdown import escaped, table
from careerplan_cli.model.blocks import (
    Badge,
    Bars,
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paragraph,
    Profile,
    Scale,
    Table,
    Wide,
)
from careerplan_cli.text.printable import one_line, printable

_LINE = r"\_" * 40


def as_markdown(document: Document) -> str:
    """Return the text of a document."""
    return "\n".join(filter(None, map(_block, document.blocks)))


@singledispatch
def _block(block: Block) -> str:
    """Return a block with a line break at its end; nothing where it says nothing here."""
    raise NotImplementedError(block)


@_block.register
def _(block: Heading) -> str:
    # Three dots at the end of a heading are a linter's finding; the sign for them is none.
    return f"{'#' * block.depth} {_inline(block.text).replace('...', '…')}\n"


@_block.register
def _(block: Badge) -> str:
    return f"Level: **{_inline(str(block.mark))}**\n"


@_block.register
def _(block: Paragraph) -> str:
    lead = f"**{_inline(block.lead)}**" if block.lead else ""
    parts = [_with_breaks(part) for part in re.split(r"\n\s*\n", printable(block.text).strip())]
    return f"{lead} {f'{chr(10)}{chr(10)}'.join(parts)}".strip() + "\n"


@_block.register
def _(block: Bullets) -> str:
    return "".join(f"- {_item(item)}\n" for item in block.items)


@_block.register
def _(block: Numbered) -> str:
    return "".join(f"{n}. {_item(item)}\n" for n, item in enumerate(block.items, 1))


@_block.register
def _(block: Checklist) -> str:
    return "".join(line for check in block.checks for line in _check(check, 0))


@_block.register
def _(block: Table) -> str:
    rows = [["" if cell is None else str(cell) for cell in row] for row in block.rows]
    return table([_inline(name) for name in block.head], rows)


@_block.register
def _(block: Lines) -> str:
    return f"{_LINE}\n"


@_block.register
def _(block: Scale) -> str:
    return f"**{_inline(block.title)}:** {_inline(block.text)}\n"


@_block.register
def _(block: Profile) -> str:
    return "".join(f"- {_inline(f'{one.label}: {one.words}')}\n" for one in block.ladders)


@_block.register
def _(block: Bars) -> str:
    return "".join(f"- {_inline(f'{bar.label}: {bar.words}')}\n" for bar in block.bars)


@_block.register
def _(block: PageBreak) -> str:
    return ""


@_block.register
def _(block: Wide) -> str:
    return "\n".join(filter(None, map(_block, block.blocks)))


def _item(item: Item) -> str:
    text = _inline(item.text)
    if item.url:
        text = f"[{text}](<{item.url}>)"
    return f"**{_inline(item.lead)}** {text}" if item.lead else text


def _check(check: Check, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- [{'x' if check.ticked else ' '}] {_inline(check.text)}\n"
    for finer in check.checks:
        yield from _check(finer, depth + 1)


def _with_breaks(text: str) -> str:
    """Return a paragraph whose lines stay lines."""
    return "\\\n".join(escaped(line.strip()) for line in text.split("\n"))


def _inline(text: str) -> str:
    return escaped(one_line(text))
