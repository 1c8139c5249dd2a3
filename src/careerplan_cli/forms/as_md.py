"""A page as Markdown, for a forge, a wiki or an editor: no text in it is taken for markup."""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch

from careerplan_cli.model import blocks
from careerplan_cli.text.printable import one_line, printable

_LINE = r"\_" * 40

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")
# A line that would make a heading of the one above it, or a rule.
_UNDERLINE = re.compile(r"^(\s*)([-=]+\s*)$", re.MULTILINE)
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)


def render(document: blocks.Document) -> str:
    """Return the text of the file."""
    return _blocks(document.blocks)


def _blocks(parts: Iterable[blocks.Block]) -> str:
    return "\n".join(filter(None, map(_markdown, parts)))


@singledispatch
def _markdown(block: blocks.Block) -> str:
    """Return a block with a line break at its end; nothing where it says nothing here."""
    raise NotImplementedError(block)


@_markdown.register
def _heading(block: blocks.Heading) -> str:
    # Three dots at the end of a heading are a linter's finding; the sign for them is none.
    return f"{'#' * block.depth} {_inline(block.text).replace('...', '…')}\n"


@_markdown.register
def _badge(block: blocks.Badge) -> str:
    return f"Level: **{_inline(str(block.mark))}**\n"


@_markdown.register
def _paragraph(block: blocks.Paragraph) -> str:
    lead = f"**{_inline(block.lead)}**" if block.lead else ""
    parts = [_with_breaks(part) for part in re.split(r"\n\s*\n", printable(block.text).strip())]
    return f"{lead} {f'{chr(10)}{chr(10)}'.join(parts)}".strip() + "\n"


@_markdown.register
def _command(block: blocks.Command) -> str:
    line = _code(block.line)
    return f"{_inline(block.purpose)}: {line}\n" if block.purpose else f"{line}\n"


@_markdown.register
def _bullets(block: blocks.Bullets) -> str:
    return "".join(f"- {_item(item)}" for item in block.items)


@_markdown.register
def _numbered(block: blocks.Numbered) -> str:
    return "".join(f"{n}. {_item(item)}" for n, item in enumerate(block.items, 1))


@_markdown.register
def _checklist(block: blocks.Checklist) -> str:
    return "".join(line for check in block.checks for line in _check(check, 0))


@_markdown.register
def _table(block: blocks.Table) -> str:
    rows = [["" if cell is None else str(cell) for cell in row] for row in block.rows]
    lines = [list(map(str, block.head)), *rows]
    head, *body = (f"| {' | '.join(map(_inline, line))} |\n" for line in lines)
    return "".join([head, f"| {' | '.join(['---'] * len(block.head))} |\n", *body])


@_markdown.register
def _lines(block: blocks.Lines) -> str:
    return f"{_LINE}\n"


@_markdown.register
def _scale(block: blocks.Scale) -> str:
    return f"**{_inline(block.title)}:** {_inline(block.text)}\n"


@_markdown.register
def _profile(block: blocks.Profile) -> str:
    return _list(f"{ladder.label}: {ladder.words}" for ladder in block.ladders)


@_markdown.register
def _bars(block: blocks.Bars) -> str:
    return _list(f"{bar.label}: {bar.words}" for bar in block.bars)


@_markdown.register
def _counts(block: blocks.Counts) -> str:
    return _list(f"{count.of}: {count.number:,}" for count in block.counts)


@_markdown.register
def _page_break(block: blocks.PageBreak) -> str:
    return ""


@_markdown.register
def _wide(block: blocks.Wide) -> str:
    return _blocks(block.blocks)


def _list(texts: Iterable[str]) -> str:
    return "".join(f"- {_inline(text)}\n" for text in texts)


def _item(item: blocks.Item) -> str:
    text = _inline(item.text)
    if item.url:
        text = f"[{text}](<{item.url}>)"
    line = f"**{_inline(item.lead)}** {text}" if item.lead else text
    return "".join([f"{line}\n", *(f"  - {_inline(detail)}\n" for detail in item.details)])


def _check(check: blocks.Check, depth: int) -> Iterator[str]:
    words = f"{check.lead} {check.text}" if check.lead else check.text
    yield f"{'  ' * depth}- [{'x' if check.ticked else ' '}] {_inline(words)}\n"
    for finer in check.checks:
        yield from _check(finer, depth + 1)


def _with_breaks(text: str) -> str:
    """Return a paragraph whose lines stay lines."""
    return "\\\n".join(_escaped(line.strip()) for line in text.split("\n"))


def _inline(text: str) -> str:
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    """Return text with each character that Markdown would read as markup escaped."""
    safe = _UNDERLINE.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(text)))
    return _LIST_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}{m[3]}", safe)


def _code(text: str) -> str:
    """Return text as code, between more backticks than stand beside each other in it."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    line = one_line(text)
    return f"{ticks} {line} {ticks}" if "`" in line else f"{ticks}{line}{ticks}"
