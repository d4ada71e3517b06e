"""Questions at intake: whether somebody is known already, and what she told."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from saphan.domain.care.casework import AgeBand, Answered, Document, Holder, MigrationStage
from saphan.domain.care.triage import HeldDocument, Indicator, Triage
from saphan.domain.people.identity import Identity, fold_name
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.journey.queries import journeys
from saphan.people.queries import (
    Viewer,
    within,
    workers_called,
    workers_reached_at,
    workers_sounding_like,
)
from saphan.pillars.care.models import CaseMember, Contact, Intake

#: The bands in order; somebody may be told to be one band older or younger than she is.
_BANDS: tuple[AgeBand, ...] = tuple(AgeBand)[:-1]
_BEST = 8
#: Of the many whose names sound alike, so many are looked at more closely.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody who may be the same person, and what speaks for it. No name: that is opened apart.

    ``weight`` grows with what is alike; with ``certain`` a whole name or a number is the same.
    """

    worker: UUID
    code: str
    age: AgeBand
    employer: str
    agent: str
    cases: tuple[str, ...]
    certain: bool
    alike: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one person told at intake."""

    worker: UUID
    age: AgeBand
    stage: MigrationStage
    province: str
    sector: str
    occupation: str
    permit_expires: date | None
    follow_up_on: date | None
    triage: Triage
    note: str

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page tells it."""
        return "Told(...)"


def likely_same(
    viewer: Viewer,
    *,
    organisation: UUID,
    identity: Identity,
    age: AgeBand = AgeBand.UNKNOWN,
    employer: str = "",
    agent: str = "",
) -> list[Likely]:
    """Who of the organisation may be the same person, the likeliest first; at most eight.

    Names are compared by their sound across scripts; the age band, employer and agent speak for
    or against it. A document number is never asked.
    """
    sounding = workers_sounding_like(viewer, names=identity.names)
    same = {one.id for name in identity.names for one in workers_called(viewer, name=name)}
    reached = {one.id for one in workers_reached_at(viewer, phone=identity.phone)}
    certain = same | reached
    likeliest = sorted(sounding, key=lambda key: (-sounding[key], key))[:_LOOKED_AT]
    rows = Intake.objects.filter(
        within(viewer, Permission.CASES_SEE),
        organisation=organisation,
        worker__in={*likeliest, *certain},
    ).select_related("worker")
    found = []
    for row in rows:
        if row.pk not in certain and not _same_age(row.age_band, age):
            continue
        ways = journeys(viewer, organisation=organisation, worker=row.pk)
        where, whom = (ways[-1].site, ways[-1].agent) if ways else ("", "")
        weighed = {
            "name": 6 * (row.pk in same),
            "phone": 6 * (row.pk in reached),
            "sound": 2 * sounding.get(row.pk, 0),
            "age": 1 * (age is not AgeBand.UNKNOWN and row.age_band is age),
            "employer": 2 * _same_words(where, employer),
            "agent": 2 * _same_words(whom, agent),
        }
        found.append(
            Likely(
                worker=row.pk,
                code=row.worker.code,
                age=row.age_band,
                employer=where,
                agent=whom,
                cases=_cases(row.pk),
                certain=row.pk in certain,
                alike=tuple(what for what, weight in weighed.items() if weight),
                weight=sum(weighed.values()),
            )
        )
    return sorted(found, key=lambda one: (-one.weight, one.code))[:_BEST]


def told(viewer: Viewer, *, worker: UUID) -> Told:
    """What somebody told at intake. Raises ``NotFound("worker.unknown")``."""
    found = told_by(viewer, workers=[worker])
    if worker not in found:
        raise NotFound("worker.unknown")
    return found[worker]


def told_by(viewer: Viewer, *, workers: Collection[UUID]) -> dict[UUID, Told]:
    """What several people told at intake, by their keys; those nobody asked are left out."""
    rows = Intake.objects.filter(within(viewer, Permission.CASES_SEE), pk__in=workers)
    return {row.pk: _told(row) for row in rows}


def _told(row: Intake) -> Told:
    return Told(
        worker=row.pk,
        age=row.age_band,
        stage=row.stage,
        province=row.province,
        sector=row.sector,
        occupation=row.occupation,
        permit_expires=row.permit_expires,
        follow_up_on=row.follow_up_on,
        triage=_triage(json.loads(row.triage), json.loads(row.documents)),
        note=row.note,
    )


def has_come_before(viewer: Viewer, *, worker: UUID) -> bool:
    """Whether a contact of this person was counted before."""
    return Contact.objects.filter(within(viewer, Permission.CASES_SEE), worker=worker).exists()


def _same_age(one: AgeBand, other: AgeBand) -> bool:
    """Whether both may be the age of one person; unknown may be anything."""
    if AgeBand.UNKNOWN in {one, other}:
        return True
    return abs(_BANDS.index(one) - _BANDS.index(other)) <= 1


def _same_words(one: str, other: str) -> bool:
    return bool(one) and fold_name(one) == fold_name(other)


def _cases(worker: UUID) -> tuple[str, ...]:
    found = CaseMember.objects.filter(worker=worker).order_by("-case__opened_on")
    return tuple(found.values_list("case__code", flat=True))


def _triage(kept: dict[str, object], documents: Sequence[Sequence[str]]) -> Triage:
    indicators = kept.get("indicators")
    deadline = kept.get("deadline")
    return Triage(
        danger=Answered(str(kept.get("danger", Answered.NOT_ASKED))),
        child=Answered(str(kept.get("child", Answered.NOT_ASKED))),
        indicators=frozenset(
            Indicator(str(code)) for code in (indicators if isinstance(indicators, list) else ())
        ),
        documents=tuple(
            HeldDocument(Document(what), Holder(who), Answered(soon))
            for what, who, soon in documents
        ),
        deadline=date.fromisoformat(str(deadline)) if deadline else None,
    )
