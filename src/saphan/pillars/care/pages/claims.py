"""The claim table of a case: every line with its formula, its rule and what is claimed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.claims import FeeLine, kept_steps
from saphan.domain.finding import Standing
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, LineKind
from saphan.domain.people.roles import Permission
from saphan.domain.period import Period
from saphan.domain.recruitment.codes import Item, Law
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation import labels as shared
from saphan.foundation.arithmetic import Arithmetic, heading, idle
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import language_now
from saphan.foundation.forms import in_page
from saphan.foundation.guards import needs
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.tables import Column, Table
from saphan.foundation.words import Words
from saphan.pillars.care.actions.claims import choose_claimed, compute_claims, forget_pay, tell_pay
from saphan.pillars.care.forms.claims import ChooseClaimedForm, PayForm
from saphan.pillars.care.pages.cases import names_of, shown_name
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.claims import ClaimRow, case_totals, claim_rows, pay_periods

_LAWS = {Law.ILO: gettext_lazy("ILO definition"), Law.DESTINATION: gettext_lazy("Law in Thailand")}
_TONES = {"prohibited": "stop", "over_cap": "stop", "permitted": "fine", "unknown": "unknown"}


@needs("care.see")
@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Every line of every member. Exports carry numbers, never names."""
    here = room(request, code)
    people = members(here.viewer, case=here.case.id)
    rows = claim_rows(here.viewer, case=here.case.id)
    table = _table(rows, people).asked(request)
    if table.export:
        return download(table)
    names = names_of(here, people)
    facts = {
        "table": table,
        "totals": case_totals(here.viewer, case=here.case.id),
        "people": [
            {
                "row": one,
                "name": shown_name(one, names),
                "claimed": _sum(row for row in rows if row.member == one.id),
            }
            for one in people
        ],
    }
    return page(request, "claims", here, "care:claims", 200, **facts)


def _table(rows: list[ClaimRow], people: list[MemberRecord]) -> Table[ClaimRow]:
    numbers = {one.id: one.number for one in people}
    return Table(
        columns=[
            Column("number", _("Person"), lambda one: numbers.get(one.member), "number"),
            Column("what", _("What"), _what),
            Column("first", _("From"), lambda one: one.first),
            Column("last", _("Until"), lambda one: one.last),
            Column("due", _("Should be"), lambda one: _money(one.due, one), "number"),
            Column("was", _("Was"), lambda one: _money(one.was, one), "number"),
            Column("short", _("Missing"), lambda one: _money(one.short, one), "number"),
            Column("claimed", _("Claimed"), lambda one: _money(one.claimed, one), "number"),
        ],
        rows=rows,
        caption=_("Lines of the claim"),
        empty=_("Nothing was told about pay or fees yet."),
    )


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def of_member(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The claim of one person, line by line; a pay period can be told here."""
    here = room(request, code)
    person = _member(here, number)
    form = PayForm(request.POST or None, initial={"province": here.case.province})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            tell_pay(
                by=here.viewer,
                at=timezone.now(),
                member=person.id,
                stint=form.stint(),
                where=form.where(),
            )
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("It was written down, and the claim was computed anew."))
            return redirect("care:claim", here.code, number)
    status = 422 if form.errors or refused else 200
    rows = [one for one in claim_rows(here.viewer, case=here.case.id) if one.member == person.id]
    periods = [p for p in pay_periods(here.viewer, case=here.case.id) if p.member == person.id]
    facts = {
        "form": form,
        "refused": refused,
        "person": person,
        "name": shown_name(person, names_of(here, [person])),
        "lines": [_line(row) for row in rows],
        "periods": [(one.id, _days(one.stint.period)) for one in periods],
        "claimed": _sum(rows),
    }
    return page(request, "claim", here, "care:claims", status, **facts)


def _line(row: ClaimRow) -> dict[str, object]:
    said = Arithmetic(Words(language_now(), "pay"))
    return {
        "row": row,
        "what": _what(row),
        "days": _days(Period(row.first, row.last)) if row.first and row.last else "",
        "formula": [
            said.formula(step)
            for step in kept_steps(row.basis.get("formula", ()))
            if not idle(step)
        ],
        "due": _money(row.due, row),
        "was": _money(row.was, row),
        "short": _money(row.short, row),
        "claimed": _money(row.claimed, row),
        "floor": row.bound is Bound.AT_LEAST,
        "told": list(_told(row.basis)),
        "rules": list(_rules(row.basis)),
    }


def _told(basis: Mapping[str, Any]) -> Iterator[tuple[object, str, str]]:
    """What each body of rules says of a fee: never merged."""
    for law, told in basis.get("told", {}).items():
        finding = told["finding"]
        name = _LAWS.get(Law(law), _("Law at home"))
        reason = str(reason_said(finding["reason"], language_now()))
        yield name, _TONES.get(finding["verdict"], "plain"), reason


def _rules(basis: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """The rules under a line, each once, with article, source, days and standing."""
    findings = [told["finding"] for told in basis.get("told", {}).values()]
    seen: set[tuple[object, ...]] = set()
    for one in [*basis.get("rules", ()), *findings]:
        key = one["rule"], one["article"], one["starts"]
        if one["rule"] and key not in seen:
            seen.add(key)
            standing = STANDINGS[Standing(one["standing"])] if one["standing"] else ""
            words = Words(language_now(), "rights")
            yield {
                "rule": one["rule"],
                "article": one["article"],
                "source": one["source"],
                "standing": str(words.say(standing)) if standing else "",
                "starts": date.fromisoformat(one["starts"]) if one["starts"] else None,
                "ends": date.fromisoformat(one["ends"]) if one["ends"] else None,
            }


@needs("care.record")
@require_POST
def compute(request: HttpRequest, code: str) -> HttpResponse:
    """Compute every claim anew from the rules of today."""
    here = room(request, code, Permission.CASES_RECORD)
    compute_claims(by=here.viewer, at=timezone.now(), case=here.case.id)
    tell(request, _("Every claim was computed anew; what you chose to claim stays."))
    return redirect("care:claims", here.code)


@needs("care.record")
@require_POST
def forget(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Take back what was told about a pay period."""
    here = room(request, code, Permission.CASES_RECORD)
    forget_pay(by=here.viewer, at=timezone.now(), period=key)
    tell(request, _("It was taken back, and the claim was computed anew."))
    return redirect("care:claim", here.code, number)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Claim something else of a line than was computed, with a reason."""
    here = room(request, code, Permission.CASES_RECORD)
    rows = {one.id: one for one in claim_rows(here.viewer, case=here.case.id)}
    if key not in rows:
        raise NotFound("claim.line_unknown")
    form = ChooseClaimedForm(request.POST or None, initial=_chosen(rows[key]))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            choose_claimed(
                by=here.viewer,
                at=timezone.now(),
                line=key,
                amount=form.satang(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("It was written down."))
            return redirect("care:claim", here.code, number)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, "line": _line(rows[key]), "number": number}
    return page(request, "choose_claimed", here, "care:claims", status, **facts)


def _chosen(row: ClaimRow) -> dict[str, object]:
    if row.claimed is None or not row.reason:
        return {}
    return {"amount": str(Money(row.claimed, row.currency).major), "reason": row.reason}


def _what(row: ClaimRow) -> str:
    if row.kind == FeeLine.FEE:
        return in_page(Item(row.subject), shared.ITEMS)
    return str(Words(language_now(), "pay").say(heading(LineKind(row.kind), row.subject)))


def _days(period: Period) -> str:
    return Arithmetic(Words(language_now(), "pay")).days(period)


def _money(minor: int | None, row: ClaimRow) -> Money | None:
    return None if minor is None else Money(minor, row.currency)


def _sum(rows: Iterator[ClaimRow] | list[ClaimRow]) -> Money:
    baht = (row.claimed or 0 for row in rows if row.currency is Currency.THB)
    return Money(sum(baht), Currency.THB)


def _member(here: Room, number: int) -> MemberRecord:
    found = next((m for m in members(here.viewer, case=here.case.id) if m.number == number), None)
    if found is None:
        raise NotFound("member.unknown")
    return found
