"""What is done to respondents, whom a case is against: named, changed, dropped, brought back.

A respondent is a person, too: his names are encrypted and every reading of them is a row of the
trail.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import Against
from saphan.domain.care.respondents import (
    RespondentChanges,
    RespondentRecord,
    read_names,
    written_names,
)
from saphan.domain.people.consent import Purpose
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Incomplete, NotFound
from saphan.foundation.audit import record, record_each
from saphan.foundation.crypto import decrypt, encrypt
from saphan.parties.queries import unknown_parties
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.actions.within_changes import settled
from saphan.pillars.care.models import Case, Offer, Respondent


@transaction.atomic
def open_respondents(
    *, by: Viewer, at: datetime, case: UUID, purpose: Purpose
) -> list[RespondentRecord]:
    """Read whom a case is against, in the order of entry; each reading stays in the trail.

    Nobody when the viewer may not see the case.
    """
    seen = within(by, Permission.CASES_SEE, "case__organisation")
    rows = Respondent.objects.filter(seen, case=case).select_related("organisation")
    found = list(rows.order_by("pk"))
    facts = {"purpose": purpose}
    record_each(by=by, at=at, action="care.open_respondents", subjects=found, facts=facts)
    return [_record(row) for row in found]


@transaction.atomic
def add_respondent(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    kind: Against,
    name: str = "",
    thai_name: str = "",
    organisation: UUID | None = None,
    address: str = "",
    note: str = "",
) -> UUID:
    """Somebody whom the case is against; a case may be against several. Gives the key.

    ``name`` is as it was told; ``organisation`` one of those that are recorded already. Raises
    ``NotFound`` with ``case.unknown`` or ``organisation.unknown``, ``Conflict("case.closed")`` or
    ``Incomplete("respondent.name_missing")``.
    """
    found = case_for_change(by, case)
    names = written_names(thai_name, name)
    _check(by, found, names, organisation)
    made = Respondent.objects.create(
        case=found,
        kind=kind,
        organisation_id=organisation,
        name=names,
        address=address.strip(),
        note=note.strip(),
        at=at,
        by=by.code,
    )
    facts = {"respondent": made.pk, "kind": kind}
    record(by=by, at=at, action="care.add_respondent", subject=found, facts=facts)
    return made.pk


@transaction.atomic
def change_respondent(
    *,
    by: Viewer,
    at: datetime,
    respondent: UUID,
    seen: RespondentChanges,
    changes: RespondentChanges,
) -> None:
    """Say something else about a respondent; ``seen`` is what stood before the person.

    Raises ``NotFound("respondent.unknown")``, ``Conflict("case.changed", clash=...)`` as
    ``change_case`` does, and what ``add_respondent`` raises.
    """
    row, found = _respondent(by, respondent)
    thai, told = read_names(row.name)
    now: dict[str, object] = {
        "kind": row.kind,
        "organisation": row.organisation_id,
        "thai_name": thai,
        "name": told,
        "address": row.address,
        "note": row.note,
    }
    altered = settled(now=now, seen=seen, wanted=changes, who=row.by, at=row.at)
    if not altered:
        return
    said = {**now, **altered}
    row.name = written_names(str(said.pop("thai_name")), str(said.pop("name")))
    for name, value in said.items():
        setattr(row, "organisation_id" if name == "organisation" else name, value)
    _check(by, found, row.name, row.organisation_id)
    row.at, row.by = at, by.code
    row.save()
    facts = {"respondent": row.pk, "fields": sorted(altered)}
    record(by=by, at=at, action="care.change_respondent", subject=found, facts=facts)


@transaction.atomic
def drop_respondent(*, by: Viewer, at: datetime, respondent: UUID) -> str:
    """The case is not against this one. Gives him sealed, so that he can be brought back.

    Raises ``NotFound("respondent.unknown")`` or ``Conflict("case.closed")``.
    """
    row, found = _respondent(by, respondent)
    offers = [str(key) for key in Offer.objects.filter(respondent=row).values_list("pk", flat=True)]
    kept = {
        "id": str(row.pk),
        "case": str(found.pk),
        "kind": row.kind,
        "organisation": str(row.organisation_id or ""),
        "texts": [row.name, row.address, row.note],
        "offers": offers,
    }
    row.delete()
    facts = {"respondent": respondent}
    record(by=by, at=at, action="care.drop_respondent", subject=found, facts=facts)
    return encrypt(json.dumps(kept, ensure_ascii=False))


@transaction.atomic
def restore_respondent(*, by: Viewer, at: datetime, case: UUID, sealed: str) -> UUID:
    """Somebody who was dropped by mistake is back, with the offers that were his.

    Raises ``Refused("vault.unreadable")``, ``NotFound`` with ``respondent.unknown`` for another
    case, with ``case.unknown`` or ``organisation.unknown``, or ``Conflict("case.closed")``.
    """
    kept = json.loads(decrypt(sealed))
    if kept["case"] != str(case) or Respondent.objects.filter(pk=kept["id"]).exists():
        raise NotFound("respondent.unknown")
    found = case_for_change(by, case)
    names, address, note = kept["texts"]
    organisation = UUID(kept["organisation"]) if kept["organisation"] else None
    _check(by, found, names, organisation)
    row = Respondent.objects.create(
        id=UUID(kept["id"]),
        case=found,
        kind=Against(kept["kind"]),
        organisation_id=organisation,
        name=names,
        address=address,
        note=note,
        at=at,
        by=by.code,
    )
    Offer.objects.filter(case=found, pk__in=kept["offers"]).update(respondent=row)
    facts = {"respondent": row.pk}
    record(by=by, at=at, action="care.restore_respondent", subject=found, facts=facts)
    return row.pk


def _check(by: Viewer, case: Case, names: str, organisation: UUID | None) -> None:
    if not names and organisation is None:
        raise Incomplete("respondent.name_missing")
    wanted: Iterable[UUID] = {organisation} if organisation else set()
    if unknown_parties(by, holder=case.organisation_id, organisations=set(wanted), sites=set()):
        raise NotFound("organisation.unknown")


def _respondent(by: Viewer, respondent: UUID) -> tuple[Respondent, Case]:
    """A respondent of an open case, and the case, locked."""
    rows = Respondent.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"))
    key = rows.filter(pk=respondent).values_list("case", flat=True).first()
    if key is None:
        raise NotFound("respondent.unknown")
    found = case_for_change(by, key)
    row = rows.filter(pk=respondent).first()
    if row is None:
        raise NotFound("respondent.unknown")
    return row, found


def _record(row: Respondent) -> RespondentRecord:
    thai, told = read_names(row.name)
    known = row.organisation
    return RespondentRecord(
        id=row.pk,
        kind=row.kind,
        organisation=row.organisation_id,
        thai_name=thai,
        name=told,
        address=row.address,
        note=row.note,
        at=row.at,
        by=row.by,
        recorded_as=(known.names.get("th", ""), known.name) if known else (),
        recorded_at=known.address if known else "",
    )
