"""The forms of a claim: what somebody was paid in a period, a fee, what is claimed of a line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.told import Workplace
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Basis, Consent, Holiday, Reckoned, Taken, Work
from saphan.domain.pay.records import Deduction, HolidayWork, Paid, Stint
from saphan.domain.period import Period
from saphan.foundation.arithmetic import TAKEN
from saphan.foundation.figures import language_now
from saphan.foundation.forms import DayField, HouseForm, NumberField, OpenChoice
from saphan.foundation.provinces import provinces_said
from saphan.foundation.words import Words
from saphan.pillars.care.forms import labels

_SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
_BASES = {
    Basis.DAILY: _("A wage a day"),
    Basis.HOURLY: _("A wage an hour"),
    Basis.MONTHLY: _("A wage a month"),
    Basis.PIECE: _("Paid by the piece"),
}
KINDS_OF_WORK = {
    Work.ORDINARY: _("Ordinary work"),
    Work.HAZARDOUS: _("Dangerous work"),
    Work.DOMESTIC: _("Domestic work"),
    Work.AGRICULTURE: _("Farming"),
    Work.LIVESTOCK: _("Animals"),
    Work.FORESTRY: _("Forestry"),
    Work.SEA_FISHING: _("Sea fishing"),
}
_RECKONED = {
    Reckoned.IN_HAND: _("What came into the hand"),
    Reckoned.BEFORE_DEDUCTIONS: _("Before anything was taken off"),
}
#: Deductions that one page asks for; other ones are told apart in a second period.
DEDUCTIONS = (1, 2, 3)


def number(label: Any, **options: Any) -> NumberField:
    """A number that may stay empty: not known is not zero."""
    return NumberField(label=label, required=False, widget=forms.TextInput(attrs=_SHORT), **options)


class PayForm(HouseForm):
    """One pay period, asked as the pay checker asks it. Empty means not known."""

    first = DayField(
        label=_("First day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    last = DayField(
        label=_("Last day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    province = forms.ChoiceField(
        label=_("Province"), error_messages={"required": _("Choose the province.")}
    )
    work = OpenChoice(label=_("Kind of work"), required=False)
    basis = forms.ChoiceField(label=_("How the wage was agreed"))
    rate = number(_("Agreed wage, baht"))
    days = number(_("Days worked"))
    hours = number(_("Hours a day, without rest"))
    overtime = number(_("Hours of overtime"))
    rest = number(_("Hours on weekly days off"))
    holidays = number(_("Hours on public holidays"))
    paid = number(_("Paid for the period, baht"))
    reckoned = forms.ChoiceField(label=_("This is"))
    deductions_known = forms.BooleanField(
        label=_("All deductions are told below, or there were none"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [("", _("None")), *_taken()]
        for n in DEDUCTIONS:
            self.fields[f"taken_{n}"] = OpenChoice(
                label=_("Taken off for"), required=False, choices=kinds
            )
            self.fields[f"amount_{n}"] = number(_("Baht"))
        offer: dict[str, list[tuple[str, Any]]] = {
            "province": [("", _("Choose")), *provinces_said(language_now())],
            "work": [("", _("Not known")), *labels.choices(KINDS_OF_WORK)],
            "basis": [*labels.choices(_BASES)],
            "reckoned": [*labels.choices(_RECKONED)],
        }
        for name, choices in offer.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def stint(self) -> Stint:
        """The pay period as the domain counts with it."""
        said = self.cleaned_data
        return Stint(
            period=Period(said["first"], said["last"]),
            basis=Basis(said["basis"]),
            rate=said["rate"],
            days=said["days"],
            hours=said["hours"],
            overtime=said["overtime"],
            holidays=self._holidays(),
            paid=Paid(total=said["paid"], reckoned=Reckoned(said["reckoned"])),
            deductions=self._deductions(),
        )

    def where(self) -> Workplace:
        """Where the work was."""
        said = self.cleaned_data
        return Workplace(said["province"], work=Work(said["work"]) if said["work"] else None)

    def _holidays(self) -> tuple[HolidayWork, ...] | None:
        told: tuple[tuple[Holiday, Fraction | None], ...] = (
            (Holiday.REST_DAY, self.cleaned_data["rest"]),
            (Holiday.PUBLIC_HOLIDAY, self.cleaned_data["holidays"]),
        )
        if all(hours is None for _which, hours in told):
            return None
        return tuple(HolidayWork(which, hours) for which, hours in told if hours)

    def _deductions(self) -> tuple[Deduction, ...] | None:
        said = self.cleaned_data
        told = tuple(
            Deduction(Taken(said[f"taken_{n}"]), said[f"amount_{n}"], Consent.UNKNOWN)
            for n in DEDUCTIONS
            if said[f"taken_{n}"]
        )
        return told if told or said["deductions_known"] else None


class ChooseClaimedForm(HouseForm):
    """Another amount than was computed, with its reason."""

    amount = NumberField(
        label=_("Claimed, baht"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("Left blank, what was computed is claimed."),
    )
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def satang(self) -> int | None:
        """The amount in satang, None for what was computed."""
        amount = self.cleaned_data["amount"]
        return None if amount is None else Money.of(amount, Currency.THB).minor


def _taken() -> list[tuple[str, str]]:
    words = Words(language_now(), "pay")
    return [(code.value, str(words.say(text))) for code, text in TAKEN.items()]
