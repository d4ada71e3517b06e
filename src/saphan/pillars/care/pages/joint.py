"""The joint table for the monthly meeting."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.domain.care.joint import FEWEST, Cell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.people.queries import member_of
from saphan.pillars.care.forms import referral_labels
from saphan.pillars.care.queries.joint import pending_long

#: Days after which something stands on the joint table. Source: int.clocks.joint-list-pending, a
#: target to agree with partners and no law.
DAYS = 60


@needs("care.count")
@require_safe
def joint(request: HttpRequest) -> HttpResponse:
    """What has waited for more than 60 days: by step and reason, no names, no small cells."""
    on = timezone.localdate()
    longer = timedelta(days=DAYS)
    found = pending_long(member_of(request.user), on=on, longer_than=longer)
    table = _table(found.cells, on).asked(request)
    if table.export:
        return download(table)
    hidden = any(cell.people is None for cell in found.cells)
    facts = {"table": table, "total": found.total, "hidden": hidden, "days": DAYS, "on": on}
    return render(request, "care/joint.html", facts | {"fewest": FEWEST})


def _table(cells: tuple[Cell, ...], on: date) -> Table[Cell]:
    fewer = _("fewer than {n}").format(n=FEWEST)
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
