"""Reading what people write: text, numbers, currencies and dates in the scripts of the corridors.

Every function takes a cell as a spreadsheet or form gives it. ``None`` means blank; what cannot
be read raises ``ValueError`` whose first argument is a short stable code.
"""

from saphan.domain.text.cleaning import clean, fold, letters, tidy, western_digits
from saphan.domain.text.dates import parse_date
from saphan.domain.text.numbers import currency_in, parse_number

__all__ = [
    "clean",
    "currency_in",
    "fold",
    "letters",
    "parse_date",
    "parse_number",
    "tidy",
    "western_digits",
]
