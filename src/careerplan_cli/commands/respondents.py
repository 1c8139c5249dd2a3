"""Reads the answers of many at once, for a report on them or as the first round of a vote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from careerplan_cli.commands import score_notices as notices
from careerplan_cli.commands.output import echo_err
from careerplan_cli.commands.results_writing import for_each
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.pipeline import count_records, open_sources
from careerplan_cli.terminal.ctrl_c import CtrlC
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.answers.sources import ReadOptions
    from careerplan_cli.batch import Batch
    from careerplan_cli.model.answers import AnswerSet
    from careerplan_cli.model.result import Record, Summary
    from careerplan_cli.pack.content_pack import ContentPack

SMALLEST_GROUP = 5
"""What fewer people say is not told apart from what the others say."""


@dataclass(frozen=True)
class Respondents:
    """The answers of many, all read and counted.

    `summaries` has what they say together, by instrument, `rooms` is how many of them are rooms
    that voted; `whole` is False where some input could not be used.
    """

    batch: "Batch"
    summaries: "Sequence[Summary]"
    rooms: int
    whole: bool


def read_respondents(
    pack: "ContentPack",
    names: Sequence[str],
    options: "ReadOptions",
    *,
    group_by: Sequence[str] = (),
    see: "Callable[[Record], object] | None" = None,
) -> Respondents:
    """Return what is in files, tables and folders of them; tell how they are read.

    `see` gets each record. Numbers of fewer than `SMALLEST_GROUP` people are hidden in groups, and
    in all where conditions choose the people. Raise `CareerplanError` where there is no answer, or
    the conditions choose fewer people than that.
    """
    from careerplan_cli.answers.sources import expand_folders

    files, unread, told = expand_folders(names)
    notices.echo_keyboard_hint(files)
    batch, left_out = open_sources(
        pack, files, options, keep=names, group_by=group_by, min_group=SMALLEST_GROUP
    )
    notices.echo_first([*told, *left_out])
    with batch:
        batch.refuse_unknown_columns()
        notices.echo_columns(batch)
        _count(batch, see)
    failed = (*unread, *batch.failed)
    notices.echo_errors(failed)
    notices.echo_other_questions(batch)
    notices.echo_rooms(batch)
    notices.echo_row_checks(batch)
    notices.echo_counts(batch, len(failed))
    counter = batch.counter
    if counter.records == counter.unusable:
        raise CareerplanError(
            f"There are no answers in {one_line(', '.join(names))}.", "The lines above say why."
        )
    chosen = options.selection.where or options.selection.where_not
    summaries = batch.summaries() if chosen else counter.summaries()
    if all(summary.all_hidden for summary in summaries):
        raise CareerplanError(
            f"--where and --where-not choose fewer than {SMALLEST_GROUP} people. What so few say "
            "is not told apart from what the others say.",
            "Choose more of them.",
        )
    rooms = sum(bool(s.answer_set and s.answer_set.is_room) for s in batch.sources)
    whole = not failed and not counter.unusable
    return Respondents(batch, summaries, rooms, whole)


def first_round(
    answer_set: "AnswerSet", pack: "ContentPack", names: "Sequence[str]", options: "ReadOptions"
) -> "AnswerSet":
    """Return an answer set with the answers of many as the first round of each question.

    Tell how many respondents these are. Raise `CareerplanError` where none answered its questions.
    """
    from careerplan_cli.rounds import HandCount, Reveal, after

    found = read_respondents(pack, names, options)
    id_ = answer_set.instrument
    others = [s.instrument.id for s in found.summaries if s.instrument.id != id_]
    summary = next((s for s in found.summaries if s.instrument.id == id_), None)
    if summary is None or not any(sum(numbers.values()) for numbers in summary.answers.values()):
        advice = "See what is in it with careerplan score."
        if others:
            advice = f"They are to the {others[0]}: add --instrument {others[0]}"
        raise CareerplanError(
            f"There are no answers to the {id_} in {one_line(', '.join(names))}.", advice
        )
    for other in others:
        echo_err(f"The answers to the {other} are left out.")
    people = summary.results
    echo_err("1 respondent answered." if people == 1 else f"{people:,} respondents answered.")
    if unusable := found.batch.counter.unusable:
        left = (
            "1 respondent is left out, for an answer that cannot be read."
            if unusable == 1
            else f"{unusable:,} respondents are left out, for an answer that cannot be read."
        )
        echo_err(
            f"{left} Where it stands for no answer, name it and the other answers count: "
            '--missing "not sure"'
        )
    for question, counts in summary.answers.items():
        given = {option: number for option, number in counts.items() if number}
        answer_set = after(answer_set, HandCount(question=question, counts=given))
        answer_set = after(answer_set, Reveal(question=question))
    return answer_set


def _count(batch: "Batch", see: "Callable[[Record], object] | None") -> None:
    """Count all records; a terminal shows how far it is. Ctrl-C ends the command."""

    def one(record: "Record") -> int:
        if see:
            see(record)
        return 1

    with CtrlC() as ctrl_c:
        if see:
            for_each(batch.records(), one, batch, ctrl_c)
        else:
            for_each(count_records(batch), int, batch, ctrl_c)
    if ctrl_c.ended_steps:
        raise typer.Exit(130)
