"""The forms of a list of people: the file with what holds for all, its columns, its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import Answered, Complaint, Document, Holder
from saphan.domain.care.intake import Given, NewPerson
from saphan.domain.care.listed.fields import (
    ASKED,
    FEE,
    JOINED,
    MOST_PAYMENTS,
    PAID,
    PERSON,
    lacks_agreement,
    use_of,
)
from saphan.domain.care.listed.reading import Paid, Person
from saphan.domain.care.triage import HeldDocument, Triage
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Receipt, Scheme
from saphan.domain.text import clean
from saphan.domain.text.tables import Table
from saphan.foundation import labels as shared
from saphan.foundation.figures import language_now
from saphan.foundation.forms import HouseForm, OpenChoice
from saphan.foundation.forms import choices as named_choices
from saphan.pillars.care.actions.groups import Charge
from saphan.pillars.care.actions.lists import FromList
from saphan.pillars.care.extract.people_list import MOST_COLUMNS
from saphan.pillars.care.forms.intake import GroupForm

_SAMPLES, _LONGEST_SAMPLE = 3, 28
#: What a group form asks that a case which is there has told already.
_OF_A_NEW_CASE = ("complaints", "story")


class ListForm(GroupForm):
    """What holds for everybody of a list; what a row says itself comes before it.

    ``parties`` are the organisations that may be told, for the column that asks about it.
    """

    party = OpenChoice(
        label=_("Which organisation may be told"),
        required=False,
        help_text=_("For the column “Agrees: tell another organisation”."),
    )

    def __init__(
        self, *args: Any, parties: Iterable[tuple[UUID, str]], new: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = [("", _("None")), *((str(key), name) for key, name in parties)]
        cast("forms.ChoiceField", self.fields["party"]).choices = offered
        vars(self.fields["party"])["plain_label"] = True
        for name in () if new else _OF_A_NEW_CASE:
            del self.fields[name]

    def complaints_told(self) -> tuple[Complaint, ...]:
        """What it is about; nothing where the case has told it."""
        return super().complaints_told() if "complaints" in self.fields else ()

    def shared(self, *, witness: str) -> dict[str, Any]:
        """What was said for everybody."""
        return {"complaints": [], "story": "", **self.cleaned_data, "witness": witness}


class FileForm(HouseForm):
    """The file itself."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("XLSX, XLS, ODS or CSV, one row for each person."),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One column as the page draws it."""

    samples: str
    field: BoundField


class ColumnsForm(HouseForm):
    """One choice for each column. After ``is_valid``, ``uses`` is what was chosen."""

    uses: dict[int, str]

    def __init__(self, data: Any = None, *, table: Table, before: Mapping[int, str]) -> None:
        super().__init__(data)
        self.table, self.uses = table, dict(before)
        offered = _uses_named()
        for at, heading in enumerate(table.headings[:MOST_COLUMNS]):
            self.fields[f"c{at}"] = OpenChoice(
                label=heading, required=False, choices=offered, initial=before.get(at, "")
            )

    @property
    def lines(self) -> Iterator[Line]:
        """Every column with what stands below its heading."""
        for at in range(min(len(self.table.headings), MOST_COLUMNS)):
            yield Line(self._samples(at), self[f"c{at}"])

    def clean(self) -> dict[str, Any]:
        """Each use stands once, parts of a name excepted; a column says who agreed."""
        said = super().clean() or self.cleaned_data
        self.uses = {int(name[1:]): use for name, use in said.items() if use}
        seen: set[str] = set()
        for at, use in self.uses.items():
            if use in seen and use not in JOINED:
                self.add_error(f"c{at}", gettext("Another column is this already."))
            seen.add(use)
        if lacks_agreement(self.uses):
            self.add_error(None, gettext("Choose the column that says who agrees to a record."))
        return said

    def _samples(self, at: int) -> str:
        """The first different values below a heading."""
        found: dict[str, None] = {}
        for row in self.table.rows:
            if text := clean(row.cells[at]):
                found[text[:_LONGEST_SAMPLE] + ("…" if len(text) > _LONGEST_SAMPLE else "")] = None
            if len(found) == _SAMPLES:
                break
        return " · ".join(found)


def use_named(use: str) -> str:
    """What a column holds, in words of the page's language."""
    if use.startswith(FEE):
        item = dict(named_choices(shared.ITEMS))[use.removeprefix(FEE)]
        return gettext("Amount paid: {item}").format(item=item)
    field, _colon, number = use.partition(":")
    words = (PERSON.get(field) or PAID[field])[language_now() == "th"]
    return f"{words} {number}" if number else words


def _uses_named() -> list[tuple[str, Any]]:
    asked = [(field, use_named(field)) for field in PERSON if field in ASKED]
    asked += [(field, use_named(field)) for field in ("medium", "agreed_on")]
    known = {field for field, _words in asked}
    person = [(field, use_named(field)) for field in PERSON if field not in known]
    paid = [
        (
            gettext("Payment {n}").format(n=number),
            [(use_of(field, number), use_named(use_of(field, number))) for field in PAID],
        )
        for number in range(1, MOST_PAYMENTS + 1)
    ]
    fees = [(FEE + item, use_named(FEE + item)) for item in Item]
    return [
        ("", gettext("Not used")),
        (gettext("The person"), person),
        (gettext("Agrees to"), asked),
        *paid,
        (gettext("A column of amounts"), fees),
    ]


def from_list(
    person: Person, shared_: Mapping[str, Any], *, keeper: UUID, worker: UUID | None
) -> FromList:
    """Somebody of a list as the action takes her, with what was said for everybody."""
    return FromList(
        row=person.place.row,
        person=_person(person, shared_, keeper),
        worker=worker,
        charges=tuple(_charge(one, shared_) for one in person.paid),
    )


def _person(one: Person, shared_: Mapping[str, Any], keeper: UUID) -> NewPerson:
    held = shared_["document"]
    documents = (
        (HeldDocument(Document(held), Holder(shared_["holder"] or Holder.UNKNOWN)),) if held else ()
    )
    said = (Nationality(shared_["nationality"]),) if shared_["nationality"] else ()
    told = [one.nationality] if one.nationality is not Nationality.UNKNOWN else [*said]
    return NewPerson(
        language=one.language or shared_["language"],
        consents=tuple(_consents(one, shared_, keeper)),
        identity=one.identity,
        contact=one.contact,
        sex=one.sex,
        birth_year=one.birth_year,
        age=one.age,
        nationality=next(iter(told), Nationality.UNKNOWN),
        scheme=Scheme(shared_["scheme"] or Scheme.UNKNOWN),
        province=shared_["province"],
        employer=shared_["employer"],
        agent=shared_["agent"],
        triage=Triage(danger=Answered(shared_["danger"]), documents=documents),
        note="\n".join(_note(one)),
    )


def _note(one: Person) -> Iterator[str]:
    if one.code:
        yield gettext("Code at the employer: {code}").format(code=one.code)
    if one.note:
        yield one.note


def _consents(one: Person, shared_: Mapping[str, Any], keeper: UUID) -> Iterator[Given]:
    medium = one.medium or Medium(shared_["medium"])
    witness = shared_["witness"] if medium is Medium.WITNESSED else ""
    for purpose, agrees in one.answers.items():
        party = shared_["party"] if purpose is Purpose.REFERRAL else keeper
        if party:
            answer = Answer.GIVEN if agrees else Answer.REFUSED
            key = party if isinstance(party, UUID) else UUID(party)
            yield Given(purpose, key, answer, medium, witness, one.agreed_on)


def _charge(paid: Paid, shared_: Mapping[str, Any]) -> Charge:
    return Charge(
        item=paid.item or Item(shared_["item"] or Item.OTHER),
        amount=paid.amount,
        paid_on=paid.paid_on or shared_["paid_on"],
        paid_to=paid.paid_to or Payee(shared_["paid_to"] or Payee.UNKNOWN),
        receipt=paid.receipt or Receipt.UNKNOWN,
    )


def untold(people: Sequence[Person], shared_: Mapping[str, Any]) -> int:
    """How many answered whether another organisation may be told while none is named."""
    return 0 if shared_["party"] else sum(Purpose.REFERRAL in one.answers for one in people)
