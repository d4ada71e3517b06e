"""Questions at intake: whether somebody is known already, and what she told."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from uuid import UUID

from saphan.domain.care.casework import AgeBand, Answered, Document, Holder, MigrationStage
from saphan.domain.care.triage import HeldDocument, Indicator, Triage
from saphan.domain.people.identity import Identity, fold_name
from saphan.domain.people.records import Alike
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer, within, workers_alike
from saphan.pillars.care.models import Case, CaseMember, Contact, Intake

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
class Newcomer:
    """Somebody about whom is asked whether she is known already."""

    identity: Identity
    age: AgeBand = AgeBand.UNKNOWN


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


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A case by its key and the code that people say."""

    id: UUID
    code: str


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
    one = Newcomer(identity, age)
    (found,) = likely_same_of_many(
        viewer, organisation=organisation, newcomers=[one], employer=employer, agent=agent
    )
    return found


def likely_same_of_many(
    viewer: Viewer,
    *,
    organisation: UUID,
    newcomers: Sequence[Newcomer],
    employer: str = "",
    agent: str = "",
) -> list[list[Likely]]:
    """For each of several people who may be the same person, as ``likely_same`` tells it for one.

    As many questions to the database as for one.
    """
    alike = workers_alike(viewer, identities=[one.identity for one in newcomers])
    chosen = [_looked_at(one) for one in alike]
    wanted = set[UUID]().union(*chosen)
    found = Intake.objects.filter(within(viewer, Permission.CASES_SEE), organisation=organisation)
    rows = found.filter(worker__in=wanted).select_related("worker")
    kept = {row.pk: row for row in rows.only("age_band", "worker__code")}
    ways = {
        way.worker: (way.site, way.agent)
        for way in journeys(viewer, organisation=organisation, workers=list(kept))
    }
    cases = _cases(list(kept))
    asked = fold_name(employer), fold_name(agent)

    def likely(one: Newcomer, like: Alike, key: UUID) -> Likely:
        row, (where, whom) = kept[key], ways.get(key, ("", ""))
        called, reached = key in like.called, key in like.reached
        weighed = {
            "name": 6 * called,
            "phone": 6 * reached,
            "sound": 2 * like.sounding.get(key, 0),
            "age": 1 * (one.age is not AgeBand.UNKNOWN and row.age_band is one.age),
            "employer": 2 * (bool(where) and fold_name(where) == asked[0]),
            "agent": 2 * (bool(whom) and fold_name(whom) == asked[1]),
        }
        return Likely(
            worker=key,
            code=row.worker.code,
            age=row.age_band,
            employer=where,
            agent=whom,
            cases=tuple(cases[key]),
            certain=called or reached,
            alike=tuple(what for what, weight in weighed.items() if weight),
            weight=sum(weighed.values()),
        )

    def best(one: Newcomer, like: Alike, keys: Collection[UUID]) -> list[Likely]:
        certain = like.called | like.reached
        fitting = (key for key in keys if key in kept)
        told = [
            likely(one, like, key)
            for key in fitting
            if key in certain or _same_age(kept[key].age_band, one.age)
        ]
        return sorted(told, key=lambda each: (-each.weight, each.code))[:_BEST]

    return [best(*each) for each in zip(newcomers, alike, chosen, strict=True)]


def _looked_at(like: Alike) -> set[UUID]:
    """Whom to look at more closely: who sounds most alike, and whose name or number is the same."""
    likeliest = nsmallest(_LOOKED_AT, like.sounding.items(), key=lambda one: (-one[1], one[0]))
    return {key for key, _ in likeliest} | like.called | like.reached


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


def case_of_entry(viewer: Viewer, *, organisation: UUID, entry: UUID) -> CaseKey | None:
    """The case that a form filled in without a network became; None as long as it became none."""
    found = Case.objects.filter(within(viewer, Permission.CASES_SEE), organisation=organisation)
    row = found.filter(entry=entry).first()
    return CaseKey(row.pk, row.code) if row else None


def _same_age(one: AgeBand, other: AgeBand) -> bool:
    """Whether both may be the age of one person; unknown may be anything."""
    if AgeBand.UNKNOWN in {one, other}:
        return True
    return abs(_BANDS.index(one) - _BANDS.index(other)) <= 1


def _cases(workers: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """The codes of the cases of each worker, the newest first."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = CaseMember.objects.filter(worker__in=workers).order_by("-case__opened_on")
    for key, code in rows.values_list("worker", "case__code"):
        if key is not None:
            found[key].append(code)
    return found


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
