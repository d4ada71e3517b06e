"""The page of patterns: every component of the face, alive, with invented data; demo only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.finding import Finding, Verdict
from saphan.domain.money import Currency, Money
from saphan.domain.refusals import NotFound
from saphan.foundation.banners import tell
from saphan.foundation.charts import BarChart, LineChart, Mark
from saphan.foundation.exports import download, invented
from saphan.foundation.figures import shown
from saphan.foundation.guards import signed_in
from saphan.foundation.progress import Progress, progress_page
from saphan.foundation.tables import Column, Table
from saphan.foundation.words import LANGUAGES, OWN_NAMES

_HIDDEN = "patterns.hidden"
_BEGAN = "patterns.began"
#: The invented long work: rows and rows a second.
_ROWS, _SPEED = 1150, 90


@dataclass(frozen=True, slots=True)
class Sample:
    """One invented payment."""

    code: str
    country: str
    item: str
    paid: Money | None
    on: date | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Paper:
    """One invented paper."""

    title: str
    address: str
    kind: str
    language: str
    detail: str


def samples() -> list[Sample]:
    """Forty-eight invented payments, always the same."""
    countries = ("កម្ពុជា · Cambodia", "ລາວ · Lao PDR", "မြန်မာ · Myanmar", "Việt Nam")
    items = (_("Service fee"), _("Passport"), _("Medical test"), _("Travel"), _("Skills test"))
    return [
        Sample(
            code=f"X-{number}",
            country=countries[number % 4],
            item=items[number % 5],
            paid=None if number % 11 == 0 else Money(number * 37_525, Currency.THB),
            on=None if number % 13 == 0 else date(2025, 1, 6) + timedelta(days=number * 9),
            verdict=list(Verdict)[number % 5],
        )
        for number in range(1, 49)
    ]


class SampleForm(forms.Form):
    """An invented form with every kind of field."""

    worker = forms.CharField(
        label=gettext_lazy("Worker code"),
        help_text=gettext_lazy("As on the slip, for example X-12. Never a name."),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the worker code.")},
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount in baht"),
        min_value=0,
        decimal_places=2,
        max_digits=9,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        error_messages={
            "required": gettext_lazy("Enter the amount, or choose that it is not known."),
            "invalid": gettext_lazy("Enter the amount in digits, for example 1500.50."),
            "min_value": gettext_lazy("An amount cannot be negative."),
        },
    )
    receipt = forms.ChoiceField(
        label=gettext_lazy("Proof"),
        choices=[
            ("official", gettext_lazy("Official receipt")),
            ("photo", gettext_lazy("Photo")),
            ("none", gettext_lazy("None")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a proof.")},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("KH", "Cambodia"), ("LA", "Lao PDR"), ("MM", "Myanmar"), ("VN", "Viet Nam")],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sure = forms.BooleanField(label=gettext_lazy("The worker was asked twice"), required=False)


@signed_in
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    _demo_only()
    asked = _table(request).asked(request)
    if asked.export:
        return download(asked)
    shown_here = {
        "table": asked,
        "form": SampleForm(),
        "summary": _summary(),
        "progress": Progress(412, _ROWS, _clock(0), _clock(31)),
        "bars": _bars(),
        "single": _single(),
        "steps": _steps(),
        "papers": _papers(),
        "findings": _findings(),
        "verdicts": list(Verdict),
        "scripts": [(code, OWN_NAMES[code]) for code in LANGUAGES],
        "gone": request.session.get(_HIDDEN, []),
    }
    return render(request, "web/patterns.html", shown_here)


def _demo_only() -> None:
    if not invented():
        raise NotFound("page.demo_only")


def _clock(seconds: int) -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(seconds=seconds)


def _table(request: HttpRequest) -> Table[Sample]:
    hidden = request.session.get(_HIDDEN, [])
    tones = {
        Verdict.PROHIBITED: "stop",
        Verdict.OVER_CAP: "stop",
        Verdict.PERMITTED: "fine",
        Verdict.NOT_APPLICABLE: "plain",
        Verdict.UNKNOWN: "unknown",
    }
    rows = [row for row in samples() if row.code not in hidden]
    total = sum(row.paid.minor for row in rows if row.paid)
    return Table(
        caption=_("Invented payments"),
        columns=[
            Column("code", _("Code"), lambda row: row.code),
            Column("country", _("Country"), lambda row: row.country),
            Column("item", _("Item"), lambda row: row.item),
            Column("paid", _("Paid"), lambda row: row.paid, kind="number"),
            Column("on", _("On"), lambda row: row.on),
            Column(
                "verdict",
                _("Verdict"),
                lambda row: row.verdict.value,
                kind="badge",
                words=lambda row: _verdict_words()[row.verdict],
                tone=lambda row: tones[row.verdict],
            ),
        ],
        rows=rows,
        empty=_("There are no payments."),
        totals={"paid": Money(total, Currency.THB)},
    )


def _verdict_words() -> dict[Verdict, str]:
    return {
        Verdict.PROHIBITED: _("Must not be charged"),
        Verdict.OVER_CAP: _("Above the limit"),
        Verdict.PERMITTED: _("May be charged"),
        Verdict.NOT_APPLICABLE: _("Does not apply"),
        Verdict.UNKNOWN: _("We do not know"),
    }


def _summary() -> list[tuple[object, ...]]:
    here = reverse("web:patterns_form")
    return [
        (_("Worker code"), "X-12", here),
        (_("Amount"), Money(450_300, Currency.THB), here),
        (_("Paid on"), date(2025, 4, 24), here),
        (_("Proof"), None, here),
    ]


def _mark(minor: int, low: int = 0, high: int = 0) -> Mark:
    money = [Money(value, Currency.THB) for value in (minor, low, high)]
    text, low_text, high_text = (shown(one) for one in money)
    if not high:
        return Mark(minor, text)
    return Mark(minor, text, low, high, low_text, high_text)


def _bars() -> BarChart:
    hidden = Mark(None, suppressed=True)
    return BarChart(
        title=_("Owed to each worker, by cohort and method (invented)"),
        description=_("Three cohorts; the maximum is always the largest; one cohort is hidden."),
        series=[_("Median"), _("75th percentile"), _("Maximum")],
        groups=[
            (
                "Myanmar · MOU · 2025",
                [_mark(1_250_000, 1_100_000, 1_480_000), _mark(1_610_050), _mark(2_340_000)],
            ),
            (
                "Cambodia · MOU · 2025",
                [_mark(830_075, 700_000, 990_000), _mark(1_020_000), _mark(1_500_000)],
            ),
            ("Lao PDR · border pass · 2024", [hidden, hidden, hidden]),
        ],
        source=_("invented interviews of this demo"),
        group_heading=_("Cohort"),
    )


def _single() -> BarChart:
    return BarChart(
        title=_("Total of the plan, by method (invented)"),
        description=_("The cohort maximum is the largest total; for one method nothing is known."),
        series=[_("Total")],
        groups=[
            (_("Individual"), [_mark(312_455_025)]),
            (_("Cohort median"), [_mark(987_650_000)]),
            (_("Cohort maximum"), [_mark(1_804_220_050)]),
            (_("Flat per corridor"), [Mark(None)]),
        ],
        source=_("invented interviews of this demo"),
        group_heading=_("Method"),
    )


def _steps() -> LineChart:
    values = [300, 300, 310, 310, None, 325, 337, 337, 350]
    marks = [Mark(value, shown(value)) if value else Mark(None) for value in values]
    around = [
        Mark(
            Fraction(value),
            shown(value),
            value - 20,
            value + 25,
            shown(value - 20),
            shown(value + 25),
        )
        for value in (280, 284, 290, 301, 305, 311, 320, 322, 330)
    ]
    around[2] = Mark(None, suppressed=True)
    return LineChart(
        title=_("A daily amount over the years (invented)"),
        description=_("Two lines that rise; one year is unknown and one is hidden."),
        at=[str(year) for year in range(2018, 2027)],
        lines=[(_("Set"), marks), (_("Paid"), around)],
        steps=True,
        source=_("invented figures of this demo"),
        axis_heading=_("Year"),
    )


def _papers() -> list[Paper]:
    here = f"{reverse('web:patterns')}?export=xlsx"
    return [
        Paper(_("Invented payments"), here, "XLSX", "", _("48 rows")),
        Paper("รายการจ่ายเงินสมมุติ", f"{reverse('web:patterns')}?export=csv", "CSV", "th", "48"),
    ]


def _findings() -> list[Finding]:
    return [
        Finding(
            verdict=Verdict.PROHIBITED,
            rule="xx.invented.rule",
            article="Article 0",
            source="An invented law of this demo",
            standing="verified",
            reason=_("This invented rule says that workers must not pay this fee."),
            reason_code="invented",
            starts=date(2018, 1, 1),
        ),
        Finding(
            verdict=Verdict.UNKNOWN,
            rule="xx.invented.other",
            article="",
            source="",
            standing="unverified",
            reason=_("This invented value was never checked against its source."),
            reason_code="invented",
            since=date(2024, 7, 1),
        ),
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """A form that never loses what was typed; what it receives is thrown away."""
    _demo_only()
    sent = SampleForm(request.POST or None)
    if sent.is_valid():
        code = samples()[0].code
        request.session[_HIDDEN] = [code]
        done = _("Received. The row {code} was taken out of the table.").format(code=code)
        tell(request, done, undo=reverse("web:patterns_undo"))
        return redirect("web:patterns")
    status = 422 if sent.is_bound else 200
    return render(request, "web/patterns_form.html", {"form": sent}, status=status)


@signed_in
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Put the row back."""
    _demo_only()
    request.session.pop(_HIDDEN, None)
    tell(request, _("The row is back."))
    return redirect("web:patterns")


@signed_in
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Invented long work: it takes about thirteen seconds; ``?again`` starts it anew."""
    _demo_only()
    now = timezone.now()
    if "again" in request.GET:
        request.session[_BEGAN] = now.isoformat()
        return redirect("web:patterns_progress")
    began = datetime.fromisoformat(request.session.setdefault(_BEGAN, now.isoformat()))
    done = min(_ROWS, int((now - began).total_seconds()) * _SPEED)
    so_far = Progress(done, _ROWS, began, now)
    return progress_page(
        request, so_far, heading=_("Reading the invented interviews"), then=reverse("web:patterns")
    )
