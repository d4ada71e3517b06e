"""What a phone needs to answer "Is this charge legal?" without a network.

Every text comes from the page's own functions; an answer is then taken apart, because a few dozen
texts make all of them. What an amount changes is one comparison with a limit: each limit comes
with its texts, so that a script need only add and compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.html import escape

from saphan.domain.money import EXPONENT, Currency
from saphan.domain.recruitment.charges import Cap
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee
from saphan.domain.recruitment.intake.cells import ABSURD
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, currency_name, month_name
from saphan.rulebook.official import TARIFF_RULES
from saphan.web.public import charge_words
from saphan.web.public.charge_answer import Answer, Said, Tariff, answer
from saphan.web.public.charge_query import FIRST_YEAR, MOST_LINES, SCHEMES, Entry
from saphan.web.public.offline_layout import Question, Saying, given, layout
from saphan.web.public.offline_pieces import Pieces

#: Catalogues of these words; the first that knows a sentence wins.
CATALOGUES = (*charge_words.CATALOGUES, "pay", "offline")
#: The words of the short form.
_LABELS: Mapping[str, str] = {
    "origin": "Where do you come from?",
    "scheme": "How did you come to work in Thailand?",
    "when": "When did you pay, or when must you pay?",
    "month": "Month",
    "year": "Year",
    "no_month": "I do not know the month",
    "no_time": "I do not know when",
    "items": "Tap everything that you have to pay.",
    "amount": "How much?",
    "hint": "Leave it empty if you do not know.",
    "currency": "Currency",
    "payee": "Who is paid?",
    "employer": "If it is taken from your wage, choose the employer.",
    "more": "Somebody else is paid as well",
    "wage": "Your wage in a month, in baht",
    "show": "Show the answer",
}
#: Cents of a currency: an amount has two decimals at most.
_CENTS = 100


def answers(words: Words, pieces: Pieces, on: date) -> dict[str, object]:
    """The answers as ``offline_layout`` lays them out, in the words of a language.

    What is said is a rule with a text, or a limit with the rule and text of each outcome.
    """
    found = layout(on, law_book().digest)
    telling = _Telling(words, pieces, on)
    return {
        "items": [item.value for item in Item],
        "payees": [payee.value for payee in Payee],
        "years": [FIRST_YEAR, on.year + 1],
        "most": MOST_LINES,
        "times": found.times,
        "rows": found.rows.things,
        "lists": found.lists.things,
        "blocks": found.blocks.things,
        "said": [telling.verdict(one) for one in found.sayings.things],
        "limits": [_plain(cap) for cap in found.limits.things],
        "fees": [telling.fees(one) for one in found.askers.things],
        "absurd": {currency.value: most for currency, most in ABSURD.items()},
        "money": _money(words),
        "unknown": escape(words.say("Amount not known")),
        "faults": _said(charge_words.FAULTS, words),
        "names": {
            "item": _said(charge_words.ITEMS, words),
            "to": _said(charge_words.PAYEES, words),
        },
    }


def _said(
    texts: Mapping[str, str] | Mapping[Item, str] | Mapping[Payee, str], words: Words
) -> dict[str, str]:
    return {str(code): escape(words.say(text)) for code, text in texts.items()}


def _plain(cap: Cap) -> list[object]:
    """A limit: cents and their currency, or parts and whole of a month's wage."""
    if cap.months_of_wage is not None:
        return [cap.months_of_wage.numerator, cap.months_of_wage.denominator]
    amount = (cap.amount or Fraction(0)) * _CENTS
    if amount.denominator != 1 or cap.currency is None:
        raise ValueError(cap)
    return [amount.numerator, cap.currency.value]


def _money(words: Words) -> dict[str, list[object]]:
    """The name of each currency, and how many decimals it has."""
    return {one.value: [currency_name(one, words.language), EXPONENT[one]] for one in Currency}


class _Telling:
    """Puts questions to the page's own function, each once."""

    def __init__(self, words: Words, pieces: Pieces, on: date) -> None:
        self._words, self._pieces, self._on = words, pieces, on
        self._told: dict[tuple[Question, Entry | None], Answer] = {}

    def verdict(self, saying: Saying) -> list[int]:
        """Its rule and text; or the limit, whether below it is open, and four such pairs."""
        if saying.limit is None:
            return self._pair(saying, None)
        pairs = [self._pair(saying, entry) for entry in _around(saying.cap)]
        return [saying.limit, int(saying.open), *(part for pair in pairs for part in pair)]

    def _pair(self, saying: Saying, entry: Entry | None) -> list[int]:
        told = self._answer(saying.question, entry)
        said = told.things[0].payments[0].said[list(Law).index(saying.law)]
        return [self._rule(told, said.basis), self._text(said)]

    def _answer(self, question: Question, entry: Entry | None) -> Answer:
        key = (question, entry)
        if key not in self._told:
            asked = given([question])
            if entry is not None:
                paid = replace(entry, paid_to=question.paid_to)
                asked = replace(asked, entries={question.item: (paid,)}, wage=Fraction(1))
            self._told[key] = answer(asked, self._words, today=self._on)
        return self._told[key]

    def _text(self, said: Said) -> int:
        return self._pieces.drawn(replace(said, basis=0), "web/public/kept_said.html", said=said)

    def _rule(self, told: Answer, number: int) -> int:
        """The piece of a rule, -1 for none."""
        if not number:
            return -1
        basis = told.bases[number - 1]
        return self._pieces.drawn(basis, "web/public/kept_rule.html", basis=basis)

    def fees(self, question: Question) -> list[object]:
        """The official amounts of an item, and their rules."""
        told = self._answer(question, None)
        tariffs = told.things[0].tariffs
        rules = dict.fromkeys(self._rule(told, one.basis) for one in tariffs)
        return [self._fee(tariffs), list(rules)]

    def _fee(self, tariffs: tuple[Tariff, ...]) -> int:
        words = self._words
        said = {"official": words.say("Official amount"), "none": words.say("We know of none.")}
        plain = tuple(replace(one, basis=0) for one in tariffs)
        return self._pieces.drawn(plain, "web/public/kept_tariff.html", tariffs=plain, **said)


def _around(cap: Cap) -> tuple[Entry, ...]:
    """An amount above the limit, one below, one nobody knows, one that cannot be compared.

    A limit in months of wage is asked about with a wage of one baht.
    """
    own = cap.currency or Currency.THB
    limit = cap.amount if cap.months_of_wage is None else cap.months_of_wage
    other = next(one for one in Currency if one is not own)
    amounts = (
        ((limit or Fraction(0)) + 1, own),
        (Fraction(0), own),
        (None, own),
        (Fraction(1), other),
    )
    return tuple(Entry(amount, currency, None) for amount, currency in amounts)


def holds_until(on: date) -> date:
    """The last day on which what is said about today is known to hold, within a year.

    National law is that of the day of payment, which does not change any more; the ILO definition
    and the official amounts for a time that nobody knows are those of today.
    """
    definition = [
        rule.period.last
        for rule in law_book().charges()
        if rule.law is Law.ILO and rule.period.holds(on) and rule.period.last
    ]
    rows = [row for one in TARIFF_RULES for row in law_book().rule(one).rows if row.spans(on)]
    fees = [row.holds_until for row in rows if row.holds_until and row.holds_until >= on]
    return min([*definition, *fees, on + timedelta(days=365)])


def form(words: Words, on: date) -> str:
    """The short form: all questions of the page on one screen."""
    language = words.language
    months = [(f"{month:02d}", month_name(month, language)) for month in range(1, 13)]
    years = range(on.year + 1, FIRST_YEAR - 1, -1)
    schemes = {one: charge_words.SCHEMES[one] for one in SCHEMES}
    told: dict[str, object] = {
        "countries": _options(charge_words.COUNTRIES.items(), words),
        "schemes": _options(schemes.items(), words),
        "months": months,
        "years": [(str(year), f"{year} ({year + 543})") for year in years],
        "this_month": f"{on.month:02d}",
        "this_year": str(on.year),
        "items": _options(charge_words.ITEMS.items(), words),
        "payees": _options(charge_words.PAYEES.items(), words),
        "currencies": [(one.value, currency_name(one, language)) for one in Currency],
        "wage_of": Nationality.VN.value,
        "says": {name: words.say(text) for name, text in _LABELS.items()},
    }
    return Pieces.packed(render_to_string("web/public/kept_charge.html", told))


def _options(said: Iterable[tuple[str, str]], words: Words) -> list[tuple[str, str]]:
    return [(str(code), words.say(text)) for code, text in said]
