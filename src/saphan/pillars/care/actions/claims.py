"""What is done to claims: pay periods told, lines computed, what is claimed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from saphan.domain.care.claims import NewClaimLine, claimed, fee_lines, pay_lines
from saphan.domain.care.told import Workplace, plain, restored
from saphan.domain.journey.records import Payment
from saphan.domain.pay.claim import claim
from saphan.domain.pay.law import PayLaw
from saphan.domain.pay.records import Stint, problems
from saphan.domain.people.roles import Permission
from saphan.domain.period import Period
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.foundation.audit import record
from saphan.foundation.plain import law_book
from saphan.journey.queries import journeys, payments
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.models import CaseMember, ClaimLine, PayPeriod
from saphan.rulebook.pay import pay_law

_Law = Callable[[Workplace, Period], PayLaw]


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
    _compute(by, at, [found])
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
    _compute(by, at, [member])
    record(by=by, at=at, action="care.forget_pay", subject=member, facts={"period": period})


@transaction.atomic
def compute_claims(*, by: Viewer, at: datetime, case: UUID) -> int:
    """Compute the claims of all members anew from what is known today; gives how many lines.

    What a counsellor chose to claim stays. Raises ``NotFound("case.unknown")`` or
    ``Conflict("case.closed")``.
    """
    found = case_for_change(by, case)
    members = list(found.members.filter(worker__isnull=False).order_by("number"))
    made = _compute(by, at, members)
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


def _compute(by: Viewer, at: datetime, members: Sequence[CaseMember]) -> int:
    """Write the lines of these members anew; the law of one place and time is asked once."""
    law = _law_asked_once()
    told: dict[UUID, list[PayPeriod]] = defaultdict(list)
    for period in PayPeriod.objects.filter(member__in=members).order_by("first"):
        told[period.member_id].append(period)
    fees = _fees(by, members, timezone.localdate(at))
    rows: list[ClaimLine] = []
    for member in members:
        lines = [
            *(line for period in told[member.pk] for line in _pay(period, law)),
            *((None, line) for line in fees[member.pk]),
        ]
        rows += [
            _row(member, position, period, line, at)
            for position, (period, line) in enumerate(lines, 1)
        ]
    _keep_choices(members, rows)
    ClaimLine.objects.filter(member__in=members).delete()
    ClaimLine.objects.bulk_create(rows)
    return len(rows)


def _law_asked_once() -> _Law:
    """The law of a place and a time, looked up once however many members worked there then."""
    found: dict[tuple[Workplace, Period], PayLaw] = {}

    def law(where: Workplace, period: Period) -> PayLaw:
        key = (where, period)
        if key not in found:
            found[key] = pay_law(
                law_book(),
                province=where.province,
                period=period,
                district=where.district,
                sector=where.sector,
                work=where.work,
            )
        return found[key]

    return law


def _pay(period: PayPeriod, law: _Law) -> Iterator[tuple[PayPeriod, NewClaimLine]]:
    stint, where = restored(period.told)
    for line in pay_lines(claim([stint], law(where, stint.period))):
        yield period, line


def _fees(
    by: Viewer, members: Sequence[CaseMember], today: date
) -> dict[UUID, tuple[NewClaimLine, ...]]:
    """The fee lines of each member, from the payment lines of her journey."""
    keys = [member.journey_id for member in members if member.journey_id]
    paid: dict[UUID, list[Payment]] = defaultdict(list)
    for payment in payments(by, journeys=keys):
        paid[payment.journey].append(payment)
    ways = {way.id: way for way in journeys(by, keys=list(paid))}
    rules = law_book().charges()
    found: dict[UUID, tuple[NewClaimLine, ...]] = defaultdict(tuple)
    for member in members:
        way = ways.get(member.journey_id) if member.journey_id else None
        if way:
            found[member.pk] = fee_lines(
                paid[way.id],
                rules,
                nationality=way.nationality,
                scheme=way.scheme,
                as_of=today,
            )
    return found


def _row(
    member: CaseMember, position: int, period: PayPeriod | None, line: NewClaimLine, at: datetime
) -> ClaimLine:
    return ClaimLine(
        member=member,
        pay_period=period,
        payment_id=line.payment,
        position=position,
        kind=line.kind,
        subject=line.subject,
        first=line.first,
        last=line.last,
        currency=line.currency,
        due_minor=line.due,
        was_minor=line.was,
        short_minor=line.short,
        bound=line.bound,
        claimed_minor=line.short,
        basis=line.basis,
        computed_at=at,
    )


def _keep_choices(members: Sequence[CaseMember], rows: Iterable[ClaimLine]) -> None:
    """What a counsellor chose to claim of a line stays when the line is computed anew."""
    chosen = ClaimLine.objects.filter(member__in=members).exclude(claimed_minor=F("short_minor"))
    said = {_which(line): line for line in chosen if line.reason}
    for row in rows:
        before = said.get(_which(row))
        if before:
            row.claimed_minor, row.reason = before.claimed_minor, before.reason


def _which(line: ClaimLine) -> tuple[object, ...]:
    """What makes a line the same line after it was computed anew."""
    return line.member_id, line.kind, line.subject, line.first, line.payment_id


def _member(by: Viewer, member: UUID) -> CaseMember:
    """A member of an open case, who was not erased."""
    rows = CaseMember.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"))
    row = rows.filter(pk=member, worker__isnull=False).first()
    if row is None:
        raise NotFound("member.unknown")
    case_for_change(by, row.case_id)
    return row
