"""The forms about one person of a case: consent, its withdrawal, safe contact, erasing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.records import ErasureReason
from saphan.foundation.forms import HouseForm, OpenChoice
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.cases import YES_NO, yes_no

#: What is asked at a centre; other purposes belong to other lines of work.
ASKED_HERE = (
    Purpose.RECORD,
    Purpose.REFERRAL,
    Purpose.LEGAL_ACTION,
    Purpose.CONTACT_AGAIN,
    Purpose.STATISTICS,
    Purpose.PHOTO,
)
_ANSWERS = {
    Answer.GIVEN: _("Agrees"),
    Answer.REFUSED: _("Says no"),
    Answer.WITHDRAWN: _("Takes it back"),
}
#: Why somebody is erased.
ERASURE_REASONS = {
    ErasureReason.ASKED: _("She or he asked for it"),
    ErasureReason.NO_LONGER_NEEDED: _("It is no longer needed"),
    ErasureReason.MISTAKE: _("It was entered by mistake"),
}


class ConsentForm(HouseForm):
    """One answer to one question. ``party`` is whom it is about: ourselves, or who is told."""

    purpose = forms.ChoiceField(label=_("What was asked"))
    party = forms.ChoiceField(label=_("Who may do it"))
    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    medium = forms.ChoiceField(label=_("How it was given"))

    def __init__(self, *args: Any, parties: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        asked = {purpose: labels.PURPOSES[purpose] for purpose in ASKED_HERE}
        offer: dict[str, list[tuple[str, Any]]] = {
            "purpose": [*labels.choices(asked)],
            "party": [(str(key), name) for key, name in parties],
            "answer": [*labels.choices(_ANSWERS)],
            "medium": [*labels.choices(labels.MEDIA)],
        }
        for name, choices in offer.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def told(self) -> tuple[Purpose, UUID, Answer, Medium]:
        """What was asked of whom, the answer, how it was given."""
        said = self.cleaned_data
        return (
            Purpose(said["purpose"]),
            UUID(said["party"]),
            Answer(said["answer"]),
            Medium(said["medium"]),
        )


class ContactForm(HouseForm):
    """Whether and how somebody may be reached."""

    reach = forms.ChoiceField(label=_("How may we reach her or him?"))
    address = forms.CharField(label=_("Number or name there"), required=False, max_length=120)
    hours = forms.CharField(label=_("When"), required=False, max_length=120)
    who_may_answer = forms.CharField(label=_("Who may answer"), required=False, max_length=120)
    voicemail = OpenChoice(label=_("May we leave a message?"), required=False, choices=YES_NO)
    code_word = forms.CharField(label=_("Code word"), required=False, max_length=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["reach"]).choices = labels.choices(labels.REACHES)

    def contact(self) -> SafeContact:
        """What was said."""
        said = self.cleaned_data
        return SafeContact(
            reach=Reach(said["reach"]),
            address=said["address"],
            hours=said["hours"],
            who_may_answer=said["who_may_answer"],
            voicemail=yes_no(said["voicemail"]),
            code_word=said["code_word"],
        )


def contact_initial(contact: SafeContact) -> dict[str, object]:
    """What the form shows first."""
    return {
        "reach": contact.reach.value,
        "address": contact.address,
        "hours": contact.hours,
        "who_may_answer": contact.who_may_answer,
        "voicemail": "" if contact.voicemail is None else "yes" if contact.voicemail else "no",
        "code_word": contact.code_word,
    }


class EraseForm(HouseForm):
    """Why somebody is erased, and her code once more, so that it is nobody else."""

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=_("Write the code of this person"),
        help_text=_("Erasing cannot be undone: nothing is kept that could bring it back."),
        max_length=60,
    )

    def __init__(self, *args: Any, worker_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.worker_code = worker_code
        cast("forms.ChoiceField", self.fields["reason"]).choices = labels.choices(ERASURE_REASONS)

    def clean_code(self) -> str:
        """The code, when it is hers."""
        code = str(self.cleaned_data["code"]).strip().upper()
        if code != self.worker_code.upper():
            raise forms.ValidationError(_("This is not the code of this person."))
        return code
