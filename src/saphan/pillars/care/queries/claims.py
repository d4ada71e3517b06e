"""Questions about money: the claim table of a case, its offers, what was awarded and paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from saphan.domain.care.casework import Condition, OfferState, Origin, SumKind
from saphan.domain.care.claims import Totals, totals
from saphan.domain.care.told import Workplace, restored
from saphan.domain.money import Currency
from saphan.domain.pay.codes import Bound
from saphan.domain.pay.records import Stint
from saphan.domain.people.roles import Permission
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import ClaimLine, Offer, PayPeriod, Sum


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of the claim of one member; ``basis`` holds formula, rules and finding."""

    id: UUID
    member: UUID
    kind: str
    subject: str
    first: date | None
    last: date | None
    currency: Currency
    due: int | None
    was: int | None
    short: int | None
    claimed: int | None
    bound: Bound
    reason: str
    basis: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What a member told about one pay period."""

    id: UUID
    member: UUID
    stint: Stint
    where: Workplace


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer."""

    id: UUID
    on: date
    amount: int | None
    currency: Currency
    instalments: int
    conditions: tuple[Condition, ...]
    pressed: bool
    state: OfferState
    words: str
    respondent: UUID | None


@dataclass(frozen=True, slots=True)
class SumRow:
    """Money that was awarded or paid; ``member`` is None when it is for all together."""

    id: UUID
    kind: SumKind
    origin: Origin
    amount: int
    currency: Currency
    on: date
    member: UUID | None
    struck: bool


def claim_rows(viewer: Viewer, *, case: UUID) -> list[ClaimRow]:
    """Every line of every member, by the member's number; none when the viewer may not see it."""
    found = ClaimLine.objects.filter(_seen(viewer, "member__case"), member__case=case)
    return [
        ClaimRow(
            id=row.pk,
            member=row.member_id,
            kind=row.kind,
            subject=row.subject,
            first=row.first,
            last=row.last,
            currency=row.currency,
            due=row.due_minor,
            was=row.was_minor,
            short=row.short_minor,
            claimed=row.claimed_minor,
            bound=row.bound,
            reason=row.reason,
            basis=row.basis,
        )
        for row in found.order_by("member__number", "position")
    ]


def pay_periods(viewer: Viewer, *, case: UUID) -> list[PeriodRow]:
    """What the members told about their pay, by number and day."""
    found = PayPeriod.objects.filter(_seen(viewer, "member__case"), member__case=case)
    return [
        PeriodRow(row.pk, row.member_id, *restored(row.told))
        for row in found.order_by("member__number", "first")
    ]


def offers(viewer: Viewer, *, case: UUID) -> list[OfferRow]:
    """The offers of a case, the latest first."""
    found = Offer.objects.filter(_seen(viewer, "case"), case=case)
    return [
        OfferRow(
            id=row.pk,
            on=row.on,
            amount=row.amount_minor,
            currency=row.currency,
            instalments=row.instalments,
            conditions=tuple(Condition(code) for code in row.conditions),
            pressed=row.pressed,
            state=row.state,
            words=row.words,
            respondent=row.respondent_id,
        )
        for row in found.order_by("-on", "-pk")
    ]


def sums(viewer: Viewer, *, case: UUID) -> list[SumRow]:
    """What was awarded and what was paid, the latest first, with what was struck."""
    found = Sum.objects.filter(_seen(viewer, "case"), case=case)
    return [
        SumRow(
            id=row.pk,
            kind=row.kind,
            origin=row.origin,
            amount=row.amount_minor,
            currency=row.currency,
            on=row.on,
            member=row.member_id,
            struck=row.struck_at is not None,
        )
        for row in found.order_by("-on", "-pk")
    ]


def case_totals(viewer: Viewer, *, case: UUID) -> tuple[Totals, ...]:
    """Claimed, awarded and paid of the whole case, each currency for itself."""
    claimed = [(row.currency, row.claimed) for row in claim_rows(viewer, case=case)]
    money: dict[SumKind, list[tuple[Currency, int]]] = defaultdict(list)
    for row in sums(viewer, case=case):
        if not row.struck:
            money[row.kind].append((row.currency, row.amount))
    return totals(claimed, money[SumKind.AWARDED], money[SumKind.PAID])


def _seen(viewer: Viewer, to_case: str) -> Q:
    return within(viewer, Permission.CASES_SEE, f"{to_case}__organisation")
