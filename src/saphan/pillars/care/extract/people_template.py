"""The spreadsheet in which a group writes its list: columns, words to choose, payments apart."""

from __future__ import annotations

import io

from openpyxl.utils import get_column_letter

from saphan.domain.care.listed.fields import ASKED, PAID, PERSON
from saphan.domain.care.listed.words import BETWEEN, OFFERED
from saphan.foundation.sheets import Column, Sheet, write_workbook

#: Rows in which words can be chosen.
_ROWS = 700
#: Payments that have columns beside the person; more stand on the second sheet.
_BESIDE = 2
_WORDS = "Words"
_ABOVE = (
    "One row for each person. Who does not agree that a record is kept is not taken in. "
    "Everything else can stay empty.",
    "หนึ่งแถวต่อหนึ่งคน ผู้ที่ไม่ยินยอมให้เก็บข้อมูลจะไม่ถูกบันทึก ช่องอื่นเว้นว่างได้",
)
_ABOVE_PAID = (
    "Only for people with more than two payments: one row for each payment, found by the code.",
    "ใช้เฉพาะผู้ที่จ่ายเกินสองครั้ง หนึ่งแถวต่อหนึ่งการจ่าย จับคู่ด้วยรหัสพนักงาน",
)


def template() -> bytes:
    """The template as an XLSX file, with headings in English and Thai."""
    places = {field: at for at, field in enumerate(OFFERED, start=1)}
    file = io.BytesIO()
    sheets = [
        Sheet("People", _people(places), [], above=_ABOVE, to_fill=_ROWS),
        Sheet("Payments", _payments(places), [], above=_ABOVE_PAID, to_fill=_ROWS),
        Sheet(_WORDS, [Column(field, width=24) for field in OFFERED], _words()),
    ]
    write_workbook(file, sheets)
    return file.getvalue()


def _people(places: dict[str, int]) -> list[Column]:
    own = [_column(field, BETWEEN.join(words), places) for field, words in PERSON.items()]
    paid = [
        _column(field, _numbered(words, number), places)
        for number in range(1, _BESIDE + 1)
        for field, words in PAID.items()
    ]
    return [*own, *paid]


def _payments(places: dict[str, int]) -> list[Column]:
    fields = {"code": PERSON["code"], **PAID}
    return [_column(field, BETWEEN.join(words), places) for field, words in fields.items()]


def _numbered(words: tuple[str, str], number: int) -> str:
    return BETWEEN.join(f"{word} {number}" if number > 1 else word for word in words)


def _column(field: str, heading: str, places: dict[str, int]) -> Column:
    """A column with the words that may be chosen in it."""
    kind = "yes" if field in ASKED else field
    if kind not in places:
        return Column(heading, width=20)
    letter = get_column_letter(places[kind])
    last = len(OFFERED[kind]) + 1
    return Column(heading, width=20, offered=f"'{_WORDS}'!${letter}$2:${letter}${last}")


def _words() -> list[list[str | None]]:
    """The words of every code, one column for each kind."""
    listed = [[BETWEEN.join(words) for words in codes.values()] for codes in OFFERED.values()]
    deepest = max(map(len, listed))
    return [[words[at] if at < len(words) else None for words in listed] for at in range(deepest)]
