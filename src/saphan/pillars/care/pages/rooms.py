"""What every page of one case shares: the case, its tabs, what the member may do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.case import CaseRecord
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed
from saphan.people.queries import Viewer, may, member_of
from saphan.pillars.care.queries.cases import case

TABS: tuple[tuple[str, str | Promise], ...] = (
    ("care:case", _("Overview")),
    ("care:members", _("People")),
    ("care:claims", _("Claim")),
    ("care:money", _("Offers and money")),
    ("care:evidence", _("Files")),
    ("care:referrals", _("Referrals")),
    ("care:papers", _("Papers")),
)


@dataclass(frozen=True, slots=True)
class Room:
    """One case as a member sees it."""

    viewer: Viewer
    case: CaseRecord
    may_record: bool
    may_refer: bool

    @property
    def code(self) -> str:
        """The code of the case."""
        return self.case.code

    @property
    def open(self) -> bool:
        """Whether something can still be done to it."""
        return self.case.closed_on is None


def room(request: HttpRequest, code: str, permission: Permission = Permission.CASES_SEE) -> Room:
    """The case, when the member may see it and is permitted this in its organisation.

    Raises ``NotFound("case.unknown")`` and ``NotAllowed("permission.missing")``.
    """
    viewer = member_of(request.user)
    found = case(viewer, code=code)
    own = found.organisation
    if not may(viewer, permission, own):
        raise NotAllowed("permission.missing", permission=permission.value)
    return Room(
        viewer=viewer,
        case=found,
        may_record=may(viewer, Permission.CASES_RECORD, own),
        may_refer=may(viewer, Permission.CASES_REFER, own),
    )


def page(
    request: HttpRequest, template: str, shown: Room, here: str, status: int = 200, **more: object
) -> HttpResponse:
    """The page of a case under its tabs; ``here`` is the route of the tab."""
    tabs = [(reverse(route, args=[shown.code]), words, route == here) for route, words in TABS]
    facts = {"room": shown, "case": shown.case, "tabs": tabs, **more}
    return render(request, f"care/{template}.html", facts, status=status)
