"""Inside an action: the claims of members, computed anew from what is known of pay and fees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from saphan.domain.care.claims import NewClaimLine, fee_lines, pay_lines
from saphan.domain.care.told import Workplace, restored
from saphan.domain.journey.records import Payment
from saphan.domain.pay.claim import claim
from saphan.domain.pay.law import PayLaw
from saphan.domain.period import Period
from saphan.foundation.plain import law_book
from saphan.journey.queries import journeys, payments
from saphan.people.queries import Viewer
from saphan.pillars.care.models import CaseMember, ClaimLine, PayPeriod
from saphan.rulebook.pay import pay_law

_Law = Callable[[Workplace, Period], PayLaw]


def compute(by: Viewer, at: datetime, members: Sequence[CaseMember]) -> int:
    """Write the lines of these members anew; gives how many.

    The law of one place and time is asked once; what a counsellor chose to claim stays.
    """
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
