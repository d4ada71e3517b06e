"""What the codes of a claim about pay say, as one plain English sentence each, for translation."""

from __future__ import annotations

from collections.abc import Mapping

_FROM_THE_LAW_BOOK = {
    "in_force": "The rule is in force.",
    "unverified": "No source is known for this rule, so nobody should rely on it.",
    "disputed": "The sources differ about this rule.",
    "undecided": "The law book does not decide this.",
    "not_checked": "Nobody has checked for over a year whether this rule still holds.",
    "last_seen": "The rule was last seen in force before these days; no later source is known.",
    "ended": "The rule ended before these days; no source for what followed is known.",
    "not_yet": "The rule begins after these days; no source for earlier days is known.",
    "not_seen_before": "The rule was first seen after these days; no earlier source is known.",
    "place_missing": "The answer depends on the place or the kind of work.",
    "place_unknown": "The law book has no value for this place or kind of work.",
    "ambiguous": "Several rules speak of these days and differ.",
    "no_rule": "The law book has no rule for these days.",
    "rule_changed": "The wording of this rule has changed; nobody has read it again yet.",
    "changed_within": "The rule changed within this period; give the days before and after apart.",
    "work_exception": "Other rules may hold for this kind of work, and the law book lacks them.",
    "start_unknown": "A certificate may give a right to a higher wage; since when is not known.",
}
_OF_PAY = {
    "as_due": "At least as much was paid as is due.",
    "below": "Less was paid than is due.",
    "below_at_least": "Less was paid than is due; the difference may be larger.",
    "paid_unknown": "It is not known how much was paid.",
    "days_unknown": "It is not known how many days were worked.",
    "hours_unknown": "It is not known how many hours were worked.",
    "hours_a_day_unknown": "The hours of a normal day are not known; an hour may be worth more.",
    "overtime_hours_unknown": "It is not known how many hours of overtime were worked.",
    "holiday_hours_unknown": "It is not known how many hours were worked on holidays.",
    "rate_unknown": "The agreed wage is not known; an hour may be worth more than the minimum.",
    "piece_rate": "An hour of piece work may be worth more than the minimum wage.",
    "minimum_unknown": "The minimum wage is not known; an hour may be worth more.",
    "day_limit_unknown": "The legal hours of a day are not known; an hour may be worth more.",
    "part_day": "The day is shorter than a full day; the whole daily minimum may be due for it.",
    "above_day_limit": "The day is longer than the law allows; an hour may be worth more.",
    "days_of_each_rate": "The minimum wage changed; how many days lie after that is not known.",
    "hours_of_each_rate": "The wage of an hour changed; how many hours lie after it is not known.",
    "holiday_rate_unknown": "The rate for holiday work has no source; normal pay is due at least.",
    "paid_when_off_unknown": "It is not known whether holidays are paid when nobody works.",
}
_OF_DEDUCTIONS = {
    "within_cap": "This deduction is allowed and not above its limit.",
    "over_cap": "More was taken than the limit allows.",
    "over_cap_at_least": "More was taken than the limit allows; the difference may be larger.",
    "not_in_list": "The law does not allow this kind of deduction.",
    "not_agreed": "This deduction needs the worker's agreement, and there was none.",
    "not_in_writing": "This deduction needs an agreement in writing.",
    "deductions_unknown": "It is not known what was deducted.",
    "deduction_amount_unknown": "It is not known how much was deducted.",
    "kind_unknown": "It is not known what this deduction was for.",
    "kind_not_settled": "The law book does not say whether this counts as an allowed debt.",
    "see_charges": "Whether this cost may be charged is another question: check the charge.",
    "tax_not_checked": "Income tax may be deducted; the law book cannot tell the right amount.",
    "consent_unknown": "It depends on whether the worker agreed, which is not known.",
    "consent_form_unknown": "Whether an agreement that is not written counts has no known source.",
    "consent_may_lift_cap": "This is above the limit; the agreement may allow more or may not.",
    "pay_due_unclear": "The limit is a share of the pay due, which is not exactly known.",
    "month_not_whole": "The limit is a share of a month's pay, and this is not a whole month.",
    "nothing_taken": "Nothing was taken for social security; ask whether you are insured.",
    "within_share": "Not more was taken than the worker's share.",
    "month_not_shown": "The share depends on the whole month's wage, which these days do not show.",
    "base_not_stated": "Whether overtime and short months count for the share is not stated.",
    "rounding_not_stated": "The difference is below one baht; how to round is not stated.",
    "outside_social_security": "This work is outside compulsory social security.",
    "outside_but_taken": "This work is outside compulsory social security, yet money was taken.",
}

#: Every code that a finding of a claim can carry.
REASONS: Mapping[str, str] = {**_FROM_THE_LAW_BOOK, **_OF_PAY, **_OF_DEDUCTIONS}

#: Every choice that shaped the figures.
ASSUMPTIONS: Mapping[str, str] = {
    "rounding": "Each line is rounded once, to the satang; a half is rounded up.",
    "ordinary_work": "The work is taken as ordinary: no home, farm, fishing or hazardous work.",
    "no_sector": "No business with a minimum wage of its own was named, such as a hotel.",
    "whole_province": "The rate of the province is used; some districts of it have another rate.",
    "full_days": "A day counts as a full day of work where its hours were not given.",
    "days_of_a_month": "A whole month counts as thirty days, as for the hourly rate in the law.",
    "month_worked": "With a monthly wage, every day of the period counts as paid time.",
    "hours_above_limit": "Hours of a day above the legal limit count as overtime.",
    "paid_in_order": "Money paid for all work together counts first for wages, then for overtime.",
    "deductions_added": "Deductions were added to the money in hand to know what was paid.",
    "in_kind_not_counted": "Housing and food are not counted as pay: wages are paid in money.",
    "in_kind_left_out": "Housing and food are left out; whether they count as pay is not known.",
    "days_at_lower_rate": "Days that may lie on either side of a change count at the lower rate.",
    "hours_at_lower_rate": "Hours that may lie on either side of a change count at the lower rate.",
    "holidays_off_left_out": "Pay for holidays on which nobody worked is not counted.",
}

#: Why a claim cannot be worked out from what was given.
PROBLEMS: Mapping[str, str] = {
    "period_open": "The period needs a last day.",
    "period_reversed": "The last day lies before the first.",
    "period_too_long": "The period is longer than ten years.",
    "overlap": "Two periods share a day, which would be counted twice.",
    "negative": "This number is below zero.",
    "absurd": "This number is far too large; it looks like a typing error.",
    "more_than_the_days": "These are more days than the period has.",
    "more_than_the_hours": "These are more hours than the period has.",
    "not_hours_of_a_day": "A normal day has more than no and at most 24 hours.",
    "parts_above_total": "The parts of the pay are larger than all of it.",
}
