"""Interviews, the payments of one with their three verdicts, and correcting a payment."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saphan.domain.journey.records import Payment
from saphan.domain.money import Currency, Money, half_up
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.records import Interview
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import shown
from saphan.foundation.forms import in_page
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.pillars.recruitment.actions.plans import change_fee_line
from saphan.pillars.recruitment.extract import labels
from saphan.pillars.recruitment.forms.audits import LineForm
from saphan.pillars.recruitment.pages.rooms import Room, page, room
from saphan.pillars.recruitment.pages.speech import baht, in_baht
from saphan.pillars.recruitment.queries import fee_lines, intake_of, versions
from saphan.rulebook.charges import load_charges


def _terms(here: Room) -> Terms:
    """The terms of the newest version, or the plainest ones."""
    decided = versions(here.viewer, code=here.code)
    return decided[0].terms if decided else Terms(as_of=timezone.localdate())


def _today(here: Room) -> Outcome:
    """The audit of what is on record now, also before a plan is decided."""
    return decide(intake_of(here.viewer, code=here.code), _terms(here), load_charges())


@needs("recruitment.view")
@require_safe
def interviews(request: HttpRequest, code: str) -> HttpResponse:
    """Every interview and what it shows."""
    here = room(request, code)
    outcome = _today(here)
    asked = _table(here, outcome).asked(request)
    if asked.export:
        return download(asked)
    return page(request, "interviews", here, "recruitment:interviews", table=asked)


def _table(here: Room, outcome: Outcome) -> Table[Interview]:
    def owed(one: Interview) -> Decimal | None:
        return in_baht(half_up(outcome.owed.by_interview[one.index] * 100))

    return Table(
        columns=[
            Column(
                "code",
                _("Interview"),
                lambda one: one.code,
                link=lambda one: reverse("recruitment:interview", args=[here.code, one.code]),
            ),
            Column("worker", _("Worker"), lambda one: one.worker),
            Column(
                "nationality",
                _("Nationality"),
                lambda one: in_page(one.nationality, labels.NATIONALITIES),
            ),
            Column("agent", _("Agent"), lambda one: one.agent),
            Column("scheme", _("Scheme"), lambda one: in_page(one.scheme, labels.SCHEMES)),
            Column("arrival", _("Arrival"), lambda one: one.arrival),
            Column("owed", _("Owed, baht"), owed, "number"),
        ],
        rows=outcome.intake.interviews,
        caption=_("Interviews"),
        empty=_("No interview was brought in yet."),
        page_rows=100,
    )


@needs("recruitment.view")
@require_safe
def interview(request: HttpRequest, code: str, interview: str) -> HttpResponse:
    """One interview: every payment with its three verdicts, each open to its rule."""
    here = room(request, code)
    waiting = fee_lines(here.viewer, code=code, interview=interview)
    outcome = _today(here)
    judged = [line for line in outcome.judged if line.interview.code == interview]
    told = next((one for one in outcome.intake.interviews if one.code == interview), None)
    if told is None:
        raise NotFound("interview.unknown")
    return page(
        request,
        "interview",
        here,
        "recruitment:interviews",
        told=told,
        summary=_summary(told, outcome),
        judged=[_judged(line, waiting, outcome) for line in judged],
        overcharged=here.may_open_case and outcome.owed.by_interview[told.index] > 0,
    )


def _summary(told: Interview, outcome: Outcome) -> list[tuple[str, object]]:
    owed = outcome.owed.by_interview[told.index]
    return [
        (_("Worker"), told.worker or None),
        (_("Nationality"), in_page(told.nationality, labels.NATIONALITIES)),
        (_("Agent"), told.agent or None),
        (_("Scheme"), in_page(told.scheme, labels.SCHEMES)),
        (_("Arrival"), told.arrival),
        (_("What is owed back"), in_page(outcome.terms.definition, labels.DEFINITIONS)),
        (_("Owed"), baht(half_up(owed * 100))),
    ]


def _judged(line: Judged, waiting: list[Payment], outcome: Outcome) -> dict[str, object]:
    """One payment as the page shows it, joined to the line that can be corrected."""
    thb = line.thb
    return {
        "item": in_page(line.payment.item, labels.ITEMS),
        "paid_to": in_page(line.payment.paid_to, labels.PAYEES),
        "borne_by": in_page(line.payment.borne_by, labels.BEARERS),
        "receipt": in_page(line.payment.receipt, labels.RECEIPTS),
        "amount": Money.of(line.amount, line.payment.currency),
        "foreign": line.payment.currency is not Currency.THB,
        "ranged": line.payment.low != line.payment.high,
        "thb": None if thb is None else baht(half_up(thb * 100)),
        "owed": baht(half_up(line.owed(outcome.terms.definition) * 100)),
        "paid_on": line.payment.paid_on,
        "refunded": line.payment.refunded
        and Money.of(line.payment.refunded, line.payment.currency),
        "verdicts": [(in_page(law, labels.LAWS), found) for law, found in line.verdicts.items()],
        "key": _key_of(line, waiting),
    }


def _key_of(line: Judged, waiting: list[Payment]) -> UUID | None:
    """The stored line behind a judged payment: one that says the same, each taken once."""
    for stored in waiting:
        if _says_the_same(stored, line):
            waiting.remove(stored)
            return stored.id
    return None


def _says_the_same(stored: Payment, line: Judged) -> bool:
    payment, amount = line.payment, stored.amount
    return (
        stored.item is payment.item
        and amount.currency is payment.currency
        and Money.of(payment.low, amount.currency).minor == amount.low
        and Money.of(payment.high, amount.currency).minor == amount.high
        and stored.paid_on == payment.paid_on
        and (stored.paid_to, stored.borne_by) == (payment.paid_to, payment.borne_by)
        and stored.receipt is payment.receipt
        and Money.of(payment.refunded, amount.currency).minor == stored.refunded
    )


@needs("recruitment.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, interview: str, payment: UUID) -> HttpResponse:
    """Correct one payment; it becomes a new version of the plan with who and why."""
    here = room(request, code, Permission.RECRUITMENT_PLAN)
    line = _line(here, interview, payment)
    form = LineForm(request.POST or None, initial=_initial(line))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _corrected(request, here, line, form)
        except Refused as refusal:
            refused = refusal
    status = 422 if form.errors or refused else 200
    return page(
        request,
        "correct",
        here,
        "recruitment:interviews",
        status,
        form=form,
        refused=refused,
        line=line,
        item=in_page(line.item, labels.ITEMS),
    )


def _corrected(request: HttpRequest, here: Room, line: Payment, form: LineForm) -> HttpResponse:
    number = change_fee_line(
        by=here.viewer,
        at=timezone.now(),
        audit=here.code,
        payment=line.id,
        reason=form.cleaned_data["reason"],
        terms=_terms(here),
        seen=form.cleaned_data["revision"],
        **form.changes(),
    )
    words = _("The payment was corrected; version {n} of the plan was decided.")
    tell(request, words.format(n=shown(number)))
    return redirect("recruitment:interview", here.code, line.interview_code)


def _line(here: Room, interview: str, payment: UUID) -> Payment:
    for line in fee_lines(here.viewer, code=here.code, interview=interview):
        if line.id == payment:
            return line
    raise NotFound("payment.unknown")


def _initial(line: Payment) -> dict[str, object]:
    currency = line.amount.currency

    def major(minor: int) -> Decimal:
        return Money(minor, currency).major

    return {
        "item": line.item.value,
        "low": major(line.amount.low),
        "high": "" if line.amount.exact else major(line.amount.high),
        "currency": currency.value,
        "paid_on": str(line.paid_on) if line.paid_on else "",
        "paid_to": line.paid_to.value,
        "borne_by": line.borne_by.value,
        "receipt": line.receipt.value,
        "refunded": major(line.refunded) if line.refunded else "",
        "revision": line.revision,
    }
