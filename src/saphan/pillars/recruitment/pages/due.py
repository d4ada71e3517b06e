"""What a fee audit waits for this week: files, a decision, a payroll in which workers are paid."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.domain.people.roles import Permission
from saphan.domain.period import PartialDate, Period
from saphan.domain.recruitment.repayment import month_after
from saphan.domain.recruitment.tables import Kind
from saphan.foundation.figures import shown
from saphan.foundation.places import Due
from saphan.people.queries import Viewer, member_of
from saphan.pillars.recruitment.queries import (
    AuditRecord,
    VersionRecord,
    audits,
    imports,
    may_in,
    versions,
)


def due(viewer: object, *, week: Period) -> list[Due]:
    """The work that waits for who is logged in, in the audits that this member may plan."""
    member = member_of(viewer)
    return [
        waiting
        for audit in audits(member)
        if may_in(member, audit=audit, permission=Permission.RECRUITMENT_PLAN)
        for waiting in _waiting(member, audit, week)
    ]


def _waiting(viewer: Viewer, audit: AuditRecord, week: Period) -> Iterator[Due]:
    decided = versions(viewer, code=audit.code)
    if decided:
        yield from _paydays(audit, max(decided, key=lambda one: one.number), week)
        return
    there = {one.kind for one in imports(viewer, code=audit.code) if one.undone_at is None}
    if {Kind.ROSTER, Kind.INTERVIEWS} <= there:
        address = reverse("recruitment:decide", args=[audit.code])
        yield Due(_("Decide a plan"), address, detail=audit.title)
        return
    address = reverse("recruitment:bring", args=[audit.code])
    missing = _("Bring in the interviews") if Kind.ROSTER in there else _("Bring in the roster")
    yield Due(missing, address, detail=audit.title)


def _paydays(audit: AuditRecord, newest: VersionRecord, week: Period) -> Iterator[Due]:
    """The payments of the newest plan whose payroll month has days in this week."""
    terms = newest.terms
    for number in range(1, terms.instalments + 1):
        month = month_after(terms.first_payroll, number - 1)
        if month is None or not _meets(month, week):
            continue
        sentence = _("Pay instalment {n} of {last} with the payroll of {month}")
        yield Due(
            sentence.format(n=number, last=terms.instalments, month=shown(month)),
            reverse("recruitment:version", args=[audit.code, newest.number]),
            detail=audit.title,
        )


def _meets(month: PartialDate, week: Period) -> bool:
    return week.first <= month.last and (week.last is None or month.first <= week.last)
