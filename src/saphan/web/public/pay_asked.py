"""Is my pay right? What stands in a query string, as one pay period of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from saphan.domain.money import Currency
from saphan.domain.pay.codes import Basis, Consent, Holiday, Reckoned, Taken, Work
from saphan.domain.pay.records import (
    Deduction,
    HolidayWork,
    Paid,
    Problem,
    Stint,
    problems,
)
from saphan.domain.period import PartialDate, Period
from saphan.domain.text import clean, currency_in, parse_date, parse_number, western_digits
from saphan.web.public.pay_words import PLACES, PROVINCES, SECTORS

#: The longest value of the query string that is looked at, in letters.
_LONGEST = 40
#: A year is written with at least so many digits.
_WHOLE_YEAR = 3
#: The place that has no rate of its own.
ELSEWHERE = "other"
YES, NO = "yes", "no"
_YES_NO = frozenset({YES, NO})
_MONTHS = frozenset(str(month) for month in range(1, 13))
#: The steps in their order, each with its fields.
STEPS: Mapping[str, tuple[str, ...]] = {
    "where": ("province",),
    "kind": ("work", "place"),
    "when": ("d1", "m1", "y1", "d2", "m2", "y2"),
    "pay": ("basis", "rate", "paid", "reckoned", "paid_ot", "paid_off"),
    "hours": (
        *("hours", "days", "ot", "off", "rest", "rest_ot", "rest_paid"),
        *("hol", "hol_ot", "hol_paid"),
    ),
    "cuts": ("cut", "took", "house", "food"),
    "sums": (*(f"a_{one}" for one in Taken), *(f"c_{one}" for one in Taken)),
}
#: Fields with a closed list of values.
_CHOICES: Mapping[str, frozenset[str]] = {
    "province": frozenset(PROVINCES),
    "work": frozenset({*SECTORS, *(one.value for one in Work)}),
    "place": frozenset({*PLACES, ELSEWHERE}),
    "m1": _MONTHS,
    "m2": _MONTHS,
    "basis": frozenset(one.value for one in Basis),
    "reckoned": frozenset(one.value for one in Reckoned),
    **dict.fromkeys(("off", "rest_paid", "hol_paid", "cut", "house", "food"), _YES_NO),
    **{f"c_{one}": frozenset(each.value for each in Consent) for one in Taken},
}
_NAMES = frozenset(name for names in STEPS.values() for name in names)
_HOLIDAYS = (("rest", Holiday.REST_DAY), ("hol", Holiday.PUBLIC_HOLIDAY))
_PROBLEM_FIELDS = {"period": "d1", "overtime": "ot", "paid_overtime": "paid_ot"} | {
    "paid_holidays": "paid_off"
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be right: the field, and a code of ``pay_words.FAULTS``."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query string understood.

    ``given`` are the values of known fields as they were written, ``took`` the deductions that were
    ticked. ``stint`` is None while nobody said which days are meant.
    """

    given: Mapping[str, str]
    took: tuple[Taken, ...]
    stint: Stint | None
    faults: tuple[Fault, ...]

    @property
    def province(self) -> str:
        """The ISO 3166-2 code of the province, empty when nobody said."""
        return self.given.get("province", "")

    @property
    def sector(self) -> str | None:
        """The code of a business with a minimum wage of its own."""
        work = self.given.get("work")
        return work if work in SECTORS else None

    @property
    def work(self) -> Work | None:
        """The kind of work; a sector is ordinary work."""
        work = self.given.get("work", "")
        return Work(work) if work and work not in SECTORS else None

    def query(self, **changed: str) -> list[tuple[str, str]]:
        """What was asked for, as the query string that asks for it again."""
        values = {**self.given, **changed}
        pairs = [
            (name, western_digits(values[name]))
            for name in sorted(values, key=_place_of)
            if values[name]
        ]
        return [*pairs, *(("took", one.value) for one in self.took)]


def asked_for(values: Mapping[str, str], took: Sequence[str]) -> Asked:
    """What a query string asks for. A value that is no code of ours is taken as not given."""
    kinds = {one.value for one in Taken}.intersection(took)
    ticked = tuple(one for one in Taken if one.value in kinds)
    given = dict(_known(values, ticked))
    reader = _Reader(given)
    stint = reader.stint(ticked)
    wrong = problems([stint]) if stint else ()
    faults = [*reader.faults, *(_of_problem(each, stint) for each in wrong)]
    return Asked(given, ticked, stint, tuple(faults))


def _known(values: Mapping[str, str], took: tuple[Taken, ...]) -> Iterator[tuple[str, str]]:
    left_out = {f"{letter}_{one}" for one in Taken if one not in took for letter in "ac"}
    for name in _NAMES.intersection(values) - left_out - {"took"}:
        text = clean(values[name][: 4 * _LONGEST])[:_LONGEST]
        if name in _CHOICES:
            text = western_digits(text)
            text = text if text in _CHOICES[name] else ""
        if text:
            yield name, text


def step_of(name: str) -> str:
    """The step that asks for a field."""
    return next(step for step, names in STEPS.items() if name in names)


def _place_of(name: str) -> tuple[int, int]:
    step = step_of(name)
    return list(STEPS).index(step), STEPS[step].index(name)


@dataclass
class _Reader:
    """Reads one field after the other and keeps what cannot be right."""

    given: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def stint(self, took: tuple[Taken, ...]) -> Stint | None:
        """The pay period; every field is read, so that every fault is found."""
        period = self._period()
        basis = self.given.get("basis")
        stint = Stint(
            period=period or _NEVER,
            basis=Basis(basis) if basis else Basis.DAILY,
            rate=self._baht("rate") if basis != Basis.PIECE else None,
            days=self._count("days"),
            hours=self._count("hours"),
            overtime=self._count("ot"),
            holidays=self._holidays(),
            paid=self._paid(),
            deductions=self._deductions(took),
            housing=self._yes("house"),
            food=self._yes("food"),
        )
        return stint if period else None

    def _paid(self) -> Paid:
        return Paid(
            total=self._baht("paid"),
            overtime=self._baht("paid_ot"),
            holidays=self._baht("paid_off"),
            reckoned=Reckoned(self.given.get("reckoned", Reckoned.IN_HAND)),
        )

    def _holidays(self) -> tuple[HolidayWork, ...] | None:
        """Both kinds of days off; a kind of which nothing is told was free if the other was not."""
        found = [
            HolidayWork(holiday, self._count(name), self._count(f"{name}_ot"), paid)
            for name, holiday in _HOLIDAYS
            for paid in [self._yes(f"{name}_paid")]
        ]
        worked = [one for one in found if one.hours is not None or one.beyond is not None]
        if worked:
            return tuple(worked)
        return () if self.given.get("off") == NO else None

    def _deductions(self, took: tuple[Taken, ...]) -> tuple[Deduction, ...] | None:
        if not took:
            return () if self.given.get("cut") == NO else None
        return tuple(
            Deduction(
                one, self._baht(f"a_{one}"), Consent(self.given.get(f"c_{one}", Consent.UNKNOWN))
            )
            for one in took
        )

    def _yes(self, name: str) -> bool | None:
        return {YES: True, NO: False}.get(self.given.get(name, ""))

    def _baht(self, name: str) -> Fraction | None:
        try:
            if currency_in(self.given.get(name)) not in (None, Currency.THB):
                raise ValueError("two_currencies")
        except ValueError:
            self.faults.append(Fault(name, "other_currency"))
            return None
        return self._count(name)

    def _count(self, name: str) -> Fraction | None:
        try:
            return parse_number(self.given.get(name))
        except ValueError as wrong:
            self.faults.append(Fault(name, str(wrong)))
            return None

    def _period(self) -> Period | None:
        before = len(self.faults)
        first, last = self._day("1"), self._day("2")
        if len(self.faults) > before:
            return None
        if first is None:
            if last is None or last.day is None:
                return Period(last.first, last.last) if last else None
            self.faults.append(Fault("d1", "first_day"))
            return None
        if last is None and first.day is not None:
            self.faults.append(Fault("d2", "period_open"))
            return None
        return Period(first.first, (last or first).last)

    def _day(self, which: str) -> PartialDate | None:
        """A day or a month of the three fields; None when they are empty or cannot be right."""
        day, month, year = (self.given.get(f"{part}{which}", "") for part in "dmy")
        if not (day or month or year):
            return None
        code = "" if month else "no_month"
        code = code or ("ambiguous_year" if len(year) < _WHOLE_YEAR else "")
        if not code:
            try:
                return parse_date("/".join(part for part in (day, month, year) if part))
            except ValueError as wrong:
                code = str(wrong)
        part = {"no_month": "m", "ambiguous_year": "y"}.get(code, "d")
        self.faults.append(Fault(f"{part}{which}", code))
        return None


def _of_problem(problem: Problem, stint: Stint | None) -> Fault:
    name, _, number = problem.field.partition("_")
    if name == "deduction" and stint and stint.deductions:
        return Fault(f"a_{stint.deductions[int(number)].taken}", problem.code)
    if name == "holiday" and stint and stint.holidays:
        index, _, beyond = number.partition("_")
        holiday = stint.holidays[int(index)].holiday
        own = next(own for own, each in _HOLIDAYS if each is holiday)
        return Fault(f"{own}_ot" if beyond else own, problem.code)
    return Fault(_PROBLEM_FIELDS.get(problem.field, problem.field), problem.code)


#: Stands for the days while nobody said which; nothing is worked out from it.
_NEVER = Period(PartialDate(1900).first, PartialDate(1900).first)
