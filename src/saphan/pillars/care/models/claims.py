"""Tables of money: what each member claims, offers, what was awarded and what was paid."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.care.casework import OfferState, Origin, SumKind
from saphan.domain.money import Currency
from saphan.domain.pay.codes import Bound
from saphan.foundation.fields import CodeField, EncryptedText, MoneyMinor, code_check
from saphan.foundation.ids import new_id
from saphan.pillars.care.models.cases import Case, CaseMember, Respondent

Facts = dict[str, Any]


class PayPeriod(models.Model):
    """What a member told about one pay period, as the pay checker asks it; the claim is made of it.

    ``told`` holds the answers in the form's own words of the domain (``domain.pay.records``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(CaseMember, models.CASCADE, related_name="pay_periods")
    first: models.DateField[date, date] = models.DateField()
    last: models.DateField[date, date] = models.DateField()
    told: models.JSONField[Facts, Facts] = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(condition=Q(first__lte=models.F("last")), name="pay_period_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class ClaimLine(models.Model):
    """One line of a claim: what was computed, from which rule, and what is claimed of it.

    ``short_minor`` is the amount of the law, None when unknown; ``claimed_minor`` is what the
    member claims, which a counsellor may set with a ``reason``. ``basis`` keeps the formula, the
    rules with article, dates and standing, and the finding, so that the line can be checked years
    later. ``payment`` is the payment line of the journey, for fees.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(CaseMember, models.CASCADE, related_name="claim_lines")
    pay_period = models.ForeignKey(PayPeriod, models.CASCADE, null=True, related_name="lines")
    payment = models.ForeignKey("journey.Payment", models.CASCADE, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=40, blank=True)
    first: models.DateField[date | None, date | None] = models.DateField(null=True)
    last: models.DateField[date | None, date | None] = models.DateField(null=True)
    currency = CodeField(enum=Currency, default=Currency.THB)
    due_minor = MoneyMinor(null=True)
    was_minor = MoneyMinor(null=True)
    short_minor = MoneyMinor(null=True)
    bound = CodeField(enum=Bound)
    claimed_minor = MoneyMinor(null=True)
    reason = EncryptedText(default="")
    basis: models.JSONField[Facts, Facts] = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "position"], name="claim_line_position_once"),
            CheckConstraint(
                condition=Q(claimed_minor__isnull=True) | Q(claimed_minor__gte=0),
                name="claim_line_not_negative",
            ),
            code_check("currency", Currency, "claim_line_currency_is_code"),
            code_check("bound", Bound, "claim_line_bound_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"


class Offer(models.Model):
    """What a respondent offers, and what he asks for it. ``pressed`` tells of pressure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="offers")
    respondent = models.ForeignKey(Respondent, models.SET_NULL, null=True, related_name="+")
    on: models.DateField[date, date] = models.DateField()
    amount_minor = MoneyMinor(null=True)
    currency = CodeField(enum=Currency, default=Currency.THB)
    instalments = models.PositiveSmallIntegerField(default=1)
    conditions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    words = EncryptedText(default="")
    pressed = models.BooleanField(default=False)
    state = CodeField(enum=OfferState, default=OfferState.OPEN)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(amount_minor__isnull=True) | Q(amount_minor__gte=0),
                name="offer_not_negative",
            ),
            CheckConstraint(condition=Q(instalments__gte=1), name="offer_in_instalments"),
            code_check("currency", Currency, "offer_currency_is_code"),
            code_check("state", OfferState, "offer_state_is_code"),
        ]

    def __str__(self) -> str:
        return f"offer in {self.case_id}"


class Sum(models.Model):
    """Money that was awarded or paid, to one member or (``member`` empty) to all together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="sums")
    member = models.ForeignKey(CaseMember, models.PROTECT, null=True, related_name="sums")
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="sums")
    kind = CodeField(enum=SumKind)
    origin = CodeField(enum=Origin)
    amount_minor = MoneyMinor()
    currency = CodeField(enum=Currency, default=Currency.THB)
    on: models.DateField[date, date] = models.DateField()
    struck_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount_minor__gt=0), name="sum_above_nothing"),
            code_check("kind", SumKind, "sum_kind_is_code"),
            code_check("origin", Origin, "sum_origin_is_code"),
            code_check("currency", Currency, "sum_currency_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"
