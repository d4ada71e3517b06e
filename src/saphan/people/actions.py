"""What is done to members, workers and consent: permission, decision, save, audit, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import ProtectedError

from saphan.domain.people.consent import (
    Answer,
    Medium,
    Purpose,
    State,
    check_witness,
    consent_state,
    next_state,
)
from saphan.domain.people.identity import Identity, check_identity, fold_name, fold_phone
from saphan.domain.people.records import ErasureReason, MemberRecord, NewWorker
from saphan.domain.people.roles import Permission, Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.audit import record
from saphan.foundation.crypto import blind_index
from saphan.foundation.database import forget_deleted
from saphan.people.models import (
    Consent,
    Grant,
    Member,
    NameIndex,
    Tombstone,
    Worker,
    WorkerIdentity,
)
from saphan.people.queries import (
    Operator,
    Viewer,
    answers_of,
    may,
    require,
    worker_for,
    worker_keys,
)


@transaction.atomic
def add_member(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    role: Role,
    username: str,
    display_name: str,
    password: str,
    language: str = "en",
) -> MemberRecord:
    """A new member with a first role in the organisation.

    Raises ``NotAllowed``, ``Incomplete("member.username_missing")``,
    ``Conflict("member.username_taken")`` or ``Refused("member.password_weak", reasons=[...])``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    username = username.strip().lower()
    if not username:
        raise Incomplete("member.username_missing")
    if Member.objects.filter(username=username).exists():
        raise Conflict("member.username_taken", username=username)
    member = Member(username=username, display_name=display_name.strip() or username)
    member.language = language
    _give_password(member, password)
    member.save(force_insert=True)
    Grant.objects.create(member=member, organisation_id=organisation, role=role)
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.add_member", subject=member, facts=facts)
    return member.as_record(frozenset({role}))


@transaction.atomic
def set_password(*, by: Viewer, at: datetime, member: UUID, password: str) -> None:
    """A new password, by the member himself or by who manages every organisation he is in.

    Raises ``NotFound``, ``NotAllowed`` or ``Refused("member.password_weak", reasons=[...])``.
    """
    found = _member(member)
    if found.pk != getattr(by, "pk", None):
        _require_whole(by, found)
    _give_password(found, password)
    found.save(update_fields=["password"])
    record(by=by, at=at, action="people.set_password", subject=found)


@transaction.atomic
def set_language(*, by: Viewer, at: datetime, language: str) -> None:
    """The language in which the member reads his pages. Raises ``NotAllowed`` for an operator."""
    if isinstance(by, Operator):
        raise NotAllowed("member.not_signed_in")
    by.language = language
    by.save(update_fields=["language"])
    record(by=by, at=at, action="people.set_language", subject=by, facts={"language": language})


@transaction.atomic
def deactivate_member(*, by: Viewer, at: datetime, member: UUID) -> None:
    """The member can no longer log in, and nothing is shown to him any more.

    Raises ``NotFound``, ``NotAllowed`` or ``Conflict("role.last_administrator")``.
    """
    found = _member(member)
    _require_whole(by, found)
    for grant in found.grants.all():
        _keep_an_administrator(grant)
    found.is_active = False
    found.save(update_fields=["is_active"])
    record(by=by, at=at, action="people.deactivate_member", subject=found)


@transaction.atomic
def set_role(*, by: Viewer, at: datetime, member: UUID, organisation: UUID, role: Role) -> None:
    """The member has this role in the organisation from now on, beside those he has.

    Raises ``NotAllowed`` or ``NotFound("member.unknown")``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    found = _member(member)
    Grant.objects.get_or_create(member=found, organisation_id=organisation, role=role)
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.set_role", subject=found, facts=facts)


@transaction.atomic
def take_role(*, by: Viewer, at: datetime, member: UUID, organisation: UUID, role: Role) -> None:
    """The member no longer has this role in the organisation.

    Raises ``NotAllowed``, ``NotFound`` or ``Conflict("role.last_administrator")``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    held = Grant.objects.filter(member=member, organisation=organisation, role=role).first()
    if held is None:
        raise NotFound("role.unknown")
    _keep_an_administrator(held)
    held.delete()
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.take_role", subject=("member", member), facts=facts)


@transaction.atomic
def register_workers(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewWorker],
    batch: UUID | None = None,
) -> dict[str, UUID]:
    """New workers by their codes; all of them or none. Returns their keys by code.

    Raises ``NotAllowed``, ``Incomplete("worker.code_missing")`` or
    ``Conflict("worker.code_taken", codes=[...])``, also for a code given twice.
    """
    require(by, Permission.WORKERS_REGISTER, organisation)
    _check_codes(by, organisation, [row.code for row in rows])
    made = Worker.objects.bulk_create(
        Worker(
            organisation_id=organisation,
            code=row.code,
            sex=row.sex,
            birth_year=row.birth_year,
            language=row.language,
            batch=batch,
            added_at=at,
        )
        for row in rows
    )
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="people.register_workers", subject=subject, facts=facts)
    return {worker.code: worker.pk for worker in made}


@transaction.atomic
def unregister_batch(*, by: Viewer, at: datetime, organisation: UUID, batch: UUID) -> int:
    """Remove the workers that an import brought, and say how many.

    Raises ``NotAllowed`` or ``Conflict("batch.depended_on", what=...)`` when an identity or an
    answer was recorded for one of them since.
    """
    require(by, Permission.WORKERS_REGISTER, organisation)
    brought = Worker.objects.filter(organisation=organisation, batch=batch)
    if brought.filter(identity__isnull=False).exists():
        raise Conflict("batch.depended_on", what="identity")
    if Consent.objects.filter(worker_id__in=brought.values("pk")).exists():
        raise Conflict("batch.depended_on", what="consent")
    count = brought.count()
    brought.delete()
    facts = {"count": count, "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="people.unregister_batch", subject=subject, facts=facts)
    return count


@transaction.atomic
def record_identity(*, by: Viewer, at: datetime, worker: UUID, identity: Identity) -> None:
    """Keep, or replace, who the worker is.

    Raises ``NotFound`` or ``Incomplete("identity.no_name")``.
    """
    found = worker_for(by, worker, Permission.IDENTITY_RECORD)
    check_identity(identity)
    number = fold_phone(identity.phone)
    kept, _ = WorkerIdentity.objects.update_or_create(
        worker=found,
        defaults={
            "document_name": identity.document_name,
            "own_name": identity.own_name,
            "aliases": identity.aliases,
            "phone": identity.phone,
            "contact_note": identity.contact_note,
            "phone_index": blind_index(number, purpose="phone") if number else "",
        },
    )
    NameIndex.objects.filter(identity=kept).delete()
    marks = {blind_index(fold_name(name), purpose="name") for name in identity.names}
    NameIndex.objects.bulk_create(NameIndex(identity=kept, fingerprint=m) for m in sorted(marks))
    record(by=by, at=at, action="people.record_identity", subject=found)


@transaction.atomic
def open_identity(*, by: Viewer, at: datetime, worker: UUID, purpose: Purpose) -> Identity:
    """Read who the worker is; that it was read, by whom and what for, stays in the trail.

    Raises ``NotFound("worker.unknown")`` or ``NotFound("identity.unknown")``.
    """
    found = worker_for(by, worker, Permission.IDENTITY_OPEN)
    kept = WorkerIdentity.objects.filter(worker=found).first()
    if kept is None:
        raise NotFound("identity.unknown")
    facts = {"purpose": purpose}
    record(by=by, at=at, action="people.open_identity", subject=found, facts=facts)
    return Identity(
        document_name=kept.document_name,
        own_name=kept.own_name,
        aliases=kept.aliases,
        phone=kept.phone,
        contact_note=kept.contact_note,
    )


@transaction.atomic
def record_consent(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    purpose: Purpose,
    party: UUID,
    answer: Answer,
    language: str,
    medium: Medium,
    witness: str = "",
) -> State:
    """Keep an answer of the worker and return what holds now. ``witness`` is a member's code.

    Raises ``NotFound``, ``Incomplete("consent.witness_missing")``,
    ``Conflict("consent.not_given")`` or ``Conflict("consent.answered_later")``.
    """
    found = worker_for(by, worker, Permission.CONSENT_RECORD)
    check_witness(medium, witness)
    said = answers_of(by, worker)
    now = next_state(consent_state(said, purpose=purpose, party=party), answer)
    if any(s.at > at for s in said if (s.purpose, s.party) == (purpose, party)):
        raise Conflict("consent.answered_later")
    Consent.objects.create(
        worker_id=found.pk,
        party_id=party,
        purpose=purpose,
        answer=answer,
        language=language,
        medium=medium,
        witness=witness,
        at=at,
        by=by.code,
    )
    facts = {"purpose": purpose, "party": party, "answer": answer, "medium": medium}
    record(by=by, at=at, action="people.record_consent", subject=found, facts=facts)
    return now


def withdraw_consent(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    purpose: Purpose,
    party: UUID,
    language: str,
    medium: Medium,
    witness: str = "",
) -> State:
    """The worker takes back what she agreed to. Raises as ``record_consent`` does."""
    return record_consent(
        by=by,
        at=at,
        worker=worker,
        purpose=purpose,
        party=party,
        answer=Answer.WITHDRAWN,
        language=language,
        medium=medium,
        witness=witness,
    )


@transaction.atomic
def erase_worker(*, by: Viewer, at: datetime, worker: UUID, reason: ErasureReason) -> None:
    """Delete the worker with identity, journeys, payments and loans, for good.

    What stays is the bare key in the trail, in answers and in timelines; it leads nowhere.

    Raises ``NotFound`` or ``Conflict("worker.depended_on", what=[...])``.
    """
    found = worker_for(by, worker, Permission.WORKER_ERASE)
    organisation = found.organisation_id
    try:
        found.delete()
    except ProtectedError as held:
        what = sorted({type(row).__name__.lower() for row in held.protected_objects})
        raise Conflict("worker.depended_on", what=what) from held
    Tombstone.objects.create(
        worker_id=worker, organisation_id=organisation, at=at, by=by.code, reason=reason
    )
    subject, facts = ("worker", worker), {"reason": reason}
    record(by=by, at=at, action="people.erase_worker", subject=subject, facts=facts)
    transaction.on_commit(lambda: forget_deleted(connection))


def _member(key: UUID) -> Member:
    found = Member.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("member.unknown")
    return found


def _require_whole(by: Viewer, member: Member) -> None:
    """Whoever manages one of two organisations of a member has no power over the other one."""
    where = set(member.grants.values_list("organisation_id", flat=True))
    if not isinstance(by, Operator) and not (
        where and all(may(by, Permission.MEMBERS_MANAGE, one) for one in where)
    ):
        missing = Permission.MEMBERS_MANAGE.value
        raise NotAllowed("permission.missing", permission=missing)


def _keep_an_administrator(held: Grant) -> None:
    if held.role is not Role.ADMINISTRATOR:
        return
    others = Grant.objects.filter(organisation=held.organisation_id, role=Role.ADMINISTRATOR)
    if not others.filter(member__is_active=True).exclude(member=held.member_id).exists():
        raise Conflict("role.last_administrator")


def _give_password(member: Member, password: str) -> None:
    try:
        validate_password(password, member)
    except ValidationError as weak:
        reasons = [error.code or "" for error in weak.error_list]
        raise Refused("member.password_weak", reasons=reasons) from weak
    member.set_password(password)


def _check_codes(by: Viewer, organisation: UUID, codes: Sequence[str]) -> None:
    if not all(code.strip() for code in codes):
        raise Incomplete("worker.code_missing")
    twice = {code for code, times in Counter(codes).items() if times > 1}
    taken = twice | worker_keys(by, organisation=organisation, codes=codes).keys()
    if taken:
        raise Conflict("worker.code_taken", codes=sorted(taken))
