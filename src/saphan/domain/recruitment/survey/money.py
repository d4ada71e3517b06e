"""Payments and loans. The fields of a payment are the canonical columns, and more."""

from __future__ import annotations

from saphan.domain.money import Currency
from saphan.domain.recruitment.intake.cells import ABSURD
from saphan.domain.recruitment.survey.parts import (
    NOT_LATER,
    SHORT,
    Check,
    Group,
    Question,
    all_of,
    answered,
    between,
    filled,
)

_TOO_MUCH = "This is negative or far too large. Look for a typing error."


def _at_most(currency: str) -> str:
    """The largest amount that the intake believes in the currency of a question (XPath)."""
    bound = str(ABSURD[Currency.VND])
    for code in reversed(Currency):
        bound = f"if(${{{currency}}} = '{code.value}', {ABSURD[code]}, {bound})"
    return bound


def amount_in(currency: str) -> Check:
    """An amount of a believable size in the currency that another question names."""
    return Check(f". >= 0 and . <= {_at_most(currency)}", _TOO_MUCH)


_IN_BOUNDS = amount_in("currency")
_KNOWN = all_of(filled("item"), filled("currency"))
_HIGHEST = Check(
    f"(${{amount_min}} = '' or . >= ${{amount_min}}) and {_IN_BOUNDS.rule}",
    "The highest amount lies below the lowest or is far too large.",
)
_REFUND = Check(
    ". >= 0 and . <= if(${amount} != '', ${amount}, "
    "if(${amount_max} != '', ${amount_max}, ${amount_min}))",
    "No more can be given back than was paid.",
)
_PAID_ON = (
    "if(${when_known} = 'day', format-date(${paid_day}, '%Y-%m-%d'), "
    "if(${when_known} = 'month', format-date(${paid_month}, '%Y-%m'), "
    "if(${when_known} = 'year', format-date(${paid_year}, '%Y'), '')))"
)

PAYMENTS = Group(
    "payments",
    "Payment",
    (
        Question(
            "item",
            "select_one",
            "What was the payment for?",
            hint="Needed, or the payment cannot be counted.",
            options="item",
        ),
        Question(
            "item_other",
            "text",
            "What exactly was it for?",
            relevant=answered("item", "other"),
            check=SHORT,
        ),
        Question(
            "currency",
            "select_one",
            "In which currency was it paid?",
            hint="Needed, or the payment cannot be counted.",
            options="currency",
        ),
        Question(
            "amount_known",
            "select_one",
            "Do you know the amount?",
            options="amount_known",
            relevant=_KNOWN,
        ),
        Question(
            "amount",
            "decimal",
            "How much was it?",
            relevant=answered("amount_known", "exact"),
            check=_IN_BOUNDS,
        ),
        Question(
            "amount_min",
            "decimal",
            "What was it at least?",
            relevant=answered("amount_known", "range"),
            check=_IN_BOUNDS,
        ),
        Question(
            "amount_max",
            "decimal",
            "What was it at most?",
            relevant=answered("amount_known", "range"),
            check=_HIGHEST,
        ),
        Question("when_known", "select_one", "Do you know when it was paid?", options="when_known"),
        Question(
            "paid_day",
            "date",
            "On which day was it paid?",
            relevant=answered("when_known", "day"),
            check=NOT_LATER,
        ),
        Question(
            "paid_month",
            "date",
            "In which month was it paid?",
            relevant=answered("when_known", "month"),
            check=NOT_LATER,
            appearance="month-year",
        ),
        Question(
            "paid_year",
            "date",
            "In which year was it paid?",
            relevant=answered("when_known", "year"),
            check=NOT_LATER,
            appearance="year",
        ),
        Question("paid_on", "calculate", calculation=_PAID_ON),
        Question("paid_to", "select_one", "Who was paid?", options="payee"),
        Question(
            "payee_name",
            "text",
            "Which agency or person was it?",
            hint="The name of an agency or a nickname. Never a worker's name.",
            check=SHORT,
        ),
        Question("paid_at", "text", "Where was it paid?", check=SHORT),
        Question("method", "select_one", "How was it paid?", options="method"),
        Question("borne_by", "select_one", "Who bore this cost in the end?", options="bearer"),
        Question("receipt", "select_one", "What proof is there?", options="receipt"),
        Question(
            "given_back",
            "select_one",
            "Was some of it given back?",
            options="yes_no",
            relevant=answered("amount_known", "exact", "range"),
        ),
        Question(
            "refunded",
            "decimal",
            "How much was given back?",
            hint="In the same currency.",
            relevant=answered("given_back", "yes"),
            check=_REFUND,
        ),
        Question(
            "refunded_on",
            "date",
            "When was it given back?",
            relevant=answered("given_back", "yes"),
            check=NOT_LATER,
        ),
        Question("sure", "select_one", "How sure is the worker about this?", options="sure"),
    ),
    repeats=True,
)

FEES = Group(
    "fees",
    "Payments for the job",
    (
        Question(
            "fees_note",
            "note",
            "For the interviewer: ask about every cost, from the first talk with an agent until "
            "today. Also what the family paid and what was taken from the wage. Add one payment "
            "for each. A range is better than nothing. Unknown is not zero.",
        ),
        PAYMENTS,
    ),
    page=False,
)

_LOANS = Group(
    "loans",
    "Loan",
    (
        Question("lender", "select_one", "Who lent the money?", options="lender"),
        Question(
            "loan_currency", "select_one", "In which currency was the loan?", options="currency"
        ),
        Question(
            "loan_amount", "decimal", "How much was borrowed?", check=amount_in("loan_currency")
        ),
        Question(
            "loan_interest",
            "decimal",
            "How much interest is it in a month, in per cent?",
            check=between(0, 100),
        ),
        Question("collateral", "select_one", "What was given as security?", options="collateral"),
        Question(
            "loan_months",
            "integer",
            "How many months does it take to pay it back?",
            check=between(0, 600),
        ),
        Question(
            "loan_left",
            "decimal",
            "How much is still to be paid back?",
            hint="In the same currency.",
            check=amount_in("loan_currency"),
        ),
        Question("loan_advice", "select_one", "Who told you to borrow there?", options="found_by"),
    ),
    relevant=answered("borrowed", "yes"),
    repeats=True,
)

FINANCE = Group(
    "finance",
    "Loans for the journey",
    (
        Question(
            "borrowed",
            "select_one",
            "Did you or your family borrow money for the journey?",
            options="yes_no",
        ),
        _LOANS,
    ),
    page=False,
)
