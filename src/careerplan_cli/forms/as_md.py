"""A page as Markdown, for a forge, a wiki or an editor: no text in it is taken for markup."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from careerplan_cli.model import blocks
from careerplan_cli.text.printable import one_line, printable

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")
# A line that would make a heading of the one above it, or a rule.
_UNDERLINE = re.compile(r"^(\s*)([-=]+\s*)$", re.MULTILINE)
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)


def render(document: blocks.Document) -> str:
    """Return the text of the file."""
    return _blocks(document.blocks)


def _blocks(parts: Iterable[blocks.Block]) -> str:
    return "\n".join(filter(None, map(_markdown, parts)))


def _markdown(block: blocks.Block) -> str:
    """Return a block with a line break at its end; nothing where it says nothing here."""
    match block:
        case blocks.Heading():
            # Three dots at the end of a heading are a linter's finding; the sign for them is none.
            return f"{'#' * block.depth} {_inline(block.text).replace('...', '…')}\n"
        case blocks.Badge():
            return f"Level: **{_inline(str(block.mark))}**\n"
        case blocks.Paragraph():
            return f"{_led(block.lead, _paragraphs(block.text))}\n"
        case blocks.Command():
            line = _code(block.line)
            return f"{_inline(block.purpose)}: {line}\n" if block.purpose else f"{line}\n"
        case blocks.Bullets():
            return "".join(f"- {_item(item)}" for item in block.items)
        case blocks.Numbered():
            return "".join(f"{n}. {_item(item)}" for n, item in enumerate(block.items, 1))
        case blocks.Checklist():
            return "".join(_check(check, "") for check in block.checks)
        case blocks.Table():
            head = list(map(str, block.head))
            rows = (map(str, row) for row in block.rows)
            lines = [_row(map(_inline, line)) for line in (head, *rows)]
            return "".join([lines[0], _row(["---"] * len(head)), *lines[1:]])
        case blocks.Lines():
            return "\\_" * 40 + "\n"
        case blocks.Scale():
            return f"**{_inline(block.title)}:** {_inline(block.text)}\n"
        case blocks.Profile():
            return _list(f"{ladder.label}: {ladder.words}" for ladder in block.ladders)
        case blocks.Bars():
            return _list(f"{bar.label}: {bar.words}" for bar in block.bars)
        case blocks.Counts():
            return _list(f"{count.of}: {count.number:,}" for count in block.counts)
        case blocks.PageBreak():
            return ""
        case blocks.Wide():
            return _blocks(block.blocks)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _list(texts: Iterable[str]) -> str:
    return "".join(f"- {_inline(text)}\n" for text in texts)


def _item(item: blocks.Item) -> str:
    text = f"[{_inline(item.text)}](<{_address(item.url)}>)" if item.url else _inline(item.text)
    details = (f"  - {_inline(detail)}\n" for detail in item.details)
    return "".join([f"{_led(item.lead, text)}\n", *details])


def _address(url: str) -> str:
    """Return a web address in which nothing ends the link or begins markup: > -> %3E."""
    return quote(printable(url), safe="!#$%&'()*+,-./:;=?@[]_~")


def _check(check: blocks.Check, indent: str) -> str:
    words = f"{check.lead} {check.text}" if check.lead else check.text
    line = f"{indent}- [{'x' if check.ticked else ' '}] {_inline(words)}\n"
    return "".join([line, *(_check(finer, f"{indent}  ") for finer in check.checks)])


def _led(lead: str, text: str) -> str:
    return f"**{_inline(lead)}** {text}".rstrip() if lead else text


def _paragraphs(text: str) -> str:
    """Return text whose lines stay lines, and whose empty lines part paragraphs."""
    parts = re.split(r"\n\s*\n", printable(text).strip())
    return "\n\n".join(
        "\\\n".join(_escaped(line.strip()) for line in part.split("\n")) for part in parts
    )


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
