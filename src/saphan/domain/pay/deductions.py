"""Deductions from pay: which kinds the law allows, up to which share of the pay due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from saphan.domain.finding import Verdict
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, Consent, LineKind, Taken, Topic
from saphan.domain.pay.days import whole_months
from saphan.domain.pay.formula import Factor, Step, Unit, product
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.lines import Line, satang
from saphan.domain.pay.records import Deduction, Stint
from saphan.domain.pay.settling import Settled

#: The place of each kind in the closed list of five. Source: rule th.deductions.allowed.
ITEM: Mapping[Taken, int] = {
    Taken.INCOME_TAX: 1,
    Taken.UNION_DUES: 2,
    Taken.COOPERATIVE_DEBT: 3,
    Taken.BENEFIT_DEBT: 3,
    Taken.DEPOSIT: 4,
    Taken.DAMAGES: 4,
    Taken.PROVIDENT_FUND: 5,
}
#: Items that need consent in any case. Source: the same rule.
_WITH_CONSENT = frozenset({3, 4})
#: Kinds that could be a debt for the worker's own benefit, if the worker agreed.
_NOT_SETTLED = frozenset({Taken.HOUSING, Taken.FOOD, Taken.TRANSPORT, Taken.EQUIPMENT, Taken.LOAN})
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Pay:
    """The pay due of a stint in baht: the least it is, and whether it can be more."""

    baht: Fraction
    sure: bool


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every deduction of one stint is held against."""

    stint: Stint
    law: PayLaw
    pay: _Pay

    def line(
        self,
        taken: Taken | None,
        amount: Fraction | None,
        law: Provision,
        verdict: Verdict,
        code: str,
        most: Fraction | None = None,
        steps: tuple[Step, ...] = (),
        kind: LineKind = LineKind.DEDUCTION,
    ) -> Line:
        """One line; ``most`` is what may be taken, None when that is unknown."""
        due, was = _satang(most), _satang(amount)
        short = None
        if verdict is not Verdict.UNKNOWN and due is not None and was is not None:
            short = Money(max(0, was.minor - due.minor), Currency.THB)
        return Line(
            kind=kind,
            period=self.stint.period,
            subject=taken or "",
            steps=steps,
            due=due,
            was=was,
            short=short,
            bound=Bound.UNKNOWN if short is None else Bound.EXACT,
            finding=law.finding(verdict, code),
            provisions=(law,),
        )


def deduction_lines(settled: Settled, law: PayLaw) -> Iterator[Line]:
    """One line for each kind of deduction, and one for all of them where they pass their limit.

    Social security has a line of its own.
    """
    stint = settled.stint
    desk = _Desk(stint, law, _pay_due(settled))
    allowed = law.steady(Topic.DEDUCTIONS, stint.period)
    if stint.deductions is None:
        yield desk.line(None, None, allowed, Verdict.UNKNOWN, "deductions_unknown")
        return
    held: list[tuple[Deduction, Line]] = []
    left: dict[int, Fraction] = {}
    for each in _merged(stint.deductions):
        line = _judged(desk, each, allowed, left)
        if line.provisions[0].topic is Topic.CAP_EACH:
            held.append((each, line))
        yield line
    yield from _together(desk, held)


def _pay_due(settled: Settled) -> _Pay:
    """The pay due: what the lines come to or what was paid, whichever is more."""
    due = sum((line.due.minor for line in settled.lines if line.due), start=0)
    paid = settled.gross.minor if settled.gross else 0
    exact = all(line.bound is Bound.EXACT for line in settled.lines)
    agreed = settled.gross is not None or settled.stint.rate is not None
    return _Pay(Fraction(max(due, paid), 100), exact and agreed)


def _merged(deductions: tuple[Deduction, ...]) -> list[Deduction]:
    """Deductions of one kind and consent added up; those of nothing left out."""
    kinds = sorted({(each.taken, each.consent) for each in deductions})
    found = []
    for taken, consent in kinds:
        of_kind = [e.amount for e in deductions if (e.taken, e.consent) == (taken, consent)]
        known = [amount for amount in of_kind if amount is not None]
        total = sum(known, start=_ZERO) if len(known) == len(of_kind) else None
        if total != 0 and taken is not Taken.SOCIAL_SECURITY:
            found.append(Deduction(taken, total, consent))
    return found


def _judged(desk: _Desk, each: Deduction, allowed: Provision, left: dict[int, Fraction]) -> Line:
    """The line of one deduction; ``left`` is what earlier ones left of the limit of their item."""
    if each.taken is Taken.ADVANCED_COSTS:
        return _advanced(desk, each)
    code = _unclear(each, allowed, desk)
    if code:
        return desk.line(each.taken, each.amount, allowed, Verdict.UNKNOWN, code)
    code = _forbidden(each)
    if code:
        verdict = Verdict.PROHIBITED
        return desk.line(each.taken, each.amount, allowed, verdict, code, most=_ZERO)
    return _capped(desk, each, left)


def _unclear(each: Deduction, allowed: Provision, desk: _Desk) -> str:
    """Why nobody can say whether this kind of deduction is allowed; empty when one can."""
    form = desk.law.steady(Topic.CONSENT_FORM, desk.stint.period)
    needs = ITEM.get(each.taken) in _WITH_CONSENT
    found = (
        (allowed.value is None, allowed.reason_code),
        (each.taken is Taken.OTHER, "kind_unknown"),
        (each.taken is Taken.INCOME_TAX, "tax_not_checked"),
        (each.taken in _NOT_SETTLED and each.consent is not Consent.NO, "kind_not_settled"),
        (each.taken is Taken.RECRUITMENT_FEE and each.consent is not Consent.NO, "see_charges"),
        (needs and each.consent is Consent.UNKNOWN, "consent_unknown"),
        (needs and each.consent is Consent.SPOKEN and form.value is None, "consent_form_unknown"),
    )
    return next((code for holds, code in found if holds), "")


def _forbidden(each: Deduction) -> str:
    """Why this deduction is not allowed at all; empty when it may be."""
    if each.taken not in ITEM:
        return "not_in_list" if each.taken is Taken.FINE else "not_agreed"
    if ITEM[each.taken] in _WITH_CONSENT:
        return {Consent.NO: "not_agreed", Consent.SPOKEN: "not_in_writing"}.get(each.consent, "")
    return ""


def _capped(desk: _Desk, each: Deduction, left: dict[int, Fraction]) -> Line:
    """A deduction of an allowed kind against the share of the pay due that it may take."""
    cap = desk.law.steady(Topic.CAP_EACH, desk.stint.period)
    if cap.value is None or each.amount is None:
        code = cap.reason_code if cap.value is None else "deduction_amount_unknown"
        return desk.line(each.taken, each.amount, cap, Verdict.UNKNOWN, code)
    used = left.get(ITEM[each.taken], _ZERO)
    left[ITEM[each.taken]] = used + each.amount
    steps = (_share(desk.pay.baht, cap.value),)
    most = max(_ZERO, desk.pay.baht * cap.value - used)
    verdict, code = _against(desk.pay, each, cap.value, used)
    return desk.line(each.taken, each.amount, cap, verdict, code, most, steps)


def _against(pay: _Pay, each: Deduction, cap: Fraction, used: Fraction) -> tuple[Verdict, str]:
    taken = used + (each.amount or _ZERO)
    if taken <= pay.baht * cap:
        return Verdict.PERMITTED, "within_cap"
    if each.consent is Consent.UNKNOWN:
        return Verdict.UNKNOWN, "consent_unknown"
    if each.consent is not Consent.NO:
        return Verdict.UNKNOWN, "consent_may_lift_cap"
    if not pay.sure:
        return Verdict.UNKNOWN, "pay_due_unclear"
    return Verdict.OVER_CAP, "over_cap"


def _together(desk: _Desk, held: list[tuple[Deduction, Line]]) -> Iterator[Line]:
    """The limit for all deductions of items 2 to 5 together, where they pass it.

    What is already above the limit of its own item is left out; nothing is claimed twice.
    """
    cap = desk.law.steady(Topic.CAP_TOGETHER, desk.stint.period)
    total = sum((_counted(each, line) for each, line in held), start=_ZERO)
    most = None if cap.value is None else desk.pay.baht * cap.value
    if not held or (most is not None and total <= most):
        return
    steps = () if cap.value is None else (_share(desk.pay.baht, cap.value),)
    verdict, code = Verdict.OVER_CAP, "over_cap"
    if most is None:
        verdict, code = Verdict.UNKNOWN, cap.reason_code
    elif any(each.consent is not Consent.NO for each, _ in held):
        verdict, code = Verdict.UNKNOWN, "consent_may_lift_cap"
    elif not desk.pay.sure:
        verdict, code = Verdict.UNKNOWN, "pay_due_unclear"
    kind = LineKind.DEDUCTIONS_TOGETHER
    yield desk.line(None, total, cap, verdict, code, most, steps, kind=kind)


def _counted(each: Deduction, line: Line) -> Fraction:
    """Baht of a deduction that its own limit leaves standing."""
    if line.finding.verdict is Verdict.OVER_CAP and line.due:
        return Fraction(line.due.minor, 100)
    return each.amount or _ZERO


def _advanced(desk: _Desk, each: Deduction) -> Line:
    """Costs that an MoU employer advanced and may take back from a month's pay."""
    cap = desk.law.steady(Topic.ADVANCE_CAP, desk.stint.period)
    if cap.value is None or each.amount is None:
        code = cap.reason_code if cap.value is None else "deduction_amount_unknown"
        return desk.line(each.taken, each.amount, cap, Verdict.UNKNOWN, code)
    steps, most = (_share(desk.pay.baht, cap.value),), desk.pay.baht * cap.value
    months, rest = whole_months(desk.stint.period)
    verdict, code = Verdict.OVER_CAP, "over_cap"
    if each.amount <= most:
        verdict, code = Verdict.PERMITTED, "within_cap"
    elif rest or not months:
        verdict, code = Verdict.UNKNOWN, "month_not_whole"
    elif not desk.pay.sure:
        verdict, code = Verdict.UNKNOWN, "pay_due_unclear"
    return desk.line(each.taken, each.amount, cap, verdict, code, most, steps)


def _share(pay: Fraction, cap: Fraction) -> Step:
    return product(Unit.BAHT, Factor(pay, Unit.BAHT), Factor(cap, Unit.TIMES))


def _satang(baht: Fraction | None) -> Money | None:
    return None if baht is None else satang(baht)
