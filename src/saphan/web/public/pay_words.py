"""How the pay checker speaks: the words of its codes, before any of them is translated."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.domain.pay.codes import Basis, Consent, Holiday, LineKind, Reckoned, Taken, Work
from saphan.domain.pay.formula import Unit
from saphan.domain.pay.reasons import PROBLEMS

#: Every province. Source: ISO 3166-2:TH.
PROVINCES: Mapping[str, str] = {
    "TH-10": "Bangkok",
    "TH-11": "Samut Prakan",
    "TH-12": "Nonthaburi",
    "TH-13": "Pathum Thani",
    "TH-14": "Phra Nakhon Si Ayutthaya",
    "TH-15": "Ang Thong",
    "TH-16": "Lop Buri",
    "TH-17": "Sing Buri",
    "TH-18": "Chai Nat",
    "TH-19": "Saraburi",
    "TH-20": "Chon Buri",
    "TH-21": "Rayong",
    "TH-22": "Chanthaburi",
    "TH-23": "Trat",
    "TH-24": "Chachoengsao",
    "TH-25": "Prachin Buri",
    "TH-26": "Nakhon Nayok",
    "TH-27": "Sa Kaeo",
    "TH-30": "Nakhon Ratchasima",
    "TH-31": "Buri Ram",
    "TH-32": "Surin",
    "TH-33": "Si Sa Ket",
    "TH-34": "Ubon Ratchathani",
    "TH-35": "Yasothon",
    "TH-36": "Chaiyaphum",
    "TH-37": "Amnat Charoen",
    "TH-38": "Bueng Kan",
    "TH-39": "Nong Bua Lam Phu",
    "TH-40": "Khon Kaen",
    "TH-41": "Udon Thani",
    "TH-42": "Loei",
    "TH-43": "Nong Khai",
    "TH-44": "Maha Sarakham",
    "TH-45": "Roi Et",
    "TH-46": "Kalasin",
    "TH-47": "Sakon Nakhon",
    "TH-48": "Nakhon Phanom",
    "TH-49": "Mukdahan",
    "TH-50": "Chiang Mai",
    "TH-51": "Lamphun",
    "TH-52": "Lampang",
    "TH-53": "Uttaradit",
    "TH-54": "Phrae",
    "TH-55": "Nan",
    "TH-56": "Phayao",
    "TH-57": "Chiang Rai",
    "TH-58": "Mae Hong Son",
    "TH-60": "Nakhon Sawan",
    "TH-61": "Uthai Thani",
    "TH-62": "Kamphaeng Phet",
    "TH-63": "Tak",
    "TH-64": "Sukhothai",
    "TH-65": "Phitsanulok",
    "TH-66": "Phichit",
    "TH-67": "Phetchabun",
    "TH-70": "Ratchaburi",
    "TH-71": "Kanchanaburi",
    "TH-72": "Suphan Buri",
    "TH-73": "Nakhon Pathom",
    "TH-74": "Samut Sakhon",
    "TH-75": "Samut Songkhram",
    "TH-76": "Phetchaburi",
    "TH-77": "Prachuap Khiri Khan",
    "TH-80": "Nakhon Si Thammarat",
    "TH-81": "Krabi",
    "TH-82": "Phang Nga",
    "TH-83": "Phuket",
    "TH-84": "Surat Thani",
    "TH-85": "Ranong",
    "TH-86": "Chumphon",
    "TH-90": "Songkhla",
    "TH-91": "Satun",
    "TH-92": "Trang",
    "TH-93": "Phatthalung",
    "TH-94": "Pattani",
    "TH-95": "Yala",
    "TH-96": "Narathiwat",
}
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
TAKEN: Mapping[Taken, str] = {
    Taken.SOCIAL_SECURITY: "Social security",
    Taken.INCOME_TAX: "Income tax",
    Taken.HOUSING: "Housing",
    Taken.FOOD: "Food",
    Taken.TRANSPORT: "Transport",
    Taken.EQUIPMENT: "Uniform or tools",
    Taken.FINE: "Fine, such as for being late",
    Taken.DAMAGES: "Damage or loss",
    Taken.DEPOSIT: "Deposit or guarantee",
    Taken.RECRUITMENT_FEE: "Recruitment fee or agent",
    Taken.ADVANCED_COSTS: "Costs that an MOU employer paid first",
    Taken.LOAN: "Loan or advance",
    Taken.COOPERATIVE_DEBT: "Debt to a cooperative",
    Taken.BENEFIT_DEBT: "Another debt for your own benefit",
    Taken.UNION_DUES: "Trade union dues",
    Taken.PROVIDENT_FUND: "Provident fund",
    Taken.OTHER: "Something else",
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
LINES: Mapping[LineKind, str] = {
    LineKind.MINIMUM_WAGE: "Minimum wage",
    LineKind.AGREED_WAGE: "What was agreed above the minimum wage",
    LineKind.SKILL_WAGE: "Wage for a skill certificate",
    LineKind.OVERTIME: "Overtime",
    LineKind.HOLIDAY_WORK: "Work on days off and public holidays",
    LineKind.HOLIDAY_OVERTIME: "Overtime on days off and public holidays",
    LineKind.DEDUCTION: "Deductions",
    LineKind.DEDUCTIONS_TOGETHER: "All deductions together",
    LineKind.SOCIAL_SECURITY: "Social security",
}
ON_HOLIDAYS: Mapping[tuple[LineKind, str], str] = {
    (LineKind.HOLIDAY_WORK, Holiday.REST_DAY): "Work on weekly days off",
    (LineKind.HOLIDAY_WORK, Holiday.PUBLIC_HOLIDAY): "Work on public holidays",
    (LineKind.HOLIDAY_OVERTIME, Holiday.REST_DAY): "Overtime on weekly days off",
    (LineKind.HOLIDAY_OVERTIME, Holiday.PUBLIC_HOLIDAY): "Overtime on public holidays",
}
#: A number with its unit, and the same for one of it where English says it differently.
UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.DAYS: ("{number} days", "{number} day"),
    Unit.THIRTIETHS: ("{number} days of the month", "{number} days of the month"),
    Unit.DAYS_A_MONTH: ("{number} days of the month", "{number} days of the month"),
    Unit.HOURS: ("{number} hours", "{number} hour"),
    Unit.HOURS_A_DAY: ("{number} hours a day", "{number} hours a day"),
    Unit.BAHT: ("{number} baht", "{number} baht"),
    Unit.BAHT_A_DAY: ("{number} baht a day", "{number} baht a day"),
    Unit.BAHT_AN_HOUR: ("{number} baht an hour", "{number} baht an hour"),
    Unit.BAHT_A_MONTH: ("{number} baht a month", "{number} baht a month"),
}
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
