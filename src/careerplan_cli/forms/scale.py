"""The scale of totals, drawn with the bands of the levels and a marker at the district's total."""

from collections.abc import Mapping, Sequence

from rich.cells import set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from careerplan_cli.forms.console import level_name, text_style
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Band, Bands
from careerplan_cli.model.result import Result

_WIDEST = 66


class Scale:
    """Draws the scale to the width at hand: marker, bar, the totals of each band, the names."""

    def __init__(self, result: Result, bands: Bands, levels: Mapping[str, Level]) -> None:
        self.result = result
        self.levels = levels
        self.bands = sorted(bands.bands, key=lambda band: band.lowest)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width - 1, _WIDEST)
        yield self._marker(width)
        yield self._row(width, ["█" * width for _ in self.bands])
        yield self._row(width, [self._totals(band) for band in self.bands])
        names = (level_name(self.levels[band.level], bold=False) for band in self.bands)
        yield Text("   ").join(names)

    def _marker(self, width: int) -> Text:
        total, maximum = self.result.total, self.result.instrument.maximum
        label = f"{total} of {maximum} points"
        column = (self._column(total, width) + self._column(total + 1, width) - 1) // 2
        style = (
            text_style(self.levels[self.result.level].colour, bold=True)
            if self.result.level
            else ""
        )
        if column + 2 + len(label) <= width:
            return Text(" " * column + "▼ " + label, style)
        return Text(" " * (column - len(label) - 1) + label + " ▼", style)

    def _column(self, total: int, width: int) -> int:
        """Return the first column that stands for a total."""
        return total * width // (self.result.instrument.maximum + 1)

    def _row(self, width: int, words: Sequence[str]) -> Text:
        """Return one word for each band, cut or filled to the columns that stand for the band."""
        row = Text()
        for band, word in zip(self.bands, words, strict=True):
            columns = self._column(band.highest + 1, width) - self._column(band.lowest, width)
            style = text_style(self.levels[band.level].colour, bold=True)
            row.append(set_cell_size(word, columns - 1) + " ", style)
        return row

    def _totals(self, band: Band) -> str:
        return f"{self.levels[band.level].symbol} {band.lowest}-{band.highest}"
