"""Tables of the directory: what services, places and organisations are made of.

Named after HSDS 3.1. A row may belong to several things at once, as there.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.pillars.care.models.directory import (
    Listed,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    text,
)


class Phone(Listed):
    """One line. Source: HSDS 3.1, ``phone``."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="phones")
    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="phones")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, related_name="+"
    )
    number = models.CharField(max_length=300)
    extension = models.CharField(max_length=6, blank=True)
    type = text()
    description = text()
    menu = models.CharField(max_length=6, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    dialable_from = text()

    class Meta(Listed.Meta):
        constraints: ClassVar = [CheckConstraint(condition=~Q(number=""), name="phone_numbered")]


class Schedule(Listed):
    """Hours, by the clock of Thailand. Source: HSDS 3.1, ``schedule``, after RFC 5545."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="schedules")
    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="+")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, related_name="+"
    )
    valid_from: models.DateField[date | None, date | None] = models.DateField(null=True)
    valid_to: models.DateField[date | None, date | None] = models.DateField(null=True)
    dtstart: models.DateField[date | None, date | None] = models.DateField(null=True)
    timezone: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        max_digits=20, decimal_places=6, null=True
    )
    until: models.DateField[date | None, date | None] = models.DateField(null=True)
    count = models.IntegerField(null=True)
    wkst = models.CharField(max_length=2, blank=True)
    freq = models.CharField(max_length=7, blank=True)
    interval = models.IntegerField(null=True)
    byday = text()
    byweekno = text()
    bymonthday = text()
    byyearday = text()
    description = text()
    opens_at: models.TimeField[time | None, time | None] = models.TimeField(null=True)
    closes_at: models.TimeField[time | None, time | None] = models.TimeField(null=True)
    schedule_link = text()
    attending_type = text()
    notes = text()


class Language(Listed):
    """A language of a service, a place or a line. Source: HSDS 3.1, ``language``."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="languages")
    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="+")
    phone = models.ForeignKey(Phone, models.CASCADE, null=True, related_name="languages")
    name = text()
    code = text()
    note = text()

    class Meta(Listed.Meta):
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(service__isnull=False)
                | Q(phone__isnull=False)
                | Q(location__isnull=False),
                name="language_of_something",
            ),
        ]


class Address(Listed):
    """A postal address. Source: HSDS 3.1, ``address``."""

    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="addresses")
    attention = text()
    address_1 = text()
    address_2 = text()
    city = text()
    region = text()
    state_province = text()
    postal_code = text()
    country = text()
    address_type = models.CharField(max_length=8)


class Accessibility(Listed):
    """Who can get in. Source: HSDS 3.1, ``accessibility``."""

    location = models.ForeignKey(Location, models.CASCADE, null=True, related_name="accessibility")
    description = text()
    details = text()
    url = text()


class ServiceArea(Listed):
    """How far a service reaches: a province, ``TH`` for the whole country, or in words.

    Source: HSDS 3.1, ``service_area``.
    """

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="areas")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, related_name="+"
    )
    name = text()
    description = text()
    extent = text()
    extent_type = text()
    uri = text()


class Funding(Listed):
    """Who pays. Source: HSDS 3.1, ``funding``."""

    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    source = text()


class CostOption(Listed):
    """What it costs. Source: HSDS 3.1, ``cost_option``."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    valid_from: models.DateField[date | None, date | None] = models.DateField(null=True)
    valid_to: models.DateField[date | None, date | None] = models.DateField(null=True)
    option = text()
    currency = text()
    amount: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        max_digits=20, decimal_places=6, null=True
    )
    amount_description = text()


class RequiredDocument(Listed):
    """A paper that somebody has to bring. Source: HSDS 3.1, ``required_document``."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="documents")
    document = text()
    uri = text()


class OrganizationIdentifier(Listed):
    """A number in a register. Source: HSDS 3.1, ``organization_identifier``."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    identifier_scheme = text()
    identifier_type = text()
    identifier = text()


class Unit(Listed):
    """What a capacity is counted in. Source: HSDS 3.1, ``unit``."""

    name = text()
    scheme = text()
    identifier = text()
    uri = text()


class ServiceCapacity(Listed):
    """How many places are free. Source: HSDS 3.1, ``service_capacity``."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    available: models.DecimalField[Decimal, Decimal] = models.DecimalField(
        max_digits=20, decimal_places=6
    )
    maximum: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        max_digits=20, decimal_places=6, null=True
    )
    description = text()
    updated = models.DateTimeField()


class Url(Listed):
    """Another page. Source: HSDS 3.1, ``url``."""

    label = text()
    url = text()
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
