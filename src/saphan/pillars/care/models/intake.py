"""Tables of intake: one contact with the centre, and what was told about one person."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.care.casework import AgeBand, Channel, MigrationStage
from saphan.domain.recruitment.codes import Nationality, Sex
from saphan.foundation.fields import CodeField, EncryptedText, code_check
from saphan.foundation.ids import new_code, new_id


def _contact_code() -> str:
    return new_code("V")


class Contact(models.Model):
    """One visit, call or message: what is counted as a contact, never as a person.

    ``worker`` is empty for somebody who gave no name or was erased since; what may be counted
    stays in codes. ``people`` is how many came together.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=_contact_code, editable=False)
    worker = models.ForeignKey("people.Worker", models.SET_NULL, null=True, related_name="+")
    case = models.ForeignKey("care.Case", models.SET_NULL, null=True, related_name="contacts")
    on: models.DateField[date, date] = models.DateField(db_index=True)
    channel = CodeField(enum=Channel)
    language = models.CharField(max_length=8)
    interpreter = models.BooleanField(default=False)
    returning = models.BooleanField(default=False)
    people = models.PositiveSmallIntegerField(default=1)
    sex = CodeField(enum=Sex, default=Sex.UNKNOWN)
    age_band = CodeField(enum=AgeBand, default=AgeBand.UNKNOWN)
    nationality = CodeField(enum=Nationality, default=Nationality.UNKNOWN)
    needs: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    given: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(null=True)
    satisfied = models.BooleanField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organisation", "-on"])]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(people__gte=1), name="contact_of_somebody"),
            CheckConstraint(condition=~Q(language=""), name="contact_language_given"),
            code_check("channel", Channel, "contact_channel_is_code"),
            code_check("sex", Sex, "contact_sex_is_code"),
            code_check("age_band", AgeBand, "contact_age_band_is_code"),
            code_check("nationality", Nationality, "contact_nationality_is_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Intake(models.Model):
    """What one person told at intake, besides the names. All of it may be unknown.

    ``triage`` and ``documents`` are encrypted JSON: what could harm her if it were read.
    ``permit_expires`` is a day on a document, for the clock; whether somebody has one is not asked.
    ``keep_until`` is set when somebody decided to keep longer what was told, and why.
    """

    worker = models.OneToOneField(
        "people.Worker", models.CASCADE, primary_key=True, related_name="+"
    )
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    age_band = CodeField(enum=AgeBand, default=AgeBand.UNKNOWN)
    stage = CodeField(enum=MigrationStage, default=MigrationStage.UNKNOWN)
    province = models.CharField(max_length=6, blank=True)
    sector = models.CharField(max_length=24, blank=True)
    occupation = models.CharField(max_length=2, blank=True)
    permit_expires: models.DateField[date | None, date | None] = models.DateField(
        null=True, db_index=True
    )
    follow_up_on: models.DateField[date | None, date | None] = models.DateField(
        null=True, db_index=True
    )
    triage = EncryptedText(default="{}")
    documents = EncryptedText(default="[]")
    note = EncryptedText(default="")
    keep_until: models.DateField[date | None, date | None] = models.DateField(null=True)
    keep_why = EncryptedText(default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organisation", "at"])]
        constraints: ClassVar = [
            code_check("age_band", AgeBand, "intake_age_band_is_code"),
            code_check("stage", MigrationStage, "intake_stage_is_code"),
        ]

    def __str__(self) -> str:
        return f"intake of {self.worker_id}"
