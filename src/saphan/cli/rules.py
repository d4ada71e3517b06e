"""``saphan rules``: inspect, ask and list the law book."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from saphan.domain.refusals import Refused
from saphan.foundation.words import LANGUAGES, SOURCE_LANGUAGE, words_folder
from saphan.rulebook.answers import Answer
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.files import Defect
from saphan.rulebook.inspection import inspect
from saphan.rulebook.plain.inspection import inspect_pages
from saphan.rulebook.rows import Position

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

_WIDTH = 12


def add(subparsers: _Subparsers) -> None:
    """Register ``rules`` with its commands check, show, list and changed."""
    parser = subparsers.add_parser("rules", help="the law book: check it, ask it, list it")
    parser.add_argument("--rules", type=Path, default=None, help="folder of the law book")
    commands = parser.add_subparsers(dest="rules_command", required=True)
    check = commands.add_parser("check", help="find every mistake in the law book and rights pages")
    check.add_argument("--on", type=_day, default=None, help="day of the check, default today")
    check.add_argument(
        "--words",
        type=Path,
        default=None,
        help="folder of the rights pages, by language; default ours, with our law book only",
    )
    check.set_defaults(func=_check)
    show = commands.add_parser("show", help="what a rule says on a day")
    show.add_argument("rule")
    show.add_argument("--on", type=_day, required=True, help="a day like 2026-11-23")
    show.add_argument("--here", default=None, help="codes joined by /, like TH-84/ko-samui")
    show.set_defaults(func=_show)
    listing = commands.add_parser("list", help="all rules and their questions")
    listing.add_argument("--topic", default=None)
    listing.set_defaults(func=_list)
    changed = commands.add_parser("changed", help="what began, ended or was checked since a day")
    changed.add_argument("--since", type=_day, required=True, help="a day like 2026-11-23")
    changed.set_defaults(func=_changed)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2026-11-23") from None


def _check(args: argparse.Namespace) -> int:
    day = args.on or datetime.now(tz=UTC).date()
    try:
        found = inspect(args.rules, on=day)
    except Refused as refusal:
        return _refused(refusal)
    if _told(found):
        return 1
    book = load(args.rules)
    sys.stdout.write(f"{len(book)} rules are right, with {len(found)} warnings.\n")
    return _check_pages(book, args, day)


def _check_pages(book: Rulebook, args: argparse.Namespace, day: date) -> int:
    """Our pages rest on our law book; another law book is checked with the pages named."""
    folder = args.words or (words_folder() if args.rules is None else None)
    if folder is None:
        return 0
    found = inspect_pages(folder, book, languages=LANGUAGES, source=SOURCE_LANGUAGE, on=day)
    if _told(found):
        return 1
    sys.stdout.write(f"The rights pages are right, with {len(found)} warnings.\n")
    return 0


def _told(found: list[Defect]) -> bool:
    """Print every defect; whether one of them is more than a warning."""
    for defect in found:
        sys.stdout.write(f"{defect}\n")
    return any(not defect.warning for defect in found)


def _show(args: argparse.Namespace) -> int:
    try:
        answer = load(args.rules).answer(args.rule, on=args.on, here=args.here)
    except Refused as refusal:
        return _refused(refusal)
    for name, value in _lines(answer):
        sys.stdout.write(f"{name:<{_WIDTH}} {value}\n")
    return 0


def _lines(answer: Answer) -> list[tuple[str, str]]:
    """What is shown of an answer: a name and a value for each line that has something to say."""
    shown = [
        ("rule", answer.rule),
        ("question", answer.question),
        ("answer", answer.sentence),
        ("caveat", answer.caveat),
        ("standing", answer.standing),
        ("reason", str(answer.reason)),
        ("article", answer.article),
        ("from", str(answer.starts or "")),
        ("until", str(answer.ends or "")),
        ("since", str(answer.since or "")),
        *(("source", str(source)) for source in answer.sources),
        *(("position", _position(position)) for position in answer.positions),
        *((name, _plain(value)) for name, value in answer.details.items()),
        ("note", "" if answer.note in answer.sentence else answer.note),
    ]
    return [(name, value) for name, value in shown if value]


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(entry)}" for key, entry in value.items())
    if isinstance(value, list):
        return "; ".join(_plain(entry) for entry in value)
    return str(value)


def _position(position: Position) -> str:
    said = "; ".join(str(source) for source in position.sources)
    return f"{position.claim} ({position.standing}; {said or 'no source'})"


def _list(args: argparse.Namespace) -> int:
    try:
        book = load(args.rules)
    except Refused as refusal:
        return _refused(refusal)
    rules = [rule for rule in book if args.topic in (None, rule.topic)]
    if not rules:
        topics = ", ".join(sorted({rule.topic for rule in book}))
        sys.stderr.write(f"There is no topic {args.topic}. Topics: {topics}.\n")
        return 2
    width = max(len(rule.rule) for rule in rules)
    for rule in sorted(rules, key=lambda rule: rule.rule):
        sys.stdout.write(f"{rule.rule:<{width}}  {rule.question}\n")
    return 0


def _changed(args: argparse.Namespace) -> int:
    try:
        changes = _of(load(args.rules), args.since)
    except Refused as refusal:
        return _refused(refusal)
    for line in changes or [f"Nothing began, ended or was checked since {args.since}."]:
        sys.stdout.write(f"{line}\n")
    return 0


def _of(book: Rulebook, since: date) -> list[str]:
    """One line for each change; rows of a rule with the same change share a line."""
    counted: dict[tuple[date, str, str], list[int]] = {}
    for change in book.changed(since):
        key = (change.day, change.what, change.rule.rule)
        counted.setdefault(key, []).append(change.row.number)
    return [
        f"{day}  {what:<7}  {name}  (row {_numbers(rows)})"
        for (day, what, name), rows in counted.items()
    ]


def _numbers(rows: list[int]) -> str:
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]} and {len(rows) - 1} more"


def _refused(refusal: Refused) -> int:
    """Say in one sentence on standard error why nothing was done; exit code 2."""
    facts = refusal.facts
    place = f"{facts['file']}:{facts.get('line', 1)}: " if "file" in facts else ""
    said = {
        "rule.unknown": f"There is no rule {facts.get('rule', '')}; see saphan rules list.",
        "law.missing": f"There is no law book in {facts.get('folder', '')}.",
        "law.unreadable": "The file cannot be read as UTF-8 text.",
        "law.yaml": f"This is not YAML: {facts.get('said', '')}.",
        "law.not_a_map": "The file must be a map of names and values.",
    }
    sentence = facts.get("sentence") or said.get(refusal.code, refusal.code)
    sys.stderr.write(f"{place}{sentence}\n")
    return 2
