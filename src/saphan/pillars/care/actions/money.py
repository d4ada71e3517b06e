"""What is done to money: offers, what was awarded, what arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import Condition, OfferState, Origin, SumKind
from saphan.domain.money import Currency
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.models import Offer, Respondent, Sum


@transaction.atomic
def add_offer(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    on: date,
    amount: int | None,
    currency: Currency = Currency.THB,
    instalments: int = 1,
    conditions: Sequence[Condition] = (),
    pressed: bool = False,
    words: str = "",
    respondent: UUID | None = None,
) -> UUID:
    """What a respondent offers and asks for it.

    Raises ``NotFound`` with ``case.unknown`` or ``respondent.unknown``, ``Conflict("case.closed")``
    or ``Refused("offer.wrong_amount")``.
    """
    found = case_for_change(by, case)
    if (amount is not None and amount < 0) or instalments < 1:
        raise Refused("offer.wrong_amount")
    if respondent and not Respondent.objects.filter(case=found, pk=respondent).exists():
        raise NotFound("respondent.unknown")
    made = Offer.objects.create(
        case=found,
        respondent_id=respondent,
        on=on,
        amount_minor=amount,
        currency=currency,
        instalments=instalments,
        conditions=list(dict.fromkeys(conditions)),
        pressed=pressed,
        words=words,
        at=at,
        by=by.code,
    )
    facts = {"offer": made.pk, "pressed": pressed}
    record(by=by, at=at, action="care.add_offer", subject=found, facts=facts)
    return made.pk


@transaction.atomic
def answer_offer(*, by: Viewer, at: datetime, offer: UUID, state: OfferState) -> None:
    """The workers take an offer, refuse it, or it lapses; ``OPEN`` takes an answer back.

    An offer that asks to withdraw or that came with pressure stays marked so for ever.
    Raises ``NotFound("offer.unknown")`` or ``Conflict("case.closed")``.
    """
    rows = Offer.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"), pk=offer)
    row = rows.first()
    if row is None:
        raise NotFound("offer.unknown")
    case_for_change(by, row.case_id)
    row.state, row.revision = state, row.revision + 1
    row.save(update_fields=["state", "revision"])
    facts = {"offer": row.pk, "state": state}
    record(by=by, at=at, action="care.answer_offer", subject=("case", row.case_id), facts=facts)


@transaction.atomic
def record_sum(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    kind: SumKind,
    origin: Origin,
    amount: int,
    on: date,
    currency: Currency = Currency.THB,
    member: UUID | None = None,
    offer: UUID | None = None,
) -> UUID:
    """Money that was awarded, or that arrived: to one member or to all together.

    Raises ``NotFound`` with ``case.unknown``, ``member.unknown`` or ``offer.unknown``,
    ``Conflict("case.closed")``, or ``Refused`` with ``sum.wrong_amount`` or ``sum.in_the_future``.
    """
    found = case_for_change(by, case)
    if amount <= 0:
        raise Refused("sum.wrong_amount")
    if on > timezone.localdate(at):
        raise Refused("sum.in_the_future", on=on)
    if member and not found.members.filter(pk=member).exists():
        raise NotFound("member.unknown")
    if offer and not found.offers.filter(pk=offer).exists():
        raise NotFound("offer.unknown")
    made = Sum.objects.create(
        case=found,
        member_id=member,
        offer_id=offer,
        kind=kind,
        origin=origin,
        amount_minor=amount,
        currency=currency,
        on=on,
        at=at,
        by=by.code,
    )
    facts = {"sum": made.pk, "kind": kind}
    record(by=by, at=at, action="care.record_sum", subject=found, facts=facts)
    return made.pk


@transaction.atomic
def strike_sum(*, by: Viewer, at: datetime, entry: UUID) -> None:
    """Take back money that was entered by mistake; the row stays, struck.

    Raises ``NotFound("sum.unknown")`` or ``Conflict("case.closed")``.
    """
    rows = Sum.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"), pk=entry)
    row = rows.filter(struck_at__isnull=True).first()
    if row is None:
        raise NotFound("sum.unknown")
    case_for_change(by, row.case_id)
    row.struck_at = at
    row.save(update_fields=["struck_at"])
    facts = {"sum": row.pk, "kind": row.kind}
    record(by=by, at=at, action="care.strike_sum", subject=("case", row.case_id), facts=facts)
