"""What is due: on the first page of staff, week by week on a page of its own, as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from saphan.domain.care.casework import ClockKind
from saphan.domain.people.roles import Permission
from saphan.domain.period import Period
from saphan.foundation.exports import download, named_file
from saphan.foundation.figures import shown
from saphan.foundation.guards import needs
from saphan.foundation.places import Due
from saphan.foundation.tables import Column, Table
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.forms import labels
from saphan.pillars.care.pages.clock_words import Told, kinds, lateness, told_term
from saphan.pillars.care.queries import due as queries
from saphan.pillars.care.queries.due import DueAsked, DueLine, DueList

#: Lines on the first page, and on the page of what is due.
ON_FIRST_PAGE, AT_ONCE = 20, 400
#: The days that a calendar holds, before and after today.
LOOK_BACK, LOOK_AHEAD = timedelta(days=14), timedelta(days=120)
_WEEK = timedelta(days=7)
_MINE, _ALL = "mine", "all"


def due(viewer: object, *, week: Period) -> list[Due]:
    """What is due in the cases of who is logged in; of colleagues' cases only how much it is."""
    member = member_of(viewer)
    if not member.has_perm(Permission.CASES_SEE.value):
        return []
    today = timezone.localdate()
    mine, others = DueAsked(mine=True), DueAsked(mine=False)
    own = queries.due(member, week=week, asked=mine, most=ON_FIRST_PAGE)
    found = [_on_first_page(line, today) for line in own.lines]
    if own.left:
        words = ngettext("{n} more is due", "{n} more are due", own.left)
        found.append(Due(words.format(n=shown(own.left)), reverse("care:due")))
    count = queries.due_count(member, week=week, asked=others)
    if count:
        words = ngettext(
            "{n} is due in cases of colleagues", "{n} are due in cases of colleagues", count
        )
        found.append(Due(words.format(n=shown(count)), _address(whose=_ALL)))
    return found + _unknown_kinds(member, mine)


def _on_first_page(line: DueLine, today: date) -> Due:
    late = lateness(line.due, today)[1]
    words = f"{what(line)} · {line.case or line.worker}"
    return Due(words, address_of(line), on=line.due, detail=late)


def _unknown_kinds(viewer: Viewer, asked: DueAsked) -> list[Due]:
    """One line for each kind of clock that runs although nobody knows until when."""
    counts = queries.kinds_without_a_day(viewer, asked=asked)
    return [
        Due(
            _("{clock}: no day is known").format(clock=labels.CLOCKS[kind]),
            _address(kind=kind.value),
            detail=ngettext("{n} runs: check it", "{n} run: check them", count).format(
                n=shown(count)
            ),
        )
        for kind, count in sorted(counts.items(), key=lambda one: one[0].value)
    ]


def what(line: DueLine) -> str:
    """What is due, and for how many people or which referral."""
    words = str(labels.CLOCKS[line.kind])
    if line.referral:
        return f"{words} ({line.referral})"
    if line.people > 1:
        people = ngettext("{n} person", "{n} people", line.people).format(n=shown(line.people))
        return f"{words} ({people})"
    return words


def address_of(line: DueLine) -> str:
    """Where it is done: the case; somebody without a case is found among the follow-ups."""
    if line.kind is ClockKind.RETENTION:
        route, code = ("keep", line.case) if line.case else ("keep_person", line.worker)
        return reverse(f"care:{route}", args=[code])
    if line.case:
        return reverse("care:case", args=[line.case])
    return _address(kind=line.kind.value)


def _address(**asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("care:due") + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address of the page asks for."""

    week: Period
    whose: str
    kind: ClockKind | None
    current: bool

    @property
    def due(self) -> DueAsked:
        """The same as the query asks it."""
        return DueAsked(
            mine=True if self.whose == _MINE else None, kind=self.kind, overdue=self.current
        )

    def address(self, weeks: int) -> str:
        """The same for another week; this week has none in its address."""
        return _address(
            week=(self.week.first + weeks * _WEEK).isoformat() if weeks else "",
            whose=_ALL if self.whose == _ALL else "",
            kind=self.kind.value if self.kind else "",
        )


def _asked(request: HttpRequest) -> _Asked:
    """What cannot be read asks for what is shown at first."""
    this = _monday(timezone.localdate())
    try:
        monday = _monday(date.fromisoformat(request.GET.get("week", "")))
    except (ValueError, OverflowError):
        monday = this
    given = request.GET.get("kind", "")
    return _Asked(
        week=Period(monday, monday + timedelta(days=6)),
        whose=_ALL if request.GET.get("whose") == _ALL else _MINE,
        kind=ClockKind(given) if given in set(ClockKind) else None,
        current=monday == this,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@needs("care.see")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is overdue, due today and due in a week; what runs without a day below it."""
    viewer, asked, today = member_of(request.user), _asked(request), timezone.localdate()
    most = None if "export" in request.GET else AT_ONCE
    found = queries.due(viewer, week=asked.week, asked=asked.due, most=most)
    open_ended = queries.without_a_day(viewer, asked=asked.due, most=most) if asked.current else []
    bases = _bases(viewer, [*found.lines, *open_ended])
    table = _table(found.lines, bases, today, _("Due")).asked(request)
    unknown = _table(open_ended, bases, today, _("Runs without a known day"), "open").asked(request)
    for one in (table, unknown):
        if one.export:
            return download(one)
    facts = _facts(viewer, asked, found, today)
    facts |= {"table": table, "unknown": unknown, "bases": _distinct(bases.values())}
    return render(request, "care/due.html", facts)


def _facts(viewer: Viewer, asked: _Asked, found: DueList, today: date) -> dict[str, object]:
    days = [line.due for line in found.lines if line.due]
    return {
        "asked": asked,
        "kinds": kinds(),
        "before": asked.address(-1),
        "after": asked.address(1),
        "this": "" if asked.current else asked.address(0),
        "late": sum(day < today for day in days),
        "today": sum(day == today for day in days),
        "later": sum(day > today for day in days),
        "left": found.left,
        "limitations": _limitations(viewer, asked),
        "limitations_at": _address(
            kind=ClockKind.LIMITATION.value, whose=_ALL if asked.whose == _ALL else ""
        ),
    }


def _limitations(viewer: Viewer, asked: _Asked) -> int:
    """In how many cases the limitation runs, where the list leaves it out."""
    if asked.kind or not asked.current:
        return 0
    return queries.kinds_without_a_day(viewer, asked=asked.due).get(ClockKind.LIMITATION, 0)


def _table(
    lines: Sequence[DueLine],
    bases: dict[DueLine, list[Told]],
    today: date,
    caption: str,
    name: str = "",
) -> Table[DueLine]:
    return Table(
        caption=caption,
        name=name,
        columns=[
            Column("what", _("What"), what, link=address_of),
            Column(
                "late",
                _("How late"),
                lambda line: lateness(line.due, today)[1],
                "badge",
                tone=lambda line: lateness(line.due, today)[0],
                sortable=False,
            ),
            Column("case", _("Case"), lambda line: line.case or line.worker, link=address_of),
            Column("due", _("Due"), lambda line: line.due, words=_day),
            Column(
                "basis",
                _("Who says so"),
                lambda line: bases[line][0].authority if bases[line] else "",
                link=lambda line: f"#{bases[line][0].anchor}" if bases[line] else "",
            ),
            Column("since", _("Runs since"), lambda line: line.starts),
            Column("counsellor", _("Counsellor"), lambda line: line.counsellor),
        ],
        rows=lines,
        empty=_("Nothing is due."),
        page_rows=100,
    )


def _day(line: DueLine) -> str:
    return shown(line.due_at or line.due) if line.due else _("not known")


def _bases(viewer: Viewer, lines: Iterable[DueLine]) -> dict[DueLine, list[Told]]:
    """What each line rests on, said once for all lines that rest on the same."""
    said: dict[object, Told] = {}
    return {
        line: [
            said[term] if term in said else said.setdefault(term, told_term(term))
            for term in queries.basis(viewer, line=line)
        ]
        for line in lines
    }


def _distinct(told: Iterable[list[Told]]) -> list[Told]:
    return list({one.anchor: one for each in told for one in each}.values())


@needs("care.see")
@require_safe
def as_calendar(request: HttpRequest) -> HttpResponse:
    """The days that are known in one's own cases, as a file for a calendar program.

    There is no address to subscribe to: one that works without a log-in would stand in somebody's
    cloud for years.
    """
    from saphan.pillars.care.pages.due_calendar import calendar  # takes long to load, used seldom

    today = timezone.localdate()
    days = Period(today - LOOK_BACK, today + LOOK_AHEAD)
    asked = DueAsked(mine=True, overdue=False)
    lines = queries.due(member_of(request.user), week=days, asked=asked).lines
    made = calendar(lines, at=timezone.now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{named_file("due")}.ics"'
    return response
