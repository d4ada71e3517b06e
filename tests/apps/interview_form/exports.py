"""Exports as KoboToolbox and ODK write them, built from the structure of the form itself.

Formats: KoboToolbox "Downloading your data" and its API v2; ODK Central "Submissions" (CSV).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from saphan.domain.recruitment.survey import FORM, LISTS, Group, Part, Question
from saphan.foundation.words import Words
from saphan.pillars.recruitment.extract.form_words import CATALOGUE

#: What a worker answered, by the name of the question; repeats are lists of the same.
Answers = Mapping[str, Any]
Row = dict[str, object]

MAIN = "saphan_interview"
_SUBMITTED = "2026-11-20T09:30:00"


@dataclass
class Block:
    """The questions of the form or of one repeat with the groups around them."""

    name: str
    groups: tuple[Group, ...]
    questions: list[tuple[tuple[Group, ...], Question]] = field(default_factory=list)


def blocks() -> dict[str, Block]:
    """The form as a server flattens it: the main table and one for each repeat."""
    found = {"": Block(MAIN, ())}
    _fill(found, "", FORM, ())
    return found


def _fill(
    found: dict[str, Block], where: str, parts: Sequence[Part], above: tuple[Group, ...]
) -> None:
    for part in parts:
        if not isinstance(part, Group):
            found[where].questions.append((above, part))
            continue
        inside = (*above, part)
        if part.repeats:
            found[part.name] = Block(part.name, inside)
        _fill(found, part.name if part.repeats else where, part.members, inside)


@dataclass(frozen=True)
class Spoken:
    """Whether headings and values are names and codes (no language) or labels of a language."""

    language: str = ""
    groups: bool = True

    def heading(self, groups: tuple[Group, ...], question: Question) -> str:
        """A column as KoboToolbox names it."""
        parts: tuple[Part, ...] = (*(groups if self.groups else ()), question)
        return "/".join(self._named(part) for part in parts)

    def value(self, question: Question, answer: object) -> object:
        """An answer, several of them joined by blanks."""
        if not question.options or not self.language or answer in (None, ""):
            return " ".join(answer) if isinstance(answer, list) else answer
        labels = dict(LISTS[question.options])
        given = answer if isinstance(answer, list) else [answer]
        return " ".join(self._say(labels[str(one)]) for one in given)

    def _named(self, part: Part) -> str:
        return self._say(part.label) if self.language and part.label else part.name

    def _say(self, text: str) -> str:
        return str(Words(self.language, CATALOGUE).say(text))


CODES = Spoken()


def sheets(answers: Sequence[Answers], spoken: Spoken) -> dict[str, list[Row]]:
    """The sheets of an XLSX export of KoboToolbox: the main one, then the repeats."""
    found = blocks()
    main = found.pop("")
    made = {MAIN: [_row(main, one, spoken) | _server(at) for at, one in _numbered(answers)]}
    for name, block in found.items():
        rows = [(at, entry) for at, one in _numbered(answers) for entry in one.get(name, [])]
        made[name] = [
            _row(block, entry, spoken) | _joined(index, at)
            for index, (at, entry) in enumerate(rows, start=1)
        ]
    return made


def _numbered(answers: Sequence[Answers]) -> Iterator[tuple[int, Answers]]:
    return enumerate(answers, start=1)


def _row(block: Block, answers: Answers, spoken: Spoken) -> Row:
    row: Row = {}
    for groups, question in block.questions:
        heading = spoken.heading(groups, question)
        answer = answers.get(question.name)
        row[heading] = spoken.value(question, answer)
        if question.kind == "select_multiple":
            for code, label in LISTS[question.options]:
                under = label if spoken.language else code
                row[f"{heading}/{under}"] = int(code in (answer or [])) if answer else None
    return row


def _server(at: int) -> Row:
    return {
        "_id": 4100 + at,
        "_uuid": f"0f9c5a00-0000-4000-8000-{at:012d}",
        "_submission_time": _SUBMITTED,
        "_validation_status": None,
        "_notes": None,
        "_status": "submitted_via_web",
        "_submitted_by": None,
        "__version__": "vX1",
        "_tags": None,
        "_index": at,
    }


def _joined(index: int, parent: int) -> Row:
    return {
        "_index": index,
        "_parent_table_name": MAIN,
        "_parent_index": parent,
        "_submission__id": 4100 + parent,
        "_submission__uuid": f"0f9c5a00-0000-4000-8000-{parent:012d}",
        "_submission__submission_time": _SUBMITTED,
    }


def kobo_xlsx(path: Path, answers: Sequence[Answers], spoken: Spoken = CODES) -> Path:
    """An XLSX export of KoboToolbox."""
    book = openpyxl.Workbook(write_only=True)
    headings = {name: list(rows[0]) for name, rows in sheets([_full()], spoken).items()}
    for name, rows in sheets(answers, spoken).items():
        sheet = book.create_sheet(name)
        sheet.append(headings[name])
        for row in rows:
            sheet.append([row[one] for one in headings[name]])
    book.save(path)
    return path


def _full() -> Answers:
    """One entry in every repeat, so that each sheet has its headings."""
    return {name: [{}] for name in blocks() if name}


def kobo_json(path: Path, answers: Sequence[Answers], **around: object) -> Path:
    """The answer of the API of KoboToolbox, which leaves out what is blank."""
    found = blocks()
    results = [_object(found, "", one) | _server(at) for at, one in _numbered(answers)]
    content = {"count": len(results), "next": None, "previous": None, "results": results, **around}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def plain_json(path: Path, answers: Sequence[Answers]) -> Path:
    """The list alone, as some clients save it."""
    kobo_json(path, answers)
    results = json.loads(path.read_text(encoding="utf-8"))["results"]
    path.write_text(json.dumps(results), encoding="utf-8")
    return path


def _object(found: Mapping[str, Block], where: str, answers: Answers) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for groups, question in found[where].questions:
        answer = CODES.value(question, answers.get(question.name))
        if answer not in (None, ""):
            made[CODES.heading(groups, question)] = str(answer)
    for name, block in found.items():
        if not where and name and answers.get(name):
            path = "/".join(group.name for group in block.groups)
            made[path] = [_object(found, name, entry) for entry in answers[name]]
    return made


def central_csv(folder: Path, answers: Sequence[Answers]) -> dict[str, Path]:
    """The tables of an export of ODK Central by the name of their repeat ("" is the form)."""
    files = {}
    for name, block in blocks().items():
        files[name] = folder / (f"{MAIN}-{name}.csv" if name else f"{MAIN}.csv")
        rows = [_central(block, name, *one) for one in _entries(name, answers)]
        headings = list(_central(block, name, 0, 0, {}))
        files[name].write_text(_csv(headings, rows), encoding="utf-8")
    return files


def _entries(name: str, answers: Sequence[Answers]) -> Iterator[tuple[int, int, Answers]]:
    for at, one in _numbered(answers):
        for number, entry in enumerate(one.get(name, []) if name else [one], start=1):
            yield at, number, entry


def _central(block: Block, name: str, at: int, number: int, answers: Answers) -> Row:
    """Groups stand before a hyphen; those around a repeat are left away in its table."""
    key = f"uuid:0f9c5a00-0000-4000-8000-{at:012d}"
    row: Row = {} if name else {"SubmissionDate": _SUBMITTED}
    for groups, question in block.questions:
        inside = groups[len(block.groups) :]
        heading = "-".join([*(group.name for group in inside), question.name])
        row[heading] = CODES.value(question, answers.get(question.name))
    if name:
        return row | {"PARENT_KEY": key, "KEY": f"{key}/interview/{name}[{number}]"}
    return row | {"meta-instanceID": key, "KEY": key, "SubmitterName": "I", "Edits": 0}


def _csv(
    headings: Sequence[str], rows: Iterable[Mapping[str, object]], delimiter: str = ","
) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def with_semicolons(path: Path) -> Path:
    """The same table with the separator and the mark that KoboToolbox writes."""
    headings, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    cells = [dict(zip(headings, row, strict=True)) for row in rows]
    path.write_text(_csv(headings, cells, ";"), encoding="utf-8-sig")
    return path


def central_zip(path: Path, answers: Sequence[Answers]) -> Path:
    """The same tables in the packed folder that ODK Central hands out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for file in central_csv(path.parent, answers).values():
            made.write(file, file.name)
        made.writestr("media/", "")
        made.writestr("media/notes.csv", "a,b\r\n1,2\r\n")
    return path
