"""Rows of HSDS as our tables keep them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from saphan.domain.care.hsds.columns import Column, Kind, Row, Value
from saphan.domain.care.hsds.tables import KEPT
from saphan.pillars.care.models import directory, directory_parts, directory_words

MODELS: Mapping[str, type[directory.Listed]] = {
    "organization": directory.Organization,
    "program": directory.Program,
    "service": directory.Service,
    "location": directory.Location,
    "service_at_location": directory.ServiceAtLocation,
    "phone": directory_parts.Phone,
    "schedule": directory_parts.Schedule,
    "address": directory_parts.Address,
    "language": directory_parts.Language,
    "service_area": directory_parts.ServiceArea,
    "funding": directory_parts.Funding,
    "accessibility": directory_parts.Accessibility,
    "cost_option": directory_parts.CostOption,
    "required_document": directory_parts.RequiredDocument,
    "organization_identifier": directory_parts.OrganizationIdentifier,
    "unit": directory_parts.Unit,
    "service_capacity": directory_parts.ServiceCapacity,
    "url": directory_parts.Url,
    "taxonomy": directory_words.Taxonomy,
    "taxonomy_term": directory_words.TaxonomyTerm,
    "attribute": directory_words.Attribute,
    "translation": directory_words.Translation,
}


def row_of(table: str, kept: directory.Listed) -> Row:
    """What a kept row says, without what is not known."""
    row: Row = {}
    for column in columns_of(table):
        value = _value(getattr(kept, column.kept_as))
        if value is not None:
            row[column.name] = value
    return row


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table that are kept; contacts are not."""
    return tuple(column for column in KEPT[table].columns if column.to != "contact")


def values_of(table: str, row: Row) -> dict[str, object]:
    """A row as values of our table; what is not known is blank there."""
    return {
        column.kept_as: _kept(column, row.get(column.name))
        for column in columns_of(table)
        if column.name != "id"
    }


def _value(kept: object) -> Value | None:
    if kept is None or kept == "" or kept is False or kept == []:
        return None
    if isinstance(kept, StrEnum):
        return kept.value
    if isinstance(kept, Decimal):
        return kept.normalize()
    if isinstance(kept, datetime):
        return kept.astimezone(UTC)
    return tuple(kept) if isinstance(kept, list) else kept  # type: ignore[return-value]


#: Codes that are not null where nothing is known.
_UNKNOWN = {"asks_for_papers", "shares_with_authorities"}


def _kept(column: Column, value: Value | None) -> object:
    if column.kind is Kind.LIST:
        return list(value) if isinstance(value, tuple) else []
    if column.kind is Kind.FLAG:
        return bool(value)
    if value is not None:
        return value
    if column.ours and column.name in {*_UNKNOWN, "kind"} and column.codes:
        return "unknown" if "unknown" in column.codes else ""
    blank = {Kind.TEXT, Kind.EMAIL, Kind.ADDRESS, Kind.DIGITS, Kind.CODE}
    return "" if column.kind in blank else None
