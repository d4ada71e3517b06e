"""The forms of protocols: an agreement that was signed, and where we can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.referral import LEAST, Detail
from saphan.foundation.forms import DayField, HouseForm, OpenChoice
from saphan.pillars.care.forms import labels, referral_labels

_SHORT = {"class": "short", "inputmode": "numeric"}
#: What only travels with a protocol; the least that is needed to help travels without.
COVERED = {one: word for one, word in referral_labels.DETAILS.items() if one not in LEAST}


class ProtocolForm(HouseForm):
    """A signed agreement: with whom, which paper, from when until when, what it covers.

    A receiver of referrals is recognised by the name that the directory gives it, so the
    organisations of the directory (``listed``) are offered beside those that are kept here.
    """

    party = OpenChoice(label=_("With whom"), required=False)
    new_name = forms.CharField(
        label=_("or somebody who is not in this list: the name"), required=False, max_length=200
    )
    reference = forms.CharField(
        label=_("Number or title of the signed paper"),
        max_length=120,
        error_messages={"required": _("Enter the number or title of the signed paper.")},
    )
    signed_on = DayField(
        label=_("Signed on"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    ends_on = DayField(
        label=_("Ends on"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("Left blank when it names no end."),
    )
    covers = forms.MultipleChoiceField(
        label=_("What may be told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what the protocol covers.")},
        help_text=_("Case code, initials, need, language and contact through us need no protocol."),
    )

    def __init__(
        self,
        *args: Any,
        parties: Iterable[tuple[UUID, str]],
        listed: Iterable[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kept = {name: key for key, name in parties}
        party = cast("forms.ChoiceField", self.fields["party"])
        more = [(name, name) for name in listed if name not in self.kept]
        party.choices = [
            ("", _("–")),
            (_("Known to us"), [(name, name) for name in self.kept]),
            (_("From the directory"), more),
        ]
        covers = cast("forms.MultipleChoiceField", self.fields["covers"])
        covers.choices = labels.choices(COVERED)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two ways of saying with whom."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("party")) == bool(said.get("new_name")):
            self.add_error("party", _("Choose one organisation, or enter one name."))
        return said

    @property
    def with_whom(self) -> UUID | str:
        """The key of the organisation, or the name of one that is not known yet."""
        name = str(self.cleaned_data["party"] or self.cleaned_data["new_name"])
        return self.kept.get(name, name)

    def told(self) -> dict[str, Any]:
        """What was signed, as the action takes it, without the other organisation."""
        said = self.cleaned_data
        return {
            "reference": said["reference"],
            "signed_on": said["signed_on"],
            "ends_on": said["ends_on"],
            "covers": [Detail(one) for one in said["covers"]],
        }


class ReachForm(HouseForm):
    """The telephone number and address that stand on our letters and slips."""

    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
