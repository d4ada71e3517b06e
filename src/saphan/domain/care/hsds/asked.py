"""What somebody asks the interface for, read from a query string or a JSON body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from saphan.domain.care.codes import LANGUAGES, PROVINCES, Papers
from saphan.domain.care.hsds.columns import Column, Kind, Value
from saphan.domain.care.hsds.values import Unreadable, read_value
from saphan.domain.refusals import Incomplete

#: Objects on one page: usually, and at the most.
USUAL_PAGE = 50
LARGEST_PAGE = 100

#: What may be a postcode, in any of our countries.
POSTCODE = r"[A-Za-z0-9][A-Za-z0-9 -]{0,11}"

_K = Kind
#: Every question by its name, as the column of a value.
QUESTIONS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("search"),
        Column("page", _K.WHOLE, low=1, high=1_000_000),
        Column("per_page", _K.WHOLE, low=1, high=LARGEST_PAGE),
        Column("format", _K.CODE, codes=("json", "ndjson")),
        Column("taxonomy_term_id", _K.KEY),
        Column("taxonomy_id", _K.KEY),
        Column("organization_id", _K.KEY),
        Column("modified_after", _K.INSTANT),
        Column("minimal", _K.FLAG),
        Column("full", _K.FLAG),
        Column("full_service", _K.FLAG),
        Column("top_only", _K.FLAG),
        Column("parent_id", _K.KEY),
        Column("postcode"),
        Column("proximity", _K.WHOLE, low=1, high=1_000_000),
        Column("lat", _K.NUMBER, low=-90, high=90, ours=True),
        Column("lon", _K.NUMBER, low=-180, high=180, ours=True),
        Column("radius_m", _K.WHOLE, low=1, high=1_000_000, ours=True),
        Column("province", _K.CODE, codes=tuple(sorted(PROVINCES)), ours=True),
        Column("language", _K.CODE, codes=LANGUAGES, ours=True),
        Column("open_now", _K.FLAG, ours=True),
        Column("asks_for_papers", _K.CODE, codes=tuple(code.value for code in Papers), ours=True),
    )
}
_PAGED = ("search", "page", "per_page", "format")
_PLACES = (
    "postcode",
    "proximity",
    "lat",
    "lon",
    "radius_m",
    "province",
    "language",
    "open_now",
    "asks_for_papers",
)
_SORTED = ("taxonomy_term_id", "taxonomy_id")
#: Which questions a list answers.
ASKED_OF: Mapping[str, tuple[str, ...]] = {
    "services": (
        *_PAGED,
        *_SORTED,
        *("organization_id", "modified_after", "minimal", "full"),
        *_PLACES,
    ),
    "organizations": (*_PAGED, *_SORTED, "full", "full_service"),
    "service_at_locations": (
        *_PAGED,
        *_SORTED,
        *("organization_id", "modified_after", "full"),
        *_PLACES,
    ),
    "taxonomies": _PAGED,
    "taxonomy_terms": (*_PAGED, "taxonomy_id", "top_only", "parent_id"),
}
#: How far is near, in metres, when nobody says.
_NEAR = 50_000


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the globe: degrees of WGS 84, metres."""

    latitude: float
    longitude: float
    metres: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; everything given must fit. None or empty: not asked.

    ``proximity`` are metres around ``postcode``.
    """

    search: str = ""
    page: int = 1
    per_page: int = USUAL_PAGE
    lines: bool = False
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False
    parent_id: UUID | None = None
    postcode: str = ""
    proximity: int | None = None
    near: Near | None = None
    province: str = ""
    language: str = ""
    open_now: bool = False
    asks_for_papers: str = ""


def wanted(given: Mapping[str, object], *, of: str) -> Wanted:
    """The questions that a list answers; others are passed over.

    ``of`` is a list of ``ASKED_OF``. Raises ``Incomplete`` with the code of a value that cannot be
    read and ``field``, its name.
    """
    values: dict[str, Value] = {}
    for name in ASKED_OF[of]:
        value = _read(QUESTIONS[name], given.get(name)) if name in given else None
        if value is not None:
            values[name] = value
    near = _near(values)
    if "proximity" in values and "postcode" not in values:
        raise Incomplete("hsds.question_incomplete", field="postcode")
    told = {name: value for name, value in values.items() if name not in _OTHERWISE}
    return Wanted(**told, near=near, lines=values.get("format") == "ndjson")  # type: ignore[arg-type]


_OTHERWISE = ("format", "lat", "lon", "radius_m")


def _read(column: Column, given: object) -> Value | None:
    strict = column.kind in {Kind.FLAG, Kind.WHOLE, Kind.KEY, Kind.CODE, Kind.NUMBER, Kind.INSTANT}
    if given == "" and strict:
        raise Incomplete("hsds.question_empty", field=column.name)
    if column.name == "postcode" and not re.fullmatch(POSTCODE, str(given)):
        raise Incomplete("hsds.postcode_wrong", field=column.name, value=str(given)[:60])
    try:
        return read_value(column, given)
    except Unreadable as error:
        raise Incomplete(error.code, **{**error.facts, "field": column.name}) from error


def _near(values: Mapping[str, Value]) -> Near | None:
    lat, lon = values.get("lat"), values.get("lon")
    if lat is None and lon is None and "radius_m" not in values:
        return None
    if not isinstance(lat, Decimal) or not isinstance(lon, Decimal):
        field = "lat" if lat is None else "lon"
        raise Incomplete("hsds.question_incomplete", field=field)
    metres = values.get("radius_m", _NEAR)
    return Near(float(lat), float(lon), metres if isinstance(metres, int) else _NEAR)
