"""Tables of organisations, their sites and their licences."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saphan.domain.parties.kinds import Kind
from saphan.foundation.fields import CodeField, code_check
from saphan.foundation.ids import new_code, new_id

Names = dict[str, str]


def _organisation_code() -> str:
    return new_code("O")


class Organisation(models.Model):
    """An employer, agency, sub-agent, brand, authority or centre.

    ``names`` by language code; ``name`` is the one shown when no other fits. ``held_by`` is the
    organisation that keeps this entry, None for one that uses the house itself. ``phone`` and
    ``address`` stand on its letters and slips.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True, default=_organisation_code, editable=False)
    held_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    kind = CodeField(enum=Kind)
    name = models.CharField(max_length=200)
    names: models.JSONField[Names, Names] = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True)
    registration = models.CharField(max_length=60, blank=True)
    os_id = models.CharField(max_length=15, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            code_check("kind", Kind, "organisation_kind_is_code"),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_named"),
        ]

    def __str__(self) -> str:
        return self.code


class Site(models.Model):
    """A place of work. ``province`` is an ISO 3166-2 code such as TH-74."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    names: models.JSONField[Names, Names] = models.JSONField(default=dict)
    province = models.CharField(max_length=6, blank=True)
    os_id = models.CharField(max_length=15, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="site_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Licence(models.Model):
    """A licence as somebody saw it: number, issuer, days, and where it was seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="licences")
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "issuer", "number", "starts"],
                name="licence_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(starts__lte=models.F("ends")),
                name="licence_days_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="licence_sourced"),
        ]

    def __str__(self) -> str:
        return self.number
