"""What every page of one audit shares: the audit, its tabs, what the member may do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed
from saphan.people.queries import Viewer, member_of
from saphan.pillars.recruitment.queries import AuditRecord, audit, may_in

TABS: tuple[tuple[str, str | Promise], ...] = (
    ("recruitment:audit", _("Overview")),
    ("recruitment:interviews", _("Interviews")),
    ("recruitment:cohorts", _("Cohorts")),
    ("recruitment:methods", _("Methods")),
    ("recruitment:versions", _("Plan and versions")),
    ("recruitment:brand", _("Brand view")),
)


@dataclass(frozen=True, slots=True)
class Room:
    """One audit as a member sees it."""

    viewer: Viewer
    audit: AuditRecord
    may_import: bool
    may_plan: bool
    may_brand: bool
    may_open_case: bool

    @property
    def code(self) -> str:
        """The audit's code."""
        return self.audit.code


def room(
    request: HttpRequest, code: str, permission: Permission = Permission.RECRUITMENT_VIEW
) -> Room:
    """The audit, when the member may see it in full and is permitted this in it.

    Raises ``NotFound`` and ``NotAllowed("permission.missing")``.
    """
    viewer = member_of(request.user)
    found = audit(viewer, code=code)
    if not may_in(viewer, audit=found, permission=permission):
        raise NotAllowed("permission.missing", permission=permission.value)
    return Room(
        viewer=viewer,
        audit=found,
        may_import=may_in(viewer, audit=found, permission=Permission.RECRUITMENT_IMPORT),
        may_plan=may_in(viewer, audit=found, permission=Permission.RECRUITMENT_PLAN),
        may_brand=may_in(viewer, audit=found, permission=Permission.RECRUITMENT_BRAND),
        may_open_case=may_in(viewer, audit=found, permission=Permission.CASES_RECORD),
    )


def page(
    request: HttpRequest, template: str, shown: Room, here: str, status: int = 200, **more: object
) -> HttpResponse:
    """The page of an audit under its tabs; ``here`` is the route of the tab."""
    tabs = [
        (reverse(route, args=[shown.code]), words, route == here)
        for route, words in TABS
        if route != "recruitment:brand" or shown.may_brand
    ]
    facts = {"room": shown, "audit": shown.audit, "tabs": tabs, **more}
    return render(request, f"recruitment/{template}.html", facts, status=status)
