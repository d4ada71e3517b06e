"""Every assumption as a sentence; the papers translate it, the files carry it in English."""

from __future__ import annotations

from saphan.domain.recruitment.outcome import Assumption
from saphan.foundation.words import Words, fill

SENTENCES = {
    "as_of": "The audit states what was known on {day}. The ILO definition is applied as it stands on that day, national law as it stood on the day of each payment.",
    "definition.ilo": "Owed is every payment that the worker bore and that is a recruitment fee or related cost under the ILO definition. Items on which the definition is not clear are listed apart and not counted.",
    "definition.law": "Owed is only what the law at destination forbids, as the law book states it. Items on which the law book has no certain answer are listed apart for a lawyer and not counted.",
    "method.individual": "Each worker gets back what the worker's own interview shows. Workers without an interview are unresolved.",
    "method.median": "Each worker gets back the median of what the interviewed workers of the same cohort bore.",
    "method.p75": "Each worker gets back the 75th percentile of what the interviewed workers of the same cohort bore.",
    "method.max": "Each worker gets back the highest amount that an interviewed worker of the same cohort bore.",
    "method.flat": "Each worker of a corridor gets back the same amount.",
    "flat.median": "The flat amount of a corridor is the median of all its interviews.",
    "flat.agreed": "The flat amount for {nationality} is {thb} baht: {why}.",
    "rounding": "Quantiles interpolate linearly between neighbours (type 7). Amounts are exact until each worker's amount is rounded half-up to the satang.",
    "window.month": "Arrivals are grouped by month.",
    "window.quarter": "Arrivals are grouped by quarter.",
    "window.year": "Arrivals are grouped by calendar year.",
    "cohort_of_interview": "An interview counts in the cohort that the worker stated; the roster fills what was left blank. Names of agents that differ only in letters' case or in spaces are one agent.",
    "range.low": "Where a range was stated, its lowest amount is used ({count} payments).",
    "range.middle": "Where a range was stated, its middle is used ({count} payments).",
    "range.high": "Where a range was stated, its highest amount is used ({count} payments).",
    "date.month": "{count} payments are dated to the month; the first day is taken for the rate, and a law counts only where it held all month.",
    "date.year": "{count} payments are dated to the year; a law counts only where it held all year.",
    "date.none": "{count} payments have no date; national law cannot be applied to them.",
    "rates": "{count} payments in foreign currency are converted at the latest rate on or before the payment date, at most 31 days old. Sources of the rates: {sources}.",
    "rates.missing": "{count} payments in foreign currency have no usable rate; they are listed as rejected and not counted.",
    "bearer.unknown": "For {count} payments it is not known who finally bore them; they are not counted.",
    "bearer.shared": "{count} payments were shared between worker and others in unknown parts; they are not counted.",
    "unclear_apart": "{count} payments are listed apart because a person must clear them first.",
    "refunds": "Refunds already received are subtracted, each in the currency and at the rate of its payment ({count} payments).",
    "interest.none": "No interest is added.",
    "interest.simple": "Simple interest of {percent} per cent a year runs from each payment to the as-of date: {why}.",
    "interest.undated": "{count} payments without a date carry no interest.",
    "instalments": "Workers who are employed are paid in {number} instalments with the payroll; the instalments of a worker add up to the amount exactly.",
    "leavers": "Workers who have left are listed separately and are paid in one payment.",
    "status_blank": "{count} rows of the roster have no status; those workers are taken as current unless a leaving date stands beside it.",
    "no_deduction_no_waiver": "Repayment is made without any deduction, and no worker gives up any claim by accepting it.",
    "not_legal_advice": "This is a computation on stated facts and rules, not legal advice; unknown answers need a lawyer.",
}


def assumption_sentence(assumption: Assumption, words: Words | None = None) -> str:
    """The sentence with its facts, in English or in the language of ``words``."""
    text = SENTENCES[assumption.code]
    if words is not None:
        return str(words.told(text, assumption.facts))
    return fill(text, assumption.facts)
