"""Inside an action: the case it works on, the step it writes, what it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from saphan.domain.care.case import check_open
from saphan.domain.care.casework import StepKind
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.vault_files import remove_file
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import (
    Case,
    CaseMember,
    Evidence,
    Offer,
    Referral,
    ReferralAnswer,
    Respondent,
    Step,
)


def case_for_change(by: Viewer, case: UUID) -> Case:
    """An open case, locked until the transaction ends, when the viewer may record in it.

    Raises ``NotFound("case.unknown")`` or ``Conflict("case.closed")``.
    """
    found = case_to_change(by, case)
    check_open(found.closed_on)
    return found


def case_to_change(by: Viewer, case: UUID) -> Case:
    """A case, locked until the transaction ends. Raises ``NotFound("case.unknown")``."""
    found = Case.objects.select_for_update().filter(within(by, Permission.CASES_RECORD), pk=case)
    row = found.first()
    if row is None:
        raise NotFound("case.unknown")
    return row


def write_step(
    by: Viewer,
    at: datetime,
    case: Case,
    kind: StepKind,
    on: date,
    *,
    words: str = "",
    member: CaseMember | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Step:
    """A step of any kind, inside an action that checked it."""
    return Step.objects.create(
        case=case,
        member=member,
        kind=kind,
        on=on,
        words=words,
        facts=dict(facts or {}),
        at=at,
        by=by.code,
    )


def forget_words(case: Case) -> None:
    """What a case of nobody any more says in words, with its files; codes, days and sums stay."""
    remove_evidence(case.evidence.all())
    case.story = case.wish = case.risk_note = ""
    case.revision += 1
    case.save(update_fields=["story", "wish", "risk_note", "revision"])
    Respondent.objects.filter(case=case).update(name="", address="", note="")
    Step.objects.filter(case=case).update(words="")
    Offer.objects.filter(case=case).update(words="")
    Referral.objects.filter(case=case).update(reason="", withheld="")
    ReferralAnswer.objects.filter(referral__case=case).update(words="")


def write_joined(
    by: Viewer, at: datetime, case: Case, on: date, members: Iterable[CaseMember]
) -> None:
    """A step for each member who joined an open case."""
    kind = StepKind.MEMBER_JOINED
    Step.objects.bulk_create(
        Step(case=case, member=member, kind=kind, on=on, at=at, by=by.code) for member in members
    )


def remove_evidence(rows: Iterable[Evidence]) -> None:
    """Delete rows, and their files once that is committed."""
    for row in list(rows):
        row.delete()
        transaction.on_commit(partial(remove_file, row.stored))
