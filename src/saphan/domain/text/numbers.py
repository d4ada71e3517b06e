"""Numbers and currencies as people write them, read exactly or not at all."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from saphan.domain.money import Currency
from saphan.domain.text.cleaning import fold

#: Signs and words of the currencies, in the languages of the corridors.
CURRENCY_WORDS: dict[Currency, tuple[str, ...]] = {
    Currency.THB: ("฿", "thb", "baht", "บาท", "บ.", "ဘတ်", "បាត", "ບາດ", "bạt"),
    Currency.MMK: ("mmk", "kyats", "kyat", "ks.", "ks", "ကျပ်", "จ๊าต", "จ๊าด", "จัต"),
    Currency.KHR: ("៛", "khr", "riels", "riel", "រៀល", "เรียล"),
    Currency.LAK: ("₭", "lak", "kip", "ກີບ", "กีบ"),
    Currency.VND: ("₫", "vnd", "vnđ", "đồng", "dong", "đ", "ดอง", "ด่ง"),
    Currency.USD: (
        *("us$", "usd", "$", "dollars", "dollar", "ดอลลาร์", "ดอลล่าร์"),
        *("ဒေါ်လာ", "ដុល្លារ", "ໂດລາ", "đô la"),
    ),
}
_WORDS = sorted(
    ((fold(word), currency) for currency, words in CURRENCY_WORDS.items() for word in words),
    key=lambda pair: -len(pair[0]),
)
_CURRENCY_OF = dict(_WORDS)
_ANY_WORD = "|".join(re.escape(word) for word, _ in _WORDS)
_BEFORE = re.compile(f"^(?:{_ANY_WORD})\\s*")
_AFTER = re.compile(f"\\s*(?:{_ANY_WORD})$")

#: "500.-" and "500,-" are how whole baht are written on receipts.
_WHOLE_BAHT = re.compile(r"(?<=\d)[.,]\s?[-\u2013\u2014]$")
_DASHES = re.compile("^[-\u2010-\u2015\u2212]+$")
_MINUS = re.compile("^[-\u2010-\u2013\u2212]\\s*")
_PLAIN = re.compile(r"\d+")
_LONGEST = 40

DecimalMark = Literal[".", ","]


def currency_in(value: object) -> Currency | None:
    """The currency that a sign or word beside the number names; None when there is none.

    Raises ``ValueError("two_currencies")`` when the cell names two.
    """
    if not isinstance(value, str):
        return None
    found = {
        _CURRENCY_OF[hit[0].strip()]
        for hit in (_BEFORE.search(_bare(value)), _AFTER.search(_bare(value)))
        if hit
    }
    if len(found) > 1:
        raise ValueError("two_currencies")
    return next(iter(found), None)


def parse_number(value: object, *, decimal: DecimalMark | None = None) -> Fraction | None:
    """The exact number in a cell, or None when it is blank (or holds only a dash).

    Reads thousands separators (``12,000`` ``1.234.567`` ``12 000`` ``12'000``), digits of the
    scripts, a currency sign or word beside the number, ``(500)`` and ``-500``. ``decimal`` says
    which mark is the decimal one when the file tells (a file of rates: ``"."``); without it
    ``1.234`` and ``1,5`` can be read in two ways.

    Raises ``ValueError``: ``not_a_number`` or ``ambiguous_number``.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _from_text(value, decimal)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise ValueError("not_a_number")
    try:
        return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError) as error:
        raise ValueError("not_a_number") from error


def _bare(value: str) -> str:
    """The text without signs around the number, so that a currency stands at an end."""
    text = _MINUS.sub("", fold(value))
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _without_currency(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text))


def _from_text(value: str, decimal: DecimalMark | None) -> Fraction | None:
    text = fold(value)
    if not text or _DASHES.fullmatch(text):
        return None
    text = _without_currency(text)
    bracketed = text.startswith("(") and text.endswith(")")
    if bracketed:
        text = _without_currency(text[1:-1].strip())
    unsigned = _without_currency(_MINUS.sub("", text))
    negative = text[:1] != unsigned[:1] and bool(_MINUS.match(text))
    if bracketed and negative:
        raise ValueError("not_a_number")
    number = _unsigned(_WHOLE_BAHT.sub("", unsigned), decimal)
    return -number if bracketed or negative else number


def _unsigned(text: str, decimal: DecimalMark | None) -> Fraction:
    """The value of digits and separators. Raises ``ValueError`` with a code."""
    if len(text) > _LONGEST or not re.fullmatch(r"[\d.,' \u2019]+", text, re.ASCII):
        raise ValueError("not_a_number")
    if _PLAIN.fullmatch(text):
        return Fraction(int(text))
    text = text.replace("\u2019", "'")
    mark = decimal or _decimal_mark(text)
    whole, _, part = text.partition(mark) if mark else (text, "", "")
    if (part and not _PLAIN.fullmatch(part)) or not (whole or part):
        raise ValueError("not_a_number")
    digits = _ungroup(whole, mark) if whole else "0"
    return Fraction(f"{digits}.{part or 0}")


def _decimal_mark(text: str) -> str:
    """Which mark separates the decimals, empty when none does; refuses a doubtful one."""
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return ""
    return _single_mark(text, last)


def _single_mark(text: str, mark: str) -> str:
    """The role of the only dot or comma of a text."""
    whole, _, part = text.partition(mark)
    grouped_already = " " in whole or "'" in whole
    if grouped_already:
        return mark
    if mark == "." and (len(part) != 3 or len(whole) > 3 or whole.startswith("0") or not whole):
        return "."
    if mark == "," and len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return ""
    raise ValueError("ambiguous_number")


def _ungroup(whole: str, mark: str) -> str:
    """The digits of a whole part whose groups of three are separated by one kind of mark."""
    if _PLAIN.fullmatch(whole):
        return whole
    for separator in (",", ".", " ", "'"):
        if separator != mark and re.fullmatch(rf"\d{{1,3}}({re.escape(separator)}\d{{3}})+", whole):
            return whole.replace(separator, "")
    only_groups = re.fullmatch(r"\d+([,.]\d+)+", whole)
    raise ValueError("ambiguous_number" if only_groups else "not_a_number")
