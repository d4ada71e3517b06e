"""Tables of the directory, named after HSDS 3.1 so that it can be exchanged."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.care.codes import Confidence, Helper, Papers, Status
from saphan.foundation.fields import CodeField, code_check
from saphan.foundation.ids import new_id


class Organization(models.Model):
    """Who runs services. Source: HSDS 3.1, ``organization``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=300, unique=True)
    kind = CodeField(enum=Helper)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(name=""), name="organization_named"),
            code_check("kind", Helper, "organization_kind_is_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """One service as its source has it. Source: HSDS 3.1, ``service``.

    ``directory`` is the list it came with, ``key`` its name there. ``verified_on`` is the
    ``assured_date`` of HSDS: empty means not verified.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    directory = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    description = models.CharField(max_length=300, blank=True)
    status = CodeField(enum=Status)
    asks_for_papers = CodeField(enum=Papers)
    phone_printed = models.CharField(max_length=300, blank=True)
    other_number = models.CharField(max_length=300, blank=True)
    hours_printed = models.CharField(max_length=300, blank=True)
    cautions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    sources: models.JSONField[list[str], list[str]] = models.JSONField()
    source_year = models.PositiveSmallIntegerField(null=True)
    confidence = CodeField(enum=Confidence)
    checked_on: models.DateField[date, date] = models.DateField()
    verified_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    verified_by = models.CharField(max_length=300, blank=True)
    last_modified = models.DateTimeField()

    class Meta:
        default_permissions = ()
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
            code_check("confidence", Confidence, "service_confidence_is_code"),
        ]

    def __str__(self) -> str:
        return self.key


class Location(models.Model):
    """Where a service lies. A sensitive one is never published, and its address is not kept.

    Source: HSDS 3.1, ``location``, with its province as ISO 3166-2.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    province = models.CharField(max_length=6)
    place = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    sensitive = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(sensitive=False) | Q(place="", address=""),
                name="location_sensitive_without_address",
            ),
        ]

    def __str__(self) -> str:
        return self.province


class ServiceAtLocation(models.Model):
    """A service at one of its locations. Source: HSDS 3.1, ``service_at_location``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="at_services")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "location"], name="service_at_location_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ServiceArea(models.Model):
    """How far a service reaches: a province, or ``TH`` for the whole country.

    Source: HSDS 3.1, ``service_area``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="areas")
    extent = models.CharField(max_length=6)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "extent"], name="service_area_once")
        ]

    def __str__(self) -> str:
        return self.extent


class Phone(models.Model):
    """One line of a service. Source: HSDS 3.1, ``phone``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=300)
    extension = models.CharField(max_length=6, blank=True)
    menu = models.CharField(max_length=6, blank=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [CheckConstraint(condition=~Q(number=""), name="phone_numbered")]

    def __str__(self) -> str:
        return self.number


class Schedule(models.Model):
    """Hours of a service in a week, by the clock of Thailand. Source: HSDS 3.1, ``schedule``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    byday = models.CharField(max_length=20)
    opens_at: models.TimeField[time, time] = models.TimeField()
    closes_at: models.TimeField[time, time] = models.TimeField()
    notes = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [CheckConstraint(condition=~Q(byday=""), name="schedule_has_days")]

    def __str__(self) -> str:
        return self.byday


class Language(models.Model):
    """A language of a service or of one of its lines. Source: HSDS 3.1, ``language``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="languages")
    phone = models.ForeignKey(Phone, models.CASCADE, null=True, related_name="languages")
    code = models.CharField(max_length=8)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(service__isnull=True) ^ Q(phone__isnull=True),
                name="language_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TaxonomyTerm(models.Model):
    """A word of a taxonomy; the only one yet is ``need``. Source: HSDS 3.1, ``taxonomy_term``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    taxonomy = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="taxonomy_term_once")
        ]

    def __str__(self) -> str:
        return self.code


class ServiceTerm(models.Model):
    """A word of a taxonomy that fits a service. Source: HSDS 3.1, ``attribute``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="terms")
    term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "term"], name="service_term_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DirectoryImport(models.Model):
    """One file that was brought in. Undone, it stays listed.

    ``before`` holds what every changed service was before, as a pair of key and plain values
    (None: there was no such service).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    directory = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    kept = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    before: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
