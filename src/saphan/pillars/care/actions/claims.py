"""What is done to claims: pay periods told, lines computed, what is claimed of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.claims import claimed
from saphan.domain.care.told import Workplace, plain
from saphan.domain.pay.records import Stint, problems
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.actions.within_claims import compute
from saphan.pillars.care.models import CaseMember, ClaimLine, PayPeriod


@transaction.atomic
def tell_pay(*, by: Viewer, at: datetime, member: UUID, stint: Stint, where: Workplace) -> UUID:
    """What a member told about one pay period; her claim is computed anew. Gives its key.

    Raises ``NotFound("member.unknown")``, ``Conflict("case.closed")``,
    ``Conflict("claim.days_told_already")`` or ``Refused("claim.cannot_be_right", problem=...)``.
    """
    found = _member(by, member)
    wrong = problems([stint])
    if wrong:
        raise Refused("claim.cannot_be_right", problem=wrong[0].code, field=wrong[0].field)
    first, last = stint.period.first, stint.period.last or stint.period.first
    if found.pay_periods.filter(first__lte=last, last__gte=first).exists():
        raise Conflict("claim.days_told_already")
    made = PayPeriod.objects.create(
        member=found, first=first, last=last, told=plain(stint, where), at=at, by=by.code
    )
    compute(by, at, [found])
    record(by=by, at=at, action="care.tell_pay", subject=found, facts={"period": made.pk})
    return made.pk


@transaction.atomic
def forget_pay(*, by: Viewer, at: datetime, period: UUID) -> None:
    """Take back what was told about a pay period, with its lines.

    Raises ``NotFound("claim.period_unknown")`` or ``Conflict("case.closed")``.
    """
    rows = PayPeriod.objects.filter(
        within(by, Permission.CASES_RECORD, "member__case__organisation"), pk=period
    )
    row = rows.first()
    if row is None:
        raise NotFound("claim.period_unknown")
    member = _member(by, row.member_id)
    row.delete()
    compute(by, at, [member])
    record(by=by, at=at, action="care.forget_pay", subject=member, facts={"period": period})


@transaction.atomic
def compute_claims(*, by: Viewer, at: datetime, case: UUID) -> int:
    """Compute the claims of all members anew from what is known today; gives how many lines.

    What a counsellor chose to claim stays. Raises ``NotFound("case.unknown")`` or
    ``Conflict("case.closed")``.
    """
    found = case_for_change(by, case)
    members = list(found.members.filter(worker__isnull=False).order_by("number"))
    made = compute(by, at, members)
    record(by=by, at=at, action="care.compute_claims", subject=found, facts={"lines": made})
    return made


@transaction.atomic
def choose_claimed(
    *, by: Viewer, at: datetime, line: UUID, amount: int | None, reason: str = ""
) -> None:
    """Claim something else of a line than was computed, with a reason; None goes back to that.

    Raises ``NotFound("claim.line_unknown")``, ``Conflict("case.closed")``,
    ``Incomplete("claim.reason_missing")`` or ``Refused("claim.negative")``.
    """
    rows = ClaimLine.objects.filter(
        within(by, Permission.CASES_RECORD, "member__case__organisation"), pk=line
    )
    row = rows.select_related("member").first()
    if row is None:
        raise NotFound("claim.line_unknown")
    case_for_change(by, row.member.case_id)
    row.claimed_minor = claimed(row.short_minor, amount, reason)
    row.reason = reason.strip() if amount is not None else ""
    row.save(update_fields=["claimed_minor", "reason"])
    record(by=by, at=at, action="care.choose_claimed", subject=row.member, facts={"line": row.pk})


def _member(by: Viewer, member: UUID) -> CaseMember:
    """A member of an open case, who was not erased."""
    rows = CaseMember.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"))
    row = rows.filter(pk=member, worker__isnull=False).first()
    if row is None:
        raise NotFound("member.unknown")
    case_for_change(by, row.case_id)
    return row
