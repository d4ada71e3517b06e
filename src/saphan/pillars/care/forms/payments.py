"""The forms of a payment that somebody tells of: at intake, later, and when it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.intake import PaymentTold, amount_of, refund_of
from saphan.domain.money import EXPONENT, Currency, Money
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt
from saphan.domain.text import parse_date
from saphan.foundation import labels as shared
from saphan.foundation.forms import HouseForm, NumberField, OpenChoice
from saphan.foundation.forms import choices as named_choices
from saphan.pillars.care.actions.groups import Charge
from saphan.pillars.care.forms.intake import GroupForm, PersonForm
from saphan.pillars.care.forms.seen import read_seen, write_seen, written

#: Payments of one person that can be told at intake; more are told on her page.
MOST_PAYMENTS = 12
_SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
_CURRENCIES = {
    Currency.THB: _("Baht"),
    Currency.MMK: _("Kyat"),
    Currency.KHR: _("Riel"),
    Currency.LAK: _("Kip"),
    Currency.VND: _("Dong"),
    Currency.USD: _("US dollar"),
}


class PaymentForm(HouseForm):
    """One payment: what for, how much, when, to whom, who bore it, which proof there is.

    At intake a form in which nothing was written (``empty_permitted``) is no payment.
    """

    item = OpenChoice(
        label=_("What it was for"), error_messages={"required": _("Choose what it was for.")}
    )
    amount = NumberField(
        label=_("Amount"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the amount.")},
    )
    highest = PersonForm.base_fields["highest"]
    currency = forms.ChoiceField(label=_("Currency"), initial=Currency.THB.value)
    paid_on = GroupForm.base_fields["paid_on"]
    paid_to = GroupForm.base_fields["paid_to"]
    borne_by = OpenChoice(label=_("Who bore it"), initial=Bearer.WORKER.value, required=False)
    receipt = PersonForm.base_fields["receipt"]
    refunded = NumberField(
        label=_("Paid back so far"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer: dict[str, Iterable[tuple[str, Any]]] = {
            "item": [("", _("Choose")), *named_choices(shared.ITEMS)],
            "currency": [(code.value, word) for code, word in _CURRENCIES.items()],
            "paid_to": _known_last(named_choices(shared.PAYEES)),
            "borne_by": _known_last(named_choices(shared.BEARERS)),
            "receipt": _known_last(named_choices(shared.RECEIPTS)),
        }
        for name, choices in offer.items():
            cast("forms.ChoiceField", self.fields[name]).choices = list(choices)
        for name in ("highest", "paid_on", "refunded"):
            vars(self.fields[name])["plain_label"] = True

    def clean(self) -> dict[str, Any]:
        """A range is in its order, and nobody got more back than she paid."""
        said = super().clean() or self.cleaned_data
        low, high, back = (said.get(name) for name in ("amount", "highest", "refunded"))
        if high is not None and low is not None and high < low:
            self.add_error("highest", _("This is less than the amount beside it."))
        most = high if high is not None else low
        if back is not None and most is not None and back > most:
            self.add_error("refunded", _("More was paid back than was paid."))
        return said

    def charge(self) -> Charge | None:
        """The payment, None where nothing was written."""
        if not self.cleaned_data.get("item"):
            return None
        told = self.told()
        return Charge(
            item=told["item"],
            amount=amount_of(told),
            paid_on=told["paid_on"],
            paid_to=told["paid_to"],
            borne_by=told["borne_by"],
            receipt=told["receipt"],
            refunded=refund_of(told),
        )

    def told(self) -> PaymentTold:
        """What the form says."""
        return _told(self.cleaned_data)


class CorrectionForm(PaymentForm):
    """A payment that is put right, with the reason."""

    reason = forms.CharField(
        label=_("Why it is put right"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is put right.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def seen_before(self) -> PaymentTold:
        """What stood there when the form was opened; nothing when somebody tampered with it."""
        kept = read_seen(self.cleaned_data["seen"])
        try:
            numbers = {
                name: Fraction(kept[name]) if kept[name] else None
                for name in ("amount", "highest", "refunded")
            }
            return _told({**kept, **numbers, "paid_on": parse_date(kept["paid_on"])})
        except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
            return PaymentTold()


def initial(told: PaymentTold) -> dict[str, object]:
    """What the form of a payment shows first."""
    said = {name: written(value) for name, value in told.items()}
    return {**said, "seen": write_seen(said)}


def _told(said: Mapping[str, Any]) -> PaymentTold:
    currency = Currency(said["currency"])
    amount = _money(said["amount"], currency)
    highest = _money(said["highest"], currency)
    return PaymentTold(
        item=Item(said["item"]),
        amount=amount or Decimal(0),
        highest=None if highest == amount else highest,
        currency=currency,
        paid_on=said["paid_on"],
        paid_to=Payee(said["paid_to"] or Payee.UNKNOWN),
        borne_by=Bearer(said["borne_by"] or Bearer.UNKNOWN),
        receipt=Receipt(said["receipt"] or Receipt.UNKNOWN),
        refunded=_money(said["refunded"], currency),
    )


def _money(amount: Fraction | None, currency: Currency) -> Decimal | None:
    """The amount with the digits of its currency."""
    if amount is None:
        return None
    return Money.of(amount, currency).major.quantize(Decimal(1).scaleb(-EXPONENT[currency]))


def _known_last(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Not known comes first, as the answer that nobody has to think about."""
    return sorted(choices, key=lambda pair: pair[0] != "unknown")


def further(said: Mapping[str, Any], number: int) -> tuple[PaymentForm, ...]:
    """What was written about the payments of a person besides the first, at intake."""
    return tuple(
        PaymentForm(said, prefix=prefix, empty_permitted=True, use_required_attribute=False)
        for prefix in further_prefixes(said, number)
    )


def further_prefixes(said: Mapping[str, Any], number: int, *, more: int = 0) -> list[str]:
    """The prefixes of these payments; ``more`` of them are asked for besides those there are."""
    told = str(said.get(f"p{number}-payments", ""))
    there = int(told) if told.isascii() and told.isdigit() else 1
    return [f"p{number}-pay{n}" for n in range(2, min(MOST_PAYMENTS, there + more) + 1)]
