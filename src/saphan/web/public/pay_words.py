"""How the pay checker speaks: the words of its codes, before any of them is translated."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.domain.pay.codes import Basis, Consent, Reckoned, Taken, Work
from saphan.domain.pay.reasons import PROBLEMS
from saphan.foundation.arithmetic import LINES as LINES
from saphan.foundation.arithmetic import ON_HOLIDAYS as ON_HOLIDAYS
from saphan.foundation.arithmetic import TAKEN as TAKEN
from saphan.foundation.arithmetic import UNITS as UNITS
from saphan.foundation.provinces import PROVINCES as PROVINCES

#: Districts and areas with a rate of their own, by their code in the rules on minimum wages.
PLACES: Mapping[str, str] = {
    "mueang": "Mueang Chiang Mai district",
    "chiang-mai-municipality": "Chiang Mai municipality",
    "hat-yai": "Hat Yai district",
    "hat-yai-municipality": "Hat Yai municipality",
    "ko-samui": "Ko Samui",
    "pathumwan": "Pathum Wan district",
    "watthana": "Watthana district",
    "ao-nang-sao": "Ao Nang subdistrict",
    "pattaya-city": "Pattaya City",
    "hua-hin-municipality": "Hua Hin municipality",
    "khuk-khak": "Khuek Khak subdistrict",
    "phe-subdistrict": "Phe subdistrict",
}
#: Businesses with a minimum wage of their own, by their code in the rule on minimum wages.
SECTORS: Mapping[str, str] = {
    "hotel-4-star-50": "Hotel with four stars or more and 50 or more workers",
    "hotel-type-2-4": "Hotel of type 2, 3 or 4 under the Hotel Act",
    "entertainment": "Place of entertainment",
}
WORKS: Mapping[Work, str] = {
    Work.ORDINARY: "Factory, building, shop, restaurant or other ordinary work",
    Work.HAZARDOUS: "Dangerous work, as the law names it",
    Work.DOMESTIC: "Work in a private home",
    Work.AGRICULTURE: "Farm work",
    Work.LIVESTOCK: "Raising animals",
    Work.FORESTRY: "Work in forests",
    Work.SEA_FISHING: "Fishing at sea",
}
BASES: Mapping[Basis, str] = {
    Basis.DAILY: "By the day",
    Basis.HOURLY: "By the hour",
    Basis.MONTHLY: "By the month",
    Basis.PIECE: "By the piece",
}
RECKONED: Mapping[Reckoned, str] = {
    Reckoned.IN_HAND: "After deductions: what came into my hand",
    Reckoned.BEFORE_DEDUCTIONS: "Before deductions",
}
CONSENTS: Mapping[Consent, str] = {
    Consent.WRITTEN: "Yes, in writing",
    Consent.SPOKEN: "Yes, but not in writing",
    Consent.NO: "No",
}
#: Deductions for which the agreement of the worker makes no difference.
WITHOUT_CONSENT = frozenset(
    {
        Taken.SOCIAL_SECURITY,
        Taken.INCOME_TAX,
        Taken.ADVANCED_COSTS,
        Taken.FINE,
        Taken.OTHER,
    }
)
#: Why a field cannot be read or used.
FAULTS: Mapping[str, str] = {
    **PROBLEMS,
    "not_a_number": "Write only a number here, such as 400.",
    "ambiguous_number": (
        "This number can be read in two ways. Write 10000 without a mark, and 1.5 with a dot."
    ),
    "other_currency": "Write the amount in baht.",
    "not_a_date": "There is no such day.",
    "ambiguous_year": "Write the whole year, such as 2569 or 2026.",
    "no_month": "Choose the month as well.",
    "first_day": "Tell the first day as well.",
}
