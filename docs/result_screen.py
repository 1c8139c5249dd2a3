"""Draws the result screen as the picture that the README shows: `python docs/result_screen.py`."""

import io
import re
from pathlib import Path

from rich.console import Console

from careerplan_cli.answers.answer_file import read_answers
from careerplan_cli.forms.screen import pages
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.pages.result import result_page
from careerplan_cli.scoring.rules import score

HERE = Path(__file__).parent
PICTURE = HERE / "result_screen.svg"
ANSWERS = HERE / "cedar-valley.yaml"


def picture() -> str:
    """Return the SVG of what `careerplan score docs/cedar-valley.yaml` shows at 80 columns."""
    pack = ContentPack(built_in_folder())
    answer_set = read_answers(ANSWERS, pack.instrument)
    result = score(pack.instrument(answer_set.instrument), answer_set, pack.review)
    console = Console(
        width=80,
        record=True,
        force_terminal=True,
        color_system="truecolor",
        file=io.StringIO(),
        markup=False,
        highlight=False,
    )
    for page in pages(result_page(result, pack, "", ANSWERS.name), console.width):
        console.print(page)
        console.print()
    svg = console.export_svg(title=f"careerplan score {ANSWERS.name}", unique_id="careerplan")
    # No font from elsewhere: each reader's own does.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
