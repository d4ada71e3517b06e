"""Every table of HSDS 3.1 that the house reads, with what it adds."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.domain.care.hsds.columns import Part, Table
from saphan.domain.care.hsds.offers import (
    AT_LOCATION,
    LOCATION,
    ORGANIZATION,
    PROGRAM,
    SERVICE,
)
from saphan.domain.care.hsds.parts import PARTS, PHONE, SCHEDULE
from saphan.domain.care.hsds.words import LEFT_OUT, WORDS

#: Every table by its name; a row stands after those that it points to.
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        *(ORGANIZATION, PROGRAM, SERVICE, LOCATION, AT_LOCATION),
        *(PHONE, SCHEDULE, *PARTS, *WORDS, *LEFT_OUT),
    )
}
#: Those that the house keeps.
KEPT: Mapping[str, Table] = {name: table for name, table in TABLES.items() if table.kept}
#: Lists that may stand in every linked object.
LINKED = (
    Part("attributes", "attribute", "link_id"),
    Part("translations", "translation", "link_id"),
)
#: Lists of an object that are neither read nor kept: they tell of the making of the other file.
PASSED_OVER = frozenset({"metadata"})


def parts_of(table: Table) -> tuple[Part, ...]:
    """What may stand inside an object of the table."""
    return (*table.parts, *LINKED) if table.linked else table.parts
