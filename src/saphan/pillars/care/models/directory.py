"""Tables of the directory, named after HSDS 3.1 so that it can be exchanged.

Every row belongs to one list (``directory``); that of the house itself is blank.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.care.codes import Confidence, Helper, Papers, Status
from saphan.foundation.fields import CodeField, code_check
from saphan.foundation.ids import new_id


def text() -> Any:
    """A column of text that may be blank."""
    return models.TextField(blank=True, default="")


class Listed(models.Model):
    """A row of a list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    directory = models.CharField(max_length=40, blank=True, default="", db_index=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Organization(Listed):
    """Who runs services. Source: HSDS 3.1, ``organization``."""

    name = models.CharField(max_length=300)
    alternate_name = text()
    description = text()
    email = text()
    website = text()
    tax_status = text()
    tax_id = text()
    year_incorporated = models.IntegerField(null=True)
    legal_status = text()
    logo = text()
    uri = text()
    parent_organization_id = models.UUIDField(null=True)
    kind = CodeField(enum=Helper, default=Helper.UNKNOWN)

    class Meta(Listed.Meta):
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(name=""), name="organization_named"),
            code_check("kind", Helper, "organization_kind_is_code"),
        ]


class Program(Listed):
    """Several services of an organisation under one name. Source: HSDS 3.1, ``program``."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = text()
    alternate_name = text()
    description = text()


class Service(Listed):
    """One service as its source has it. Source: HSDS 3.1, ``service``.

    ``directory`` is the list it came with, ``key`` its name there. ``verified_on`` is the
    ``assured_date`` of HSDS: empty means not verified. ``edited_at`` is when it was last written
    here and not by a file.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    alternate_name = text()
    description = text()
    url = text()
    email = text()
    status = CodeField(enum=Status)
    interpretation_services = text()
    application_process = text()
    fees_description = text()
    wait_time = text()
    fees = text()
    accreditations = text()
    eligibility_description = text()
    minimum_age = models.IntegerField(null=True)
    maximum_age = models.IntegerField(null=True)
    verified_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    verified_by = models.CharField(max_length=300, blank=True)
    verify_by: models.DateField[date | None, date | None] = models.DateField(null=True)
    assurer_email = text()
    licenses = text()
    alert = text()
    asks_for_papers = CodeField(enum=Papers, default=Papers.UNKNOWN)
    shares_with_authorities = CodeField(enum=Papers, default=Papers.UNKNOWN)
    referral_method = text()
    response_time = text()
    phone_printed = models.CharField(max_length=300, blank=True)
    other_number = models.CharField(max_length=300, blank=True)
    hours_printed = models.CharField(max_length=300, blank=True)
    cautions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    sources: models.JSONField[list[str], list[str]] = models.JSONField()
    source_year = models.PositiveSmallIntegerField(null=True)
    confidence = CodeField(enum=Confidence)
    checked_on: models.DateField[date, date] = models.DateField()
    last_modified = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta(Listed.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["directory", "key"], name="service_key_once"),
            CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="service_named"),
            CheckConstraint(condition=~Q(sources=[]), name="service_sourced"),
            CheckConstraint(
                condition=Q(verified_on__isnull=True) | ~Q(verified_by=""),
                name="service_verified_by_somebody",
            ),
            code_check("status", Status, "service_status_is_code"),
            code_check("asks_for_papers", Papers, "service_papers_is_code"),
            code_check("shares_with_authorities", Papers, "service_shares_is_code"),
            code_check("confidence", Confidence, "service_confidence_is_code"),
        ]


class Location(Listed):
    """Where a service lies. A sensitive one is never published, and nothing of it is kept.

    Source: HSDS 3.1, ``location``, with its province as ISO 3166-2.
    """

    location_type = models.CharField(max_length=10, default="physical")
    url = text()
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="+")
    name = text()
    alternate_name = text()
    description = text()
    transportation = text()
    latitude: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        max_digits=9, decimal_places=6, null=True
    )
    longitude: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        max_digits=9, decimal_places=6, null=True
    )
    external_identifier = text()
    external_identifier_type = text()
    province = models.CharField(max_length=6, blank=True)
    place = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    sensitive = models.BooleanField(default=False)

    class Meta(Listed.Meta):
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(sensitive=False)
                | Q(
                    place="",
                    address="",
                    name="",
                    alternate_name="",
                    description="",
                    transportation="",
                    url="",
                    external_identifier="",
                    latitude=None,
                    longitude=None,
                ),
                name="location_sensitive_without_address",
            ),
        ]


class ServiceAtLocation(Listed):
    """A service at one of its locations. Source: HSDS 3.1, ``service_at_location``."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="at_services")
    description = text()

    class Meta(Listed.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "location"], name="service_at_location_once")
        ]
