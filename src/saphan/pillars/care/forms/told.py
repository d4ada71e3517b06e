"""The form on which what a person told at intake is told anew; its fields are those of the intake.

Codes that are not known have the value of their code here, so that what somebody else wrote
meanwhile can be taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import AgeBand, Answered, Holder, MigrationStage
from saphan.domain.care.intake import PersonChanges
from saphan.domain.care.triage import Indicator
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality, Scheme, Sex
from saphan.domain.text import parse_date
from saphan.foundation.forms import DateField, HouseForm, OpenChoice
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.claims import KINDS_OF_WORK
from saphan.pillars.care.forms.intake import GroupForm, PersonForm, group_choices, person_choices
from saphan.pillars.care.forms.seen import read_seen, write_seen, written

#: Groups of occupations by two digits of ISCO-08 (ILO): those of manual work, sales and services.
OCCUPATIONS: Mapping[str, str | Promise] = {
    "51": _("Personal service: cook, waiter, hairdresser"),
    "52": _("Sales: shop, market stall"),
    "53": _("Care of children, old or sick people"),
    "54": _("Guard or other protective service"),
    "61": _("Skilled farm worker: crops, animals"),
    "62": _("Skilled forestry, fishing or hunting"),
    "71": _("Building trade: mason, carpenter, painter"),
    "72": _("Metal or machinery trade: welder, mechanic"),
    "73": _("Handicraft or printing"),
    "74": _("Electrical or electronic trade"),
    "75": _("Food, wood or garment trade: butcher, tailor"),
    "81": _("Operator of a machine or a plant"),
    "82": _("Assembler"),
    "83": _("Driver or operator of a moving machine"),
    "91": _("Cleaner or domestic helper"),
    "92": _("Labourer in farming, forestry or fishing"),
    "93": _("Labourer in building, factory or transport"),
    "94": _("Helper in a kitchen"),
    "95": _("Street seller or street service"),
    "96": _("Collector of waste or other simple work"),
}
_YEAR = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
_NAME = {"autocomplete": "off", "spellcheck": "false"}
_UNKNOWN = [("unknown", _("Not known"))]
#: The fields of each part of the page, in their order.
SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Names"), ("own_name", "document_name", "thai_name", "alias")),
    (_("The person"), ("sex", "birth_year", "age", "child", "nationality", "language", "stage")),
    (_("Work"), ("employer", "agent", "scheme", "province", "sector", "occupation")),
    (_("Danger and signs"), ("danger", "indicators")),
    (
        _("Who keeps the documents now"),
        tuple(f"held_{one.value}" for one in labels.DOCUMENTS),
    ),
    (_("Days and note"), ("deadline", "permit_expires", "follow_up_on", "note")),
)


class ToldForm(HouseForm):
    """What one person told. Nothing here is needed; what is blank is not known."""

    own_name = PersonForm.base_fields["own_name"]
    document_name = PersonForm.base_fields["document_name"]
    thai_name = forms.CharField(
        label=_("Name in Thai letters"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
    )
    alias = PersonForm.base_fields["alias"]
    sex = PersonForm.base_fields["sex"]
    birth_year = DateField(
        label=_("Year of birth"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=_YEAR),
        help_text=_("In either era."),
    )
    age = PersonForm.base_fields["age"]
    child = PersonForm.base_fields["child"]
    nationality = GroupForm.base_fields["nationality"]
    language = GroupForm.base_fields["language"]
    stage = OpenChoice(label=_("On the way"), required=False)
    employer = GroupForm.base_fields["employer"]
    agent = GroupForm.base_fields["agent"]
    scheme = GroupForm.base_fields["scheme"]
    province = GroupForm.base_fields["province"]
    sector = OpenChoice(label=_("Kind of work"), required=False)
    occupation = OpenChoice(label=_("Occupation"), required=False)
    danger = OpenChoice(
        label=_("Is she or he in danger now?"), required=False, widget=forms.RadioSelect
    )
    indicators = PersonForm.base_fields["indicators"]
    deadline = PersonForm.base_fields["deadline"]
    permit_expires = PersonForm.base_fields["permit_expires"]
    follow_up_on = PersonForm.base_fields["follow_up_on"]
    note = PersonForm.base_fields["note"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: PersonChanges, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        for one, word in labels.DOCUMENTS.items():
            label = cast("Any", word)
            self.fields[f"held_{one.value}"] = OpenChoice(label=label, required=False)
        for name, choices in self._choices().items():
            offered = [*choices]
            now = str(written(known.get(name)))
            if now and now not in {code for code, _word in offered}:
                offered.append((now, now))
            cast("forms.ChoiceField", self.fields[name]).choices = offered
        for field in self.fields.values():
            vars(field)["plain_label"] = True

    def _choices(self) -> dict[str, list[tuple[str, Any]]]:
        asked = {**group_choices(), **person_choices()}
        found = {name: asked[name] for name in ("language", "province", "danger", "child")}
        for name in ("sex", "age", "nationality", "scheme"):
            found[name] = [*_UNKNOWN, *(pair for pair in asked[name] if pair[0])]
        stages = [pair for pair in labels.choices(labels.MIGRATION_STAGES) if pair[0] != "unknown"]
        found["stage"] = [*_UNKNOWN, *stages]
        nothing = [("", _("Not known"))]
        found["sector"] = [*nothing, *labels.choices(KINDS_OF_WORK)]
        found["occupation"] = [*nothing, *OCCUPATIONS.items()]
        cast("forms.MultipleChoiceField", self.fields["indicators"]).choices = asked["indicators"]
        holders = [("", _("Not asked")), *labels.choices(labels.HOLDERS)]
        return found | {f"held_{one.value}": holders for one in labels.DOCUMENTS}

    def clean_birth_year(self) -> int | None:
        """The year of the common era."""
        found = cast("PartialDate | None", self.cleaned_data["birth_year"])
        if found is None:
            return None
        if not 1900 <= found.year <= timezone.localdate().year:
            raise forms.ValidationError(_("Enter a year of birth, for example 1990 or 2533."))
        return found.year

    @property
    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """The parts of the page with their fields."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names]

    def changes(self) -> PersonChanges:
        """What the form says, as the action takes it."""
        return _changes(self.cleaned_data)

    def seen_before(self) -> PersonChanges:
        """What stood there when the form was opened; nothing when somebody tampered with it."""
        kept = read_seen(self.cleaned_data["seen"])
        try:
            days = {name: _day(kept[name]) for name in ("deadline", "permit_expires")}
            year = int(kept["birth_year"]) if kept["birth_year"] else None
            told = {**kept, **days, "birth_year": year}
            return _changes({**told, "follow_up_on": _day(kept["follow_up_on"])})
        except (ValueError, KeyError, TypeError, AttributeError):
            return PersonChanges()


def initial(known: PersonChanges) -> dict[str, object]:
    """What the form shows first."""
    said = {name: written(value) for name, value in known.items()}
    return {**said, "seen": write_seen(said)}


def _day(text: str) -> date | None:
    found = parse_date(text)
    return found.first if found else None


def _changes(said: Mapping[str, Any]) -> PersonChanges:
    held = {f"held_{one.value}": _kept_by(said[f"held_{one.value}"]) for one in labels.DOCUMENTS}
    texts = ("own_name", "document_name", "thai_name", "alias", "language", "employer", "agent")
    plain = (*texts, "province", "sector", "occupation", "note")
    days = ("birth_year", "deadline", "permit_expires", "follow_up_on")
    return cast(
        "PersonChanges",
        {
            **{name: said[name] for name in (*plain, *days)},
            **held,
            "sex": Sex(said["sex"] or Sex.UNKNOWN),
            "age": AgeBand(said["age"] or AgeBand.UNKNOWN),
            "nationality": Nationality(said["nationality"] or Nationality.UNKNOWN),
            "scheme": Scheme(said["scheme"] or Scheme.UNKNOWN),
            "stage": MigrationStage(said["stage"] or MigrationStage.UNKNOWN),
            "danger": Answered(said["danger"] or Answered.NOT_ASKED),
            "child": Answered(said["child"] or Answered.NOT_ASKED),
            "indicators": tuple(Indicator(one) for one in said["indicators"]),
        },
    )


def _kept_by(code: str) -> Holder | None:
    return Holder(code) if code else None
