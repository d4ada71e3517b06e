"""The lists of choices. Lists of canonical columns hold exactly the codes of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Sex,
)

Choices = tuple[tuple[str, str], ...]
Code = TypeVar("Code", bound=StrEnum)

DO_NOT_KNOW = "Don't know"
PREFER_NOT = "Prefer not to say"
NEITHER = "Don't know or prefer not to say"
OTHER = "Other"

_UNSAID: Choices = (("unknown", DO_NOT_KNOW), ("prefer_not", PREFER_NOT))
_OPEN: Choices = (("other", OTHER), *_UNSAID)


def _coded(labels: Mapping[Code, str], codes: type[Code]) -> Choices:
    """Every code of the domain with its label, in the domain's order."""
    return tuple((code.value, labels[code]) for code in codes)


_NATIONALITY = {
    Nationality.KH: "Cambodia",
    Nationality.LA: "Lao PDR",
    Nationality.MM: "Myanmar",
    Nationality.VN: "Viet Nam",
    Nationality.UNKNOWN: NEITHER,
}
SCHEMES = {
    Scheme.MOU: "Under an MoU between the two countries",
    Scheme.REGISTRATION: "Registered in Thailand under a cabinet resolution",
    Scheme.BORDER_PASS: "With a border pass (section 64)",
    Scheme.IRREGULAR: "Without official papers",
    Scheme.OTHER: "In another way",
    Scheme.UNKNOWN: NEITHER,
}
ITEMS = {
    Item.SERVICE_FEE: "Service or placement fee",
    Item.SUB_AGENT_FEE: "Fee of a broker or sub-agent",
    Item.PASSPORT: "Passport or identity paper",
    Item.VISA: "Visa",
    Item.WORK_PERMIT: "Work permit",
    Item.MEDICAL_TEST: "Health check",
    Item.INSURANCE: "Insurance",
    Item.SKILLS_TEST: "Skills or language test",
    Item.TRAINING: "Training or orientation",
    Item.EQUIPMENT: "Tools, uniform or protective equipment",
    Item.TRAVEL: "Travel",
    Item.LODGING: "Lodging and food on the way",
    Item.ADMINISTRATION: "Paperwork or a copy of the contract",
    Item.DEPOSIT: "Deposit or guarantee",
    Item.BRIBE: "Unofficial payment, “tea money”",
    Item.DOCUMENT_RENEWAL: "Renewal of papers",
    Item.REPORTING_90_DAY: "90-day report",
    Item.OTHER: OTHER,
}
_PAYEE = {
    Payee.EMPLOYER: "Employer",
    Payee.THAI_AGENCY: "Agency in Thailand",
    Payee.ORIGIN_AGENCY: "Agency in the home country",
    Payee.SUB_AGENT: "Broker or sub-agent",
    Payee.OFFICIAL: "Official or police",
    Payee.FAMILY: "Family or friend",
    Payee.OTHER: OTHER,
    Payee.UNKNOWN: NEITHER,
}
_BEARER = {
    Bearer.WORKER: "The worker or the worker's family",
    Bearer.EMPLOYER: "The employer",
    Bearer.AGENCY: "The agency",
    Bearer.SHARED: "Worker and employer shared it",
    Bearer.UNKNOWN: NEITHER,
}
_RECEIPT = {
    Receipt.OFFICIAL: "Official receipt",
    Receipt.PHOTO: "Photo",
    Receipt.CHAT: "Chat message",
    Receipt.WITNESS: "Witness",
    Receipt.NONE: "No proof",
    Receipt.UNKNOWN: NEITHER,
}
_SEX = {Sex.FEMALE: "Woman", Sex.MALE: "Man", Sex.OTHER: OTHER, Sex.UNKNOWN: NEITHER}
_CURRENCY = {
    Currency.THB: "Thai baht (THB)",
    Currency.MMK: "Myanmar kyat (MMK)",
    Currency.KHR: "Cambodian riel (KHR)",
    Currency.LAK: "Lao kip (LAK)",
    Currency.VND: "Vietnamese dong (VND)",
    Currency.USD: "US dollar (USD)",
}

_TONGUES: Choices = (
    ("th", "Thai"),
    ("my", "Burmese"),
    ("km", "Khmer"),
    ("lo", "Lao"),
    ("vi", "Vietnamese"),
    ("en", "English"),
    ("shn", "Shan"),
    ("kar", "Karen"),
    ("mnw", "Mon"),
    ("kac", "Kachin"),
)
_PAPERS: Choices = (
    ("passport", "Passport"),
    ("ci", "Certificate of identity (CI)"),
    ("owic", "Overseas worker card (OWIC)"),
    ("visa", "Visa"),
    ("work_permit", "Work permit"),
    ("pink_card", "Pink card"),
    ("none", "None"),
    *_OPEN,
)
_FOUND_BY: Choices = (
    ("family", "Family or friend"),
    ("neighbour", "Neighbour"),
    ("sub_agent", "Broker or sub-agent"),
    ("agency", "Recruitment agency"),
    ("online", "Facebook or another website"),
    ("employer", "Employer"),
    *_OPEN,
)

LISTS: Mapping[str, Choices] = {
    # Canonical columns
    "nationality": _coded(_NATIONALITY, Nationality),
    "scheme": _coded(SCHEMES, Scheme),
    "item": _coded(ITEMS, Item),
    "payee": _coded(_PAYEE, Payee),
    "bearer": _coded(_BEARER, Bearer),
    "receipt": _coded(_RECEIPT, Receipt),
    "sex": _coded(_SEX, Sex),
    "currency": _coded(_CURRENCY, Currency),
    # Answers that many questions share
    "agree": (("yes", "Yes"), ("no", "No")),
    "yes_no": (("yes", "Yes"), ("no", "No"), *_UNSAID),
    "yes_no_unsure": (
        *(("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")),
        ("prefer_not", PREFER_NOT),
    ),
    # Frame and profile
    "explained": (
        ("purpose", "What the interview is for"),
        ("may_stop", "The worker may skip questions and stop at any time"),
        ("not_shared", "The employer never sees the answers"),
    ),
    "tongue": (*_TONGUES, *_OPEN),
    "spot": (
        ("off_site", "Away from work and dormitory"),
        ("dormitory", "Dormitory"),
        ("workplace", "Workplace"),
        ("phone", "By phone"),
        ("other", OTHER),
    ),
    "age": (
        *(("under_15", "Under 15"), ("from_15_to_17", "15 to 17"), ("from_18_to_24", "18 to 24")),
        *(("from_25_to_34", "25 to 34"), ("from_35_to_44", "35 to 44")),
        *(("from_45_to_54", "45 to 54"), ("from_55", "55 or older")),
        *_UNSAID,
    ),
    "schooling": (
        *(("none", "None"), ("primary", "Primary school"), ("secondary", "Secondary school")),
        *(("vocational", "Vocational school"), ("higher", "College or university")),
        *_UNSAID,
    ),
    "script": (
        *(("th", "Thai"), ("my", "Burmese"), ("km", "Khmer"), ("lo", "Lao")),
        *(("latin", "Vietnamese or English letters"), ("none", "None"), *_OPEN),
    ),
    # Journey
    "found_by": _FOUND_BY,
    "tier": (
        ("sub_agent", "Broker or sub-agent"),
        ("origin_agency", "Agency in the home country"),
        ("thai_agency", "Agency in Thailand"),
        *_OPEN,
    ),
    "papers": _PAPERS,
    # Promises
    "wage_per": (
        *(("hour", "An hour"), ("day", "A day"), ("month", "A month"), ("piece", "A piece")),
        *_UNSAID,
    ),
    "kept": (
        ("as_promised", "As promised"),
        ("better", "Better"),
        ("worse", "Worse"),
        ("nothing_promised", "Nothing was promised"),
        *_UNSAID,
    ),
    "contract": (*_TONGUES, ("none", "No written contract"), *_OPEN),
    # Payments and loans
    "amount_known": (
        ("exact", "Yes, exactly"),
        ("range", "Between two amounts"),
        *_UNSAID,
    ),
    "when_known": (
        ("day", "The day"),
        ("month", "The month"),
        ("year", "Only the year"),
        *_UNSAID,
    ),
    "method": (
        ("cash", "Cash"),
        ("bank", "Bank transfer or app"),
        ("wage_deduction", "Taken from the wage"),
        ("family", "The family paid"),
        *_OPEN,
    ),
    "sure": (("high", "Sure"), ("medium", "Fairly sure"), ("low", "Not sure")),
    "lender": (
        ("bank", "Bank"),
        ("microfinance", "Microfinance or village fund"),
        ("moneylender", "Moneylender"),
        ("family", "Family or friend"),
        ("agent", "Agent or agency"),
        ("employer", "Employer"),
        *_OPEN,
    ),
    "collateral": (
        *(("none", "None"), ("land", "Land"), ("house", "House"), ("gold", "Gold")),
        *(("papers", "Identity papers"), *_OPEN),
    ),
    # Work
    "pay_rhythm": (
        *(("daily", "Every day"), ("weekly", "Every week"), ("half_month", "Twice a month")),
        *(("monthly", "Every month"), *_OPEN),
    ),
    "deduction": (
        ("none", "Nothing"),
        ("housing", "Housing"),
        ("food", "Food"),
        ("transport", "Transport"),
        ("papers", "Papers and permits"),
        ("recruitment", "Agency or recruitment cost"),
        ("loan", "Loan or advance"),
        ("social_security", "Social security"),
        ("fines", "Fines"),
        *_OPEN,
    ),
    # Treatment and close
    "holder": (
        *(("employer", "Employer"), ("agency", "Recruitment agency")),
        *(("sub_agent", "Broker or sub-agent"), *_OPEN),
    ),
    "red_flag_steps": (
        ("stopped", "Took a break or stopped"),
        ("told_contact", "Told the contact person of the protocol"),
        ("offered_referral", "Offered a referral"),
        ("no_wish", "The worker does not want anything done"),
        ("other", OTHER),
    ),
    "channel": (
        ("phone", "By phone"),
        ("chat", "Chat message"),
        ("in_person", "In person"),
        ("trusted_person", "Through a trusted person"),
        ("other", OTHER),
    ),
}
