"""Questions about clocks: what runs in cases, computed anew from what is on the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from saphan.domain.care.casework import Standing
from saphan.domain.care.clock import Clock
from saphan.domain.care.clocks import TELLING, Event, Facts, Person, clocks
from saphan.domain.care.referral_clocks import Sent, TakenBack
from saphan.domain.care.terms import Law, Standards
from saphan.domain.people.roles import Permission
from saphan.foundation.plain import law_book
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import (
    TAKEN_BACK,
    Case,
    CaseMember,
    Intake,
    Referral,
    ReferralAnswer,
    ReferralMember,
    Step,
)
from saphan.rulebook.terms import clock_law


def clocks_of(viewer: Viewer, *, cases: Collection[UUID]) -> dict[UUID, tuple[Clock, ...]]:
    """Every clock of these cases, as far as the viewer may see them; stopped ones too.

    Six questions to the database, however many cases.
    """
    seen = Case.objects.filter(within(viewer, Permission.CASES_SEE), pk__in=cases)
    rows = list(seen.only("pk", "opened_on", "closed_on"))
    keys = [row.pk for row in rows]
    members = CaseMember.objects.filter(case__in=keys)
    events, people, sent = _events(keys), _people(members), _referrals(keys)
    left = {row.case_id for row in members if row.standing is not Standing.ERASED}
    empty = {row.case_id for row in members} - left
    law = law_now(viewer)
    return {
        row.pk: clocks(
            Facts(
                row.opened_on,
                row.closed_on,
                tuple(events[row.pk]),
                tuple(people[row.pk]),
                tuple(sent[row.pk]),
                nobody=row.pk in empty,
            ),
            law,
        )
        for row in rows
    }


def law_now(viewer: Viewer) -> Law:
    """What law book and settings of this installation say about clocks; the same for everybody."""
    del viewer
    return _law(settings.CLOCK_STANDARDS)


@lru_cache(maxsize=4)
def _law(standards: Standards) -> Law:
    return clock_law(law_book(), standards)


def _events(cases: Collection[UUID]) -> Mapping[UUID, list[Event]]:
    rows = Step.objects.filter(case__in=cases, kind__in=TELLING)
    found: dict[UUID, list[Event]] = defaultdict(list)
    for row in rows.only("case_id", "member_id", "kind", "on", "at", "struck_at", "facts"):
        struck, until = row.struck_at is not None, row.facts.get("until")
        day = date.fromisoformat(until) if until else None
        found[row.case_id].append(Event(row.kind, row.on, row.at, row.member_id, struck, day))
    return found


def _people(members: QuerySet[CaseMember]) -> Mapping[UUID, list[Person]]:
    """Members with a day on their record, or who left; of the others no clock knows."""
    dated = Q(permit_expires__isnull=False) | Q(follow_up_on__isnull=False)
    told = Intake.objects.filter(dated, worker__in=members.values("worker"))
    intakes = {row.pk: row for row in told.only("at", "permit_expires", "follow_up_on")}
    found: dict[UUID, list[Person]] = defaultdict(list)
    for row in members:
        intake = intakes.get(row.worker_id) if row.worker_id else None
        left = row.standing is not Standing.ACTIVE
        if not left and intake is None:
            continue
        found[row.case_id].append(
            Person(
                member=row.pk,
                told_on=timezone.localdate(intake.at if intake else row.at),
                until=(row.stopped_on or timezone.localdate(row.at)) if left else None,
                permit_expires=intake.permit_expires if intake else None,
                follow_up_on=intake.follow_up_on if intake else None,
            )
        )
    return found


def _referrals(cases: Collection[UUID]) -> Mapping[UUID, list[Sent]]:
    rows = Referral.objects.filter(case__in=cases, sent_at__isnull=False)
    answers: dict[UUID, list[datetime]] = defaultdict(list)
    given = ReferralAnswer.objects.filter(referral__case__in=cases)
    for key, at in given.values_list("referral", "at"):
        answers[key].append(timezone.localtime(at))
    taken_back = _taken_back(rows)
    found: dict[UUID, list[Sent]] = defaultdict(list)
    for row in rows.defer("reason", "withheld"):
        if row.sent_at is None:
            continue
        found[row.case_id].append(
            Sent(
                referral=row.pk,
                state=row.state,
                urgency=row.urgency,
                sent_at=timezone.localtime(row.sent_at),
                acknowledged_at=_local(row.acknowledged_at),
                appointment_at=_local(row.appointment_at),
                ended_at=_local(row.ended_at),
                told_at=_local(row.told_at),
                answers=tuple(answers[row.pk]),
                taken_back=tuple(taken_back[row.pk]),
            )
        )
    return found


def _taken_back(sent: QuerySet[Referral]) -> Mapping[UUID, list[TakenBack]]:
    rows = ReferralMember.objects.filter(TAKEN_BACK, referral__in=sent.values("pk"))
    found: dict[UUID, list[TakenBack]] = defaultdict(list)
    days = rows.order_by("withdrawn_at").values_list("referral", "withdrawn_at", "receiver_told_at")
    for key, at, told in days:
        heard = timezone.localdate(told) if told else None
        found[key].append(TakenBack(timezone.localdate(at), heard))
    return found


def _local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None
