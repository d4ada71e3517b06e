"""Inspection of the law book: every defect as one sentence with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from saphan.domain.refusals import FileRefused
from saphan.rulebook.cases import FEWEST, cases_file, cases_of, failure
from saphan.rulebook.files import (
    CASES,
    Defect,
    Steps,
    home,
    line_of,
    read,
    repeated_keys,
    rule_files,
)
from saphan.rulebook.rows import Row, Rule, year_after
from saphan.rulebook.schema import Flaw, rule_of

_DAY = timedelta(days=1)


def inspect(path: Path | None = None, *, on: date) -> list[Defect]:
    """Everything that is wrong with the law book in a folder, sorted by file and line.

    ``on`` is the day of the inspection: rows whose last check is more than a year old on that day
    are reported as warnings. Errors: ``FileRefused("law.missing")`` when there is no folder.
    """
    folder = path or home()
    found: list[Defect] = []
    rules: dict[str, Rule] = {}
    for file in rule_files(folder):
        rule = _read(file, found)
        if rule is not None and rule.rule in rules:
            found.append(_defect(file, ("rule",), f"{rule.rule} is also in another file"))
        elif rule is not None:
            rules[rule.rule] = rule
            found += _of_rule(rule, on)
    found += _stray_cases(folder)
    return sorted(found)


def _read(file: Path, found: list[Defect]) -> Rule | None:
    try:
        rule = rule_of(file, read(file))
    except FileRefused as refusal:
        found.append(_told(refusal))
        return None
    for line, key in repeated_keys(file):
        found.append(Defect(str(file), line, f"the word {key} is written twice"))
    return rule


def _told(refusal: FileRefused) -> Defect:
    facts = refusal.facts
    said = {
        "law.unreadable": "the file cannot be read as UTF-8 text",
        "law.not_a_map": "the file must be a map of names and values",
        "law.yaml": f"this is not YAML: {facts.get('said', '')}",
    }
    sentence = str(facts.get("sentence") or said.get(refusal.code, refusal.code))
    return Defect(str(facts["file"]), int(str(facts["line"])), sentence)


def _defect(file: Path, steps: Steps, sentence: str, *, warning: bool = False) -> Defect:
    return Defect(str(file), line_of(file, steps), sentence, warning)


def _of_rule(rule: Rule, on: date) -> Iterator[Defect]:
    yield from _unused_sources(rule)
    yield from _overlaps(rule)
    if rule.continuous:
        yield from _holes(rule)
    yield from _stale(rule, on)
    yield from _cases(rule)


def _unused_sources(rule: Rule) -> Iterator[Defect]:
    used = {source.key for row in rule.rows for source in row.sources}
    used |= {
        source.key for row in rule.rows for position in row.positions for source in position.sources
    }
    for key in rule.sources:
        if key not in used:
            yield _defect(rule.file, ("sources", key), f"no row uses the source {key}")


def _overlaps(rule: Rule) -> Iterator[Defect]:
    """Two rows that speak on the same day under the same conditions."""
    for row, other in combinations(rule.rows, 2):
        if _same_conditions(row, other) and _same_days(row, other):
            steps = ("rows", other.number - 1)
            yield _defect(rule.file, steps, f"row {other.number} overlaps row {row.number}")


def _same_conditions(row: Row, other: Row) -> bool:
    return row.where.keys() == other.where.keys() and all(
        not row.where[key].isdisjoint(other.where[key]) for key in row.where
    )


def _same_days(row: Row, other: Row) -> bool:
    starts = max(row.first or date.min, other.first or date.min)
    return starts <= min(row.last or date.max, other.last or date.max)


def _holes(rule: Rule) -> Iterator[Defect]:
    """Days between two rows of a rule that claims to be without gaps."""
    groups: dict[str, list[Row]] = {}
    for row in rule.rows:
        key = repr(sorted((key, sorted(codes)) for key, codes in row.where.items()))
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.first or date.min)
        for row, other in pairwise(rows):
            if row.last and other.first and other.first > row.last + _DAY:
                sentence = f"nothing is said from {row.last + _DAY} to {other.first - _DAY}"
                yield _defect(rule.file, ("rows", other.number - 1, "from"), sentence)


def _stale(rule: Rule, on: date) -> Iterator[Defect]:
    for row in rule.rows:
        if row.last is None and on > year_after(row.checked):
            sentence = f"row {row.number} was last checked on {row.checked}, over a year ago"
            steps = ("rows", row.number - 1, "checked")
            yield _defect(rule.file, steps, sentence, warning=True)


def _cases(rule: Rule) -> Iterator[Defect]:
    path = cases_file(rule)
    try:
        cases = cases_of(rule)
    except FileRefused as refusal:
        yield _told(refusal)
        return
    except Flaw as flaw:
        yield _defect(path, flaw.steps, flaw.sentence)
        return
    if len(cases) < FEWEST:
        sentence = f"the rule needs at least {FEWEST} worked cases in {path.name}"
        yield _defect(rule.file, ("rule",), sentence)
    for case in cases:
        failed = failure(rule, case)
        if failed:
            yield _defect(path, ("cases", case.number - 1), f"case {case.number}: {failed}")


def _stray_cases(folder: Path) -> Iterator[Defect]:
    for path in sorted(folder.glob(f"**/*{CASES}")):
        if not path.with_name(path.name.removesuffix(CASES) + ".yaml").exists():
            yield Defect(str(path), 1, "these cases belong to no rule")
