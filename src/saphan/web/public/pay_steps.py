"""The questions of the pay checker, one step at a time, with what was given and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from saphan.domain.pay.codes import Taken, Work
from saphan.foundation.words import Words, month_name
from saphan.rulebook.book import Rulebook
from saphan.rulebook.wages import DAILY, SECTOR
from saphan.web.public import pay_words
from saphan.web.public.pay_asked import ELSEWHERE, NO, STEPS, YES, Asked, Fault, step_of

#: The steps that everybody sees; amounts of deductions are asked for only where there are some.
SHOWN = tuple(step for step in STEPS if step != "sums")
_UNKNOWN = "I do not know"
#: Code, words, whether it is chosen.
Option = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One control, or with ``kind`` "legend" the heading of those that follow.

    ``kind`` is number, select, radio, ticks or legend.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading, or without one."""

    legend: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its fields, what to carry along, and the steps around it."""

    name: str
    groups: tuple[Group, ...]
    carried: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, str], ...]
    back: str
    next: str
    number: int


def missing_step(asked: Asked, wanted: str) -> str:
    """The step to show: the first with a fault before the one wanted, empty for the answer."""
    steps = list(STEPS)
    asked_before = steps[: steps.index(wanted)] if wanted in STEPS else steps
    faulty = {step_of(fault.field) for fault in asked.faults}
    first = next((step for step in asked_before if step in faulty), "")
    if first or wanted not in STEPS:
        return first
    return "" if wanted == "sums" and not asked.took else wanted


def step(name: str, asked: Asked, words: Words, book: Rulebook, *, told: bool) -> Step:
    """One step; ``told`` tells whether its faults are shown."""
    names = STEPS[name]
    faults = [fault for fault in asked.faults if told and fault.field in names]
    desk = _Desk(asked, words, {fault.field: fault for fault in reversed(faults)})
    steps = list(STEPS)
    at = steps.index(name)
    pairs = [pair for pair in asked.query() if pair[0] not in names]
    after = steps[at + 1] if at + 1 < len(steps) else ""
    return Step(
        name=name,
        groups=tuple(_grouped(_FIELDS[name](desk, book))),
        carried=tuple(pairs),
        faults=tuple((field, desk.fault(field)) for field in names if field in desk.faults),
        back=steps[at - 1] if at else "",
        next=after,
        number=min(at + 1, len(SHOWN)),
    )


def _grouped(fields: Iterable[Field]) -> Iterator[Group]:
    """The fields under their headings."""
    legend, kept = "", list[Field]()
    for field in fields:
        if field.kind == "legend":
            if kept:
                yield Group(legend, tuple(kept))
            legend, kept = field.label, []
        else:
            kept.append(field)
    yield Group(legend, tuple(kept))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every field is made from."""

    asked: Asked
    words: Words
    faults: Mapping[str, Fault]

    def fault(self, name: str) -> str:
        """Why a field cannot be right, empty when it may."""
        fault = self.faults.get(name)
        return self.words.say(pay_words.FAULTS[fault.code]) if fault else ""

    def number(self, name: str, label: str, hint: str = "") -> Field:
        """A field to type a number into."""
        say = self.words.say
        return Field(
            *(name, "number", say(label), say(hint) if hint else ""),
            *(self.asked.given.get(name, ""), (), self.fault(name)),
        )

    def choice(
        self, name: str, kind: str, label: str, said: Mapping[str, str], blank: str = _UNKNOWN
    ) -> Field:
        """A closed list, and that nobody knows."""
        say, chosen = self.words.say, self.asked.given.get(name, "")
        options = [(code, say(text), code == chosen) for code, text in said.items()]
        unknown = ("", say(blank), not chosen)
        each = [unknown, *options] if kind == "select" else [*options, unknown]
        return Field(name, kind, say(label), options=tuple(each), fault=self.fault(name))

    def yes_no(self, name: str, label: str) -> Field:
        """Yes, no, or not known."""
        return self.choice(name, "radio", label, {YES: "Yes", NO: "No"})


def _where(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    field = desk.choice("province", "select", "In which province did you work?", {})
    say, chosen = desk.words.say, desk.asked.province
    named = sorted((str(say(name)), code) for code, name in pay_words.PROVINCES.items())
    options = [(code, name, code == chosen) for name, code in named]
    yield Field("province", "select", field.label, options=(*field.options, *options))


def _kind(desk: _Desk, book: Rulebook) -> Iterator[Field]:
    sectors = sectors_of(book, desk.asked.province)
    said = {
        Work.ORDINARY.value: pay_words.WORKS[Work.ORDINARY],
        **{code: text for code, text in pay_words.SECTORS.items() if code in sectors},
        **{one.value: text for one, text in pay_words.WORKS.items()},
    }
    yield desk.choice("work", "radio", "What kind of work was it?", said)
    places = places_of(book, desk.asked.province)
    if places:
        parts = {code: text for code, text in pay_words.PLACES.items() if code in places}
        parts[ELSEWHERE] = "Another part of this province"
        yield desk.choice("place", "select", "In which part of the province?", parts)


def _when(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    months = {str(month): month_name(month, desk.words.language) for month in range(1, 13)}
    for which, heading in (("1", "First day"), ("2", "Last day")):
        yield Field("", "legend", desk.words.say(heading))
        yield desk.number(f"d{which}", "Day")
        chosen = desk.asked.given.get(f"m{which}", "")
        options = [("", "–", not chosen), *((m, name, m == chosen) for m, name in months.items())]
        fault = desk.fault(f"m{which}")
        label = desk.words.say("Month")
        yield Field(f"m{which}", "select", label, options=tuple(options), fault=fault)
        yield desk.number(f"y{which}", "Year")


def _pay(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    bases = {one.value: text for one, text in pay_words.BASES.items()}
    yield desk.choice("basis", "radio", "How is your wage counted?", bases)
    rate = "Agreed wage for one day, hour or month, in baht"
    yield desk.number("rate", rate, "Leave it empty for work by the piece.")
    yield desk.number("paid", "How much were you paid for these days, in baht?")
    reckoned = {one.value: text for one, text in pay_words.RECKONED.items()}
    label = "Is this the money before or after deductions?"
    yield desk.choice("reckoned", "radio", label, reckoned)
    yield Field("", "legend", desk.words.say("Only if it was paid apart: how much of it was for"))
    yield desk.number("paid_ot", "Overtime")
    yield desk.number("paid_off", "Work on days off and public holidays")


def _hours(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    none = "Write 0 if there were none."
    yield desk.number("hours", "Hours of a normal day, without breaks and overtime")
    yield desk.number("days", "How many days did you work, without days off?")
    yield desk.number("ot", "Hours of overtime on these days, all together", none)
    yield desk.yes_no("off", "Did you work on days off or public holidays?")
    for name, heading in (("rest", "On weekly days off"), ("hol", "On public holidays")):
        yield Field("", "legend", desk.words.say(heading))
        yield desk.number(name, "Hours like on a normal day, all together", none)
        yield desk.number(f"{name}_ot", "Hours beyond a normal day, all together", none)
        yield desk.yes_no(f"{name}_paid", "Are you paid for such a day when you do not work?")


def _cuts(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    yield desk.yes_no("cut", "Was money taken off your pay?")
    say = desk.words.say
    ticks = [(one.value, say(text), one in desk.asked.took) for one, text in _kinds()]
    yield Field("took", "ticks", say("What was it taken for?"), options=tuple(ticks))
    yield desk.yes_no("house", "Does the employer give you a place to live?")
    yield desk.yes_no("food", "Does the employer give you food?")


def _kinds() -> Iterable[tuple[Taken, str]]:
    return pay_words.TAKEN.items()


def _sums(desk: _Desk, _book: Rulebook) -> Iterator[Field]:
    consents = {one.value: text for one, text in pay_words.CONSENTS.items()}
    for taken, text in _kinds():
        if taken in desk.asked.took:
            yield Field("", "legend", desk.words.say(text))
            yield desk.number(f"a_{taken}", "How much, in baht?")
            if taken not in pay_words.WITHOUT_CONSENT:
                label = "Did you agree to it before?"
                yield desk.choice(f"c_{taken}", "radio", label, consents)


_FIELDS: Mapping[str, Callable[[_Desk, Rulebook], Iterator[Field]]] = {
    "where": _where,
    "kind": _kind,
    "when": _when,
    "pay": _pay,
    "hours": _hours,
    "cuts": _cuts,
    "sums": _sums,
}


def places_of(book: Rulebook, province: str) -> frozenset[str]:
    """The districts and areas of a province that have, or had, a rate of their own."""
    return frozenset(
        code
        for rule, condition in ((DAILY, "district"), (SECTOR, "area"))
        for row in book.rule(rule).rows
        if province in row.where.get("province", ())
        for code in row.where.get(condition, ())
    )


def sectors_of(book: Rulebook, province: str) -> frozenset[str]:
    """The businesses that have a minimum wage of their own somewhere in the province."""
    return frozenset(
        code
        for row in book.rule(SECTOR).rows
        if not province or province in row.where.get("province", {province})
        for code in row.where.get("sector", ())
    )
