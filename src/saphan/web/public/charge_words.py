"""How the page about charges speaks: words of codes, headlines, reasons, official amounts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from saphan.domain.finding import Verdict
from saphan.domain.money import EXPONENT, Currency, half_up
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import Cap
from saphan.domain.recruitment.check import Headline, Told
from saphan.domain.recruitment.codes import Law, Nationality, Payee, Scheme
from saphan.domain.recruitment.survey import choices
from saphan.foundation.law_words import reason_said
from saphan.foundation.words import Words, currency_name, money, month_both_eras, number

#: The catalogues of the page, in the order in which a sentence is looked for.
CATALOGUES = ("charge", "public", "rights", "directory", "interview", "papers")

COUNTRIES: Mapping[Nationality, str] = {
    Nationality.KH: "Cambodia",
    Nationality.LA: "Lao PDR",
    Nationality.MM: "Myanmar",
    Nationality.VN: "Viet Nam",
    Nationality.UNKNOWN: "Another country, or I do not know",
}
ITEMS = choices.ITEMS
SCHEMES: Mapping[Scheme, str] = {
    **{one: choices.SCHEMES[one] for one in (Scheme.MOU, Scheme.REGISTRATION, Scheme.BORDER_PASS)},
    Scheme.UNKNOWN: "In another way, or I do not know",
}
PAYEES: Mapping[Payee, str] = {
    Payee.EMPLOYER: "Employer",
    Payee.THAI_AGENCY: "Agency in Thailand",
    Payee.ORIGIN_AGENCY: "Agency in the home country",
    Payee.SUB_AGENT: "Broker or sub-agent",
    Payee.OFFICIAL: "Official or police",
    Payee.FAMILY: "Family or friend",
    Payee.OTHER: "Other",
    Payee.UNKNOWN: "I do not know",
}
_ORIGINS: Mapping[Nationality, str] = {
    Nationality.KH: "Law of Cambodia",
    Nationality.LA: "Law of Lao PDR",
    Nationality.MM: "Law of Myanmar",
    Nationality.VN: "Law of Viet Nam",
    Nationality.UNKNOWN: "Law of your country",
}
HEADLINES: Mapping[Headline, str] = {
    Headline.EMPLOYER_PAYS: "The employer must pay",
    Headline.NOT_ALLOWED: "Not allowed",
    Headline.ABOVE_LIMIT: "Not allowed: more than {amount}",
    Headline.MAY_BE_ASKED: "You may be asked to pay",
    Headline.UP_TO: "You may be asked to pay, up to {amount}",
    Headline.UNKNOWN: "We do not know",
}
_TONES: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "stop",
    Verdict.OVER_CAP: "stop",
    Verdict.PERMITTED: "fine",
    Verdict.UNKNOWN: "unknown",
    Verdict.NOT_APPLICABLE: "plain",
}
#: Why the answer is what it is, when no rule says it in its own words.
_REASONS: Mapping[str, str] = {
    "within_cap": "All these payments together are not above the limit of {amount}.",
    "over_cap": "All these payments together are above the limit of {amount}.",
    "within_unknown": "More than {amount} is not allowed. A lower limit may hold.",
    "cap_not_comparable": "The limit is {amount}. It could not be compared with what you wrote.",
    "amount_unknown": "The limit is {amount} for all these payments together. "
    "An amount is missing.",
    "no_rule": "We found no rule about this payment.",
    "date_unknown": "The answer depends on the day, and the day is not known.",
    "date_too_vague": "The rule changed in that time. Choose the month.",
    "not_yet": "The rules that we know begin later.",
    "expired": "We do not know what holds now.",
}
_FORBIDDEN: Mapping[Law, str] = {
    Law.ILO: "The costs of getting a job are not for the worker.",
    Law.DESTINATION: "This money may not be taken from the worker.",
    Law.ORIGIN: "This money may not be taken from the worker.",
}
_NOBODY = "Nobody may ask a worker for this."
_ONLY_ADVANCED = "Only what was really paid for you in advance may be asked back."
_NO_ANSWER = "There is a rule, but what we have read of it does not give the answer."
_SILENCES: Mapping[str, str] = {
    "later": "We do not know what holds now.",
    "earlier": "We know of no rule for that time.",
}
OFFICIAL: Mapping[str, str] = {
    "mm.fees.passport-bangkok": "Passport of Myanmar, at the embassy in Bangkok",
    "th.fees.certificate-of-identity-myanmar": "Certificate of identity for Myanmar",
    "kh.fees.travel-document": "Travel document of Cambodia, through an agency",
    "th.fees.visa-mou": "Visa for 2 years, MoU",
    "th.fees.work-permit-application": "Application for a work permit",
    "th.fees.work-permit-1-year": "Work permit, 1 year",
    "th.fees.work-permit-2-years": "Work permit, 2 years, with the application",
    "th.fees.medical-examination": "Medical examination",
    "th.fees.health-card-range": "Health insurance card",
    "th.fees.mou-bridging-insurance": "Health insurance for the arrival, MoU",
    "th.fees.visa-extension-mou": "Extension of the visa for 2 years, MoU",
    "th.fees.renewal-december-cohort": "Application and work permit for 1 year, permits until "
    "11 December 2026",
    "th.fees.stamp-duty-power-of-attorney": "Stamp duty on a power of attorney, used once",
}
FAULTS: Mapping[str, str] = {
    "unreadable": "Write the amount in digits without dots or commas, such as 1500.",
    "absurd": "This amount is too large. Look for a typing error.",
    "nobody": "Choose who is paid.",
    "from": "Choose one of the answers.",
    "scheme": "Choose one of the answers.",
    "when": "Choose a month and a year.",
    "item": "Choose at least one picture.",
    "wage": "Write the amount in digits without dots or commas, such as 1500.",
}


def law_name(law: Law, origin: Nationality, words: Words) -> str:
    """How a body of rules is called."""
    if law is Law.ILO:
        return words.say("International standard (ILO)")
    if law is Law.DESTINATION:
        return words.say("Law of Thailand")
    return words.say(_ORIGINS[origin])


def tone(told: Told) -> str:
    """The tone of a badge; what is not decided is never green."""
    asks = told.headline is Headline.UP_TO and told.finding.verdict is Verdict.UNKNOWN
    return "ask" if asks else _TONES[told.finding.verdict]


def headline(told: Told, words: Words, *, since: str = "") -> str:
    """The answer in few words; ``since`` is the day from which it is unknown."""
    if told.headline is Headline.UNKNOWN and since:
        return words.say("We do not know since {day}", day=since)
    return words.told(HEADLINES[told.headline], {"amount": limit(told.cap, words)})


def reason(law: Law, told: Told, words: Words, *, silence: str = "") -> str:
    """Why: as the law book says it, or by its kind where that is not translated.

    ``silence`` is "later" or "earlier" when the rule is silent on that day.
    """
    finding = told.finding
    if finding.reason_code in _REASONS:
        return words.told(_REASONS[finding.reason_code], {"amount": limit(told.cap, words)})
    own = reason_said(finding.reason, words.language)
    if finding.reason_code == "rule" and not own.fell_back:
        return own
    if finding.verdict is Verdict.PROHIBITED:
        nobody = law is Law.ILO and told.headline is Headline.NOT_ALLOWED
        return words.say(_NOBODY if nobody else _FORBIDDEN[law])
    if finding.verdict is Verdict.PERMITTED:
        return words.say(_ONLY_ADVANCED)
    return words.say(_SILENCES.get(silence, _NO_ANSWER))


def limit(cap: Cap | None, words: Words) -> str:
    """The limit in words: an amount, or so many months of wage; empty without one."""
    if cap is None:
        return ""
    if cap.months_of_wage is not None:
        return words.say("the wage of {number} months", number=_short(cap.months_of_wage, words))
    if cap.amount is None or cap.currency is None:
        return ""
    return amount(cap.amount, cap.currency, words.language)


def amount(value: Fraction, currency: Currency, language: str) -> str:
    """The amount with its currency; decimals only when it has some."""
    if value.denominator == 1:
        whole = number(value.numerator, language)
        return f"{whole}\u00a0{currency_name(currency, language)}"
    return money(half_up(value, 10 ** EXPONENT[currency]), currency, language)


def span(low: Fraction, high: Fraction, currency: Currency, words: Words) -> str:
    """One amount, or the two between which it lies."""
    if low == high:
        return amount(low, currency, words.language)
    most = amount(high, currency, words.language)
    return words.say("{low} to {high}", low=_short(low, words), high=most)


def _short(value: Fraction, words: Words) -> str:
    whole = value.denominator == 1
    return number(value.numerator, words.language) if whole else str(value)


def time_said(when: PartialDate | None, words: Words) -> str:
    """The month or year of the payments in words."""
    if when is None:
        return words.say("I do not know when")
    if when.month is None:
        return words.say("Year {year}", year=when.year)
    return month_both_eras(when.year, when.month, words.language)
