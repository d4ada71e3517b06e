"""The forms of a fee audit: opening one, bringing files in, deciding a plan, correcting a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency, Money
from saphan.domain.parties.records import OrganisationRecord
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt
from saphan.domain.recruitment.tables import Kind
from saphan.domain.recruitment.terms import (
    Definition,
    Interest,
    Method,
    RangeChoice,
    Terms,
    Window,
)
from saphan.domain.refusals import Refused
from saphan.foundation.forms import DateField, HouseForm, NumberField, choices
from saphan.foundation.sentences import sentence
from saphan.pillars.recruitment.extract import labels

_SHORT = {"class": "short", "inputmode": "decimal"}


class OpenForm(HouseForm):
    """Title and keeper of a new audit."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("For example the plant and the year. Never a worker's name."),
        error_messages={"required": _("Enter a title.")},
    )
    organisation = forms.ChoiceField(label=_("Kept by"))

    def __init__(self, *args: Any, keepers: Iterable[OrganisationRecord], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [(str(one.id), one.name) for one in keepers]


class UploadForm(HouseForm):
    """One file and what it brings."""

    kind = forms.ChoiceField(
        label=_("What does the file bring?"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.ROSTER.value, _("The roster: every worker of the site")),
            (Kind.INTERVIEWS.value, _("Interviews with their payments")),
            (Kind.RATES.value, _("Exchange rates with their source")),
        ],
        error_messages={"required": _("Choose what the file brings.")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS, CSV or JSON; an export of KoboToolbox or ODK as it is."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )
    payments = forms.FileField(
        label=_("Payments, when the export keeps them in a file apart"),
        required=False,
        error_messages={"empty": _("The file is empty.")},
    )
    own = forms.BooleanField(
        label=_("The file has headings of its own: let me say which column is what"),
        required=False,
        help_text=_("A file that is not in the form of Saphan is led there by itself."),
    )

    def clean(self) -> dict[str, Any]:
        """Columns are chosen for one file. Raises ``ValidationError`` at the field."""
        given = super().clean() or self.cleaned_data
        if given.get("own") and given.get("payments"):
            self.add_error(
                "payments",
                _("To say which column is what, put the payments on a sheet of the same file."),
            )
        return given


class PlanForm(HouseForm):
    """The terms of a plan and the reason for it."""

    method = forms.ChoiceField(
        label=_("Method"), choices=lambda: choices(labels.METHODS), widget=forms.RadioSelect
    )
    definition = forms.ChoiceField(
        label=_("What is owed back"),
        choices=lambda: choices(labels.DEFINITIONS),
        widget=forms.RadioSelect,
    )
    range_choice = forms.ChoiceField(
        label=_("Where an amount is a range, use"), choices=lambda: choices(labels.RANGES)
    )
    window = forms.ChoiceField(
        label=_("Group arrivals by"), choices=lambda: choices(labels.WINDOWS)
    )
    as_of = DateField(
        label=_("As of"),
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Enter a day, for example 23.11.2026.")},
    )
    instalments = forms.IntegerField(
        label=_("Payroll months to pay in"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages=dict.fromkeys(
            ("invalid", "required", "min_value", "max_value"),
            _("Enter a whole number between 1 and 60."),
        ),
    )
    first_payroll = DateField(
        label=_("First payroll month"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text=_("For example 01/2027"),
    )
    interest = NumberField(
        label=_("Interest, per cent a year"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("Left blank, no interest is added. It needs a reason."),
    )
    interest_reason = forms.CharField(label=_("Why interest"), required=False, max_length=300)
    reason = forms.CharField(
        label=_("Why this plan is decided now"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        help_text=_("It is kept with the version, with your name and the time."),
        error_messages={"required": _("Enter the reason.")},
    )

    def clean_as_of(self) -> PartialDate:
        """A day. Raises ``ValidationError``."""
        found: PartialDate | None = self.cleaned_data["as_of"]
        if found is None or found.day is None:
            raise ValidationError(_("Enter a day, for example 23.11.2026."))
        return found

    def clean(self) -> dict[str, Any]:
        """The terms under ``terms``; what they refuse is said at the top."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                given["terms"] = _terms(given)
            except Refused as refusal:
                raise ValidationError(_(sentence(refusal))) from refusal
        return given


def _terms(given: dict[str, Any]) -> Terms:
    percent, why = given["interest"], given["interest_reason"]
    return Terms(
        as_of=given["as_of"].first,
        method=Method(given["method"]),
        definition=Definition(given["definition"]),
        range_choice=RangeChoice(given["range_choice"]),
        window=Window(given["window"]),
        instalments=given["instalments"],
        first_payroll=given["first_payroll"],
        interest=Interest(percent / 100, why) if percent or why else None,
    )


def initial(terms: Terms) -> dict[str, object]:
    """The form filled with terms that were decided before."""
    interest = terms.interest
    return {
        "method": terms.method.value,
        "definition": terms.definition.value,
        "range_choice": terms.range_choice.value,
        "window": terms.window.value,
        "as_of": terms.as_of.isoformat(),
        "instalments": terms.instalments,
        "first_payroll": str(terms.first_payroll) if terms.first_payroll else "",
        "interest": f"{float(interest.yearly * 100):g}" if interest else "",
        "interest_reason": interest.reason if interest else "",
    }


class LineForm(HouseForm):
    """One payment line as it should read, and why."""

    item = forms.ChoiceField(label=_("What it was for"), choices=lambda: choices(labels.ITEMS))
    low = NumberField(
        label=_("Amount, or the lowest"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter an amount; unknown is not zero.")},
    )
    high = NumberField(
        label=_("The highest, when it is a range"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(one.value, one.value) for one in Currency]
    )
    paid_on = DateField(
        label=_("Paid on"),
        required=False,
        help_text=_("A day, a month or a year, in either era"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    paid_to = forms.ChoiceField(label=_("Paid to"), choices=lambda: choices(labels.PAYEES))
    borne_by = forms.ChoiceField(
        label=_("Who finally bore it"), choices=lambda: choices(labels.BEARERS)
    )
    receipt = forms.ChoiceField(label=_("Proof"), choices=lambda: choices(labels.RECEIPTS))
    refunded = NumberField(
        label=_("Refunded already"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=300,
        help_text=_("It is kept with your name and the time, and makes a new version of the plan."),
        error_messages={"required": _("Enter the reason.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The range in its order. Raises ``ValidationError`` at the field."""
        given = super().clean() or self.cleaned_data
        low, high = given.get("low"), given.get("high")
        if low is None and "low" not in self.errors:
            self.add_error("low", _("Enter an amount; unknown is not zero."))
        elif low is not None and high is not None and low > high:
            self.add_error("high", _("The highest amount lies below the lowest."))
        refunded = given.get("refunded")
        if refunded and low is not None and refunded > (high or low):
            self.add_error("refunded", _("More was refunded than was paid."))
        return given

    def changes(self) -> dict[str, Any]:
        """The line as the shared record takes it."""
        given = self.cleaned_data
        currency = Currency(given["currency"])
        low = Money.of(given["low"], currency).minor
        high = low if given["high"] is None else Money.of(given["high"], currency).minor
        return {
            "item": Item(given["item"]),
            "amount": Amount(low, high, currency),
            "paid_on": given["paid_on"],
            "paid_to": Payee(given["paid_to"]),
            "borne_by": Bearer(given["borne_by"]),
            "receipt": Receipt(given["receipt"]),
            "refunded": Money.of(given["refunded"] or 0, currency).minor,
        }
