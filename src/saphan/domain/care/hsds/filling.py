"""What rows of another directory lack, and what the house needs to keep them."""

from __future__ import annotations

from datetime import date

from saphan.domain.care.codes import PROVINCES, Confidence, Papers
from saphan.domain.care.hsds.columns import Row, Rows
from saphan.domain.care.hsds.taxonomies import house_rows


def filled(rows: Rows, *, before: Rows, directory: str, day: date, source: str) -> Rows:
    """The rows with what is not told said to be unknown.

    A service was seen where it says itself, else where its organisation is, else at ``source``
    (the address of the file, may be empty). What was kept before keeps the day of its check, what
    is new has ``day``. Words of the house are left to the house.
    """
    house = house_rows()
    kept = {
        table: {key: dict(row) for key, row in some.items() if key not in house.get(table, {})}
        for table, some in rows.items()
    }
    for organization in kept["organization"].values():
        organization.setdefault("kind", "unknown")
    taken = {one.get("key"): key for key, one in before["service"].items()}
    for key, service in kept["service"].items():
        if taken.get(service.get("key"), key) != key:
            service["key"] = str(key)
        _fill_service(service, kept, before["service"].get(key, {}), directory, day, source)
    _fill_printed(kept)
    for address in kept["address"].values():
        place = kept["location"].get(address.get("location_id"))  # type: ignore[arg-type]
        code = address.get("state_province")
        if place is not None and code in PROVINCES:
            place.setdefault("province", code)
    return kept


def _fill_service(
    service: Row, rows: Rows, before: Row, directory: str, day: date, source: str
) -> None:
    organization = rows["organization"].get(service.get("organization_id"), {})  # type: ignore[arg-type]
    seen = service.get("url") or organization.get("website") or source
    service.setdefault("key", str(service["id"]))
    service.setdefault("asks_for_papers", Papers.UNKNOWN.value)
    service.setdefault("shares_with_authorities", Papers.UNKNOWN.value)
    service.setdefault("confidence", Confidence.B.value)
    service.setdefault("checked_on", before.get("checked_on", day))
    if seen:
        service.setdefault("sources", (str(seen),))
    if "assured_date" in service:
        service.setdefault("verified_by", service.get("assurer_email", directory))


def _fill_printed(rows: Rows) -> None:
    """What the file says of lines and hours stands for what its source prints."""
    numbers: dict[object, list[str]] = {}
    for phone in rows["phone"].values():
        numbers.setdefault(phone.get("service_id"), []).append(str(phone.get("number", "")))
    hours: dict[object, list[str]] = {}
    for one in rows["schedule"].values():
        told = (one.get(name) for name in ("byday", "opens_at", "closes_at", "description"))
        text = " ".join(str(value) for value in told if value is not None)
        hours.setdefault(one.get("service_id"), []).append(text)
    for key, service in rows["service"].items():
        for column, told_of in (("phone_printed", numbers), ("hours_printed", hours)):
            text = "; ".join(sorted(told_of.get(key, [])))[:300].strip()
            if text:
                service.setdefault(column, text)
