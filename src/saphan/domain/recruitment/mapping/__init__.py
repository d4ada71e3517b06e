"""Column mappings: reading anybody's own spreadsheet as canonical rows."""

from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.plan import (
    COLUMNS,
    Fee,
    Mapping,
    SheetMapping,
    from_json,
    to_json,
)
from saphan.domain.recruitment.mapping.reading import MappedPlace, apply
from saphan.domain.recruitment.mapping.suggest import suggest

__all__ = [
    "COLUMNS",
    "Canonical",
    "Fee",
    "MappedPlace",
    "Mapping",
    "SheetMapping",
    "apply",
    "from_json",
    "suggest",
    "to_json",
]
