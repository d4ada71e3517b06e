"""The forms of the directory: a service, its lines, its hours, its places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.entry import Entry, Fault
from saphan.domain.care.plain import Plain
from saphan.domain.care.reading import read_listing
from saphan.domain.care.records import Listing
from saphan.domain.refusals import Refused
from saphan.domain.text import western_digits
from saphan.foundation.figures import language_now
from saphan.foundation.forms import DayField, HouseForm, OpenChoice
from saphan.foundation.provinces import provinces_said
from saphan.foundation.sentences import sentence
from saphan.foundation.words import Words
from saphan.pillars.care.forms import directory_labels as words
from saphan.pillars.care.forms import labels, referral_labels

Choices: TypeAlias = Sequence[tuple[str, str | Promise]]
#: Fields of a file that hold a list and are written one a line.
LINES = ("sources", "documents")
#: The longest text of several lines, in letters.
MOST = 10_000
_NUMBER = {"class": "short", "inputmode": "numeric"}
_LINES = partial(forms.Textarea, attrs={"rows": 2})


class ServiceForm(HouseForm):
    """A service but for its lines, hours and places; fields are called as in a file."""

    def __init__(self, *args: Any, new: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = [_of_head(new=new), _of_reach(), _of_rest(), _of_source()]
        made = {name: field for group in self.groups for name, field in group.items()}
        self.fields.update(made)
        for name, field in made.items():
            field.label = cast("str", words.FIELDS[name])
            field.error_messages["required"] = _("Answer this.")

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def grouped(self) -> list[list[BoundField]]:
        """The fields that stand together: what it is, how it is reached, the rest, the source."""
        return [[self[name] for name in group] for group in self.groups]

    def told(self) -> Plain:
        """What was written, as its entry in a file."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        told = {name: _written(name, value) for name, value in said.items()}
        return _known(told)


def _of_head(*, new: bool) -> dict[str, forms.Field]:
    key = {"key": _text(needed=True, most=80, hint=_KEY_HINT)} if new else {}
    return {
        "name": _text(needed=True),
        **key,
        "organization": _text(),
        "kind": _choice(labels.choices(words.HELPERS)),
        "type": _long(),
        "status": _choice(labels.choices(words.STATUSES)),
        "needs": _ticks(labels.choices(referral_labels.NEEDS), needed=True),
        "languages": _ticks([*words.LANGUAGES.items()]),
    }


def _of_reach() -> dict[str, forms.Field]:
    areas = [*words.COUNTRIES.items(), *provinces_said(language_now())]
    return {
        "printed": _text(hint=_("Every number below must stand in it.")),
        "other_number": _text(),
        "hours_printed": _text(),
        "serves": _ticks(areas),
    }


def _of_rest() -> dict[str, forms.Field]:
    return {
        "asks_for_papers": _choice(labels.choices(words.PAPERS)),
        "shares_with_authorities": _choice(labels.choices(words.PAPERS)),
        "documents": _long(hint=_("One a line.")),
        "eligibility_description": _long(),
        "minimum_age": _whole(),
        "maximum_age": _whole(),
        "fees_description": _long(),
        "application_process": _long(),
        "referral_method": _long(),
        "response_time": _long(),
        "interpretation_services": _long(),
        "alert": _long(),
        "cautions": _ticks(labels.choices(words.CAUTIONS)),
        "alternate_name": _text(most=MOST),
        "url": _text(),
        "email": _text(),
        "assurer_email": _text(hint=_("Of an office, never of a person.")),
    }


def _of_source() -> dict[str, forms.Field]:
    return {
        "sources": _long(needed=True, hint=_("One a line.")),
        "year": _whole(),
        "confidence": _choice(labels.choices(words.CONFIDENCES)),
        "checked": DayField(widget=forms.TextInput(attrs=_NUMBER)),
        "verify_by": DayField(required=False, widget=forms.TextInput(attrs=_NUMBER)),
    }


class PhoneForm(HouseForm):
    """One line; all left blank, it is none."""

    number = forms.CharField(label=_("Number"), required=False, max_length=60)
    extension = forms.CharField(label=_("Extension"), required=False, max_length=6)
    menu = forms.CharField(label=_("Key to press in the menu"), required=False, max_length=6)
    languages = forms.MultipleChoiceField(
        label=_("Languages of this line"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[*words.LANGUAGES.items()],
    )


class HoursForm(HouseForm):
    """Hours of some days of the week; all left blank, they are none."""

    days = forms.MultipleChoiceField(
        label=_("Days"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[*words.DAYS.items()],
    )
    opens = forms.CharField(
        label=_("Opens"), required=False, max_length=8, widget=forms.TextInput(attrs=_NUMBER)
    )
    closes = forms.CharField(
        label=_("Closes"), required=False, max_length=8, widget=forms.TextInput(attrs=_NUMBER)
    )

    def clean(self) -> dict[str, Any]:
        """Times as a file writes them: 8.30 is 08:30."""
        said = super().clean() or self.cleaned_data
        return said | {name: _clock(said.get(name, "")) for name in ("opens", "closes")}


class SpotForm(HouseForm):
    """One place; all left blank, it is none."""

    province = OpenChoice(label=_("Province"), required=False)
    name = forms.CharField(label=_("Name of the place"), required=False, max_length=MOST)
    place = forms.CharField(label=_("Town or quarter"), required=False, max_length=300)
    address = forms.CharField(label=_("Address as printed"), required=False, max_length=300)
    latitude = forms.CharField(
        label=_("Latitude"), required=False, max_length=12, widget=forms.TextInput(attrs=_NUMBER)
    )
    longitude = forms.CharField(
        label=_("Longitude"), required=False, max_length=12, widget=forms.TextInput(attrs=_NUMBER)
    )
    transportation = forms.CharField(
        label=_("How to get there"), required=False, max_length=MOST, widget=_LINES()
    )
    accessibility = forms.CharField(
        label=_("Who can get in"), required=False, max_length=MOST, widget=_LINES()
    )
    sensitive = forms.BooleanField(
        label=_("This place keeps people safe: it is never published, only its province is kept"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        province = cast("forms.ChoiceField", self.fields["province"])
        province.choices = [("", _("–")), *provinces_said(language_now())]


#: The parts of a service: their name in a file, and their form.
PARTS: Mapping[str, type[HouseForm]] = {
    "phones": PhoneForm,
    "hours": HoursForm,
    "located": SpotForm,
}
_NAMES: Mapping[str, Promise] = {
    "phones": _("Number %(n)s"),
    "hours": _("Hours %(n)s"),
    "located": _("Place %(n)s"),
}


class ListingForm:
    """A whole service: its own form and one for each part, with a blank one at the end.

    ``before`` are its plain values so far, None for a new one. What this form does not ask
    (verification, texts in other languages) stays as it was.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, before: Plain | None, seen: str) -> None:
        self.before, self.is_bound = before or {}, data is not None
        new = before is None
        self.service = ServiceForm(data, new=new, initial={**_first(self.before), "seen": seen})
        self.parts = {name: self._parts(name, data) for name in PARTS}
        self.listing: Listing | None = None

    def _parts(self, name: str, data: Mapping[str, Any] | None) -> list[HouseForm]:
        kind = PARTS[name]
        kept = cast("list[Plain]", self.before.get(name, []))
        many = len(kept) + 1
        if data is not None:
            sent = (sum(key.startswith(f"{name}{n}-") for key in data) for n in range(100))
            many = max(many, sum(1 for one in sent if one))
        return [
            kind(data, prefix=f"{name}{n}", initial=kept[n] if n < len(kept) else {})
            for n in range(many)
        ]

    @property
    def all(self) -> list[HouseForm]:
        """Every form of it."""
        return [self.service, *(one for part in self.parts.values() for one in part)]

    @property
    def named(self) -> dict[str, list[tuple[str, HouseForm]]]:
        """The parts with what each form of them is called."""
        return {
            name: [(str(_NAMES[name]) % {"n": n}, one) for n, one in enumerate(part, 1)]
            for name, part in self.parts.items()
        }

    @property
    def further(self) -> list[tuple[str, HouseForm]]:
        """Every form but the first, by name."""
        return [pair for part in self.named.values() for pair in part]

    @property
    def faulty(self) -> list[HouseForm]:
        """The forms with a fault."""
        return [one for one in self.all if one.errors]

    def is_valid(self) -> bool:
        """Whether it can be kept: then ``listing`` is the service, else faults stand at fields."""
        if [one for one in self.all if not one.is_valid()]:
            return False
        used = {
            name: [one for one in self.parts[name] if _known(one.cleaned_data)] for name in PARTS
        }
        told = {
            **{name: self.before[name] for name in _KEPT if name in self.before},
            **self.service.told(),
            **{name: [_known(one.cleaned_data) for one in used[name]] for name in used},
        }
        faults: list[Fault] = []
        listing = read_listing(Entry(told, (), faults), date.min)
        for fault in faults:
            self._say(fault, used)
        self.listing = None if faults else listing
        return not faults

    def _say(self, fault: Fault, used: Mapping[str, list[HouseForm]]) -> None:
        """The fault in words at the field where it was made."""
        said = sentence(Refused(fault.code, **fault.facts), Words(language_now(), "django"))
        steps = [*fault.steps, "", "", ""]
        form: HouseForm = self.service
        name = steps[0] or fault.facts.get("field")
        if steps[0] in used and isinstance(steps[1], int):
            form, name = used[str(steps[0])][steps[1]], steps[2] or fault.facts.get("field")
        form.add_error(str(name) if name in form.fields else None, said)

    def now(self, stands: Plain) -> list[tuple[str | Promise, str]]:
        """What stands in the directory where it is not what was written: label and text."""
        first = _first(stands)
        shown: list[tuple[str | Promise, str]] = []
        for name, field in self.service.fields.items():
            if name == "seen" or name not in words.FIELDS:
                continue
            was, mine = first.get(name, ""), self.service.cleaned_data.get(name)
            if _plainly(was) != _plainly(_written(name, mine)):
                shown.append((cast("str", field.label), _plainly(was).replace("\n", " · ") or "–"))
        return shown


_KEPT = ("key", "verified_on", "verified_by", "translations")
_KEY_HINT = _("Small letters, digits and hyphens. It stays when the name changes.")


def _first(before: Plain) -> dict[str, object]:
    """Plain values as the fields show them first."""
    told = {name: value for name, value in before.items() if name not in PARTS}
    for name in LINES:
        told[name] = "\n".join(cast("list[str]", before.get(name, [])))
    unknown = {"asks_for_papers": "unknown", "shares_with_authorities": "unknown"}
    for name, word in {**unknown, "status": "active"}.items():
        told[name] = before.get(name) or word
    return told


def _written(name: str, value: object) -> object:
    """What a field holds, as a file has it."""
    if name in LINES:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if isinstance(value, date):
        return value.isoformat()
    if value in ("unknown", "active") and name != "kind":
        return ""
    return in_lines(value) if isinstance(value, str) else value


def in_lines(text: str) -> str:
    """A text with its line breaks, and one blank between two words."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def _plainly(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(sorted(map(str, value)))
    text = "\n".join(sorted(("" if value is None else str(value)).splitlines()))
    return "" if text in {"unknown", "active"} else text


def _known(said: Mapping[str, object]) -> Plain:
    """What says something; an age of 0 years does."""
    return {name: value for name, value in said.items() if value or type(value) is int}


def _clock(text: str) -> str:
    told = western_digits(text).replace(".", ":").strip()
    hours, _sep, minutes = told.partition(":")
    if not (hours.isdigit() and (minutes or "00").isdigit()):
        return told
    return f"{hours:0>2}:{minutes or '00':0>2}"


def _text(*, needed: bool = False, most: int = 300, hint: str | Promise = "") -> forms.CharField:
    return forms.CharField(required=needed, max_length=most, help_text=cast("str", hint))


def _long(*, needed: bool = False, hint: str | Promise = "") -> forms.CharField:
    return forms.CharField(
        required=needed, max_length=MOST, widget=_LINES(), help_text=cast("str", hint)
    )


def _whole() -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        min_value=0,
        max_value=2200,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), cast("str", _("Enter a whole number."))
        ),
    )


def _choice(offer: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[*offer])


def _ticks(offer: Choices, *, needed: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        required=needed, choices=[*offer], widget=forms.CheckboxSelectMultiple
    )
