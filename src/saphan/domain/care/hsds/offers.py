"""Tables of HSDS 3.1: organisations, their services, where these are given.

Source: Human Services Data Specification 3.1, an Open Referral resource
(https://openreferral.org/); names of tables and fields only.
"""

from __future__ import annotations

from saphan.domain.care.codes import Caution, Confidence, Helper, Papers, Status
from saphan.domain.care.hsds.columns import (
    Column,
    Kind,
    Part,
    Table,
    always,
    codes,
    key,
    needed,
    texts,
)

_PAPERS = tuple(code.value for code in Papers)
_SERVICE_OURS = (
    Column("key", ours=True),
    codes("asks_for_papers", _PAPERS),
    codes("shares_with_authorities", _PAPERS),
    *(Column(name, ours=True) for name in ("phone_printed", "other_number", "hours_printed")),
    *(Column(name, ours=True) for name in ("referral_method", "response_time", "verified_by")),
    Column("cautions", Kind.LIST, codes=tuple(code.value for code in Caution), ours=True),
    Column("sources", Kind.LIST, ours=True),
    Column("source_year", Kind.WHOLE, low=1990, high=2100, ours=True),
    codes("confidence", tuple(code.value for code in Confidence)),
    Column("checked_on", Kind.DAY, ours=True),
    Column("verify_by", Kind.DAY, ours=True),
)
#: What is offered, by whom, to whom.
SERVICE = Table(
    "service",
    "services.csv",
    (
        key(),
        Column("organization_id", Kind.KEY, needed=True, to="organization"),
        key("program"),
        *needed("name"),
        *texts("alternate_name", "description"),
        Column("url", Kind.ADDRESS),
        Column("email", Kind.EMAIL),
        Column("status", Kind.CODE, needed=True, codes=tuple(code.value for code in Status)),
        *texts("interpretation_services", "application_process", "fees_description"),
        *texts("wait_time", "fees", "accreditations", "eligibility_description"),
        Column("minimum_age", Kind.WHOLE, low=0, high=130),
        Column("maximum_age", Kind.WHOLE, low=0, high=130),
        Column("assured_date", Kind.DAY, attribute="verified_on"),
        Column("assurer_email", Kind.EMAIL),
        *texts("licenses", "alert"),
        Column("last_modified", Kind.INSTANT),
        *_SERVICE_OURS,
    ),
    (
        Part("organization", "organization", "organization_id", one=True),
        Part("program", "program", "program_id", one=True),
        Part("phones", "phone", "service_id"),
        Part("schedules", "schedule", "service_id"),
        Part("service_areas", "service_area", "service_id"),
        Part("service_at_locations", "service_at_location", "service_id"),
        Part("languages", "language", "service_id"),
        Part("funding", "funding", "service_id"),
        Part("cost_options", "cost_option", "service_id"),
        Part("required_documents", "required_document", "service_id"),
        Part("contacts", "contact", "service_id"),
        Part("capacities", "service_capacity", "service_id"),
        Part("additional_urls", "url", "service_id"),
    ),
)
#: Who runs services.
ORGANIZATION = Table(
    "organization",
    "organizations.csv",
    (
        key(),
        *needed("name"),
        *texts("alternate_name"),
        *always("description"),
        Column("email", Kind.EMAIL),
        Column("website", Kind.ADDRESS),
        *texts("tax_status", "tax_id"),
        Column("year_incorporated", Kind.WHOLE, low=1000, high=2100),
        *texts("legal_status", "logo"),
        Column("uri", Kind.ADDRESS),
        Column("parent_organization_id", Kind.KEY),
        codes("kind", tuple(code.value for code in Helper)),
    ),
    (
        Part("funding", "funding", "organization_id"),
        Part("contacts", "contact", "organization_id"),
        Part("phones", "phone", "organization_id"),
        Part("locations", "location", "organization_id"),
        Part("programs", "program", "organization_id"),
        Part("organization_identifiers", "organization_identifier", "organization_id"),
        Part("additional_websites", "url", "organization_id"),
        Part("services", "service", "organization_id"),
    ),
)
#: Where; a redacted one keeps people safe and is never published.
LOCATION = Table(
    "location",
    "locations.csv",
    (
        key(),
        Column(
            "location_type",
            Kind.CODE,
            needed=True,
            codes=("physical", "postal", "virtual", "redacted"),
        ),
        Column("url", Kind.ADDRESS),
        key("organization"),
        *texts("name", "alternate_name", "description", "transportation"),
        Column("latitude", Kind.NUMBER, low=-90, high=90),
        Column("longitude", Kind.NUMBER, low=-180, high=180),
        *texts("external_identifier", "external_identifier_type"),
        *(Column(name, ours=True) for name in ("province", "place", "address")),
        Column("sensitive", Kind.FLAG, ours=True),
    ),
    (
        Part("languages", "language", "location_id"),
        Part("addresses", "address", "location_id"),
        Part("contacts", "contact", "location_id"),
        Part("accessibility", "accessibility", "location_id"),
        Part("phones", "phone", "location_id"),
        Part("schedules", "schedule", "location_id"),
    ),
)
#: A service at one of its locations.
AT_LOCATION = Table(
    "service_at_location",
    "service_at_location.csv",
    (
        key(),
        Column("service_id", Kind.KEY, needed=True, to="service"),
        Column("location_id", Kind.KEY, needed=True, to="location"),
        *texts("description"),
    ),
    (
        Part("location", "location", "location_id", one=True),
        Part("service", "service", "service_id", one=True),
        Part("service_areas", "service_area", "service_at_location_id"),
        Part("contacts", "contact", "service_at_location_id"),
        Part("phones", "phone", "service_at_location_id"),
        Part("schedules", "schedule", "service_at_location_id"),
    ),
)
#: Several services of an organisation under one name.
PROGRAM = Table(
    "program",
    "programs.csv",
    (
        key(),
        Column("organization_id", Kind.KEY, needed=True, to="organization"),
        *needed("name"),
        *texts("alternate_name"),
        *always("description"),
    ),
)
