"""Tables of cases: members with their own consents and amounts, respondents, steps, evidence."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.care.casework import (
    Against,
    ClockKind,
    EvidenceKind,
    Outcome,
    Route,
    Stage,
    Standing,
    StepKind,
    Stopped,
    Urgency,
)
from saphan.foundation.fields import CodeField, EncryptedText, PartialDateField, code_check
from saphan.foundation.ids import new_code, new_id

#: How many members a group case may have.
MOST_MEMBERS = 600


def _case_code() -> str:
    return new_code("K")


class Case(models.Model):
    """One matter of 1 to 600 people who complain together.

    ``revision`` grows with every change of this row, so that nobody overwrites what he has not
    seen. What happened is encrypted; codes and days stay readable, to be counted and sorted.
    ``entry`` is the key of the form filled in without a network that it came of; none otherwise.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=_case_code, editable=False)
    counsellor = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    opened_on: models.DateField[date, date] = models.DateField()
    stage = CodeField(enum=Stage, default=Stage.INTAKE)
    urgency = CodeField(enum=Urgency, default=Urgency.NORMAL)
    route = CodeField(enum=Route, null=True)
    complaints: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    risks: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    happened = PartialDateField(null=True)
    province = models.CharField(max_length=6, blank=True)
    story = EncryptedText(default="")
    wish = EncryptedText(default="")
    risk_note = EncryptedText(default="")
    outcome = CodeField(enum=Outcome, null=True)
    remedies: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    satisfied = models.BooleanField(null=True)
    retaliated = models.BooleanField(null=True)
    entry = models.UUIDField(null=True, editable=False)
    closed_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-opened_on"]),
            models.Index(fields=["organisation", "stage"]),
        ]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome__isnull=True)
                | Q(closed_on__isnull=False, outcome__isnull=False),
                name="case_closed_with_outcome",
            ),
            models.UniqueConstraint(fields=["organisation", "entry"], name="case_of_entry_once"),
            code_check("stage", Stage, "case_stage_is_code"),
            code_check("urgency", Urgency, "case_urgency_is_code"),
            code_check("route", Route, "case_route_is_code"),
            code_check("outcome", Outcome, "case_outcome_is_code"),
        ]

    def __str__(self) -> str:
        return self.code


class CaseMember(models.Model):
    """One person of a case. The row outlives an erased person as a number without a face.

    The first member speaks for the group.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    worker = models.ForeignKey("people.Worker", models.PROTECT, null=True, related_name="+")
    journey = models.ForeignKey("journey.Journey", models.SET_NULL, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    standing = CodeField(enum=Standing, default=Standing.ACTIVE)
    stopped = CodeField(enum=Stopped, null=True)
    stopped_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    lost_pins = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="member_number_once"),
            models.UniqueConstraint(fields=["case", "worker"], name="member_worker_once"),
            CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_MEMBERS), name="member_number_in_group"
            ),
            CheckConstraint(
                condition=Q(standing=Standing.ERASED, worker__isnull=True)
                | (~Q(standing=Standing.ERASED) & Q(worker__isnull=False)),
                name="member_erased_without_worker",
            ),
            code_check("standing", Standing, "member_standing_is_code"),
            code_check("stopped", Stopped, "member_stopped_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Respondent(models.Model):
    """Whom a case is against. A person's name stays encrypted; he too has rights."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="respondents")
    kind = CodeField(enum=Against)
    organisation = models.ForeignKey(
        "parties.Organisation", models.PROTECT, null=True, related_name="+"
    )
    name = EncryptedText(default="")
    address = EncryptedText(default="")
    note = EncryptedText(default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("kind", Against, "respondent_kind_is_code")]

    def __str__(self) -> str:
        return f"respondent of {self.case_id}"


class Step(models.Model):
    """What was done or happened, on a day. Never changed; a mistake is struck by a later step.

    ``member`` is set when it is about one person only; the words go when that person is erased.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    member = models.ForeignKey(CaseMember, models.CASCADE, null=True, related_name="steps")
    kind = CodeField(enum=StepKind)
    on: models.DateField[date, date] = models.DateField()
    words = EncryptedText(default="")
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("kind", StepKind, "step_kind_is_code")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Evidence(models.Model):
    """A file of a case: encrypted where it lies, told apart by its digest.

    ``digest`` is the SHA-256 of what is kept, ``digest_before`` of what was handed in, before a
    place and a device were taken out of it. ``stored`` is a random name below the evidence folder.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    member = models.ForeignKey(CaseMember, models.CASCADE, null=True, related_name="evidence")
    kind = CodeField(enum=EvidenceKind)
    title = EncryptedText(default="")
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    digest_before = models.CharField(max_length=64)
    cleaned = models.BooleanField(default=False)
    stored = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("kind", EvidenceKind, "evidence_kind_is_code")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Deadline(models.Model):
    """A clock that runs or ran: written anew by every action that may start, move or stop one.

    ``due`` is None when nobody knows the day; ``unknown`` then says why, and the clock is shown
    until it stops. ``rule`` names the rule or setting it was computed from, ``doubt`` another rule
    that bears on it; ``latest`` is the day with the extension that the rule knows.
    ``computed_at`` is when it last changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="deadlines")
    member = models.ForeignKey(CaseMember, models.CASCADE, null=True, related_name="deadlines")
    referral = models.ForeignKey(
        "care.Referral", models.CASCADE, null=True, related_name="deadlines"
    )
    kind = CodeField(enum=ClockKind)
    starts: models.DateField[date, date] = models.DateField()
    due: models.DateField[date | None, date | None] = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    latest: models.DateField[date | None, date | None] = models.DateField(null=True)
    unknown = models.CharField(max_length=24, blank=True)
    rule = models.CharField(max_length=80)
    doubt = models.CharField(max_length=80, blank=True)
    statutory = models.BooleanField(default=False)
    stopped_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organisation", "stopped_on", "due"])]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(due__isnull=True) ^ Q(unknown=""), name="deadline_due_or_unknown"
            ),
            CheckConstraint(condition=~Q(rule=""), name="deadline_has_rule"),
            code_check("kind", ClockKind, "deadline_kind_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due or self.unknown}"
