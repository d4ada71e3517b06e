"""The form of a respondent: who he is, by which names, where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import Against
from saphan.domain.care.respondents import RespondentChanges, RespondentRecord
from saphan.foundation.forms import HouseForm, OpenChoice
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.seen import read_seen, write_seen, written

_NAME = {"autocomplete": "off", "spellcheck": "false"}


class RespondentForm(HouseForm):
    """Whom a case is against. A name of any kind is needed, or an organisation on record."""

    kind = forms.ChoiceField(label=_("What he or it is"))
    thai_name = forms.CharField(
        label=_("Name in Thai"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
        help_text=_("As it stands on a sign, a contract or a pay slip."),
    )
    name = forms.CharField(
        label=_("Name as told"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
    )
    organisation = OpenChoice(label=_("Organisation on record"), required=False)
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The statement to the labour inspector needs it."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands on no paper."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisations: Iterable[tuple[UUID, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        kinds = cast("forms.ChoiceField", self.fields["kind"])
        kinds.choices = labels.choices(labels.AGAINST)
        known = cast("forms.ChoiceField", self.fields["organisation"])
        known.choices = [
            ("", _("None of them")),
            *((str(key), name) for key, name in organisations),
        ]

    def clean(self) -> dict[str, Any]:
        """Somebody has to be named."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(name) for name in ("thai_name", "name", "organisation")):
            self.add_error("name", _("Enter a name, or choose an organisation."))
        return said

    def changes(self) -> RespondentChanges:
        """What the form says, as the actions take it."""
        said = self.cleaned_data
        return RespondentChanges(
            kind=Against(said["kind"]),
            organisation=UUID(said["organisation"]) if said["organisation"] else None,
            thai_name=said["thai_name"],
            name=said["name"],
            address=said["address"],
            note=said["note"],
        )

    def seen_before(self) -> RespondentChanges:
        """What stood there when the form was opened; nothing when somebody tampered with it."""
        kept = read_seen(self.cleaned_data["seen"])
        try:
            return RespondentChanges(
                kind=Against(kept["kind"]),
                organisation=UUID(kept["organisation"]) if kept["organisation"] else None,
                thai_name=str(kept["thai_name"]),
                name=str(kept["name"]),
                address=str(kept["address"]),
                note=str(kept["note"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return RespondentChanges()


def initial(known: RespondentRecord) -> dict[str, object]:
    """What the form of somebody who is named already shows first."""
    names = ("kind", "organisation", "thai_name", "name", "address", "note")
    said = {name: written(getattr(known, name)) for name in names}
    return {**said, "seen": write_seen(said)}
