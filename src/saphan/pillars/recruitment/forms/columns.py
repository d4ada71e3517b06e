"""The form on which a person says which column of a spreadsheet is what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.domain.recruitment.mapping import Mapping as Plan
from saphan.domain.recruitment.mapping import SheetMapping
from saphan.domain.recruitment.mapping.columns import Chosen, chosen_mapping, uses_of, uses_open
from saphan.domain.recruitment.mapping.dates import DATES
from saphan.domain.recruitment.tables import Kind
from saphan.domain.text import clean
from saphan.domain.text.tables import Shared, Table
from saphan.foundation.forms import OpenChoice
from saphan.pillars.recruitment.extract.mapped import Book, letters, suggested
from saphan.pillars.recruitment.forms.naming import GROUPS, field_name, use_name

#: Columns that one page offers; a sheet of interviews has a few dozen.
MOST_COLUMNS = 120
_SAMPLES, _LONGEST_SAMPLE = 3, 28
_MOST_HEADING_ROWS = 10
#: What may stand in several columns side by side, read from left to right with a blank between.
_JOINED = frozenset({*DATES, "agent", "site", "source", "worker_code", "interview_code"})
#: What a later page can say for all rows at once.
_SAID_LATER = frozenset({"item", "currency", "source"})


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet on the form: the prefix of its fields, where it stands, what its columns may be."""

    prefix: str
    sheet: SheetMapping
    table: Table
    uses: Mapping[int, str]
    groups: Mapping[str, tuple[str, ...]]

    @property
    def columns(self) -> range:
        """The places of the columns that are offered."""
        return range(min(len(self.table.headings), MOST_COLUMNS))

    def samples(self, at: int) -> str:
        """The first different values below a heading."""
        found: dict[str, None] = {}
        for row in self.table.rows:
            cell = row.cells[at]
            text = clean(cell.value if isinstance(cell, Shared) else cell)
            if text:
                found[text[:_LONGEST_SAMPLE] + ("…" if len(text) > _LONGEST_SAMPLE else "")] = None
            if len(found) == _SAMPLES:
                break
        return " · ".join(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One column as the page draws it."""

    letters: str
    samples: str
    field: BoundField


class ColumnsForm(forms.Form):
    """Where the headings stand, and one choice for each column.

    After ``is_valid``: ``moved`` tells that another place was named, ``mapping`` what was chosen.
    """

    moved: bool
    mapping: Plan

    def __init__(self, data: Any = None, *, book: Book, before: Plan) -> None:
        super().__init__(data)
        self.book, self.before = book, before
        self.mapping, self.moved = before, False
        self.apart = before.payments is not None and not before.one_sheet
        self.main = self._part("c", before.main)
        self.paid = self._part("p", before.payments) if before.payments and self.apart else None
        self._add_places()
        for part in filter(None, (self.main, self.paid)):
            for at in part.columns:
                self.fields[f"{part.prefix}{at}"] = _use_field(before.kind, part, at)

    def _part(self, prefix: str, sheet: SheetMapping) -> Part:
        place = self.book.place_of(sheet.sheet) or 0
        table = self.book.table(place, sheet.heading_row, sheet.heading_rows)
        of_payments = prefix == "p"
        uses = uses_of(self.before, table.headings, of_payments=of_payments)
        groups = uses_open(self.before.kind, of_payments=of_payments, apart=self.apart)
        return Part(prefix, replace(sheet, sheet=table.name), table, uses, groups)

    def _add_places(self) -> None:
        names = [(grid.name, grid.name) for grid in self.book.grids if grid.rows]
        if len(names) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=names, initial=self.main.sheet.sheet
            )
        self._add_rows("c", self.main.sheet)
        if len(names) > 1 and self.before.kind is Kind.INTERVIEWS:
            self.fields["payments"] = OpenChoice(
                label=_("The payments stand"),
                choices=[("", _("on the same sheet")), *names],
                initial=self.paid.sheet.sheet if self.paid else "",
                required=False,
            )
        if self.paid:
            self._add_rows("p", self.paid.sheet)

    def _add_rows(self, prefix: str, sheet: SheetMapping) -> None:
        short = forms.TextInput(attrs={"class": "short", "inputmode": "numeric"})
        wrong = {"required": _("Enter the number of the row."), "invalid": _("Enter a number.")}
        wrong |= {"min_value": _("Rows are counted from 1.")}
        self.fields[f"{prefix}_row"] = forms.IntegerField(
            label=_("The headings stand in row"),
            min_value=1,
            initial=sheet.heading_row,
            widget=short,
            error_messages=wrong,
        )
        wrong |= {"max_value": _("Headings take at most {n} rows.").format(n=_MOST_HEADING_ROWS)}
        self.fields[f"{prefix}_rows"] = forms.IntegerField(
            label=_("How many rows they take"),
            min_value=1,
            max_value=_MOST_HEADING_ROWS,
            initial=sheet.heading_rows,
            widget=short,
            error_messages=wrong,
        )

    @property
    def many_sheets(self) -> bool:
        """Whether there is more than one sheet to choose from."""
        return "sheet" in self.fields

    @property
    def places(self) -> list[BoundField]:
        """The fields that say where the table stands."""
        names = ("sheet", "c_row", "c_rows", "payments", "p_row", "p_rows")
        return [self[name] for name in names if name in self.fields]

    @property
    def main_lines(self) -> list[Line]:
        """The columns of the sheet."""
        return list(self._lines(self.main))

    @property
    def paid_lines(self) -> list[Line]:
        """The columns of the payments, when they have a sheet of their own."""
        return list(self._lines(self.paid)) if self.paid else []

    def _lines(self, part: Part) -> Iterator[Line]:
        for at in part.columns:
            yield Line(letters(at), part.samples(at), self[f"{part.prefix}{at}"])

    def clean(self) -> dict[str, Any]:
        """What was chosen. Faults stand at the columns that are wrong."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        main, paid = self._placed(given)
        now = (self.main.sheet, self.paid.sheet if self.paid else None)
        self.moved = [_place(main), _place(paid)] != [_place(one) for one in now]
        if self.moved:
            self.mapping = self._looked(main, paid)
            return given
        chosen = _chosen(self.main, given)
        apart = _chosen(self.paid, given) if self.paid else None
        for part in filter(None, (self.main, self.paid)):
            self._check_part(part, dict(given))
        self.mapping = chosen_mapping(self.before, chosen, apart)
        self._check_whole()
        return given

    def _placed(self, given: Mapping[str, Any]) -> tuple[SheetMapping, SheetMapping | None]:
        """The sheets as they are named now; on another sheet the headings are looked for."""
        main = self._at(given.get("sheet") or str(self.main.sheet.sheet), self.main, given)
        named = given.get("payments", self.paid.sheet.sheet if self.paid else "")
        if not named or named == main.sheet:
            return main, None
        return main, self._at(str(named), self.paid, given)

    def _at(self, name: str, part: Part | None, given: Mapping[str, Any]) -> SheetMapping:
        if part and name == part.sheet.sheet:
            return SheetMapping(name, given[f"{part.prefix}_row"], given[f"{part.prefix}_rows"])
        return SheetMapping(name, *self.book.guess(self.book.place_of(name) or 0))

    def _looked(self, main: SheetMapping, paid: SheetMapping | None) -> Plan:
        """What the headings at another place suggest; words and manners stay."""
        found = suggested(self.book, self.before.kind, main=main, payments=paid)
        if paid is not None and (found.payments is None or found.one_sheet):
            found = replace(found, payments=paid, fees=())
        kept = {**found.defaults, **self.before.defaults}
        return replace(found, values=self.before.values, defaults=kept, written=self.before.written)

    def _check_part(self, part: Part, given: Mapping[str, Any]) -> None:
        seen: dict[str, str] = {}
        amount_before = False
        for at in part.columns:
            name = f"{part.prefix}{at}"
            use = given[name]
            if use.startswith("left:") and not amount_before:
                self.add_error(name, _("No amount stands to the left of this column."))
            amount_before = amount_before or use.startswith("fee:")
            if use in seen and use not in _JOINED and ":" not in use:
                told = _("“{use}” is chosen for two columns: {first} and {second}.")
                columns = {"first": seen[use], "second": letters(at)}
                self.add_error(name, told.format(use=field_name(use), **columns))
            seen.setdefault(use, letters(at)) if use else None

    def _check_whole(self) -> None:
        """What is missing as a whole, unless the next page can say it for all rows."""
        lacking = [name for name in self.mapping.lacks if name not in _SAID_LATER]
        if lacking == ["amount"] and self.before.kind is Kind.INTERVIEWS:
            self.add_error(None, _("Say which columns hold the amounts that were paid."))
        elif lacking:
            told = _("Say which column holds: {fields}.")
            self.add_error(None, told.format(fields=", ".join(map(field_name, lacking))))
        if shared := self.mapping.shared_refund:
            told = _(
                "The refund in “{column}” would be taken off several amounts. Choose "
                "“Only about the amount to its left”."
            )
            self.add_error(None, told.format(column=shared))


def _place(sheet: SheetMapping | None) -> SheetMapping | None:
    return replace(sheet, columns={}) if sheet else None


def _use_field(kind: Kind, part: Part, at: int) -> forms.ChoiceField:
    groups = [
        (str(GROUPS[_group(kind, part, name)]), [(use, use_name(use)) for use in uses])
        for name, uses in part.groups.items()
    ]
    return forms.ChoiceField(
        label=part.table.headings[at],
        choices=[("", gettext_lazy("Not used")), *groups],
        required=False,
        initial=part.uses.get(at, ""),
    )


def _group(kind: Kind, part: Part, name: str) -> str:
    if name != "row":
        return name
    return "joins" if part.prefix == "p" else kind.value


def _chosen(part: Part, given: Mapping[str, Any]) -> Chosen:
    uses = {at: given[f"{part.prefix}{at}"] for at in part.columns}
    sheet = part.sheet
    return Chosen(
        str(sheet.sheet),
        sheet.heading_row,
        sheet.heading_rows,
        part.table.headings,
        {at: use for at, use in uses.items() if use},
    )
