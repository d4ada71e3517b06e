"""The form of an intake: those who came together on one page, with the least that is needed.

What is the same for everybody is asked once; a person's own answer comes before it. Only the day,
the language and the consent of each person are needed. Immigration status is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import (
    AgeBand,
    Answered,
    Channel,
    Complaint,
    Document,
    Holder,
)
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.care.triage import HeldDocument, Indicator, Triage
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency, Money
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import WITHOUT_ADDRESS, Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Receipt, Scheme, Sex
from saphan.foundation import labels as shared
from saphan.foundation.figures import language_now
from saphan.foundation.forms import DateField, DayField, HouseForm, NumberField, OpenChoice
from saphan.foundation.forms import choices as named_choices
from saphan.foundation.provinces import provinces_said
from saphan.foundation.words import OWN_NAMES
from saphan.pillars.care.actions.groups import Arrival, Charge
from saphan.pillars.care.forms import labels

#: People whom one page receives; a larger group comes with a list.
MOST = 10
_VISIT = ("on", "channel", "language", "interpreter", "medium")
_SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
_NAME = {"autocomplete": "off", "spellcheck": "false"}
_NOTHING = [("", _("Not known"))]
_SEXES = {Sex.FEMALE: _("Woman"), Sex.MALE: _("Man"), Sex.OTHER: _("Another")}
#: What is asked of everybody; telling another organisation is asked when there is one.
PURPOSES = (
    Purpose.RECORD,
    Purpose.LEGAL_ACTION,
    Purpose.CONTACT_AGAIN,
    Purpose.STATISTICS,
)


class GroupForm(HouseForm):
    """What holds for everybody who came."""

    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    channel = forms.ChoiceField(label=_("How they came"))
    language = forms.ChoiceField(
        label=_("Language"), error_messages={"required": _("Choose the language.")}
    )
    interpreter = forms.BooleanField(label=_("With an interpreter"), required=False)
    danger = forms.ChoiceField(
        label=_("Is anybody in danger now?"), widget=forms.RadioSelect, initial=Answered.NOT_ASKED
    )
    complaints = forms.MultipleChoiceField(
        label=_("What it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    nationality = OpenChoice(label=_("Nationality"), required=False)
    scheme = OpenChoice(label=_("How they came to work"), required=False)
    province = OpenChoice(label=_("Province"), required=False)
    employer = forms.CharField(label=_("Employer"), required=False, max_length=200)
    agent = forms.CharField(label=_("Agent or broker"), required=False, max_length=200)
    medium = forms.ChoiceField(label=_("How they agreed"))
    document = OpenChoice(label=_("Document somebody else keeps"), required=False)
    holder = OpenChoice(label=_("Who keeps it"), required=False)
    item = OpenChoice(label=_("What they paid for"), required=False)
    paid_to = OpenChoice(label=_("To whom"), required=False)
    paid_on = DateField(
        label=_("When they paid"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("A day, a month or a year, in either era."),
    )
    story = forms.CharField(
        label=_("What happened"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_all(self, group_choices())

    @property
    def visit_fields(self) -> list[forms.BoundField]:
        """What is asked of the visit itself, before anybody is asked anything."""
        return [self[name] for name in _VISIT]

    @property
    def told_fields(self) -> list[forms.BoundField]:
        """What is asked once it is known how each can be contacted and what each agreed to."""
        return [self[name] for name in self.fields if name not in _VISIT]

    def visit(self) -> Visit:
        """The contact that is counted."""
        said = self.cleaned_data
        return Visit(
            on=said["on"],
            channel=Channel(said["channel"]),
            language=said["language"],
            interpreter=said["interpreter"],
        )

    def complaints_told(self) -> tuple[Complaint, ...]:
        """What it is about."""
        return tuple(Complaint(one) for one in self.cleaned_data["complaints"])


class PersonForm(HouseForm):
    """One of those who came. Safe contact first; a name of any kind, or none."""

    reach = forms.ChoiceField(
        label=_("May we contact her or him? How?"), initial=Reach.UNKNOWN.value
    )
    address = forms.CharField(
        label=_("Number or name there"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_NAME),
    )
    own_name = forms.CharField(
        label=_("Name, own script"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
    )
    document_name = forms.CharField(
        label=_("Name as in the document"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_NAME),
    )
    sex = OpenChoice(label=_("Sex"), required=False)
    age = OpenChoice(label=_("Age"), required=False)
    agrees = forms.MultipleChoiceField(
        label=_("Agrees to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    amount = NumberField(
        label=_("Paid, baht"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    highest = NumberField(
        label=_("At most, if not sure"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    known = forms.UUIDField(required=False, widget=forms.HiddenInput)
    hours = forms.CharField(label=_("When may we call"), required=False, max_length=120)
    who_may_answer = forms.CharField(label=_("Who may answer"), required=False, max_length=120)
    code_word = forms.CharField(label=_("Code word"), required=False, max_length=60)
    alias = forms.CharField(label=_("Also called"), required=False, max_length=200)
    medium = OpenChoice(label=_("How she or he agreed"), required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Signs of forced labour"), required=False, widget=forms.CheckboxSelectMultiple
    )
    child = OpenChoice(label=_("Under 18?"), required=False)
    deadline = DayField(
        label=_("A day not to miss"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    permit_expires = DayField(
        label=_("A document runs out on"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    follow_up_on = DayField(
        label=_("Follow up on"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    receipt = OpenChoice(label=_("Proof of payment"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    #: The fields that the page shows at once; the others are one tap away.
    FIRST = ("reach", "address", "own_name", "document_name", "sex", "age", "agrees", "amount")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_all(self, person_choices())

    def clean(self) -> dict[str, Any]:
        """Nobody is kept who did not agree; a number is needed where one is promised."""
        said = super().clean() or self.cleaned_data
        if Purpose.RECORD not in said.get("agrees", []):
            self.add_error(
                "agrees",
                _("Without this agreement nothing about a person is kept. Leave the person out."),
            )
        reach = said.get("reach")
        if reach and Reach(reach) not in WITHOUT_ADDRESS and not said.get("address"):
            self.add_error("address", _("Enter the number or the name for this way."))
        low, high = said.get("amount"), said.get("highest")
        if high is not None and (low is None or high < low):
            self.add_error("highest", _("This is less than the amount beside it."))
        return said

    @property
    def first_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are shown at once."""
        return (self[name] for name in self.FIRST)

    @property
    def more_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are one tap away."""
        return (self[name] for name in self.fields if name not in {*self.FIRST, "known"})

    @property
    def more_open(self) -> bool:
        """Whether something further down was answered or is wrong."""
        blank: tuple[object, ...] = ("", None, [], Answered.NOT_ASKED.value)
        return any(
            one.errors or (self.is_bound and one.value() not in blank) for one in self.more_fields
        )

    def arrival(
        self, group: Mapping[str, Any], *, keeper: UUID, others: Iterable[Charge] = ()
    ) -> Arrival:
        """The person as the action takes her, with what was said for everybody.

        ``others`` are her payments besides the one that is asked of everybody.
        """
        said = self.cleaned_data
        charges = (*_charges(said, group), *others)
        if said["known"]:
            return Arrival(worker=said["known"], charges=charges)
        return Arrival(person=_person(said, group, keeper), charges=charges)

    def identity(self) -> Identity:
        """The names that were given."""
        said = self.cleaned_data
        return Identity(
            document_name=said["document_name"],
            own_name=said["own_name"],
            aliases=(said["alias"],) if said["alias"] else (),
            phone=said["address"] if said["reach"] in {Reach.PHONE, Reach.SMS} else "",
        )

    def age_told(self) -> AgeBand:
        """The age band, or that it is not known."""
        return AgeBand(self.cleaned_data["age"] or AgeBand.UNKNOWN)


def group_choices() -> dict[str, list[tuple[str, Any]]]:
    """What can be answered about everybody, by field."""
    return {
        "channel": [*labels.choices(labels.CHANNELS)],
        "language": [("", _("Choose")), *OWN_NAMES.items(), ("other", _("Another language"))],
        "danger": [*labels.choices(labels.ANSWERED)],
        "complaints": [*labels.choices(labels.COMPLAINTS)],
        "nationality": [*_NOTHING, *_nationalities()],
        "scheme": [*_NOTHING, *_schemes()],
        "province": [*_NOTHING, *provinces_said(language_now())],
        "medium": [*labels.choices(labels.MEDIA)],
        "document": [("", _("None")), *labels.choices(labels.DOCUMENTS)],
        "holder": [*_NOTHING, *labels.choices(labels.HOLDERS)],
        "item": [("", _("Nothing, or not asked")), *named_choices(shared.ITEMS)],
        "paid_to": [*_NOTHING, *_payees()],
    }


def person_choices() -> dict[str, list[tuple[str, Any]]]:
    """What can be answered about one person, by field."""
    asked = {purpose: labels.PURPOSES[purpose] for purpose in PURPOSES}
    return {
        "reach": [*labels.choices(labels.REACHES)],
        "sex": [*_NOTHING, *labels.choices(_SEXES)],
        "age": [
            *_NOTHING,
            *((code, word) for code, word in labels.choices(labels.AGES) if code != "unknown"),
        ],
        "agrees": [*labels.choices(asked)],
        "medium": [("", _("As everybody")), *labels.choices(labels.MEDIA)],
        "indicators": [*labels.choices(labels.INDICATORS)],
        "child": [*labels.choices(labels.ANSWERED)][::-1],
        "receipt": [*_NOTHING, *named_choices(shared.RECEIPTS)],
    }


def _person(said: Mapping[str, Any], group: Mapping[str, Any], keeper: UUID) -> NewPerson:
    medium = Medium(said["medium"] or group["medium"])
    witness = group["witness"] if medium is Medium.WITNESSED else ""
    return NewPerson(
        language=group["language"],
        consents=tuple(
            Given(Purpose(one), keeper, Answer.GIVEN, medium, witness) for one in said["agrees"]
        ),
        identity=Identity(
            document_name=said["document_name"],
            own_name=said["own_name"],
            aliases=(said["alias"],) if said["alias"] else (),
            phone=said["address"] if said["reach"] in {Reach.PHONE, Reach.SMS} else "",
        ),
        contact=SafeContact(
            reach=Reach(said["reach"]),
            address=said["address"],
            hours=said["hours"],
            who_may_answer=said["who_may_answer"],
            code_word=said["code_word"],
        ),
        sex=Sex(said["sex"] or Sex.UNKNOWN),
        age=AgeBand(said["age"] or AgeBand.UNKNOWN),
        nationality=Nationality(group["nationality"] or Nationality.UNKNOWN),
        scheme=Scheme(group["scheme"] or Scheme.UNKNOWN),
        province=group["province"],
        employer=group["employer"],
        agent=group["agent"],
        triage=_triage(said, group),
        permit_expires=cast("date | None", said["permit_expires"]),
        follow_up_on=cast("date | None", said["follow_up_on"]),
        note=said["note"],
    )


def _triage(said: Mapping[str, Any], group: Mapping[str, Any]) -> Triage:
    held = (
        (HeldDocument(Document(group["document"]), Holder(group["holder"] or Holder.UNKNOWN)),)
        if group["document"]
        else ()
    )
    return Triage(
        danger=Answered(group["danger"]),
        child=Answered(said["child"] or Answered.NOT_ASKED),
        indicators=frozenset(Indicator(one) for one in said["indicators"]),
        documents=held,
        deadline=said["deadline"],
    )


def _charges(said: Mapping[str, Any], group: Mapping[str, Any]) -> Iterator[Charge]:
    if said["amount"] is None:
        return
    low = Money.of(said["amount"], Currency.THB).minor
    high = low if said["highest"] is None else Money.of(said["highest"], Currency.THB).minor
    yield Charge(
        item=Item(group["item"] or Item.OTHER),
        amount=Amount(low, high, Currency.THB),
        paid_on=group["paid_on"],
        paid_to=Payee(group["paid_to"] or Payee.UNKNOWN),
        receipt=Receipt(said["receipt"] or Receipt.UNKNOWN),
    )


def _nationalities() -> list[tuple[str, str]]:
    return [pair for pair in named_choices(shared.NATIONALITIES) if pair[0] != Nationality.UNKNOWN]


def _schemes() -> list[tuple[str, str]]:
    return [pair for pair in named_choices(shared.SCHEMES) if pair[0] != Scheme.UNKNOWN]


def _payees() -> list[tuple[str, str]]:
    return [pair for pair in named_choices(shared.PAYEES) if pair[0] != Payee.UNKNOWN]


def _offer_all(form: forms.Form, offer: Mapping[str, list[tuple[str, Any]]]) -> None:
    """Give the fields their choices; that anything can stay empty is said once above them all."""
    for name, choices in offer.items():
        cast("forms.ChoiceField", form.fields[name]).choices = choices
    for field in form.fields.values():
        vars(field)["plain_label"] = True
