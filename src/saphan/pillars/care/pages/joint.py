"""The joint table for the monthly meeting: with all or with one office, also as a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.domain.care.joint import FEWEST, Cell, JointTable
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.exports import download, invented
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.foundation.words import OWN_NAMES
from saphan.parties.queries import own_organisations
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.extract.joint_paper import Meeting, joint_paper
from saphan.pillars.care.forms import referral_labels
from saphan.pillars.care.pages.paper_files import FORMATS, paper_file
from saphan.pillars.care.queries.joint import offices, pending_long

#: Days after which something stands on the joint table. Source: int.clocks.joint-list-pending, a
#: target to agree with partners and no law.
DAYS = 60
#: The languages of the paper: that of the offices first.
PAPER_LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks, for which day, and with which office the meeting is."""

    viewer: Viewer
    on: date
    offices: list[tuple[UUID, str]]
    office: UUID | None

    @property
    def name(self) -> str:
        """The name of the office; empty for all together."""
        return dict(self.offices).get(self.office, "") if self.office else ""

    def found(self) -> JointTable:
        """The table."""
        longer = timedelta(days=DAYS)
        return pending_long(self.viewer, on=self.on, longer_than=longer, party=self.office)


def _asked(request: HttpRequest) -> _Asked:
    """What the address asks for. Raises ``NotFound("organisation.unknown")``."""
    viewer, wanted = member_of(request.user), request.GET.get("with", "")
    known = offices(viewer)
    office = next((key for key, _name in known if str(key) == wanted), None)
    if wanted and office is None:
        raise NotFound("organisation.unknown")
    return _Asked(viewer, timezone.localdate(), known, office)


@needs("care.count")
@require_safe
def joint(request: HttpRequest) -> HttpResponse:
    """What has waited for more than 60 days: by step and reason, no names, no small cells."""
    asked = _asked(request)
    found = asked.found()
    table = _table(found.cells, asked.on).asked(request)
    if table.export:
        return download(table)
    query = "?" + urlencode({"with": str(asked.office)}) if asked.office else ""
    facts = {
        "table": table,
        "total": found.total,
        "hidden": any(cell.people is None for cell in found.cells),
        "days": DAYS,
        "on": asked.on,
        "fewest": FEWEST,
        "offices": asked.offices,
        "office": asked.office,
        "papers": [
            (f"{OWN_NAMES[one]}, {kind}", one, _at(one, ending) + query)
            for one in PAPER_LANGUAGES
            for kind, ending in (("PDF", "pdf"), ("Word", "docx"))
        ],
    }
    return render(request, "care/joint.html", facts)


@needs("care.count")
@require_safe
def paper(request: HttpRequest, language: str, ending: str) -> HttpResponse:
    """The table on one sheet for the meeting, with room for what is decided."""
    if ending not in FORMATS or language not in PAPER_LANGUAGES:
        raise NotFound("paper.unknown")
    asked = _asked(request)
    found = asked.found()
    own = own_organisations(asked.viewer, Permission.CASES_COUNT)
    told = Meeting(
        organisation=" · ".join(one.names.get(language) or one.name for one in own),
        office=asked.name,
        day=asked.on,
        days=DAYS,
        cells=found.cells,
        total=found.total,
    )
    made = joint_paper(told, language=language, demo=invented())
    return paper_file(made, ending, f"joint-{asked.on.isoformat()}-{language}.{ending}")


def _at(language: str, ending: str) -> str:
    return reverse("care:joint_paper", args=[language, ending])


def _table(cells: tuple[Cell, ...], on: date) -> Table[Cell]:
    fewer = _("not shown")
    return Table(
        columns=[
            Column("waits", _("Waits for"), lambda one: str(referral_labels.WAITS[one.waits])),
            Column("why", _("Reason"), lambda one: str(referral_labels.WHY[one.why])),
            Column(
                "people",
                _("People"),
                lambda one: one.people,
                "number",
                words=lambda one: fewer if one.people is None else str(one.people),
            ),
            Column(
                "longest",
                _("Longest, days"),
                lambda one: one.longest_days,
                "number",
                words=lambda one: "–" if one.longest_days is None else str(one.longest_days),
            ),
        ],
        rows=cells,
        caption=_("Waiting for more than {days} days on {on}").format(days=DAYS, on=on),
        empty=_("Nothing has waited so long."),
    )
