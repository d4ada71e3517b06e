"""The words of a spreadsheet that stand for codes: which are known and which a person must tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from saphan.domain.recruitment.mapping.plan import Mapping
from saphan.domain.recruitment.mapping.values import CODES
from saphan.domain.text import clean, fold
from saphan.domain.text.tables import Shared, Table


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a column of codes: how often it stands there, and the code it is read as."""

    field: str
    text: str
    times: int
    code: str


def words_in(mapping: Mapping, tables: Sequence[Table]) -> list[Word]:
    """Every different word of the columns that hold codes, the commonest of a field first.

    Columns that a table lacks are passed over. A word without code is unknown.
    """
    counted: dict[tuple[str, str], Counter[str]] = {}
    for table, field, at in dict.fromkeys(_columns(mapping, tables)):
        for row in tables[table].rows:
            if text := _word(row.cells[at]):
                counted.setdefault((field, fold(text)), Counter())[text] += 1
    words = [_told(mapping, *key, found) for key, found in counted.items()]
    return sorted(words, key=lambda word: (word.field, -word.times, word.text))


def _columns(mapping: Mapping, tables: Sequence[Table]) -> Iterator[tuple[int, str, int]]:
    """Place of the table, field and place of the column, for every column of codes."""
    for place, table in enumerate(tables):
        known = {fold(heading): at for at, heading in reversed(list(enumerate(table.headings)))}
        for columns in _parts(mapping, table.name, place):
            for field, headings in columns.items():
                at = known.get(fold(headings[0])) if len(headings) == 1 else None
                if field in CODES and at is not None:
                    yield place, field, at


def _parts(mapping: Mapping, sheet: str, place: int) -> Iterator[Dictionary[str, tuple[str, ...]]]:
    if mapping.main.names(sheet, place):
        yield mapping.main.columns
        yield from (fee.columns for fee in mapping.fees)
    if mapping.payments is not None and mapping.payments.names(sheet, place):
        yield mapping.payments.columns


def _word(cell: object) -> str:
    value = cell.value if isinstance(cell, Shared) else cell
    return clean(value) if isinstance(value, str | int | float) else ""


def _told(mapping: Mapping, field: str, folded: str, found: Counter[str]) -> Word:
    text, _ = found.most_common(1)[0]
    own = {fold(word): code for word, code in mapping.values.get(field, {}).items()}
    return Word(field, text, found.total(), own.get(folded) or CODES[field].get(folded, ""))
