"""Tables of the shared record."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import CheckConstraint, F, Q

from saphan.domain.journey.codes import Confidence, Happening, Housing, Lender, Side, WagePer
from saphan.domain.journey.rows import Amount, NewJourney, NewLoan, NewPayment, NewTerms
from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Status,
)
from saphan.foundation.fields import CodeField, MoneyMinor, PartialDateField, code_check
from saphan.foundation.ids import new_id


class Batch(models.Model):
    """One import, so that all of it can be taken back. The row stays when it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class Journey(models.Model):
    """One worker's way to one site of work.

    ``organisation`` keeps the record and is the worker's too. ``agent_written`` and
    ``site_written`` are the words of the source; the links are set when they are known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    worker = models.ForeignKey("people.Worker", models.CASCADE, related_name="journeys")
    site = models.ForeignKey("parties.Site", models.PROTECT, null=True, related_name="+")
    site_written = models.CharField(max_length=200, blank=True)
    agent = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    agent_written = models.CharField(max_length=200, blank=True)
    nationality = CodeField(enum=Nationality)
    scheme = CodeField(enum=Scheme)
    arrival = PartialDateField(null=True)
    status = CodeField(enum=Status)
    left_on = models.DateField(null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="journeys")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            code_check("nationality", Nationality, "journey_nationality_is_code"),
            code_check("scheme", Scheme, "journey_scheme_is_code"),
            code_check("status", Status, "journey_status_is_code"),
            CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(status=Status.LEFT),
                name="journey_left_on_of_leavers",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def of(
        cls, row: NewJourney, *, organisation: UUID, worker: UUID, batch: UUID | None
    ) -> Journey:
        """The row to save for what was put in."""
        return cls(
            organisation_id=organisation,
            worker_id=worker,
            site_id=row.site_id,
            site_written=row.site_name,
            agent_id=row.agent_id,
            agent_written=row.agent,
            nationality=row.nationality,
            scheme=row.scheme,
            arrival=row.arrival,
            status=row.status,
            left_on=row.left_on,
            batch_id=batch,
        )


class Employment(models.Model):
    """Terms of work: one row as promised, one as found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey = models.ForeignKey(Journey, models.CASCADE, related_name="employments")
    side = CodeField(enum=Side)
    wage_minor = MoneyMinor(null=True)
    wage_currency = CodeField(enum=Currency, null=True)
    wage_per = CodeField(enum=WagePer)
    first_month_minor = MoneyMinor(null=True)
    minutes_a_day = models.PositiveSmallIntegerField(null=True)
    rest_days_a_month = models.PositiveSmallIntegerField(null=True)
    housing = CodeField(enum=Housing)
    deductions: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="employments")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["journey", "side"], name="employment_side_once"),
            code_check("side", Side, "employment_side_is_code"),
            CheckConstraint(
                condition=(Q(wage_minor__isnull=True) | Q(wage_minor__gte=0))
                & (Q(first_month_minor__isnull=True) | Q(first_month_minor__gte=0)),
                name="employment_wage_not_negative",
            ),
            CheckConstraint(
                condition=Q(wage_currency__isnull=False)
                | Q(wage_minor__isnull=True, first_month_minor__isnull=True),
                name="employment_wage_has_currency",
            ),
            CheckConstraint(
                condition=(Q(minutes_a_day__isnull=True) | Q(minutes_a_day__lte=24 * 60))
                & (Q(rest_days_a_month__isnull=True) | Q(rest_days_a_month__lte=31)),
                name="employment_hours_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} terms of {self.journey_id}"

    @classmethod
    def of(cls, row: NewTerms, *, batch: UUID | None) -> Employment:
        """The row to save for what was put in."""
        return cls(
            journey_id=row.journey,
            side=row.side,
            wage_minor=row.wage_minor,
            wage_currency=row.wage_currency,
            wage_per=row.wage_per,
            first_month_minor=row.first_month_minor,
            minutes_a_day=row.minutes_a_day,
            rest_days_a_month=row.rest_days_a_month,
            housing=row.housing,
            deductions=[[held.what, held.minor] for held in row.deductions],
            batch_id=batch,
        )


class Payment(models.Model):
    """One payment line: the row that all lines of work share.

    Either ``amount_minor`` is set, or both ends of a range.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey = models.ForeignKey(Journey, models.CASCADE, related_name="payments")
    interview_code = models.CharField(max_length=60, blank=True)
    item = CodeField(enum=Item)
    amount_minor = MoneyMinor(null=True)
    low_minor = MoneyMinor(null=True)
    high_minor = MoneyMinor(null=True)
    currency = CodeField(enum=Currency)
    paid_on = PartialDateField(null=True)
    paid_to = CodeField(enum=Payee)
    borne_by = CodeField(enum=Bearer)
    receipt = CodeField(enum=Receipt)
    refunded_minor = MoneyMinor(default=0)
    confidence = CodeField(enum=Confidence)
    revision = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="payments")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(
                    amount_minor__isnull=False, low_minor__isnull=True, high_minor__isnull=True
                )
                | Q(amount_minor__isnull=True, low_minor__isnull=False, high_minor__isnull=False),
                name="payment_amount_or_range",
            ),
            CheckConstraint(
                condition=Q(amount_minor__isnull=False, amount_minor__gte=0)
                | Q(amount_minor__isnull=True, low_minor__gte=0, high_minor__gte=F("low_minor")),
                name="payment_amount_not_negative",
            ),
            CheckConstraint(condition=Q(refunded_minor__gte=0), name="payment_refund_not_negative"),
            code_check("item", Item, "payment_item_is_code"),
            code_check("currency", Currency, "payment_currency_is_code"),
            code_check("paid_to", Payee, "payment_paid_to_is_code"),
            code_check("borne_by", Bearer, "payment_borne_by_is_code"),
            code_check("receipt", Receipt, "payment_receipt_is_code"),
            code_check("confidence", Confidence, "payment_confidence_is_code"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def amount(self) -> Amount:
        """What was paid: exact, or a range."""
        if self.amount_minor is not None:
            return Amount(self.amount_minor, self.amount_minor, self.currency)
        return Amount(self.low_minor or 0, self.high_minor or 0, self.currency)

    @amount.setter
    def amount(self, amount: Amount) -> None:
        self.currency = amount.currency
        self.amount_minor = amount.low if amount.exact else None
        self.low_minor = None if amount.exact else amount.low
        self.high_minor = None if amount.exact else amount.high

    @classmethod
    def of(cls, row: NewPayment, *, batch: UUID | None) -> Payment:
        """The row to save for what was put in."""
        made = cls(journey_id=row.journey, batch_id=batch)
        made.take(row)
        return made

    def take(self, row: NewPayment) -> None:
        """Say what the row says, about the same journey."""
        self.interview_code = row.interview_code
        self.item = row.item
        self.amount = row.amount
        self.paid_on = row.paid_on
        self.paid_to = row.paid_to
        self.borne_by = row.borne_by
        self.receipt = row.receipt
        self.refunded_minor = row.refunded
        self.confidence = row.confidence

    def as_new(self) -> NewPayment:
        """The line as it would be put in today."""
        return NewPayment(
            journey=self.journey_id,
            item=self.item,
            amount=self.amount,
            paid_on=self.paid_on,
            paid_to=self.paid_to,
            borne_by=self.borne_by,
            receipt=self.receipt,
            refunded=self.refunded_minor,
            confidence=self.confidence,
            interview_code=self.interview_code,
        )


class Change(models.Model):
    """One correction of a payment line: what it said before and why it was wrong.

    Apart from the timeline, because a reason is free text: it goes when the worker is erased.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "revision"], name="change_revision_once"),
            CheckConstraint(condition=~Q(reason=""), name="change_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.revision}"


class Loan(models.Model):
    """Money borrowed for the journey; interest in percent a month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey = models.ForeignKey(Journey, models.CASCADE, related_name="loans")
    source = CodeField(enum=Lender)
    principal_minor = MoneyMinor()
    currency = CodeField(enum=Currency)
    interest = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    collateral = models.CharField(max_length=200, blank=True)
    outstanding_minor = MoneyMinor(null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="loans")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(principal_minor__gte=0)
                & (Q(outstanding_minor__isnull=True) | Q(outstanding_minor__gte=0))
                & (Q(interest__isnull=True) | Q(interest__gte=0)),
                name="loan_not_negative",
            ),
            code_check("source", Lender, "loan_source_is_code"),
            code_check("currency", Currency, "loan_currency_is_code"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def of(cls, row: NewLoan, *, batch: UUID | None) -> Loan:
        """The row to save for what was put in."""
        return cls(
            journey_id=row.journey,
            source=row.source,
            principal_minor=row.principal_minor,
            currency=row.currency,
            interest=row.interest,
            collateral=row.collateral,
            outstanding_minor=row.outstanding_minor,
            batch_id=batch,
        )


class Event(models.Model):
    """One entry of a journey's timeline. Never changed; a bare key outlives a removed journey."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey_id: models.UUIDField[UUID, UUID] = models.UUIDField(db_index=True)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    kind = CodeField(enum=Happening)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("kind", Happening, "event_kind_is_code")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.journey_id}"
