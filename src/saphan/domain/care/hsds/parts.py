"""Tables of HSDS 3.1: what a service, a place or an organisation is made of.

Source: Human Services Data Specification 3.1, an Open Referral resource
(https://openreferral.org/); names of tables and fields only.
"""

from __future__ import annotations

from saphan.domain.care.codes import DAYS
from saphan.domain.care.hsds.columns import (
    Column,
    Kind,
    Part,
    Table,
    always,
    codes,
    days,
    key,
    keys,
    needed,
    texts,
    wholes,
)

#: A line; it may belong to several things at once.
PHONE = Table(
    "phone",
    "phones.csv",
    (
        key(),
        *keys("location", "service", "organization", "contact", "service_at_location"),
        *needed("number"),
        Column("extension", Kind.DIGITS),
        *texts("type", "description"),
        Column("menu", ours=True),
        codes("kind", ("short_code", "toll_free", "landline", "mobile")),
        Column("dialable_from", ours=True),
    ),
    (Part("languages", "language", "phone_id"),),
)
#: Hours, after RFC 5545.
SCHEDULE = Table(
    "schedule",
    "schedules.csv",
    (
        key(),
        *keys("service", "location", "service_at_location"),
        *days("valid_from", "valid_to", "dtstart"),
        Column("timezone", Kind.NUMBER, low=-24, high=24),
        *days("until"),
        *wholes("count"),
        codes("wkst", DAYS, ours=False),
        codes("freq", ("WEEKLY", "MONTHLY"), ours=False),
        *wholes("interval"),
        *texts("byday", "byweekno", "bymonthday", "byyearday", "description"),
        Column("opens_at", Kind.CLOCK),
        Column("closes_at", Kind.CLOCK),
        Column("schedule_link", Kind.ADDRESS),
        *texts("attending_type", "notes"),
    ),
)
#: Everything smaller, each after what it points to.
PARTS: tuple[Table, ...] = (
    Table(
        "address",
        "addresses.csv",
        (
            key(),
            key("location"),
            *texts("attention"),
            *always("address_1"),
            *texts("address_2"),
            *always("city"),
            *texts("region"),
            *always("state_province", "postal_code", "country"),
            Column("address_type", Kind.CODE, needed=True, codes=("physical", "postal", "virtual")),
        ),
    ),
    Table(
        "language",
        "languages.csv",
        (key(), *keys("service", "location", "phone"), *texts("name", "code", "note")),
    ),
    Table(
        "service_area",
        "service_areas.csv",
        (
            key(),
            *keys("service", "service_at_location"),
            *texts("name", "description", "extent", "extent_type", "uri"),
        ),
    ),
    Table(
        "funding",
        "funding.csv",
        (key(), *keys("organization", "service"), *texts("source")),
    ),
    Table(
        "accessibility",
        "accessibility.csv",
        (
            key(),
            key("location"),
            *texts("description", "details"),
            Column("url", Kind.ADDRESS),
        ),
    ),
    Table(
        "cost_option",
        "cost_options.csv",
        (
            key(),
            Column("service_id", Kind.KEY, needed=True, to="service"),
            *days("valid_from", "valid_to"),
            *texts("option", "currency"),
            Column("amount", Kind.NUMBER, low=0, high=1_000_000_000),
            *texts("amount_description"),
        ),
    ),
    Table(
        "required_document",
        "required_documents.csv",
        (key(), key("service"), *texts("document"), Column("uri", Kind.ADDRESS)),
    ),
    Table(
        "organization_identifier",
        "organization_identifiers.csv",
        (
            key(),
            Column("organization_id", Kind.KEY, needed=True, to="organization"),
            *texts("identifier_scheme"),
            *needed("identifier_type", "identifier"),
        ),
    ),
    Table(
        "unit",
        "units.csv",
        (
            key(),
            *needed("name"),
            *texts("scheme", "identifier"),
            Column("uri", Kind.ADDRESS),
        ),
    ),
    Table(
        "service_capacity",
        "service_capacity.csv",
        (
            key(),
            Column("service_id", Kind.KEY, needed=True, to="service"),
            Column("unit_id", Kind.KEY, needed=True, to="unit"),
            Column("available", Kind.NUMBER, needed=True, low=0, high=1_000_000),
            Column("maximum", Kind.NUMBER, low=0, high=1_000_000),
            *texts("description"),
            Column("updated", Kind.INSTANT, needed=True),
        ),
        (Part("unit", "unit", "unit_id", one=True),),
    ),
    Table(
        "url",
        "url.csv",
        (
            key(),
            *texts("label"),
            Column("url", Kind.ADDRESS, needed=True),
            *keys("organization", "service"),
        ),
    ),
)
