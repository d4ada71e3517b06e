"""One plain-language page as its file says it: headings, statements, and the rules they cite.

A statement is one line of a list. ``-`` begins a statement about law or amounts, which cites at
least one rule: ``[^th.documents.retention]``, with the codes of place and item where the rule
needs them: ``[^th.fees.official-charges@visa/official]``. ``[^?rule]`` cites a rule that answers
"unknown"; the sentence then says "we do not know". ``{rule@codes}`` stands for the value of a
rule on the day of reading and cites it too. ``*`` begins advice, which cites nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from saphan.domain.refusals import FileRefused

#: The topics in the order in which they are offered; each language has one file for each.
TOPICS = ("fees", "documents", "employer", "wages", "injury", "complain", "after-complaint")

#: The pages of the site a statement may lead to, below the folder of its language.
OWN_PAGE = re.compile(rf"/(?:help|charge|pay|rights(?:/(?:{'|'.join(TOPICS)}))?)/")

#: How far the words of a page were looked through.
REVIEWS = ("draft", "reviewed", "official")

_NAME = r"([a-z]{2,3}(?:\.[a-z0-9-]+)+)(?:@([A-Za-z0-9_/-]+))?"
_CITED = re.compile(rf"\s*\[\^(\??){_NAME}\]")
#: The place of a value: the rule and the codes for whom it is asked.
VALUE = re.compile(rf"\{{{_NAME}\}}")
_FENCE = "---"
_HEAD = ("title", "review", "checked")
_READER = MarkdownIt("zero").enable(["heading", "list"])


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A rule a statement rests on. ``use`` is "law", "value" (its value is shown) or "open"."""

    rule: str
    here: str
    use: str = "law"

    def __str__(self) -> str:
        shown = f"{self.rule}@{self.here}" if self.here else self.rule
        return f"?{shown}" if self.use == "open" else shown


@dataclass(frozen=True, slots=True)
class Statement:
    """One idea in one sentence. ``text`` is Markdown with places for values, without citations."""

    line: int
    text: str
    citations: tuple[Citation, ...]
    advice: bool

    @property
    def prose(self) -> str:
        """The words alone."""
        return VALUE.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    line: int
    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One topic in one language. ``checked`` is the day on which it was held against the rules."""

    path: Path
    title: str
    review: str
    checked: date
    sections: tuple[Section, ...]

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement in its order."""
        return (statement for section in self.sections for statement in section.statements)


def read_page(path: Path) -> Page:
    """The page in a file.

    Errors: ``FileRefused`` with code ``law.unreadable``, or ``law.schema`` with file, line and
    what is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused("law.unreadable", file=str(path), line=1) from error
    head, body, first = _parts(path, text.splitlines())
    sections = tuple(_sections(path, _READER.parse("\n".join(body)), first))
    return Page(path, head["title"], _review(path, head), _checked(path, head), sections)


def _refused(path: Path, line: int, sentence: str) -> FileRefused:
    return FileRefused("law.schema", file=str(path), line=line, sentence=sentence)


def _parts(path: Path, lines: Sequence[str]) -> tuple[Mapping[str, str], Sequence[str], int]:
    """The words between the two fences, the lines after them, and the number of the first."""
    if not lines or lines[0] != _FENCE or _FENCE not in lines[1:]:
        raise _refused(path, 1, f"a page begins with {', '.join(_HEAD)} between two lines {_FENCE}")
    end = lines.index(_FENCE, 1)
    pairs = [line.partition(":")[::2] for line in lines[1:end]]
    head = {key.strip(): value.strip() for key, value in pairs}
    if tuple(head) != _HEAD or not all(head.values()):
        raise _refused(path, 2, f"the head of a page says {', '.join(_HEAD)}, in this order")
    return head, lines[end + 1 :], end + 2


def _review(path: Path, head: Mapping[str, str]) -> str:
    if head["review"] not in REVIEWS:
        raise _refused(path, 3, f"review must be one of {', '.join(REVIEWS)}")
    return head["review"]


def _checked(path: Path, head: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(head["checked"])
    except ValueError as error:
        raise _refused(path, 4, "checked must be a day like 2026-11-23") from error


def _sections(path: Path, tokens: Sequence[Token], first: int) -> Iterator[Section]:
    """The sections of a page; every line of it must be a heading or an entry of a list."""
    opened: tuple[int, str] | None = None
    statements: list[Statement] = []
    for token, within, mark in _lines(path, tokens, first):
        line = first + (token.map or [0])[0]
        if within == "h2":
            if opened:
                yield Section(*opened, tuple(statements))
            opened, statements = (line, token.content), []
        elif opened is None:
            raise _refused(path, line, "a statement stands below a heading that begins with ##")
        else:
            statements.append(_statement(path, line, token.content, advice=mark == "*"))
    if opened is None:
        raise _refused(path, first, "a page has at least one heading that begins with ##")
    yield Section(*opened, tuple(statements))


def _lines(path: Path, tokens: Sequence[Token], first: int) -> Iterator[tuple[Token, str, str]]:
    """Every line of words with what it stands in ("h2" or "li") and the mark of its list."""
    within, mark, level = "", "", 0
    for token in tokens:
        line = first + (token.map or [0])[0]
        if token.type == "heading_open" and token.tag == "h2":
            within = "h2"
        elif token.type == "list_item_open":
            within, mark = "li", token.markup
        elif token.type == "inline" and within:
            yield token, within, mark
            within = ""
        elif token.nesting == 1 and token.type != "paragraph_open":
            level += 1
            if token.type != "bullet_list_open" or level > 1:
                raise _refused(path, line, "a page has headings (##) and lists (- and *) only")
        elif token.type == "bullet_list_close":
            level -= 1
        elif token.type == "inline":
            raise _refused(path, line, "every sentence stands in a list, on one line")


def _statement(path: Path, line: int, content: str, *, advice: bool) -> Statement:
    if "\n" in content:
        raise _refused(path, line, "a statement stands on one line")
    cited = [
        Citation(rule, here, "open" if mark else "law")
        for mark, rule, here in _CITED.findall(content)
    ]
    text = _CITED.sub("", content).strip()
    if not VALUE.sub("", text).strip():
        raise _refused(path, line, "a statement has words")
    if "[^" in text or re.search(r"[{}]", VALUE.sub("", text)):
        raise _refused(path, line, "a rule is cited like [^th.wage.minimum] or {th.wage.minimum}")
    values = [Citation(rule, here, "value") for rule, here in VALUE.findall(text)]
    return Statement(line, text, tuple(dict.fromkeys([*cited, *values])), advice)
