"""Reads and writes answer files: one respondent's answers each, in YAML or JSON."""

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count, islice, product
from pathlib import Path
from typing import Annotated, NamedTuple

import yaml

from careerplan_cli.atomic import content_digest, create, keep_aside, one_at_a_time, replace
from careerplan_cli.model.answers import (
    MOST_CHARACTERS,
    UNSURE,
    AnsweredContent,
    AnswerSet,
    Ballot,
)
from careerplan_cli.model.errors import FileError, Problem, UnknownNameError, did_you_mean
from careerplan_cli.model.fields import Length, Range
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.review import ReviewList
from careerplan_cli.schema.validation import describe, validate
from careerplan_cli.schema.yaml_file import EntryPath, YamlFile, parse, read
from careerplan_cli.text.json_text import json_text
from careerplan_cli.text.printable import one_line

FORMAT = 1
"""The version of the answer file's form: its entry `careerplan`."""

_MOST_WORDINGS = 10_000
"""How many ways to combine the wordings of a question and its options are compared."""

SUFFIXES = (".yaml", ".yml", ".json")
"""How the name of an answer file ends."""

InstrumentNamed = Callable[[str | None], Instrument]
"""Returns the instrument with an id, without an id the one that comes first.

Raises `UnknownNameError` where there is none with that id.
"""


Words = Annotated[str, Length(most=MOST_CHARACTERS)]
Number = Annotated[int, Range(0, 1_000_000)]


class _WrittenBallot(NamedTuple):
    """A ballot, as it is written."""

    answers: Mapping[str, str]
    group: Words | None = None


@dataclass(frozen=True, kw_only=True)
class _Written:
    """The entries of an answer file, as they are written."""

    careerplan: int
    instrument: str | None = None
    district: Words | None = None
    respondent: Words | None = None
    date: object = None
    answers: Mapping[str, object] | None
    notes: Mapping[str, Words | None] | None = None
    needs: tuple[Words, ...] | None = None
    focus: tuple[Words, ...] | None = None
    actions: tuple[Words, ...] | None = None
    left_out: tuple[Words, ...] | None = None
    votes: Mapping[str, tuple[Mapping[str, Number], ...]] | None = None
    reasons: Mapping[str, Words | None] | None = None
    dissent: Mapping[str, Words | None] | None = None
    to_agree: tuple[Words, ...] | None = None
    people: Number | None = None
    hands: Mapping[str, Mapping[str, Number]] | None = None
    ballots: tuple[_WrittenBallot, ...] | None = None
    content: AnsweredContent | None = None


def read_answers(
    path: Path | str, instrument_named: InstrumentNamed, review: ReviewList | None = None
) -> AnswerSet:
    """Return the answers in a file; raise `FileError` with every problem when they do not fit.

    Needs and areas of focus are looked up in `review`; without it they are taken as they are.
    """
    return _answer_set(read(path), instrument_named, review)


def parse_answers(raw: bytes, name: str, instrument_named: InstrumentNamed) -> AnswerSet:
    """Return the answers in `raw`, which messages call `name`; raise as `read_answers` does."""
    return _answer_set(parse(raw, name), instrument_named)


def file_text(answer_set: AnswerSet, suffix: str) -> str:
    """Return the text of an answer file: JSON for the suffix `.json`, else YAML."""
    entries: dict[str, object] = {
        "district": _whole(answer_set.district or ""),
        "respondent": _whole(answer_set.respondent or ""),
        "date": answer_set.date,
        "answers": {**answer_set.answers, **answer_set.retired},
        "notes": {
            id_: _whole(note)
            for id_, note in (*answer_set.notes.items(), *answer_set.retired_notes.items())
        },
        "needs": list(answer_set.needs),
        "focus": list(answer_set.focus),
        "actions": list(answer_set.actions),
        "left_out": list(answer_set.left_out),
        "votes": {q: [_OneLine(c) for c in rounds] for q, rounds in answer_set.votes.items()},
        "reasons": {id_: _whole(words) for id_, words in answer_set.reasons.items()},
        "dissent": {id_: _whole(words) for id_, words in answer_set.dissent.items()},
        "to_agree": list(answer_set.to_agree),
        "people": answer_set.people,
        "hands": {id_: _OneLine(counts) for id_, counts in answer_set.hands.items()},
        "ballots": [_ballot_entries(ballot) for ballot in answer_set.ballots],
        "content": answer_set.content._asdict() if answer_set.content else None,
    }
    kept = {name: entry for name, entry in entries.items() if entry or name == "answers"}
    kept = {"careerplan": FORMAT, "instrument": answer_set.instrument} | kept
    if suffix.lower() == ".json":
        return json_text(kept | {"date": str(answer_set.date)} if answer_set.date else kept)
    return yaml.dump(kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


class _OneLine(dict[str, object]):
    """Entries that YAML has on one line, in braces."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML with `_OneLine` as what it is."""


_Dumper.add_representer(
    _OneLine,
    lambda dumper, entries: dumper.represent_mapping(
        "tag:yaml.org,2002:map", entries.items(), flow_style=True
    ),
)


def _ballot_entries(ballot: Ballot) -> _OneLine:
    group = {"group": _whole(ballot.group)} if ballot.group else {}
    return _OneLine({"answers": dict(ballot.answers), **group})


def _whole(text: str) -> str:
    """Return `text` with bytes that a terminal handed over as they are read as UTF-8.

    What is half a character then is replaced by `?`.
    """
    with suppress(UnicodeError):
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    return text.encode("utf-8", "replace").decode()


def answered_content(pack: str, instrument: Instrument) -> AnsweredContent:
    """Return what an answer file remembers of its questions; `pack` is the content's name."""
    digests = {question.id: _digest(question) for question in instrument.questions}
    return AnsweredContent(pack=_whole(pack), questions=digests)


def _digest(question: Question) -> str:
    """Return 8 hex digits that change when the question, or an answer to it, reads otherwise."""
    wordings = [(option.label, option.picture) for option in question.options]
    return _digest_of(question, question.prompt, wordings)


def _digest_of(
    question: Question, prompt: str, wordings: Iterable[tuple[str, tuple[str, ...]]]
) -> str:
    """Return the digest of a question in these words: its prompt, each option's label, details."""
    from hashlib import sha256

    options = [
        (option.id, label, option.points, *details)
        for option, (label, details) in zip(question.options, wordings, strict=True)
    ]
    text = json.dumps([prompt, options], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:8]


def _has_read(question: Question, digest: str) -> bool:
    """Return whether the question has this digest, or had it in an earlier wording."""
    prompts = [question.prompt, *(old.prompt for old in question.formerly if old.prompt)]
    options = product(*(option.wordings for option in question.options))
    wordings = islice(product(prompts, options), _MOST_WORDINGS)
    return any(_digest_of(question, prompt, words) == digest for prompt, words in wordings)


def other_questions(answer_set: AnswerSet, now: AnsweredContent, instrument: Instrument) -> str:
    """Return in words how the questions answered differ from those of now; nothing if they do not.

    A wording that the content knows as an earlier one is no difference. An answer set that does
    not remember its questions differs in nothing but answers to questions that are no longer asked.
    """
    then = answer_set.content or now
    if then.questions == now.questions and not answer_set.retired:
        return ""
    asked = {question.id: question for question in instrument.questions}
    kept = [id_ for id_ in asked if id_ in then.questions]
    changed = [id_ for id_ in kept if not _has_read(asked[id_], then.questions[id_])]
    new = [id_ for id_ in asked if id_ not in kept]
    gone = dict.fromkeys([*then.questions, *answer_set.retired]).keys() - asked.keys()
    parts = (("changed", changed), ("new", new), ("no longer asked", sorted(gone)))
    words = "; ".join(f"{what}: {one_line(', '.join(ids))}" for what, ids in parts if ids)
    if not words:
        return ""
    names = f"{one_line(then.pack)}, now {now.pack}" if then.pack != now.pack else now.pack
    return f"answered other questions than these (content {names}). {words[:1].upper()}{words[1:]}."


class AnswerFile:
    """Where the answers of an interview are kept, from the first one on.

    `path` is the file's name; a dated one is settled when the file is first written.
    """

    def __init__(self, path: Path, *, new: bool, numbered: bool = False) -> None:
        """Make one before a file's answers are read: what changes from then on is noticed."""
        self.path = path
        self.is_new = new
        self._numbered = numbered
        self._saved = new
        self._digest: str | None = None
        with suppress(OSError):  # who reads the answers next is told why that fails
            self._digest = None if new else content_digest(path)

    @classmethod
    def dated(cls, folder: Path, district: str | None, day: date) -> "AnswerFile":
        """Return a new file in `folder`, named for the district and the day."""
        words = re.findall(r"[^\W_]+", (district or "").lower())
        name = "-".join(["careerplan", *words])[:60].rstrip("-")
        try:
            os.fsencode(name)
        except UnicodeEncodeError:  # a system whose names are in ASCII
            name = name.encode("ascii", "ignore").decode()
        return cls(folder / f"{name}-{day.isoformat()}.yaml", new=True, numbered=True)

    def try_folder(self) -> None:
        """Raise `OSError` when no file can be made beside this one."""
        import tempfile

        with tempfile.TemporaryFile(dir=self.path.parent):
            pass

    def save(self, answer_set: AnswerSet) -> Path | None:
        """Write the answers; raise `OSError` when they could not be, `FileError` if unreadable.

        A new file never takes the place of another: a dated name that is taken gets a number. A
        file with comments is kept beside the new one as FILE.bak, for they are not written again.
        A file that somebody else has changed stays as it is, and is returned: the answers are then
        in a new one beside it, whose name has a number.
        """
        text = file_text(answer_set, self.path.suffix)
        _read_back(text, str(self.path), answer_set)
        if self.is_new:
            self._create(text)
            return None
        with one_at_a_time(self.path.parent):
            now = content_digest(self.path)
            if now in (None, self._digest, _text_digest(text)):
                self._replace(text)
                return None
        changed = self.path
        self._numbered = True
        self._create(text, first=2)
        return changed

    def _replace(self, text: str) -> None:
        if not self._saved and self._has_comments():
            keep_aside(self.path)
        replace(self.path, text)
        self._saved = True
        self._digest = _text_digest(text)

    def _create(self, text: str, first: int = 1) -> None:
        """Write a new file, numbered from `first` on; 1 stands for the name without a number."""
        path = self.path
        for number in count(first):
            name = f"{path.stem}-{number}{path.suffix}" if number > 1 else path.name
            try:
                create(path.with_name(name), text)
            except FileExistsError:
                if not self._numbered:
                    raise
            else:
                self.path = path.with_name(name)
                self.is_new = False
                self._saved = True
                self._digest = _text_digest(text)
                return

    def _has_comments(self) -> bool:
        try:
            before = self.path.read_text(encoding="utf-8-sig", errors="replace")
        except FileNotFoundError:
            return False
        is_json = self.path.suffix.lower() == ".json"
        return not is_json and bool(re.search(r"(^|\s)#", before, re.MULTILINE))


def _read_back(text: str, name: str, answer_set: AnswerSet) -> None:
    """Raise `FileError` unless reading the text of an answer file gives its answers again."""
    file = parse(text.encode("utf-8", "replace"), one_line(name))
    asked = {*answer_set.answers, *answer_set.notes}
    found = _as_answer_set(validate(file, _Written), answer_set.instrument, asked)
    if _kept(found) != _kept(answer_set):
        raise FileError(Problem(one_line(name), 0, 0, "would not have the same answers."))


def _kept(answer_set: AnswerSet) -> AnswerSet:
    """Return of an answer set what has to be the same when it is read again."""
    return AnswerSet(
        instrument=answer_set.instrument,
        date=answer_set.date,
        answers=answer_set.answers,
        notes={id_: _whole(note) for id_, note in answer_set.notes.items()},
        retired=answer_set.retired,
        retired_notes={id_: _whole(note) for id_, note in answer_set.retired_notes.items()},
        needs=answer_set.needs,
        focus=answer_set.focus,
        actions=answer_set.actions,
        left_out=answer_set.left_out,
        votes=answer_set.votes,
        reasons={id_: _whole(words) for id_, words in answer_set.reasons.items()},
        dissent={id_: _whole(words) for id_, words in answer_set.dissent.items()},
        to_agree=answer_set.to_agree,
        people=answer_set.people,
        hands=answer_set.hands,
        ballots=answer_set.ballots,
    )


def _text_digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def _answer_set(
    file: YamlFile, instrument_named: InstrumentNamed, review: ReviewList | None = None
) -> AnswerSet:
    _refuse_newer_format(file)
    written = validate(file, _Written)
    try:
        instrument = instrument_named(written.instrument)
    except UnknownNameError as error:
        problem = file.problem(("instrument",), error.problem)
        raise FileError(problem, advice=error.advice) from None
    choices = _choice_problems(file, written, review) if review else ()
    problems = sorted([*_problems(file, written, instrument), *choices])
    if problems:
        raise FileError(*problems)
    return _as_answer_set(written, instrument.id, instrument.choices)


def _as_answer_set(written: _Written, instrument: str, asked: Collection[str]) -> AnswerSet:
    """Return the answers; those to questions that are not `asked` are retired."""
    answers = {id_: str(option) for id_, option in (written.answers or {}).items() if option}
    notes = {id_: note for id_, note in (written.notes or {}).items() if note}
    return AnswerSet(
        instrument=instrument,
        district=_name(written.district),
        respondent=_name(written.respondent),
        date=date.fromisoformat(str(written.date)) if written.date else None,
        answers={id_: option for id_, option in answers.items() if id_ in asked},
        notes={id_: note for id_, note in notes.items() if id_ in asked},
        retired={id_: option for id_, option in answers.items() if id_ not in asked},
        retired_notes={id_: note for id_, note in notes.items() if id_ not in asked},
        needs=tuple(dict.fromkeys(written.needs or ())),
        focus=tuple(dict.fromkeys(written.focus or ())),
        actions=tuple(dict.fromkeys(written.actions or ())),
        left_out=tuple(dict.fromkeys(written.left_out or ())),
        votes={id_: rounds for id_, rounds in (written.votes or {}).items() if rounds},
        reasons={id_: words for id_, words in (written.reasons or {}).items() if words},
        dissent={id_: words for id_, words in (written.dissent or {}).items() if words},
        to_agree=tuple(dict.fromkeys(written.to_agree or ())),
        people=written.people or 0,
        hands=written.hands or {},
        ballots=tuple(Ballot(answers=b.answers, group=b.group) for b in written.ballots or ()),
        content=written.content,
    )


def _refuse_newer_format(file: YamlFile) -> None:
    version = file.value.get("careerplan") if isinstance(file.value, dict) else None
    if isinstance(version, int) and version > FORMAT:
        text = f"the file has format {version}; this careerplan reads {FORMAT}."
        advice = "A newer careerplan wrote it: update yours to read it."
        raise FileError(file.problem(("careerplan",), text), advice=advice)


def _problems(file: YamlFile, written: _Written, instrument: Instrument) -> Iterator[Problem]:
    if written.careerplan < FORMAT:
        text = f"careerplan is {written.careerplan}; expected {FORMAT}, the version of the format."
        yield file.problem(("careerplan",), text)
    if written.date not in (None, "") and not _is_date(str(written.date)):
        text = f"date is {describe(written.date)}; expected year, month and day as in 2026-11-23."
        yield file.problem(("date",), text)
    answers, notes, choices = written.answers or {}, written.notes or {}, instrument.choices
    reasons = written.reasons or {}
    by_question: dict[str, Mapping[str, object]] = {
        "answers": answers,
        "notes": notes,
        "votes": written.votes or {},
        "reasons": reasons,
        "dissent": written.dissent or {},
        "hands": written.hands or {},
    }
    for list_name, entries in by_question.items():
        for id_ in entries.keys() - choices.keys() - {*instrument.retired}:
            hint = did_you_mean(id_, tuple(choices))
            text = f"there is no question {describe(id_)}{hint} Valid: {', '.join(choices)}."
            yield file.problem((list_name, id_), text)
    for id_, options in choices.items():
        answer = answers.get(id_)
        if answer is None:
            continue
        if not isinstance(answer, str) or answer not in options:
            hint = did_you_mean(answer, tuple(options)) if isinstance(answer, str) else "."
            text = f"{id_} is {describe(answer)}{hint} Valid: {', '.join(options)}."
            yield file.problem(("answers", id_), text)
        elif not options[answer].counts and not (notes.get(id_) or reasons.get(id_)):
            text = f"{id_} is {answer}, without a reason; say why in the notes, under {id_}."
            yield file.problem(("answers", id_), text)
    yield from _vote_problems(file, written, instrument)


def _vote_problems(file: YamlFile, written: _Written, instrument: Instrument) -> Iterator[Problem]:
    """Yield each vote for what its question does not offer."""
    places: list[tuple[EntryPath, str, str]] = []
    for id_, rounds in (written.votes or {}).items():
        places += [(("votes", id_, n, o), id_, o) for n, c in enumerate(rounds) for o in c]
    for id_, counts in (written.hands or {}).items():
        places += [(("hands", id_, option), id_, option) for option in counts]
    for n, ballot in enumerate(written.ballots or ()):
        entries = ballot.answers.items()
        places += [(("ballots", n, "answers", id_), id_, option) for id_, option in entries]
        for id_ in ballot.answers.keys() - instrument.choices.keys() - {*instrument.retired}:
            text = f"there is no question {describe(id_)}. Valid: {', '.join(instrument.choices)}."
            yield file.problem(("ballots", n, "answers", id_), text)
    for n, id_ in enumerate(written.to_agree or ()):
        if id_ not in {*instrument.choices, *instrument.retired}:
            text = f"there is no question {describe(id_)}. Valid: {', '.join(instrument.choices)}."
            yield file.problem(("to_agree", n), text)
    for path, id_, option in places:
        options = (*instrument.choices.get(id_, ()), UNSURE)
        if id_ in instrument.choices and option not in options:
            hint = did_you_mean(option, options)
            text = f"{id_} has no answer {describe(option)}{hint} Valid: {', '.join(options)}."
            yield file.problem(path, text)


def _choice_problems(file: YamlFile, written: _Written, review: ReviewList) -> Iterator[Problem]:
    for list_name, kind, ids, valid in (
        ("needs", "need", written.needs, review.need_ids),
        ("focus", "area of focus", written.focus, review.focus_ids),
    ):
        for n, id_ in enumerate(ids or ()):
            if id_ not in valid:
                hint = did_you_mean(id_, valid)
                text = f"there is no {kind} {describe(id_)}{hint} Valid: {', '.join(valid)}."
                yield file.problem((list_name, n), text)


def _name(text: str | None) -> str | None:
    """Return a name on one line, or None where there is nothing to see in it."""
    return " ".join(text.split()) or None if text else None


def _is_date(text: str) -> bool:
    """Return whether a text is a date just as 2026-11-23: Python reads other forms too."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
