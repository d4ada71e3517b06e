"""Reads a directory file that was opened as plain values, and says everything wrong in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
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
    Translated,
)
from saphan.domain.care.entry import Entry, Fault, Steps
from saphan.domain.care.numbers import is_printed, number_fault
from saphan.domain.care.plain import plain
from saphan.domain.care.records import (
    Details,
    Directory,
    Hours,
    Listing,
    Phone,
    Spot,
    Translation,
)

#: How many services one file may hold.
MOST = 20_000
_ADDRESS = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']+")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOP = ("list", "checked", "services")
_FIELDS = (
    *("key", "name", "organization", "kind", "type", "needs", "located", "serves", "printed"),
    *("phones", "other_number", "languages", "hours_printed", "hours", "asks_for_papers"),
    *("cautions", "sources", "year", "confidence", "checked", "verified_on", "verified_by"),
    "status",
    *(field.name for field in fields(Details)),
)
_SPOT = tuple(field.name for field in fields(Spot))
#: Words of a service that may be told in another language.
TRANSLATED = (
    *("name", "alternate_name", "description", "application_process", "fees_description"),
    *("eligibility_description", "interpretation_services", "alert"),
)
#: The languages in which the house tells them.
_TOLD_IN = ("en", "th", "my", "km", "lo", "vi")
#: Letters of a text of several lines: as many as a file may bring.
_LONG = 10_000


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


def faults_of(listing: Listing) -> tuple[Fault, ...]:
    """Everything that is wrong with a service that was put together by hand."""
    faults: list[Fault] = []
    read_listing(Entry(plain(listing), (), faults), listing.checked_on)
    return tuple(faults)


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
        description=entry.text("type", most=_LONG, lines=True),
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
        details=_details(entry),
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
        if not _ADDRESS.fullmatch(address):
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
        one.only(_SPOT)
        province = one.text("province", needed=True)
        if province and province not in PROVINCES:
            one.fault(("province",), "place.code_wrong", value=province)
        spot = Spot(
            province,
            one.text("place"),
            one.text("address"),
            one.flag("sensitive"),
            name=one.text("name", most=_LONG),
            latitude=one.degrees("latitude", 90),
            longitude=one.degrees("longitude", 180),
            transportation=one.text("transportation", most=_LONG, lines=True),
            accessibility=one.text("accessibility", most=_LONG, lines=True),
        )
        if spot.sensitive and spot != Spot(province, sensitive=True):
            one.fault((), "directory.address_sensitive")
        if (spot.latitude is None) != (spot.longitude is None):
            one.fault((), "directory.field_missing", field="latitude, longitude")
        found.append(spot)
    return tuple(found)


def _details(entry: Entry) -> Details:
    """What else is told of a service."""
    found = Details(
        application_process=entry.text("application_process", most=_LONG, lines=True),
        fees_description=entry.text("fees_description", most=_LONG, lines=True),
        eligibility_description=entry.text("eligibility_description", most=_LONG, lines=True),
        interpretation_services=entry.text("interpretation_services", most=_LONG, lines=True),
        alert=entry.text("alert", most=_LONG, lines=True),
        referral_method=entry.text("referral_method", most=_LONG, lines=True),
        response_time=entry.text("response_time", most=_LONG, lines=True),
        alternate_name=entry.text("alternate_name", most=_LONG),
        url=_address(entry, "url"),
        email=_email(entry, "email"),
        minimum_age=_age(entry, "minimum_age"),
        maximum_age=_age(entry, "maximum_age"),
        assurer_email=_email(entry, "assurer_email"),
        shares_with_authorities=entry.code("shares_with_authorities", Papers, needed=False)
        or Papers.UNKNOWN,
        verify_by=entry.day("verify_by"),
        documents=entry.texts("documents"),
        translations=tuple(_translation(one) for one in entry.entries("translations")),
    )
    low, high = found.minimum_age, found.maximum_age
    if low is not None and high is not None and low > high:
        entry.fault(("maximum_age",), "hsds.reversed", low=low, high=high)
    return found


def _translation(one: Entry) -> Translation:
    one.only(tuple(field.name for field in fields(Translation)))
    field, language = one.text("field", needed=True), one.text("language", needed=True)
    if field not in TRANSLATED:
        one.fault(("field",), "code.unknown", value=field, codes=", ".join(TRANSLATED))
    if language not in _TOLD_IN:
        one.fault(("language",), "code.unknown", value=language, codes=", ".join(_TOLD_IN))
    state = one.code("state", Translated) or Translated.AUTOMATIC
    return Translation(
        field, language, one.text("text", needed=True, most=_LONG, lines=True), state
    )


def _address(entry: Entry, field: str) -> str:
    found = entry.text(field)
    if found and not _ADDRESS.fullmatch(found):
        entry.fault((field,), "directory.address_wrong", value=found)
    return found


def _email(entry: Entry, field: str) -> str:
    found = entry.text(field)
    if found and not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+", found):
        entry.fault((field,), "hsds.email_wrong", value=found)
    return found


def _age(entry: Entry, field: str) -> int | None:
    value = entry.values.get(field)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 130:
        return value
    entry.fault((field,), "hsds.out_of_range", value=str(value)[:60], low=0, high=130)
    return None


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
