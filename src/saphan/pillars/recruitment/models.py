"""Tables of fee audits: what was brought in, what was heard, rates, and versions of the plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Nationality, Scheme, Sex
from saphan.domain.recruitment.tables import Kind
from saphan.foundation.fields import CodeField, MoneyMinor, PartialDateField, code_check
from saphan.foundation.ids import new_code, new_id


def _audit_code() -> str:
    return new_code("A")


class FeeAudit(models.Model):
    """One audit of one site, kept by one organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True, default=_audit_code, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(title=""), name="fee_audit_titled"),
        ]

    def __str__(self) -> str:
        return self.code


class SavedMapping(models.Model):
    """How the columns of somebody's own spreadsheet are to be read; removed, it can come back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    kind = CodeField(enum=Kind)
    columns: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=40)
    removed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "title"],
                condition=Q(removed_at__isnull=True),
                name="mapping_title_once",
            ),
            code_check("kind", Kind, "mapping_kind_is_code"),
        ]

    def __str__(self) -> str:
        return self.title


class Import(models.Model):
    """One file that was brought in: what was kept, what was not and why. Undone, it stays listed.

    ``batch`` is the batch of the shared record (none for rates). ``rejected`` are lists of file,
    sheet, row, column, code, facts; ``unusable`` of worker code and reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    audit = models.ForeignKey(FeeAudit, models.CASCADE, related_name="imports")
    kind = CodeField(enum=Kind)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    batch: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True)
    kept = models.PositiveIntegerField()
    rejected: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    unusable: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    notices: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("kind", Kind, "import_kind_is_code")]

    def __str__(self) -> str:
        return self.file_name


class Interview(models.Model):
    """What one worker stated about the way here; the payments lie in the shared record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Import, models.CASCADE, related_name="interviews")
    audit = models.ForeignKey(FeeAudit, models.CASCADE, related_name="interviews")
    journey = models.ForeignKey("journey.Journey", models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    worker = models.CharField(max_length=60, blank=True)
    site = models.CharField(max_length=200, blank=True)
    nationality = CodeField(enum=Nationality)
    agent = models.CharField(max_length=200, blank=True)
    scheme = CodeField(enum=Scheme)
    arrival = PartialDateField(null=True)
    wage_minor = MoneyMinor(null=True)
    wage_currency = CodeField(enum=Currency, null=True)
    sex = CodeField(enum=Sex)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "code"], name="interview_code_once"),
            models.UniqueConstraint(
                fields=["audit", "worker"],
                condition=~Q(worker=""),
                name="interview_worker_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Rate(models.Model):
    """Baht for one unit of a currency on a day; ``thb_per_unit`` is an exact fraction as text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source_file = models.ForeignKey(Import, models.CASCADE, related_name="rates")
    audit = models.ForeignKey(FeeAudit, models.CASCADE, related_name="rates")
    day: models.DateField[date, date] = models.DateField()
    currency = CodeField(enum=Currency)
    thb_per_unit = models.CharField(max_length=80)
    source = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "day", "currency"], name="rate_day_once"),
            CheckConstraint(condition=~Q(source=""), name="rate_sourced"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.day}"


class PlanVersion(models.Model):
    """One decided plan with everything it was decided from. Never changed, only followed.

    ``inputs`` are the packed rows, ``rules`` the charge rules of that day, ``fingerprint`` that
    of every line, so that anybody can decide it anew and compare.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    audit = models.ForeignKey(FeeAudit, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.TextField()
    terms: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    rules: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    inputs = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    total_minor = MoneyMinor()
    workers = models.PositiveIntegerField()
    unresolved = models.PositiveIntegerField()
    program = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "number"], name="plan_version_number_once"),
            CheckConstraint(condition=~Q(reason=""), name="plan_version_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.number}"
