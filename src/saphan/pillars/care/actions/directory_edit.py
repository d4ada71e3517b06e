"""What is done to the directory by hand: a service is proposed, decided, saved, verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.codes import Proposed
from saphan.domain.care.hsds.checking import blank_rows
from saphan.domain.care.hsds.columns import Row, Rows
from saphan.domain.care.hsds.merging import merged
from saphan.domain.care.hsds.of_listing import rows_of, service_key
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.touching import changed_rows, touched
from saphan.domain.care.hsds.values import cell
from saphan.domain.care.plain import plain
from saphan.domain.care.reading import faults_of, restored
from saphan.domain.care.records import Listing
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound
from saphan.foundation.audit import record
from saphan.foundation.ids import new_id
from saphan.people.queries import Operator, Viewer
from saphan.pillars.care.actions.directory_rows import write_rows
from saphan.pillars.care.actions.within_places import drop_places, forget_places, secret_places
from saphan.pillars.care.models import DirectoryChange, Organization, Proposal, Service
from saphan.pillars.care.queries.directory_rows import around
from saphan.pillars.care.queries.directory_staff import listing_of

#: The list of what was entered here and came with no file.
HERE = "here"
#: Letters of a value that the log of changes keeps.
_LOGGED = 2_000


@transaction.atomic
def propose_service(
    *, by: Viewer, at: datetime, listing: Listing, service: UUID | None = None
) -> UUID:
    """A service as the editor would have it; nobody sees it before somebody else agrees.

    ``service`` is the one it changes, None for a new one. Raises
    ``NotAllowed("permission.missing")``, ``NotFound("service.unknown")`` or ``Incomplete`` with the
    code of what is wrong with it.
    """
    _require(by, Permission.DIRECTORY_EDIT)
    _check(listing)
    changes = _service(service) if service else None
    proposal = Proposal.objects.create(service=changes, told=plain(listing), at=at, by=by.code)
    facts = {"service": str(service or ""), "key": listing.key}
    record(by=by, at=at, action="care.propose_service", subject=proposal, facts=facts)
    return proposal.pk


@transaction.atomic
def accept_proposal(*, by: Viewer, at: datetime, proposal: UUID) -> UUID:
    """The proposal is published; gives the key of its service.

    Raises as ``save_service``, ``NotFound("proposal.unknown")``, ``Conflict("proposal.decided")``
    or, when the service was changed after it was proposed, ``Conflict("service.changed")``.
    """
    _require(by, Permission.DIRECTORY_REVIEW)
    found = _waiting(proposal)
    service = found.service_id
    if found.service and found.service.last_modified > found.at:
        raise Conflict("service.changed")
    key = _save(by, at, restored(found.told), service)
    found.service_id, found.told = key, {}
    _decide(by, at, found, Proposed.ACCEPTED, "")
    return key


@transaction.atomic
def refuse_proposal(*, by: Viewer, at: datetime, proposal: UUID, reason: str) -> None:
    """The proposal is put aside, and its editor is told why.

    Raises ``NotAllowed("permission.missing")``, ``NotFound("proposal.unknown")`` or
    ``Conflict("proposal.decided")``.
    """
    _require(by, Permission.DIRECTORY_REVIEW)
    _decide(by, at, _waiting(proposal), Proposed.REFUSED, reason[:300])


@transaction.atomic
def save_service(
    *,
    by: Viewer,
    at: datetime,
    listing: Listing,
    service: UUID | None = None,
    seen: datetime | None = None,
) -> UUID:
    """Publish a service at once; gives its key.

    ``service`` is the one that is changed, ``seen`` when it had last been modified as the editor
    saw it. A place that becomes sensitive loses all that was known of it. Raises
    ``NotAllowed("permission.missing")``, ``NotFound("service.unknown")``, ``Incomplete`` with the
    code of what is wrong, ``Conflict("service.changed")`` or ``Conflict("directory.key_twice")``.
    """
    _require(by, Permission.DIRECTORY_REVIEW)
    if service and seen and _service(service).last_modified != seen:
        raise Conflict("service.changed")
    return _save(by, at, listing, service)


@transaction.atomic
def verify_service(
    *,
    by: Viewer,
    at: datetime,
    service: UUID,
    verified_on: date,
    verified_by: str,
    verify_by: date | None = None,
) -> None:
    """Somebody called the number or read the owner's page: the facts are right.

    ``verified_by`` is an office, never a person; ``verify_by`` the day until which somebody should
    look again. Raises as ``save_service``.
    """
    _require(by, Permission.DIRECTORY_REVIEW)
    _service(service)
    found = listing_of(by, service=service)
    details = replace(found.details, verify_by=verify_by or found.details.verify_by)
    told = replace(found, verified_on=verified_on, verified_by=verified_by, details=details)
    _save(by, at, told, service)


def _require(by: Viewer, permission: Permission) -> None:
    if not isinstance(by, Operator) and not by.has_perm(permission.value):
        raise NotAllowed("permission.missing", permission=permission.value)


def _check(listing: Listing) -> None:
    for fault in faults_of(listing):
        raise Incomplete(fault.code, **{**fault.facts, "way": ".".join(map(str, fault.steps))})


def _service(key: UUID) -> Service:
    found = Service.objects.filter(pk=key).first()
    if not isinstance(found, Service):
        raise NotFound("service.unknown")
    return found


def _waiting(key: UUID) -> Proposal:
    found = Proposal.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound("proposal.unknown")
    if found.state is not Proposed.WAITING:
        raise Conflict("proposal.decided")
    return found


def _decide(by: Viewer, at: datetime, found: Proposal, state: Proposed, reason: str) -> None:
    found.state, found.reason = state, reason
    found.decided_at, found.decided_by = at, by.code
    found.save()
    facts = {"state": state.value, "service": str(found.service_id or "")}
    record(by=by, at=at, action="care.decide_proposal", subject=found, facts=facts)


def _save(by: Viewer, at: datetime, listing: Listing, service: UUID | None) -> UUID:
    """Write what changed, and log each value of it."""
    _check(listing)
    directory = _service(service).directory if service else HERE
    key = service or service_key(HERE, f"{listing.key}\x1f{new_id()}")
    taken = Service.objects.filter(directory=directory, key=listing.key).exclude(pk=key)
    if taken.exists():
        raise Conflict("directory.key_twice", value=listing.key)
    before = around(by, services=[key]) if service else blank_rows()
    organization = _organization(directory, listing.organization)
    told = rows_of(listing, directory=directory, key=key, organization=organization)
    if organization is not None and organization not in before["organization"]:
        told["organization"].pop(organization)
    after = merged(before, told, service=key)
    secret = secret_places(before, after)
    drop_places(after, secret)
    changed = changed_rows(before, after)
    if not changed:
        return key
    services = touched(before, after, changed) | {key}
    write_rows(by=by, at=at, directory=directory, rows=after, changed=changed, services=services)
    Service.objects.filter(pk=key).update(edited_at=at)
    _log(by, at, key, before, after, changed, secret)
    forget_places(before=before, after=after, places=secret, directory=directory)
    facts = {"directory": directory, "rows": len(changed)}
    record(by=by, at=at, action="care.save_service", subject=("service", key), facts=facts)
    return key


def _organization(directory: str, name: str) -> UUID | None:
    """The organisation of that name in the list."""
    rows = Organization.objects.filter(directory=directory, name=name).order_by("pk")
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def _log(
    by: Viewer,
    at: datetime,
    service: UUID,
    before: Rows,
    after: Rows,
    changed: list[tuple[str, UUID]],
    hidden: set[UUID],
) -> None:
    """Each value that changed. Of a place that keeps people safe the log knows nothing."""
    rows: list[DirectoryChange] = []
    for table, key in changed:
        old, new = before[table].get(key, {}), after[table].get(key, {})
        if key in hidden or {old.get("location_id"), new.get("location_id")} & hidden:
            continue
        kind = "create" if not old else "update" if new else "delete"
        rows += [
            DirectoryChange(
                service_id=service,
                resource_type=table,
                resource_id=key,
                last_action_date=at,
                last_action_type=kind,
                field_name=name,
                previous_value=_said(table, name, old),
                replacement_value=_said(table, name, new),
                updated_by=by.code,
            )
            for name in sorted({*old, *new} - {"id", "last_modified"})
            if old.get(name) != new.get(name)
        ]
    DirectoryChange.objects.bulk_create(rows)


def _said(table: str, name: str, row: Row) -> str:
    column = KEPT[table].column(name)
    return cell(column, row[name])[:_LOGGED] if column and name in row else ""
