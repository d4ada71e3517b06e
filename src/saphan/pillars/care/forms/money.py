"""The forms of money: an offer, and what was awarded or arrived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import Condition, Origin, SumKind
from saphan.domain.money import Currency, Money
from saphan.foundation.forms import HouseForm, NumberField, OpenChoice
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.cases import day_field

_SHORT = {"class": "short", "inputmode": "decimal"}


class OfferForm(HouseForm):
    """What a respondent offers and asks for it."""

    on = day_field()
    amount = NumberField(
        label=_("Amount, baht"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("Left blank when no amount was named."),
    )
    instalments = forms.IntegerField(
        label=_("In how many parts"),
        initial=1,
        min_value=1,
        max_value=120,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages=dict.fromkeys(
            ("invalid", "required", "min_value", "max_value"),
            _("Enter a whole number between 1 and 120."),
        ),
    )
    conditions = forms.MultipleChoiceField(
        label=_("What is asked in exchange"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pressed = forms.BooleanField(label=_("There was pressure"), required=False)
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        conditions = cast("forms.MultipleChoiceField", self.fields["conditions"])
        conditions.choices = labels.choices(labels.CONDITIONS)

    def told(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        amount = said["amount"]
        return {
            "on": said["on"],
            "amount": None if amount is None else Money.of(amount, Currency.THB).minor,
            "instalments": said["instalments"],
            "conditions": [Condition(one) for one in said["conditions"]],
            "pressed": said["pressed"],
            "words": said["words"],
        }


class SumForm(HouseForm):
    """Money that was awarded or that arrived."""

    kind = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)
    amount = NumberField(
        label=_("Amount, baht"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the amount.")},
    )
    on = day_field()
    origin = forms.ChoiceField(label=_("From whom"))
    member = OpenChoice(label=_("For whom"), required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer: dict[str, list[tuple[str, Any]]] = {
            "kind": [*labels.choices(labels.SUMS)],
            "origin": [*labels.choices(labels.ORIGINS)],
            "member": [("", _("For all together")), *((str(key), name) for key, name in people)],
        }
        for name, choices in offer.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def told(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return {
            "kind": SumKind(said["kind"]),
            "origin": Origin(said["origin"]),
            "amount": Money.of(said["amount"], Currency.THB).minor,
            "on": said["on"],
            "member": UUID(said["member"]) if said["member"] else None,
        }
