"""Reads a directory file that was opened as plain values, and says everything wrong in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from saphan.domain.care.codes import (
    COUNTRIES,
    DAYS,
    LANGUAGES,
    PROVINCES,
    Caution,
    Confidence,
    Helper,
    Need,
    Papers,
    Status,
)
from saphan.domain.care.entry import Entry, Fault, Steps
from saphan.domain.care.numbers import is_printed, number_fault
from saphan.domain.care.records import Directory, Hours, Listing, Phone, Spot

#: How many services one file may hold.
MOST = 20_000
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOP = ("list", "checked", "services")
_FIELDS = (
    *("key", "name", "organization", "kind", "type", "needs", "located", "serves", "printed"),
    *("phones", "other_number", "languages", "hours_printed", "hours", "asks_for_papers"),
    *("cautions", "sources", "year", "confidence", "checked", "verified_on", "verified_by"),
    "status",
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, and what is wrong in it; with a fault nothing of it may be used."""

    directory: Directory
    faults: tuple[Fault, ...]


def read_directory(content: Mapping[str, object]) -> Read:
    """Every service of a file: ``list``, ``checked`` and ``services`` at its top."""
    faults: list[Fault] = []
    top = Entry(content, (), faults)
    top.only(_TOP)
    name = _key(top, "list", most=40)
    checked = top.day("checked") or _nothing(top, "checked")
    entries = top.entries("services", most=MOST)
    services = tuple(read_listing(entry, checked) for entry in entries)
    faults += _twice(services)
    return Read(Directory(name, checked, services), tuple(faults))


def restored(content: Mapping[str, object]) -> Listing:
    """A service from the plain values that ``plain`` made of it.

    Raises ``ValueError`` for anything else.
    """
    faults: list[Fault] = []
    found = read_listing(Entry(content, (), faults), date.min)
    if faults:
        raise ValueError(faults[0].code)
    return found


def read_listing(entry: Entry, checked: date) -> Listing:
    """One service; ``checked`` is the day of the whole file, which an entry may overrule."""
    entry.only(_FIELDS)
    name, located = entry.text("name", needed=True), _located(entry)
    open_ = tuple(spot.province for spot in located if not spot.sensitive)
    found = Listing(
        key=_key(entry, "key", most=80),
        name=name,
        organization=entry.text("organization") or name,
        helper=entry.code("kind", Helper) or Helper.NGO,
        description=entry.text("type"),
        needs=entry.codes("needs", Need, needed=True),
        sources=_sources(entry),
        confidence=entry.code("confidence", Confidence) or Confidence.C,
        checked_on=entry.day("checked") or checked,
        phones=_phones(entry),
        printed=entry.text("printed"),
        other_number=entry.text("other_number"),
        languages=entry.words("languages", LANGUAGES),
        hours=_hours(entry),
        hours_printed=entry.text("hours_printed"),
        located=located,
        serves=entry.words("serves", (*PROVINCES, *COUNTRIES)) or tuple(dict.fromkeys(open_)),
        papers=entry.code("asks_for_papers", Papers, needed=False) or Papers.UNKNOWN,
        cautions=entry.codes("cautions", Caution),
        year=entry.whole("year", 1990, 2100),
        verified_on=entry.day("verified_on"),
        verified_by=entry.text("verified_by"),
        status=entry.code("status", Status, needed=False) or Status.ACTIVE,
    )
    _check(entry, found)
    return found


def _check(entry: Entry, found: Listing) -> None:
    """What only several fields together can get wrong."""
    for at, phone in enumerate(found.phones):
        if not is_printed(phone.number, found.printed):
            steps: Steps = ("phones", at, "number")
            entry.fault(
                steps, "directory.not_printed", value=phone.number, printed=found.printed or "-"
            )
    if found.verified_on and not found.verified_by:
        entry.fault(("verified_on",), "directory.verified_by_missing")
    if found.hours and not found.hours_printed:
        entry.fault(("hours",), "directory.hours_not_printed")


def _nothing(top: Entry, field: str) -> date:
    top.fault((), "directory.field_missing", field=field)
    return date.min


def _key(entry: Entry, field: str, *, most: int) -> str:
    key = entry.text(field, needed=True)
    if key and (len(key) > most or not _KEY.fullmatch(key)):
        entry.fault((field,), "directory.key_wrong", value=key, most=most)
    return key


def _sources(entry: Entry) -> tuple[str, ...]:
    found = entry.texts("sources")
    if not found:
        entry.fault(("sources",), "directory.source_missing")
    for at, address in enumerate(found):
        if not re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", address):
            entry.fault(("sources", at), "directory.address_wrong", value=address)
    return found


def _phones(entry: Entry) -> tuple[Phone, ...]:
    found = []
    for one in entry.entries("phones"):
        one.only(("number", "extension", "menu", "languages"))
        number = one.text("number", needed=True)
        wrong = number_fault(number) if number else ""
        if wrong:
            one.fault(("number",), wrong, value=number)
        found.append(
            Phone(
                number,
                one.digits("extension"),
                one.digits("menu"),
                one.words("languages", LANGUAGES),
            )
        )
    return tuple(found)


def _hours(entry: Entry) -> tuple[Hours, ...]:
    found = []
    for one in entry.entries("hours"):
        one.only(("days", "opens", "closes"))
        days = one.words("days", DAYS, needed=True)
        found.append(Hours(days, one.clock("opens") or time(), one.clock("closes") or time()))
    return tuple(found)


def _located(entry: Entry) -> tuple[Spot, ...]:
    found = []
    for one in entry.entries("located"):
        one.only(("province", "place", "address", "sensitive"))
        province = one.text("province", needed=True)
        if province and province not in PROVINCES:
            one.fault(("province",), "place.code_wrong", value=province)
        spot = Spot(province, one.text("place"), one.text("address"), one.flag("sensitive"))
        if spot.sensitive and (spot.place or spot.address):
            one.fault((), "directory.address_sensitive")
        found.append(spot)
    return tuple(found)


def _twice(services: Sequence[Listing]) -> Iterator[Fault]:
    """Keys and names that stand more than once, and organisations of two kinds."""
    for field in ("key", "name"):
        counted = Counter(getattr(one, field) for one in services)
        for at, one in enumerate(services):
            value = getattr(one, field)
            if value and counted[value] > 1:
                yield Fault(("services", at, field), f"directory.{field}_twice", {"value": value})
    kinds: dict[str, Helper] = {}
    for at, one in enumerate(services):
        if kinds.setdefault(one.organization, one.helper) is not one.helper:
            facts = {"value": one.organization}
            yield Fault(("services", at, "kind"), "directory.two_kinds", facts)
