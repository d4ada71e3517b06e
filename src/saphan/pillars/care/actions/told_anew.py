"""What a person told at intake is told anew: read as a whole, changed, nothing of others lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import AgeBand, Answered, Document, MigrationStage, Standing
from saphan.domain.care.intake import PersonChanges, age_band
from saphan.domain.care.triage import HeldDocument, Triage, most_urgent, sort
from saphan.domain.people.consent import Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.codes import Nationality, Scheme
from saphan.domain.refusals import NotFound
from saphan.foundation.audit import record
from saphan.journey.actions.corrections import change_journey
from saphan.people.actions.identity import open_identities, record_identity
from saphan.people.actions.workers import change_worker
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.cases import change_case
from saphan.pillars.care.actions.within_changes import settled
from saphan.pillars.care.actions.within_claims import compute
from saphan.pillars.care.actions.within_deadlines import keep_of
from saphan.pillars.care.actions.within_intake import write_documents, write_triage
from saphan.pillars.care.actions.within_ways import member_told_of, way_begun, way_of
from saphan.pillars.care.models import Case, CaseMember, Contact, Intake
from saphan.pillars.care.queries.intake import Told, told_by

_NAMES = frozenset({"own_name", "document_name", "thai_name", "alias"})
_WORKER = frozenset({"sex", "birth_year", "language"})
_WAY = frozenset({"nationality", "scheme", "employer", "agent"})
_COUNTED = frozenset({"sex", "nationality", "age"})
_PLAIN = ("stage", "province", "sector", "occupation", "permit_expires", "follow_up_on", "note")
_SEPARATORS = re.compile("[,;،、\n]+")


@transaction.atomic
def open_told(*, by: Viewer, at: datetime, member: UUID) -> PersonChanges:
    """Everything that a member of an open case told; that her names were read stays in the trail.

    Raises ``NotFound("member.unknown")``, ``Conflict("case.closed")`` or
    ``Refused("consent.record_needed")``.
    """
    return _said(by, at, member_told_of(by, member))


@transaction.atomic
def tell_anew(
    *, by: Viewer, at: datetime, member: UUID, seen: PersonChanges, changes: PersonChanges
) -> tuple[str, ...]:
    """Something else is true of a person than was told; gives the fields that changed.

    ``seen`` is what stood before the person who writes, as in ``change_case``. It holds in every
    case of hers: clocks and claims are computed anew, and a case becomes as urgent as it must.
    Raises as ``open_told``, ``Conflict("case.changed", clash=...)``,
    ``Incomplete("identity.no_name")`` or ``Refused("worker.birth_year_impossible")``.
    """
    found = member_told_of(by, member)
    intake = Intake.objects.select_for_update().filter(pk=found.worker_id).first()
    now = _said(by, at, found)
    who, when = (intake.by, intake.at) if intake else (found.by, found.at)
    altered = settled(now=now, seen=seen, wanted=changes, who=who, at=when)
    if not altered:
        return ()
    if "birth_year" in altered and "age" not in altered:
        altered["age"] = age_band(cast("Any", altered["birth_year"]), on=timezone.localdate(at))
    said = cast("PersonChanges", {**now, **altered})
    fields = frozenset(altered)
    _keep_person(by, at, found, said, fields)
    _keep_intake(by, at, found, said)
    _count_anew(found, now, said, fields)
    names = {"fields": sorted(fields)}
    subject = ("worker", cast("UUID", found.worker_id))
    record(by=by, at=at, action="care.tell_anew", subject=subject, facts=names)
    _carry_on(by, at, found, said)
    return tuple(sorted(fields))


def _said(by: Viewer, at: datetime, member: CaseMember) -> PersonChanges:
    """What is on record now, with blanks where nothing is."""
    worker, key = member.worker, cast("UUID", member.worker_id)
    if worker is None:
        raise NotFound("member.unknown")
    names = open_identities(by=by, at=at, workers=[key], purpose=Purpose.RECORD)
    known = names.get(key, Identity())
    way, told = way_of(by, member), told_by(by, workers=[key]).get(key)
    triage = told.triage if told else Triage()
    holders = {one.document: one.holder for one in triage.documents}
    others = (alias for alias in known.aliases if alias != known.thai_name)
    return cast(
        "PersonChanges",
        {
            "own_name": known.own_name,
            "document_name": known.document_name,
            "thai_name": known.thai_name,
            "alias": ", ".join(others),
            "sex": worker.sex,
            "birth_year": worker.birth_year,
            "age": told.age if told else AgeBand.UNKNOWN,
            "nationality": way.nationality if way else Nationality.UNKNOWN,
            "language": worker.language,
            "employer": way.site if way else "",
            "agent": way.agent if way else "",
            "scheme": way.scheme if way else Scheme.UNKNOWN,
            **_plain(told),
            "danger": triage.danger,
            "child": triage.child,
            "indicators": tuple(sorted(triage.indicators)),
            "deadline": triage.deadline,
            **{f"held_{one.value}": holders.get(one) for one in Document},
        },
    )


def _plain(told: Told | None) -> dict[str, object]:
    """What stands as it is in the intake."""
    if told:
        return {name: getattr(told, name) for name in _PLAIN}
    texts = dict.fromkeys(("province", "sector", "occupation", "note"), "")
    days = dict.fromkeys(("permit_expires", "follow_up_on"))
    return {"stage": MigrationStage.UNKNOWN, **texts, **days}


def _keep_person(
    by: Viewer, at: datetime, member: CaseMember, said: PersonChanges, fields: frozenset[str]
) -> None:
    """Names with their sounds, facts of the person, facts of her way; only what changed."""
    key = cast("UUID", member.worker_id)
    if fields & _NAMES:
        known = open_identities(by=by, at=at, workers=[key], purpose=Purpose.RECORD).get(key)
        names = _identity(said, known or Identity(), aliases=bool(fields & {"thai_name", "alias"}))
        record_identity(by=by, at=at, worker=key, identity=names)
    if fields & _WORKER:
        change_worker(
            by=by,
            at=at,
            worker=key,
            sex=said["sex"],
            birth_year=said["birth_year"],
            language=said["language"],
        )
    if fields & _WAY:
        change_journey(
            by=by,
            at=at,
            journey=way_begun(by, at, member),
            nationality=said["nationality"],
            scheme=said["scheme"],
            agent=said["agent"],
            site=said["employer"],
        )


def _identity(said: PersonChanges, known: Identity, *, aliases: bool) -> Identity:
    others = [one.strip() for one in _SEPARATORS.split(said["alias"])]
    given = tuple(one for one in (said["thai_name"].strip(), *others) if one)
    return Identity(
        document_name=said["document_name"],
        own_name=said["own_name"],
        aliases=given if aliases else known.aliases,
        phone=known.phone,
        contact_note=known.contact_note,
    )


def _keep_intake(by: Viewer, at: datetime, member: CaseMember, said: PersonChanges) -> None:
    key = cast("UUID", member.worker_id)
    before = told_by(by, workers=[key]).get(key)
    triage = _triage(said, before.triage if before else Triage())
    plain = {name: cast("Mapping[str, Any]", said)[name] for name in _PLAIN}
    kept = {
        **plain,
        "age_band": said["age"],
        "triage": write_triage(triage),
        "documents": write_documents(triage),
        "at": at,
        "by": by.code,
    }
    own = {"organisation_id": member.case.organisation_id}
    Intake.objects.update_or_create(pk=key, defaults=kept, create_defaults={**own, **kept})


def _triage(said: PersonChanges, before: Triage) -> Triage:
    """What was told, with what was told of each document besides who has it."""
    soon = {one.document: one.obtainable for one in before.documents}
    holders = {one: cast("Mapping[str, Any]", said)[f"held_{one.value}"] for one in Document}
    return Triage(
        danger=said["danger"],
        child=said["child"],
        indicators=frozenset(said["indicators"]),
        documents=tuple(
            HeldDocument(one, holder, soon.get(one, Answered.NOT_ASKED))
            for one, holder in holders.items()
            if holder is not None
        ),
        deadline=said["deadline"],
    )


def _count_anew(
    member: CaseMember, now: PersonChanges, said: PersonChanges, fields: frozenset[str]
) -> None:
    """Contacts of hers are counted with what is true; the age as long as it was the same."""
    own = Contact.objects.filter(worker=member.worker_id, organisation=member.case.organisation_id)
    if fields & (_COUNTED - {"age"}):
        own.update(sex=said["sex"], nationality=said["nationality"])
    if "age" in fields:
        own.filter(age_band=now["age"]).update(age_band=said["age"])


def _carry_on(by: Viewer, at: datetime, member: CaseMember, said: PersonChanges) -> None:
    """Claims, urgency and clocks of every open case that she takes part in."""
    cases = Case.objects.filter(
        within(by, Permission.CASES_RECORD), closed_on=None, members__worker=member.worker_id
    )
    mine = CaseMember.objects.filter(case__in=cases.values("pk"), worker=member.worker_id)
    compute(by, at, list(mine.order_by("pk")))
    triage = _triage(said, Triage())
    asked = sort(triage, age=said["age"], on=timezone.localdate(at)).urgency
    active = mine.filter(standing=Standing.ACTIVE).values("case")
    for case in cases.filter(pk__in=active).order_by("pk"):
        change_case(
            by=by,
            at=at,
            case=case.pk,
            revision=case.revision,
            seen={},
            changes={"urgency": most_urgent([case.urgency, asked])},
        )
    keep_of(list(cases), at=at)
