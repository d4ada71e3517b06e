"""The form on which a person says what words mean, what the sheet leaves out, how it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.domain.recruitment.mapping import Fee, Mapping, Written
from saphan.domain.recruitment.mapping.columns import with_fixed
from saphan.domain.recruitment.mapping.values import CODES, ENUMS
from saphan.domain.recruitment.mapping.words import Word
from saphan.domain.recruitment.tables import Kind
from saphan.domain.text import fold
from saphan.foundation.forms import OpenChoice, choices
from saphan.pillars.recruitment.extract import labels
from saphan.pillars.recruitment.forms.naming import code_choices, code_name, field_name

#: Words that one page asks about; the commonest come first.
MOST_WORDS = 200
_OF_FEES = ("currency", "paid_to")
#: What a sheet may leave out and one answer may say for all of its rows.
_ANSWERS = {
    Kind.INTERVIEWS: ("nationality", "agent", "scheme", "site", "wage_currency"),
    Kind.ROSTER: ("nationality", "agent", "scheme", "status"),
    Kind.RATES: ("currency", "source"),
}
_OF_PAYMENTS = ("item", "currency", "paid_to", "borne_by", "receipt")


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One column of amounts as the page draws it: what is the same for all of them."""

    heading: str
    item: str
    fields: list[BoundField]


class MeaningsForm(forms.Form):
    """Words, what is the same in all rows, and the manner of writing.

    After ``is_valid`` the finished mapping is in ``mapping``.
    """

    mapping: Mapping

    def __init__(self, data: Any = None, *, before: Mapping, words: Sequence[Word]) -> None:
        super().__init__(data)
        self.before = self.mapping = before
        self.words = [word for word in words if word.field in ENUMS][:MOST_WORDS]
        self.answers = [*_asked(before)]
        for word in self.words:
            self.fields[_named(word)] = _word_field(word)
        for field in self.answers:
            self.fields[f"all_{field}"] = _answer_field(before, field)
        for place, fee in enumerate(before.fees):
            for field in _left_open(fee):
                self.fields[f"fee{place}_{field}"] = _fee_field(fee, field)
        self._add_manners()

    def _add_manners(self) -> None:
        written = self.before.written
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Numbers"),
            widget=forms.RadioSelect,
            required=False,
            initial=written.decimal or "",
            choices=[
                ("", _("I am not sure: refuse a number like 1.500, which can be read in two ways")),
                (".", _("1,500.50 – the dot comes before the decimals")),
                (",", _("1.500,50 – the comma comes before the decimals")),
            ],
        )
        self.fields["month_first"] = forms.BooleanField(
            label=_("The month comes before the day: 3/25/2024 is 25 March"),
            required=False,
            initial=written.month_first,
        )
        self.fields["buddhist"] = forms.BooleanField(
            label=_(
                "Years are of the Buddhist era, also short ones: 67, or 1967 that a "
                "spreadsheet program made of it, means 2567"
            ),
            required=False,
            initial=written.buddhist,
        )

    @property
    def unknown_words(self) -> list[BoundField]:
        """The words that nobody knows yet."""
        return [self[_named(word)] for word in self.words if not word.code]

    @property
    def known_words(self) -> list[BoundField]:
        """The words that are known, to be looked at and changed."""
        return [self[_named(word)] for word in self.words if word.code]

    @property
    def answer_fields(self) -> list[BoundField]:
        """What the sheet leaves out."""
        return [self[f"all_{field}"] for field in self.answers]

    @property
    def fee_lines(self) -> list[FeeLine]:
        """The columns of amounts of which something is still open."""
        lines = []
        for place, fee in enumerate(self.before.fees):
            open_fields = [self[f"fee{place}_{f}"] for f in _left_open(fee)]
            if open_fields:
                lines.append(FeeLine(fee.heading, code_name("item", fee.item), open_fields))
        return lines

    @property
    def manners(self) -> list[BoundField]:
        """How dates and numbers are written."""
        return [self["decimal"], self["month_first"], self["buddhist"]]

    def clean(self) -> dict[str, Any]:
        """The finished mapping; what is still missing is said at the field that may say it."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        found = replace(
            self.before,
            values=_values(self.before, self.words, given),
            defaults=_defaults(self.before, self.answers, given),
            written=Written(given["decimal"] or None, given["month_first"], given["buddhist"]),
        )
        for place, fee in enumerate(self.before.fees):
            facts = {f: given[f"fee{place}_{f}"] for f in _left_open(fee)}
            found = with_fixed(found, place, **facts)
        self.mapping = found
        for field in found.lacks:
            told = _("No column says this: {field}. Say it here, or go back and choose a column.")
            at = f"all_{field}" if field in self.answers else None
            self.add_error(at, told.format(field=field_name(field)))
        return given


def _named(word: Word) -> str:
    """The name of a word's field; it does not change when words are added."""
    return "word_" + sha256(f"{word.field}\n{fold(word.text)}".encode()).hexdigest()[:16]


def _word_field(word: Word) -> forms.ChoiceField:
    times = ngettext("{field}, in {n} cell", "{field}, in {n} cells", word.times)
    said = times.format(field=field_name(word.field), n=word.times)
    unknown = [] if word.code else [("", _("unknown: do not use these rows"))]
    return OpenChoice(
        label=f"“{word.text[:60]}” ({said})",
        choices=[*unknown, *code_choices(word.field)],
        required=False,
        initial=word.code,
    )


def _asked(mapping: Mapping) -> Iterator[str]:
    """The fields that no column gives, and those that have an answer already."""
    paid = mapping.payments.columns.keys() if mapping.payments else set()
    given = mapping.main.columns.keys() | paid
    for field in _ANSWERS[mapping.kind]:
        needless = field == "wage_currency" and "first_month_wage" not in given
        if (field not in given and not needless) or field in mapping.defaults:
            yield field
    for field in _OF_PAYMENTS if mapping.kind is Kind.INTERVIEWS else ():
        if field in mapping.defaults or not _is_told(mapping, field):
            yield field


def _is_told(mapping: Mapping, field: str) -> bool:
    """Whether columns, or what was said of each fee, tell this of every payment."""
    by_fees = all(field == "item" or field in {**fee.columns, **fee.fixed} for fee in mapping.fees)
    return by_fees and (mapping.payments is None or field in mapping.payments.columns)


def _answer_field(before: Mapping, field: str) -> forms.Field:
    label = field_name(field)
    initial = before.defaults.get(field, "")
    if field not in ENUMS:
        return forms.CharField(label=label, required=False, max_length=200, initial=initial)
    return OpenChoice(
        label=label,
        choices=[("", _("not said")), *code_choices(field)],
        required=False,
        initial=initial,
    )


def _left_open(fee: Fee) -> list[str]:
    """What no column says of the amounts of one fee."""
    return [field for field in _OF_FEES if field not in fee.columns]


def _fee_field(fee: Fee, field: str) -> OpenChoice:
    words = choices(labels.PAYEES) if field == "paid_to" else code_choices(field)
    return OpenChoice(
        label=field_name(field),
        choices=[("", _("not said")), *words],
        required=False,
        initial=fee.fixed.get(field, ""),
    )


def _values(
    before: Mapping, words: Sequence[Word], given: dict[str, Any]
) -> dict[str, dict[str, str]]:
    """The words of the mapping: those that mean something else than everybody takes them for."""
    found = {field: dict(known) for field, known in before.values.items()}
    for word in words:
        own = found.setdefault(word.field, {})
        for spelled in [one for one in own if fold(one) == fold(word.text)]:
            del own[spelled]
        code = given[_named(word)]
        if code and CODES[word.field].get(fold(word.text)) != code:
            own[word.text] = code
    return {field: known for field, known in found.items() if known}


def _defaults(before: Mapping, fields: Sequence[str], given: dict[str, Any]) -> dict[str, str]:
    said = {field: given[f"all_{field}"] for field in fields}
    return {name: text for name, text in {**before.defaults, **said}.items() if text}
