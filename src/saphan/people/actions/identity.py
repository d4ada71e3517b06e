"""What is done to the vault: who somebody is and how she may be reached, kept and read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.people.consent import Purpose
from saphan.domain.people.contact import SafeContact, check_contact
from saphan.domain.people.identity import Identity, check_identity, fold_name, fold_phone
from saphan.domain.people.roles import Permission
from saphan.domain.people.sounds import sounds
from saphan.domain.refusals import NotFound
from saphan.foundation.audit import record, record_each
from saphan.foundation.crypto import blind_index
from saphan.people.models import NameIndex, NameSound, WorkerIdentity
from saphan.people.models import SafeContact as SafeContactRow
from saphan.people.queries import Viewer, homes_of, within, worker_for


@transaction.atomic
def record_identity(*, by: Viewer, at: datetime, worker: UUID, identity: Identity) -> None:
    """Keep, or replace, who the worker is.

    Raises ``NotFound`` or ``Incomplete("identity.no_name")``.
    """
    record_identities(by=by, at=at, identities={worker: identity})


@transaction.atomic
def record_identities(*, by: Viewer, at: datetime, identities: Mapping[UUID, Identity]) -> None:
    """Keep, or replace, who several workers are. Raises as ``record_identity`` does."""
    _check(by, identities)
    for identity in identities.values():
        check_identity(identity)
    kept = [
        WorkerIdentity(
            worker_id=worker,
            document_name=identity.document_name,
            own_name=identity.own_name,
            aliases=identity.aliases,
            phone=identity.phone,
            contact_note=identity.contact_note,
            phone_index=_mark(fold_phone(identity.phone), "phone"),
        )
        for worker, identity in identities.items()
    ]
    columns = ["document_name", "own_name", "aliases", "phone", "contact_note", "phone_index"]
    WorkerIdentity.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["worker"], update_fields=columns
    )
    _index(identities)
    subjects = [("worker", worker) for worker in identities]
    record_each(by=by, at=at, action="people.record_identity", subjects=subjects)


@transaction.atomic
def record_contact(*, by: Viewer, at: datetime, worker: UUID, contact: SafeContact) -> None:
    """Keep, or replace, whether and how the worker may be reached.

    Raises ``NotFound`` or ``Incomplete("contact.address_missing")``.
    """
    record_contacts(by=by, at=at, contacts={worker: contact})


@transaction.atomic
def record_contacts(*, by: Viewer, at: datetime, contacts: Mapping[UUID, SafeContact]) -> None:
    """Keep, or replace, how several workers may be reached. Raises as ``record_contact`` does."""
    _check(by, contacts)
    for contact in contacts.values():
        check_contact(contact)
    kept = [
        SafeContactRow(
            worker_id=worker,
            reach=contact.reach,
            address=contact.address.strip(),
            hours=contact.hours,
            who_may_answer=contact.who_may_answer,
            voicemail=contact.voicemail,
            code_word=contact.code_word,
        )
        for worker, contact in contacts.items()
    ]
    columns = ["reach", "address", "hours", "who_may_answer", "voicemail", "code_word"]
    SafeContactRow.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["worker"], update_fields=columns
    )
    subjects = [("worker", worker) for worker in contacts]
    record_each(by=by, at=at, action="people.record_contact", subjects=subjects)


def open_identity(*, by: Viewer, at: datetime, worker: UUID, purpose: Purpose) -> Identity:
    """Read who the worker is; that it was read, by whom and what for, stays in the trail.

    Raises ``NotFound("worker.unknown")`` or ``NotFound("identity.unknown")``.
    """
    worker_for(by, worker, Permission.IDENTITY_OPEN)
    found = open_identities(by=by, at=at, workers=[worker], purpose=purpose)
    if worker not in found:
        raise NotFound("identity.unknown")
    return found[worker]


@transaction.atomic
def open_identities(
    *, by: Viewer, at: datetime, workers: Collection[UUID], purpose: Purpose
) -> dict[UUID, Identity]:
    """Read who several workers are, by their keys; each reading stays in the trail.

    Workers whose identity the viewer may not open, or of whom none is kept, are left out.
    """
    rows = WorkerIdentity.objects.filter(
        within(by, Permission.IDENTITY_OPEN, "worker__organisation"), worker__in=workers
    )
    found = {row.pk: _identity(row) for row in rows}
    subjects = [("worker", key) for key in found]
    facts = {"purpose": purpose}
    record_each(by=by, at=at, action="people.open_identity", subjects=subjects, facts=facts)
    return found


@transaction.atomic
def open_contact(*, by: Viewer, at: datetime, worker: UUID, purpose: Purpose) -> SafeContact:
    """Read how the worker may be reached; that it was read stays in the trail.

    Nothing kept is an answer, too: the way is unknown. Raises ``NotFound("worker.unknown")``.
    """
    found = worker_for(by, worker, Permission.IDENTITY_OPEN)
    record(by=by, at=at, action="people.open_contact", subject=found, facts={"purpose": purpose})
    row = SafeContactRow.objects.filter(worker=found).first()
    if row is None:
        return SafeContact()
    return SafeContact(
        reach=row.reach,
        address=row.address,
        hours=row.hours,
        who_may_answer=row.who_may_answer,
        voicemail=row.voicemail,
        code_word=row.code_word,
    )


def _check(by: Viewer, workers: Collection[UUID]) -> None:
    """Nothing when the viewer may record who all of them are."""
    homes = homes_of(by, workers=workers, permission=Permission.IDENTITY_RECORD)
    if homes.keys() != set(workers):
        raise NotFound("worker.unknown")


def _index(identities: Mapping[UUID, Identity]) -> None:
    """Fingerprints of the names and of how their parts sound."""
    NameIndex.objects.filter(identity__in=identities).delete()
    NameSound.objects.filter(identity__in=identities).delete()
    NameIndex.objects.bulk_create(
        NameIndex(identity_id=worker, fingerprint=mark)
        for worker, identity in identities.items()
        for mark in sorted({_mark(fold_name(name), "name") for name in identity.names})
    )
    NameSound.objects.bulk_create(
        NameSound(identity_id=worker, fingerprint=mark)
        for worker, identity in identities.items()
        for mark in sorted(
            {_mark(sound, "sound") for name in identity.names for sound in sounds(name)}
        )
    )


def _mark(text: str, purpose: str) -> str:
    return blind_index(text, purpose=purpose) if text else ""


def _identity(row: WorkerIdentity) -> Identity:
    return Identity(
        document_name=row.document_name,
        own_name=row.own_name,
        aliases=row.aliases,
        phone=row.phone,
        contact_note=row.contact_note,
    )
