"""What was promised, and what the work is like."""

from __future__ import annotations

from saphan.domain.recruitment.survey.money import amount_in
from saphan.domain.recruitment.survey.parts import (
    SHORT,
    Group,
    Question,
    all_of,
    answered,
    between,
)

#: What may have been promised, and the question whether it was kept.
_KEPT = {
    "kept_job": "Is the job as promised?",
    "kept_wage": "Is the wage as promised?",
    "kept_overtime": "Is the overtime pay as promised?",
    "kept_hours": "Are the working hours as promised?",
    "kept_rest": "Are the rest days as promised?",
    "kept_housing": "Is the housing as promised?",
    "kept_food": "Is the food as promised?",
    "kept_deductions": "Are the deductions from the wage as promised?",
}
_WRITTEN = all_of(
    "count-selected(${contract}) > 0",
    *(f"not(selected(${{contract}}, '{answer}'))" for answer in ("none", "unknown", "prefer_not")),
)

PROMISES = Group(
    "promises",
    "Promised and real",
    (
        Question("promised_job", "text", "Which job were you promised?", check=SHORT),
        Question(
            "promised_currency",
            "select_one",
            "In which currency was the promised wage?",
            options="currency",
        ),
        Question(
            "promised_wage",
            "decimal",
            "Which wage were you promised?",
            check=amount_in("promised_currency"),
        ),
        Question(
            "promised_per", "select_one", "For how much work was that wage?", options="wage_per"
        ),
        Question(
            "promised_hours",
            "decimal",
            "How many hours a day were you promised?",
            check=between(0, 24),
        ),
        Question(
            "promised_rest",
            "integer",
            "How many rest days a week were you promised?",
            check=between(0, 7),
        ),
        *(Question(name, "select_one", label, options="kept") for name, label in _KEPT.items()),
        Question(
            "contract",
            "select_multiple",
            "In which languages is your contract?",
            options="contract",
        ),
        Question(
            "contract_clear",
            "select_one",
            "Did you understand the contract when you signed it?",
            options="yes_no",
            relevant=_WRITTEN,
        ),
        Question(
            "contract_copy",
            "select_one",
            "Do you have a copy of the contract?",
            options="yes_no",
            relevant=_WRITTEN,
        ),
        Question(
            "contract_swapped",
            "select_one",
            "Was the contract replaced by another one?",
            options="yes_no",
            relevant=_WRITTEN,
        ),
        Question(
            "contract_change",
            "text",
            "What was changed?",
            relevant=answered("contract_swapped", "yes"),
        ),
    ),
)

EMPLOYMENT = Group(
    "employment",
    "Work and wage",
    (
        Question(
            "wage_currency", "select_one", "In which currency is your wage?", options="currency"
        ),
        Question(
            "first_month_wage",
            "decimal",
            "What did you earn in the first full month?",
            hint="Before anything was taken from it.",
            check=amount_in("wage_currency"),
        ),
        Question(
            "wage_now",
            "decimal",
            "What do you earn in a month now?",
            hint="Before anything is taken from it, in the same currency.",
            check=amount_in("wage_currency"),
        ),
        Question("pay_rhythm", "select_one", "How often are you paid?", options="pay_rhythm"),
        Question(
            "payslip", "select_one", "Do you get a payslip that you can read?", options="yes_no"
        ),
        Question(
            "deductions", "select_multiple", "What is taken from your wage?", options="deduction"
        ),
        Question(
            "deducted",
            "decimal",
            "How much is taken in a month, in all?",
            hint="In the same currency.",
            relevant=all_of(
                "count-selected(${deductions}) > 0", "not(selected(${deductions}, 'none'))"
            ),
            check=amount_in("wage_currency"),
        ),
        Question(
            "hours_a_day",
            "decimal",
            "How many hours a day do you work, overtime included?",
            check=between(0, 24),
        ),
        Question("days_a_week", "integer", "How many days a week?", check=between(0, 7)),
        Question(
            "rest_days",
            "integer",
            "How many rest days did you have last month?",
            check=between(0, 31),
        ),
        Question(
            "social_security", "select_one", "Are you in the social security?", options="yes_no"
        ),
        Question(
            "health_insurance", "select_one", "Do you have health insurance?", options="yes_no"
        ),
    ),
)
