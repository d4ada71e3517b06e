"""Tables of referrals: to whom, with what, what was answered; and the protocols that gate it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q

from saphan.domain.care.casework import Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import Means, ReferralState, Refusal, Reply, Via
from saphan.foundation.fields import CodeField, EncryptedText, code_check
from saphan.foundation.ids import new_code, new_id
from saphan.pillars.care.models.cases import Case, CaseMember
from saphan.pillars.care.models.directory import Service


def _referral_code() -> str:
    return new_code("R")


class Protocol(models.Model):
    """A signed agreement between two organisations about what may travel from one to the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120)
    signed_on: models.DateField[date, date] = models.DateField()
    ends_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    covers: models.JSONField[list[str], list[str]] = models.JSONField()
    ended_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(reference=""), name="protocol_has_reference"),
            CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("signed_on")),
                name="protocol_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Referral(models.Model):
    """A request to another organisation to help members of a case.

    ``party`` is whom the members agreed to tell; ``details`` are what travels, ``withheld`` what
    must not be disclosed. ``state`` follows HL7 SDOH. The name of the service stays readable when
    the directory changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=_referral_code, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    service = models.ForeignKey(Service, models.SET_NULL, null=True, related_name="+")
    service_name = models.CharField(max_length=300)
    party = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    protocol = models.ForeignKey(Protocol, models.PROTECT, null=True, related_name="+")
    urgency = CodeField(enum=Urgency)
    need = CodeField(enum=Need)
    reason = EncryptedText(default="")
    withheld = EncryptedText(default="")
    details: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    language = models.CharField(max_length=8, blank=True)
    staff_sex = models.CharField(max_length=24, blank=True)
    means = CodeField(enum=Means, null=True)
    state = CodeField(enum=ReferralState, default=ReferralState.DRAFT)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    appointment_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organisation", "state"])]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(state=ReferralState.DRAFT)
                | Q(sent_at__isnull=False)
                | Q(state__in=[ReferralState.CANCELLED, ReferralState.ENTERED_IN_ERROR]),
                name="referral_sent_once_out",
            ),
            code_check("urgency", Urgency, "referral_urgency_is_code"),
            code_check("need", Need, "referral_need_is_code"),
            code_check("means", Means, "referral_means_is_code"),
            code_check("state", ReferralState, "referral_state_is_code"),
        ]

    def __str__(self) -> str:
        return self.code


class ReferralMember(models.Model):
    """A member who is referred. Goes when she withdraws; how many were referred is kept apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="members")
    member = models.ForeignKey(CaseMember, models.CASCADE, related_name="referrals")
    withdrawn_at = models.DateTimeField(null=True)
    receiver_told_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "member"], name="referred_once"),
            CheckConstraint(
                condition=Q(receiver_told_at__isnull=True) | Q(withdrawn_at__isnull=False),
                name="receiver_told_what_was_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.referral_id}"


#: Of members: who took it back after it was sent. Before, the receiver never had it.
TAKEN_BACK = Q(withdrawn_at__gte=F("referral__sent_at"))


class AnswerLink(models.Model):
    """A page on which a receiver answers once, without an account.

    It is found by the keyed fingerprint of its secret; used, expired or revoked it opens no more.
    The secret is kept encrypted while it opens, so that a letter can be printed again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="links")
    fingerprint = models.CharField(max_length=64, unique=True)
    secret = EncryptedText(default="")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"link of {self.referral_id}"


class ReferralAnswer(models.Model):
    """What a receiver answered. Never changed; a later answer follows it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    reply = CodeField(enum=Reply)
    why = CodeField(enum=Refusal, null=True)
    words = EncryptedText(default="")
    appointment_at = models.DateTimeField(null=True)
    via = CodeField(enum=Via)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            code_check("reply", Reply, "answer_reply_is_code"),
            code_check("why", Refusal, "answer_why_is_code"),
            code_check("via", Via, "answer_via_is_code"),
            CheckConstraint(
                condition=~Q(reply=Reply.REFUSED) | Q(why__isnull=False),
                name="answer_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply} to {self.referral_id}"
