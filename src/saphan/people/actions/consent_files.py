"""What is done to the files of consent: signatures, thumb prints, recordings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.evidence import PICTURES, media_type
from saphan.domain.people.consent import Purpose, State, check_file, consent_state
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.foundation.audit import record
from saphan.foundation.vault_files import KeptFile, keeping, read_kept
from saphan.people.actions.within_consent_files import remove_consent_files
from saphan.people.models import Consent, ConsentFile, Worker
from saphan.people.queries import Viewer, answers_of, worker_for


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of consent as it was kept."""

    content: bytes
    media_type: str

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Opened(...)"


def add_consent_file(
    *, by: Viewer, at: datetime, worker: UUID, answer: UUID, content: bytes
) -> None:
    """Keep what shows how an answer was given, for all that was answered with it.

    Those are the worker's answers of the same instant and medium. Pictures lose their place and
    device; everything is encrypted and hashed. As for everything about a person, her agreement
    that her organisation keeps a record must hold.

    Raises ``NotFound`` with ``worker.unknown`` or ``consent.unknown``,
    ``Refused("consent.record_needed")``, ``Conflict("consent.file_kept")``, or ``FileRefused``
    with an ``evidence.`` or ``consent.`` code.
    """
    found = worker_for(by, worker, Permission.CONSENT_RECORD)
    first = _answer(found, answer)
    what = media_type(content)
    check_file(first.medium, what)
    with keeping(content, media_type=what, picture=what in PICTURES) as kept:
        _keep(by, at, found, first, kept)


@transaction.atomic
def _keep(by: Viewer, at: datetime, worker: Worker, first: Consent, kept: KeptFile) -> None:
    Worker.objects.select_for_update().get(pk=worker.pk)
    own = worker.organisation_id
    said = answers_of(by, worker.pk)
    if consent_state(said, purpose=Purpose.RECORD, party=own) is not State.GIVEN:
        raise Refused("consent.record_needed")
    together = Consent.objects.filter(worker_id=worker.pk, at=first.at, medium=first.medium)
    if together.filter(file__isnull=False).exists():
        raise Conflict("consent.file_kept")
    rows = ConsentFile.objects.bulk_create(
        ConsentFile(
            consent=one,
            stored=kept.stored,
            digest=kept.digest,
            media_type=kept.media_type,
            size=kept.size,
            at=at,
            by=by.code,
        )
        for one in together.order_by("pk")
    )
    facts = {"consents": [str(row.pk) for row in rows], "digest": kept.digest}
    record(by=by, at=at, action="people.add_consent_file", subject=worker, facts=facts)


@transaction.atomic
def open_consent_file(*, by: Viewer, at: datetime, worker: UUID, answer: UUID) -> Opened:
    """Read a file; it shows who somebody is, so that it was read stays in the trail.

    Raises ``NotFound`` with ``worker.unknown``, ``consent.file_unknown`` or ``file.gone``,
    ``Refused("vault.unreadable")``, or ``Conflict("evidence.changed")`` when it is not what was
    kept.
    """
    found = worker_for(by, worker, Permission.IDENTITY_OPEN)
    row = _file(found, answer)
    content = read_kept(row.stored, digest=row.digest)
    facts = {"consent": row.pk}
    record(by=by, at=at, action="people.open_consent_file", subject=found, facts=facts)
    return Opened(content, row.media_type)


@transaction.atomic
def drop_consent_file(*, by: Viewer, at: datetime, worker: UUID, answer: UUID) -> None:
    """Remove a file for good; the answers stay.

    Raises ``NotFound`` with ``worker.unknown`` or ``consent.file_unknown``.
    """
    found = worker_for(by, worker, Permission.CONSENT_RECORD)
    row = _file(found, answer)
    facts = {"consent": row.pk, "digest": row.digest}
    record(by=by, at=at, action="people.drop_consent_file", subject=found, facts=facts)
    remove_consent_files(ConsentFile.objects.filter(stored=row.stored))


def _answer(worker: Worker, key: UUID) -> Consent:
    found = Consent.objects.filter(worker_id=worker.pk, pk=key).first()
    if found is None:
        raise NotFound("consent.unknown")
    return found


def _file(worker: Worker, answer: UUID) -> ConsentFile:
    found = ConsentFile.objects.filter(consent__worker_id=worker.pk, pk=answer).first()
    if found is None:
        raise NotFound("consent.file_unknown")
    return found
