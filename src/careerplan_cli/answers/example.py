"""Reads the answers of the worked example, which are answer files in a content pack."""

from careerplan_cli.answers.answer_file import read_answers
from careerplan_cli.model.errors import FileError, Problem
from careerplan_cli.model.toolkit import Example
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.scoring.rules import score
from careerplan_cli.text.printable import one_line


def read_example(pack: ContentPack) -> Example | None:
    """Return the worked example of a pack; None where the pack has none.

    Raise `FileError` where its files do not fit: both sets of answers must have a level, and be to
    the same questions.
    """
    plan = pack.example_plan
    if not pack.has_example or plan is None:
        return None
    folder = pack.folder / "toolkit" / "example"
    sets = []
    for path in (folder / "answers.yaml", folder / "later.yaml"):
        answers = read_answers(path, pack.instrument, pack.review)
        result = score(pack.instrument(answers.instrument), answers, pack.review)
        if result.level is None:
            text = "an example needs a level; answer more questions."
            raise FileError(Problem(one_line(str(path)), 0, 0, text))
        sets.append(answers)
    first, later = sets
    if first.instrument != later.instrument:
        text = f"these answers are to {later.instrument}, those before to {first.instrument}."
        raise FileError(Problem(one_line(str(folder / "later.yaml")), 0, 0, text))
    return Example(first=first, later=later, plan=plan)
