"""Column mappings: reading anybody's own spreadsheet as canonical rows."""

from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.plan import (
    COLUMNS,
    PAYMENTS,
    Fee,
    Mapping,
    SheetMapping,
    Written,
)
from saphan.domain.recruitment.mapping.reading import MappedPlace, apply
from saphan.domain.recruitment.mapping.suggest import suggest
from saphan.domain.recruitment.mapping.written import from_json, to_json

__all__ = [
    "COLUMNS",
    "PAYMENTS",
    "Canonical",
    "Fee",
    "MappedPlace",
    "Mapping",
    "SheetMapping",
    "Written",
    "apply",
    "from_json",
    "suggest",
    "to_json",
]
