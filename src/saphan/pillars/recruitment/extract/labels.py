"""The words for codes on papers of the fee audit, in English; the catalogue translates them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from saphan.domain.finding import Standing, Verdict
from saphan.domain.recruitment.codes import (
    Law,
)
from saphan.domain.recruitment.terms import Definition, Method, RangeChoice, Window
from saphan.foundation.labels import BEARERS as BEARERS
from saphan.foundation.labels import ITEMS as ITEMS
from saphan.foundation.labels import NATIONALITIES as NATIONALITIES
from saphan.foundation.labels import PAYEES as PAYEES
from saphan.foundation.labels import RECEIPTS as RECEIPTS
from saphan.foundation.labels import SCHEMES as SCHEMES

LAWS = {
    Law.ILO: "ILO definition",
    Law.DESTINATION: "Law in Thailand",
    Law.ORIGIN: "Law at origin",
}
VERDICTS = {
    Verdict.PROHIBITED: "Must not be charged",
    Verdict.OVER_CAP: "Above the limit",
    Verdict.PERMITTED: "Allowed",
    Verdict.NOT_APPLICABLE: "Not borne by the worker",
    Verdict.UNKNOWN: "We do not know",
}
STANDINGS = {
    Standing.VERIFIED: "seen on an official or primary page",
    Standing.SECONDARY: "secondary source",
    Standing.SECONDARY_TEXT: "private copy or translation of the legal text",
    Standing.DERIVED: "derived, working shown",
    Standing.UNVERIFIED: "not verified",
    Standing.DISPUTED: "disputed",
}
METHODS = {
    Method.INDIVIDUAL: "Individual",
    Method.MEDIAN: "Cohort median",
    Method.P75: "Cohort 75th percentile",
    Method.MAX: "Cohort maximum",
    Method.FLAT: "Flat per corridor",
}
DEFINITIONS = {
    Definition.ILO: "ILO definition: all recruitment fees and related costs the worker bore",
    Definition.LAW: "Only what the law in Thailand forbids",
}
RANGES = {
    RangeChoice.LOW: "lowest amount of a range",
    RangeChoice.MIDDLE: "middle of a range",
    RangeChoice.HIGH: "highest amount of a range",
}
WINDOWS = {
    Window.MONTH: "month of arrival",
    Window.QUARTER: "quarter of arrival",
    Window.YEAR: "year of arrival",
}
UNKNOWN_AGENT = "Agent not known"
UNKNOWN_WINDOW = "Arrival not known"

#: Why a worker has no amount, in words that an employer may read.
UNRESOLVED = {
    "no_interview": "Nothing is proven individually for this worker.",
    "cohort_without_interviews": "Nobody of the worker's cohort was interviewed.",
    "corridor_without_amount": "No flat amount was agreed for the worker's corridor.",
    "roster_row_refused": "The worker's row in the roster could not be used.",
    "roster_rows_differ": "The roster lists the worker more than once with different facts.",
    "not_on_roster": "Interviewed, but not found in the roster (no code is given here).",
}

#: Why a row was not used, without what stood in it.
REJECTED = {
    "cell.missing": "a cell that is needed is blank",
    "cell.merged": "a cell merged over several sums",
    "interview.rows_differ": "rows that contradict each other about one interview",
    "number.two_currencies": "two currencies in one cell",
    "date.too_long_ago": "a date that lies too far back",
    "amount.other_currency": "another currency in the cell than in its row",
    "cell.unreadable": "a cell cannot be read",
    "cell.formula_without_value": "a formula without a saved value",
    "cell.error": "a cell shows an error",
    "cell.too_long": "a text is too long",
    "code.unknown": "a code is not in the list",
    "code.duplicate": "a code stands more than once",
    "index.duplicate": "an index stands more than once",
    "number.not_a_number": "not a number",
    "number.ambiguous_number": "a number can be read in two ways",
    "number.negative": "a negative number",
    "amount.absurd": "an amount far above any recruitment payment",
    "amount.missing": "neither an amount nor a range",
    "amount.range_reversed": "the lowest amount is above the highest",
    "amount.outside_range": "the amount lies outside its range",
    "refund.above_amount": "more was refunded than paid",
    "date.not_a_date": "not a date",
    "date.ambiguous_year": "a year can be read in two ways",
    "date.month_missing": "the month is missing",
    "date.in_future": "a date after the as-of date",
    "payment.no_interview": "a payment without an interview",
    "payment.interview_refused": "a payment whose interview could not be used",
    "worker.interviewed_twice": "a worker interviewed more than once",
    "roster.current_with_leaving_date": "a current worker with a leaving date",
    "roster.rows_differ": "a worker with different facts in the roster",
    "rate.day_missing": "an exchange rate without a day",
    "rate.no_source": "an exchange rate without its source",
    "rate.zero": "an exchange rate of zero",
    "rate.baht_not_one": "a rate for baht that is not one",
    "rate.two_values": "two different exchange rates for one day",
    "rate.other_kept": "an exchange rate for a day that has another one already",
    "rate.no_date": "a foreign payment without a date: no rate can be chosen",
    "rate.vague_date": "a foreign payment dated to the year only: no rate can be chosen",
    "rate.none": "no exchange rate on the day or in the 31 days before",
}
OTHER_REJECTED = "another reason, told in the audit file"

CODES: tuple[Mapping[StrEnum, str], ...] = (
    NATIONALITIES,  # type: ignore[assignment]
    SCHEMES,
    ITEMS,
    PAYEES,
    LAWS,
    VERDICTS,
    STANDINGS,
    METHODS,
    DEFINITIONS,
    RANGES,
    WINDOWS,
)
