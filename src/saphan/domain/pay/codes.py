"""The closed lists of a claim about pay: how it was agreed, what was worked, what was taken."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """What the agreed wage is counted by."""

    DAILY = "daily"
    HOURLY = "hourly"
    MONTHLY = "monthly"
    PIECE = "piece"


class Work(StrEnum):
    """Kinds of work for which a rule of its own is known or must be feared."""

    ORDINARY = "ordinary"
    HAZARDOUS = "hazardous"
    DOMESTIC = "domestic"
    AGRICULTURE = "agriculture"
    LIVESTOCK = "livestock"
    FORESTRY = "forestry"
    SEA_FISHING = "sea_fishing"


#: Work about which the law book does not say whether the general rules on pay hold.
EXCEPTIONS = frozenset(
    {Work.DOMESTIC, Work.AGRICULTURE, Work.LIVESTOCK, Work.FORESTRY, Work.SEA_FISHING}
)


class Holiday(StrEnum):
    """A day on which the worker need not work."""

    REST_DAY = "rest_day"
    PUBLIC_HOLIDAY = "public_holiday"


class Reckoned(StrEnum):
    """Whether the money that was paid is counted before or after the deductions."""

    IN_HAND = "in_hand"
    BEFORE_DEDUCTIONS = "before_deductions"


class Consent(StrEnum):
    """Whether the worker agreed to a deduction beforehand."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    NO = "no"
    UNKNOWN = "unknown"


class Taken(StrEnum):
    """What a deduction was for."""

    SOCIAL_SECURITY = "social_security"
    INCOME_TAX = "income_tax"
    UNION_DUES = "union_dues"
    COOPERATIVE_DEBT = "cooperative_debt"
    BENEFIT_DEBT = "benefit_debt"
    DEPOSIT = "deposit"
    DAMAGES = "damages"
    PROVIDENT_FUND = "provident_fund"
    ADVANCED_COSTS = "advanced_costs"
    RECRUITMENT_FEE = "recruitment_fee"
    HOUSING = "housing"
    FOOD = "food"
    TRANSPORT = "transport"
    EQUIPMENT = "equipment"
    LOAN = "loan"
    FINE = "fine"
    OTHER = "other"


class LineKind(StrEnum):
    """What one line of a claim is about, in the order in which money paid is counted."""

    MINIMUM_WAGE = "minimum_wage"
    AGREED_WAGE = "agreed_wage"
    SKILL_WAGE = "skill_wage"
    OVERTIME = "overtime"
    HOLIDAY_WORK = "holiday_work"
    HOLIDAY_OVERTIME = "holiday_overtime"
    DEDUCTION = "deduction"
    DEDUCTIONS_TOGETHER = "deductions_together"
    SOCIAL_SECURITY = "social_security"


class Bound(StrEnum):
    """How sure a figure is: exact, the least it can be, or not known."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    UNKNOWN = "unknown"


class Topic(StrEnum):
    """The questions that a claim puts to the law book."""

    MINIMUM_WAGE = "minimum_wage"
    SKILL_WAGE = "skill_wage"
    DAY_HOURS = "day_hours"
    MONTH_DAYS = "month_days"
    WAGES_PAID = "wages_paid"
    MONEY = "money"
    OVERTIME = "overtime"
    HOLIDAY_OVERTIME = "holiday_overtime"
    HOLIDAY_PAID = "holiday_paid"
    HOLIDAY_UNPAID = "holiday_unpaid"
    DEDUCTIONS = "deductions"
    CAP_EACH = "cap_each"
    CAP_TOGETHER = "cap_together"
    CONSENT_FORM = "consent_form"
    ADVANCE_CAP = "advance_cap"
    SOCIAL_RATE = "social_rate"
    SOCIAL_FLOOR = "social_floor"
    SOCIAL_CEILING = "social_ceiling"
    SOCIAL_EXCLUDED = "social_excluded"
