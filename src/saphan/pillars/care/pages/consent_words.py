"""How files of consent are told: what shows how somebody agreed, and where it is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.casework import Standing
from saphan.domain.people.consent import FILES, Answer, Medium, Sitting
from saphan.people.queries import consent_sittings, consents_without_file
from saphan.pillars.care.forms import labels
from saphan.pillars.care.pages.rooms import Room

_MISSING: Mapping[Medium, str | Promise] = {
    Medium.SIGNATURE: _("signature missing"),
    Medium.THUMB_PRINT: _("thumb print missing"),
    Medium.AUDIO: _("recording missing"),
}
_ADD: Mapping[Medium, str | Promise] = {
    Medium.SIGNATURE: _("Add the signature"),
    Medium.THUMB_PRINT: _("Add the thumb print"),
    Medium.AUDIO: _("Add the recording"),
}
_ANSWERS: Mapping[Answer, str | Promise] = {
    Answer.GIVEN: _("Agreed"),
    Answer.REFUSED: _("Said no"),
    Answer.WITHDRAWN: _("Taken back"),
}


@dataclass(frozen=True, slots=True)
class ToldSitting:
    """One sitting in words: in which medium, the answers, what the link to add a file says."""

    sitting: Sitting
    medium: str | Promise
    add: str | Promise
    answers: tuple[tuple[str | Promise, str, str | Promise], ...]


def missing(here: Room, people: Iterable[MemberRecord]) -> dict[UUID, str]:
    """What is not there of those who take part, by member; one question for all of them."""
    of = {one.worker: one.id for one in people if one.worker and one.standing is Standing.ACTIVE}
    found = consents_without_file(here.viewer, workers=list(of))
    return {of[key]: ", ".join(str(_MISSING[one]) for one in some) for key, some in found.items()}


def told_sittings(here: Room, worker: UUID, parties: Mapping[UUID, str]) -> list[ToldSitting]:
    """What somebody answered in a way of which a file can be kept, the latest first."""
    return [
        told_sitting(one, parties)
        for one in consent_sittings(here.viewer, worker=worker)
        if one.medium in FILES
    ]


def told_sitting(sitting: Sitting, parties: Mapping[UUID, str]) -> ToldSitting:
    """One sitting in words."""
    return ToldSitting(
        sitting,
        labels.MEDIA[sitting.medium],
        _ADD[sitting.medium],
        tuple(
            (labels.PURPOSES[one.purpose], parties.get(one.party, "–"), _ANSWERS[one.answer])
            for one in sitting.answers
        ),
    )
