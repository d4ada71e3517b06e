"""Reading the cells of a list of people: words for codes, yes and no, days, ways to reach."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from saphan.domain.care.listed.words import NOTHING, code_of
from saphan.domain.people.contact import Reach
from saphan.domain.recruitment.intake.cells import Reading
from saphan.domain.text import clean, fold, western_digits

Code = TypeVar("Code", bound=StrEnum)

#: The longest name, note or number that a cell may hold, in signs; as on the page of the intake.
LONGEST = 200
_SHOWN = 40
#: Ways of which the address is a telephone number.
_BY_NUMBER = frozenset({Reach.PHONE, Reach.SMS, Reach.VIBER})
_NUMBER = re.compile(r"\+?[0-9 ()./,\-]{6,40}")
_FEWEST_DIGITS, _MOST_DIGITS = 6, 30
#: Digits of a number that a spreadsheet program stripped of the 0 in front of it.
_WITHOUT_ZERO = (8, 9)


def is_blank(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


def answered(reading: Reading, field: str) -> bool | None:
    """Yes, no, or that nothing was said."""
    value = reading.raw(field)
    if isinstance(value, bool):
        return value
    text = clean(value)
    if fold(text) in NOTHING:
        return None
    code = code_of("yes", text)
    if not code:
        reading.refuse(field, "list.not_yes_or_no", value=text[:_SHOWN])
    return code == "yes"


def coded(reading: Reading, field: str, codes: type[Code], blank: Code | None) -> Code | None:
    """The code that a word stands for; ``blank`` when nothing was said."""
    kind = field.partition(":")[0]
    text = reading.text(field)
    if fold(text) in NOTHING:
        return blank
    code = code_of(kind, text)
    if not code:
        reading.refuse(field, "list.word_unknown", value=text[:_SHOWN])
        return blank
    return codes(code)


def day(reading: Reading, field: str, as_of: date) -> date | None:
    """A day that has been, in either era; None when nothing was said."""
    found = reading.date(field)
    if found is None:
        return None
    if found.day is None:
        reading.refuse(field, "list.day_needed", value=str(found))
    elif found.first > as_of:
        reading.refuse(field, "list.in_future", value=str(found))
    return found.first


def number_there(reading: Reading, reach: Reach) -> tuple[str, bool]:
    """The number or name by which somebody is reached, and whether its first 0 was put back.

    A number that is kept as a number has lost it: no telephone number of the corridors has so few
    digits without its 0.
    """
    value = reading.raw("address")
    text = western_digits(reading.text("address", LONGEST))
    if fold(text) in NOTHING:
        return "", False
    lost = not isinstance(value, str) and text.isdigit() and len(text) in _WITHOUT_ZERO
    text = f"0{text}" if lost else text
    if reach in _BY_NUMBER and not is_number(text):
        reading.refuse("address", "list.not_a_number_to_call", value="")
    return text, lost


def is_number(text: str) -> bool:
    """Whether a text is a telephone number, or two, of whatever country."""
    digits = sum(sign.isdigit() for sign in text)
    return bool(_NUMBER.fullmatch(text)) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
