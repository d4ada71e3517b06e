"""Which deductions are allowed, up to which limit, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import Reckoned
from saphan.domain.pay.records import Deduction, Paid

from .worlds import Row, days, law_of, number, rows, stint, taken

LAW = law_of("400")


def deducted(*given: Deduction, law: dict[str, Any] | None = None, **told: Any) -> list[Row]:
    """The lines of deductions from a pay due of exactly 10,000 baht (25 days at 400)."""
    paid = Paid(number(10000), reckoned=Reckoned.BEFORE_DEDUCTIONS)
    whole: dict[str, Any] = {"rate": 400, "days": 25, "hours": 8, "paid": paid} | told
    found = claim([stint(**whole, deductions=given)], law_of("400", **(law or {})))
    return rows(found, "deduction", "deductions_together")


@pytest.mark.parametrize(
    ("given", "due", "short", "verdict", "reason"),
    [
        # 10 % of 10,000 = 1,000
        (taken("union_dues", 1000, "no"), "1000.00", "0.00", "permitted", "within_cap"),
        (taken("union_dues", "1000.01", "no"), "1000.00", "0.01", "over_cap", "over_cap"),
        (taken("provident_fund", 1500, "no"), "1000.00", "500.00", "over_cap", "over_cap"),
        (taken("union_dues", 1500, "written"), "1000.00", None, "unknown", "consent_may_lift_cap"),
        (taken("union_dues", 1500, "unknown"), "1000.00", None, "unknown", "consent_unknown"),
        (taken("union_dues", None, "no"), None, None, "unknown", "deduction_amount_unknown"),
        # Debts and damages need consent in any case
        (taken("cooperative_debt", 900, "written"), "1000.00", "0.00", "permitted", "within_cap"),
        (taken("cooperative_debt", 900, "no"), "0.00", "900.00", "prohibited", "not_agreed"),
        (taken("benefit_debt", 900, "spoken"), "0.00", "900.00", "prohibited", "not_in_writing"),
        (taken("deposit", 900, "unknown"), None, None, "unknown", "consent_unknown"),
        (taken("damages", 1200, "written"), "1000.00", None, "unknown", "consent_may_lift_cap"),
        # What the list does not name
        (taken("fine", 200, "written"), "0.00", "200.00", "prohibited", "not_in_list"),
        (taken("fine", None), "0.00", None, "prohibited", "not_in_list"),
        (taken("housing", 500, "no"), "0.00", "500.00", "prohibited", "not_agreed"),
        (taken("housing", 500, "written"), None, None, "unknown", "kind_not_settled"),
        (taken("food", 500), None, None, "unknown", "kind_not_settled"),
        (taken("recruitment_fee", 500, "no"), "0.00", "500.00", "prohibited", "not_agreed"),
        (taken("recruitment_fee", 500, "written"), None, None, "unknown", "see_charges"),
        (taken("income_tax", 100), None, None, "unknown", "tax_not_checked"),
        (taken("other", 100), None, None, "unknown", "kind_unknown"),
        # Costs advanced by an MoU employer: 10 % of a month's pay
        (taken("advanced_costs", 1000), "1000.00", "0.00", "permitted", "within_cap"),
        (taken("advanced_costs", 1200), "1000.00", "200.00", "over_cap", "over_cap"),
    ],
)
def test_one_deduction(
    given: Deduction, due: str | None, short: str | None, verdict: str, reason: str
) -> None:
    was = None if given.amount is None else f"{float(given.amount):.2f}"
    assert deducted(given) == [
        (f"deduction/{given.taken}", due, was, short, verdict, reason),
    ]


def test_a_deduction_of_nothing_is_no_line() -> None:
    assert deducted(taken("fine", 0), taken("social_security", 500)) == []


def test_unknown_deductions_are_a_line() -> None:
    told = stint(rate=400, days=25, hours=8, paid=10000, deductions=None)
    assert rows(claim([told], LAW), "deduction") == [
        ("deduction", None, None, None, "unknown", "deductions_unknown")
    ]


def test_two_debts_share_the_limit_of_their_item() -> None:
    found = deducted(
        taken("cooperative_debt", 700, "written"), taken("benefit_debt", 700, "written")
    )
    assert found == [
        ("deduction/benefit_debt", "1000.00", "700.00", "0.00", "permitted", "within_cap"),
        ("deduction/cooperative_debt", "300.00", "700.00", None, "unknown", "consent_may_lift_cap"),
    ]


def test_all_together_take_a_fifth_at_most() -> None:
    at_limit = deducted(taken("union_dues", 1000, "no"), taken("cooperative_debt", 1000, "written"))
    assert [row[0] for row in at_limit] == ["deduction/cooperative_debt", "deduction/union_dues"]
    above = deducted(
        taken("union_dues", 1000, "no"),
        taken("cooperative_debt", 1000, "written"),
        taken("damages", 1, "written"),
    )
    assert above[-1] == (
        *("deductions_together", "2000.00", "2001.00", None, "unknown", "consent_may_lift_cap"),
    )


def test_together_nothing_is_claimed_twice() -> None:
    """Were the common limit 15 %: 500 above 1,000 is claimed apart, then 2,000 against 1,500."""
    found = deducted(
        taken("union_dues", 1500, "no"),
        taken("provident_fund", 1000, "no"),
        law={"cap_together": "0.15"},
    )
    assert found == [
        ("deduction/provident_fund", "1000.00", "1000.00", "0.00", "permitted", "within_cap"),
        ("deduction/union_dues", "1000.00", "1500.00", "500.00", "over_cap", "over_cap"),
        ("deductions_together", "1500.00", "2000.00", "500.00", "over_cap", "over_cap"),
    ]
    unknown = deducted(taken("union_dues", 100, "no"), law={"cap_together": None})
    assert unknown[-1][-1] == "unverified"


def test_a_limit_of_an_unclear_pay_is_unclear() -> None:
    assert deducted(taken("union_dues", 1200, "no"), overtime=None) == [
        ("deduction/union_dues", "1000.00", "1200.00", None, "unknown", "pay_due_unclear")
    ]
    assert deducted(taken("union_dues", 900, "no"), overtime=None)[0][-1] == "within_cap"


def test_a_part_of_a_month_cannot_show_a_months_limit() -> None:
    week = days("2025-06-02", "2025-06-08")
    paid = Paid(number(2400), reckoned=Reckoned.BEFORE_DEDUCTIONS)
    found = deducted(taken("advanced_costs", 500), period=week, days=6, paid=paid)
    assert found[0][3:] == (None, "unknown", "month_not_whole")
    assert deducted(taken("advanced_costs", 240), period=week, days=6, paid=paid)[0][-1] == (
        "within_cap"
    )


@pytest.mark.parametrize(
    ("law", "given", "reason"),
    [
        ({"deductions": None}, taken("fine", 100), "unverified"),
        ({"cap_each": None}, taken("union_dues", 100, "no"), "unverified"),
        ({"consent_form": None}, taken("deposit", 100, "spoken"), "consent_form_unknown"),
        ({"advance_cap": None}, taken("advanced_costs", 100), "unverified"),
    ],
)
def test_unknown_rules_make_unknown_deductions(
    law: dict[str, Any], given: Deduction, reason: str
) -> None:
    found = deducted(given, law=law)
    assert (found[0][3], found[0][4], found[0][5]) == (None, "unknown", reason)


def test_limits_of_an_unclear_pay_stay_unclear() -> None:
    advanced = deducted(taken("advanced_costs", 1200), overtime=None)
    assert advanced[0][3:] == (None, "unknown", "pay_due_unclear")
    both = deducted(
        taken("union_dues", 1000, "no"),
        taken("provident_fund", 900, "no"),
        law={"cap_together": "0.15"},
        overtime=None,
    )
    assert both[-1][2:] == ("1900.00", None, "unknown", "pay_due_unclear")
