"""A plain list of services, one in a row, as most organisations keep it in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

from saphan.domain.care.codes import LANGUAGES, PROVINCES, Need
from saphan.domain.care.hsds.keys import derived
from saphan.domain.care.hsds.of_listing import organization_key, service_key
from saphan.domain.care.hsds.raw import Laid, Raw
from saphan.domain.care.hsds.taxonomies import house_rows, term_key
from saphan.domain.text import clean, fold
from saphan.domain.text.tables import Row, Table

#: What a heading may be called, folded; the first is ours.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "service", "service name", "ชื่อบริการ", "ชื่อ"),
    "organization": ("organization", "organisation", "partner", "provider", "agency", "หน่วยงาน"),
    "description": ("description", "type", "details", "service type", "รายละเอียด"),
    "need": ("need", "needs", "category", "categories", "sector"),
    "phone": ("phone", "phones", "telephone", "hotline", "phone number", "โทรศัพท์", "เบอร์โทร"),
    "email": ("email", "e-mail", "อีเมล"),
    "url": ("url", "website", "web site", "web", "เว็บไซต์"),
    "province": ("province", "province code", "จังหวัด"),
    "place": ("place", "city", "town", "district", "อำเภอ"),
    "address": ("address", "location", "ที่อยู่"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "languages": ("languages", "language", "ภาษา"),
    "hours": ("hours", "opening hours", "office hours", "availability", "เวลาทำการ"),
    "fees_description": ("fees", "cost", "fees_description"),
    "eligibility_description": ("eligibility", "intake criteria", "eligibility_description"),
    "application_process": ("application process", "application_process", "how to apply"),
    "referral_method": ("referral method", "referral_method"),
    "response_time": ("response time", "response_time", "response delay"),
    "status": ("status",),
    "key": ("key",),
}
_SERVICE = (
    *("description", "email", "url", "fees_description", "eligibility_description", "status"),
    *("application_process", "referral_method", "response_time"),
)
_NAMES = {
    "english": "en",
    "thai": "th",
    "burmese": "my",
    "myanmar": "my",
    "khmer": "km",
    "cambodian": "km",
    "lao": "lo",
    "vietnamese": "vi",
    "shan": "shn",
    "karen": "kar",
    "mon": "mnw",
    "chinese": "zh",
    "japanese": "ja",
    "malay": "ms",
}
_PARTS = re.compile(r"[;,/\n]")


def is_simple(table: Table) -> bool:
    """Whether a table has a heading for the name of a service."""
    return "name" in _columns(table)


def of_simple(table: Table, *, directory: str) -> Laid:
    """The rows of a plain list; what no heading of ours fits is named.

    Keys are made of the list and of the name (or ``key``) of a service, so that the same file
    brings the same rows.
    """
    laid = Laid()
    columns = _columns(table)
    for at, heading in enumerate(table.headings):
        if heading and at not in columns.values():
            laid.unknown[heading[:60]] = None
    for row in table.rows:
        told = {name: clean(row.cells[at]) for name, at in columns.items()}
        laid.rows += _rows(told, table.name, row, directory)
        _words(told, table.name, row, laid)
    seen = {(one.table, one.values["id"]) for one in laid.rows}
    _house(laid, table.name, seen)
    return laid


def _columns(table: Table) -> dict[str, int]:
    """Where each of our headings stands; the first that fits counts."""
    names = {other: name for name, others in HEADINGS.items() for other in others}
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        name = names.get(fold(heading).replace("_", " ")) or names.get(fold(heading))
        if name and name not in found:
            found[name] = at
    return found


def _rows(told: Mapping[str, str], sheet: str, row: Row, directory: str) -> Iterator[Raw]:
    name = told.get("name", "")
    organization = told.get("organization") or name
    key = service_key(directory, told.get("key") or f"{organization}\x1f{name}")
    runs = organization_key(directory, organization)
    yield _raw("organization", sheet, row, runs, {"name": organization}, nested=True)
    service = {field: told.get(field, "") for field in _SERVICE}
    service["status"] = service["status"].lower() or "active"
    printed = {"hours_printed": told.get("hours", ""), "phone_printed": told.get("phone", "")}
    ours = {"organization_id": str(runs), "key": told.get("key", "")}
    yield _raw("service", sheet, row, key, {"name": name, **ours, **service, **printed})
    for at, number in enumerate(_several(told.get("phone", ""))):
        line = derived(key, "phone", position=at)
        yield _raw("phone", sheet, row, line, {"service_id": str(key), "number": number})
    for at, language in enumerate(_several(told.get("languages", ""))):
        code = _NAMES.get(language.casefold(), language.casefold())
        where = derived(key, "language", position=at)
        said = {"code": code} if code in LANGUAGES else {"name": language}
        yield _raw("language", sheet, row, where, {"service_id": str(key), **said})
    for at, need in enumerate(_needs(told)):
        linked = {"link_id": str(key), "link_entity": "service"}
        term = str(term_key("need", need))
        where = derived(key, "need", position=at)
        yield _raw("attribute", sheet, row, where, {"taxonomy_term_id": term, **linked})
    yield from _place(told, sheet, row, key)


def _place(told: Mapping[str, str], sheet: str, row: Row, key: UUID) -> Iterator[Raw]:
    """Where it is, when anything is told about that."""
    names = ("province", "place", "address", "latitude", "longitude")
    where = {name: told[name] for name in names if told.get(name)}
    if not where:
        return
    code = where.get("province", "").upper()
    if code in PROVINCES:
        where["province"] = code
    elif code:
        where["place"] = ", ".join(part for part in (where.get("place"), where["province"]) if part)
        del where["province"]
    place = derived(key, "location")
    yield _raw("location", sheet, row, place, {"location_type": "physical", **where})
    joined = {"service_id": str(key), "location_id": str(place)}
    yield _raw("service_at_location", sheet, row, derived(key, "at"), joined)
    if code in PROVINCES:
        area = {"service_id": str(key), "extent": code, "extent_type": "ISO 3166"}
        yield _raw("service_area", sheet, row, derived(key, "area"), area)


def _words(told: Mapping[str, str], sheet: str, row: Row, laid: Laid) -> None:
    """A need that is not one of ours is refused, not guessed."""
    for need in _several(told.get("need", "")):
        if need.casefold() not in {one.value for one in Need}:
            facts = {"value": need[:60], "codes": ", ".join(Need)}
            laid.faults.append((sheet, row.number, "need", "code.unknown", facts))


def _needs(told: Mapping[str, str]) -> list[str]:
    known = {one.value for one in Need}
    return [one.casefold() for one in _several(told.get("need", "")) if one.casefold() in known]


def _house(laid: Laid, sheet: str, seen: set[tuple[str, object]]) -> None:
    """The words of the house stand beside the rows that point to them."""
    if not any(table == "attribute" for table, _ in seen):
        return
    for table, some in house_rows().items():
        for row in some.values():
            values = {name: str(value) for name, value in row.items()}
            laid.rows.append(Raw(table, values, sheet, 0, nested=True))


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in _PARTS.split(text) if part.strip()))


def _raw(
    table: str, sheet: str, row: Row, key: UUID, values: Mapping[str, str], *, nested: bool = False
) -> Raw:
    return Raw(table, {"id": str(key), **values}, sheet, row.number, nested=nested)
