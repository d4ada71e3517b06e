"""What waits for the joint table, without anybody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils import timezone

from saphan.domain.care.casework import Standing, StepKind
from saphan.domain.care.joint import JointTable, Pending, Waits, Why, joint_table, referral_waits
from saphan.domain.care.referral import WAITING, Reply
from saphan.domain.people.roles import Permission
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import CaseMember, Referral, ReferralAnswer, Step

_KR7 = (
    StepKind.KR7_FILED,
    StepKind.INSPECTOR_EXTENDED,
    StepKind.ORDER_NOTIFIED,
    StepKind.ORDER_REFUSED,
    StepKind.KR7_WITHDRAWN,
    StepKind.PAID_IN_FULL,
)
#: What a complaint waits for after its last step of the inspector's procedure.
_AFTER = {
    StepKind.KR7_FILED: (Waits.INSPECTOR, Why.ORDER_PENDING),
    StepKind.INSPECTOR_EXTENDED: (Waits.INSPECTOR, Why.ORDER_EXTENDED),
    StepKind.ORDER_NOTIFIED: (Waits.EMPLOYER, Why.ORDER_NOT_PAID),
}


def pending_long(
    viewer: Viewer,
    *,
    on: date,
    longer_than: timedelta,
    party: UUID | None = None,
) -> JointTable:
    """What has waited longer in the viewer's organisations; with one other organisation if given.

    Complaints to the inspector are left out when ``party`` is given.
    """
    before = on - longer_than
    waiting = list(_referrals(viewer, before, party))
    if party is None:
        waiting += _complaints(viewer)
    return joint_table(waiting, on=on, longer_than=longer_than)


def offices(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The organisations and offices that ever got a referral, by name."""
    sent = Referral.objects.filter(within(viewer, Permission.CASES_COUNT), sent_at__isnull=False)
    return list(sent.order_by("party__name").values_list("party", "party__name").distinct())


def _referrals(viewer: Viewer, before: date, party: UUID | None) -> Iterator[Pending]:
    """What was sent before that day, already added up by where it stands."""
    last = ReferralAnswer.objects.filter(referral=OuterRef("pk")).order_by("-at", "-pk")
    midnight = timezone.make_aware(datetime.combine(before, time.min))
    found = Referral.objects.filter(
        within(viewer, Permission.CASES_COUNT), state__in=WAITING, sent_at__lt=midnight
    )
    if party is not None:
        found = found.filter(party=party)
    sorts = (
        found.order_by()
        .annotate(last=Subquery(last.values("reply")[:1]))
        .values_list("state", "last", "party")
        .annotate(first=Min("sent_at"), n=Count("members", filter=Q(members__withdrawn_at=None)))
    )
    for state, reply, office, first, people in sorts:
        said = referral_waits(state, Reply(reply) if reply else None)
        if said:
            yield Pending(*said, timezone.localdate(first), people, office)


def _complaints(viewer: Viewer) -> Iterator[Pending]:
    steps = Step.objects.filter(
        within(viewer, Permission.CASES_COUNT, "case__organisation"),
        kind__in=_KR7,
        struck_at=None,
        case__closed_on=None,
    )
    last: dict[UUID, tuple[StepKind, date]] = {}
    filed: dict[UUID, date] = {}
    for case, kind, on in steps.order_by("on", "at", "pk").values_list("case", "kind", "on"):
        last[case] = kind, on
        if kind is StepKind.KR7_FILED:
            filed[case] = on
    active = CaseMember.objects.filter(
        within(viewer, Permission.CASES_COUNT, "case__organisation"),
        standing=Standing.ACTIVE,
        case__closed_on=None,
    )
    people = dict(active.order_by().values_list("case").annotate(n=Count("pk")))
    for case, (kind, on) in last.items():
        if kind in _AFTER:
            since = on if kind is StepKind.ORDER_NOTIFIED else filed.get(case, on)
            yield Pending(*_AFTER[kind], since, people.get(case, 0))
