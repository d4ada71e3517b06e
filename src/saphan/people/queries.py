"""Questions about members, workers and consent. The viewer comes first, always."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Count, Q

from saphan.domain.people import roles
from saphan.domain.people.consent import ConsentEvent, Purpose, State, consent_state
from saphan.domain.people.identity import fold_name, fold_phone
from saphan.domain.people.records import MemberRecord, WorkerRecord
from saphan.domain.people.roles import Permission, Role
from saphan.domain.people.sounds import sounds
from saphan.domain.refusals import NotAllowed, NotFound
from saphan.foundation.audit import Entry, entries_about
from saphan.foundation.crypto import blind_index
from saphan.people.models import Consent, Grant, Member, Worker

#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever sits at the machine itself and holds the database and its keys anyway.

    Only the command line and the building of the demo act as operator; no page can.
    """

    code: str = "operator"


OPERATOR = Operator()

Viewer = Member | Operator


def member_of(viewer: object) -> Member:
    """The member behind a request.

    Raises ``NotAllowed("member.not_signed_in")`` for anybody else.
    """
    if isinstance(viewer, Member) and viewer.is_active:
        return viewer
    raise NotAllowed("member.not_signed_in")


def may(viewer: Viewer, permission: Permission, organisation: UUID) -> bool:
    """Whether the viewer is permitted this in the organisation."""
    if isinstance(viewer, Operator):
        return True
    return viewer.is_active and roles.may(roles_in(viewer, organisation), permission)


def require(viewer: Viewer, permission: Permission, organisation: UUID) -> None:
    """Nothing when it is permitted.

    Raises ``NotAllowed("permission.missing", permission=...)`` otherwise.
    """
    if not may(viewer, permission, organisation):
        raise NotAllowed("permission.missing", permission=permission.value)


def roles_in(viewer: Viewer, organisation: UUID) -> frozenset[Role]:
    """The viewer's roles in the organisation."""
    if isinstance(viewer, Operator):
        return frozenset(Role)
    return frozenset(viewer.grants.filter(organisation=organisation).values_list("role", flat=True))


def within(viewer: Viewer, permission: Permission, column: str = "organisation") -> Q:
    """The condition that keeps rows of the organisations where the viewer is permitted this.

    ``column`` leads from the row to its organisation.
    """
    if isinstance(viewer, Operator):
        return Q()
    if not viewer.is_active:
        return Q(pk__in=[])
    permitted = Grant.objects.filter(member=viewer, role__in=roles.roles_that(permission))
    return Q(**{f"{column}__in": permitted.values("organisation")})


def members(viewer: Viewer, *, organisation: UUID) -> list[MemberRecord]:
    """The members of an organisation with their roles there, by their shown names.

    Raises ``NotAllowed``.
    """
    require(viewer, Permission.MEMBERS_MANAGE, organisation)
    held: dict[Member, set[Role]] = {}
    grants = Grant.objects.filter(organisation=organisation).select_related("member")
    for grant in grants.order_by("member__display_name", "member__code"):
        held.setdefault(grant.member, set()).add(grant.role)
    return [member.as_record(frozenset(found)) for member, found in held.items()]


def member_called(viewer: Operator, *, username: str) -> Member:
    """The member with this user name, for the operator. Raises ``NotFound("member.unknown")``."""
    del viewer
    found = Member.objects.filter(username=username).first()
    if found is None:
        raise NotFound("member.unknown")
    return found


def member_names(viewer: Viewer, *, organisation: UUID) -> dict[str, str]:
    """The shown names of the members of an organisation by their codes, for its own members.

    Empty for somebody who has no role there.
    """
    if not roles_in(viewer, organisation):
        return {}
    found = Member.objects.filter(grants__organisation=organisation).distinct()
    return dict(found.values_list("code", "display_name"))


def workers(
    viewer: Viewer, *, organisation: UUID | None = None, batch: UUID | None = None
) -> list[WorkerRecord]:
    """The workers the viewer may see, by code; of one organisation or import when given."""
    found = Worker.objects.filter(within(viewer, Permission.WORKERS_SEE))
    if organisation:
        found = found.filter(organisation=organisation)
    if batch:
        found = found.filter(batch=batch)
    return [_worker_record(worker) for worker in found.order_by("code", "pk")]


def worker(viewer: Viewer, *, key: UUID) -> WorkerRecord:
    """One worker.

    Raises ``NotFound("worker.unknown")``, also when the viewer may not see her.
    """
    return _worker_record(worker_for(viewer, key, Permission.WORKERS_SEE))


def worker_for(viewer: Viewer, key: UUID, permission: Permission) -> Worker:
    """One worker as a row, when the viewer is permitted this.

    Raises ``NotFound("worker.unknown")``.
    """
    found = Worker.objects.filter(within(viewer, permission), pk=key).first()
    if found is None:
        raise NotFound("worker.unknown")
    return found


def worker_keys(viewer: Viewer, *, organisation: UUID, codes: Iterable[str]) -> dict[str, UUID]:
    """The keys of those codes that are registered. Raises ``NotAllowed``."""
    require(viewer, Permission.WORKERS_REGISTER, organisation)
    keys: dict[str, UUID] = {}
    for some in _in_parts(codes):
        found = Worker.objects.filter(organisation=organisation, code__in=some)
        keys.update(found.values_list("code", "pk"))
    return keys


def workers_called(viewer: Viewer, *, name: str) -> list[WorkerRecord]:
    """Workers with exactly this name in any script, where the viewer may open identities."""
    mark = blind_index(fold_name(name), purpose="name")
    found = Worker.objects.filter(
        within(viewer, Permission.IDENTITY_OPEN), identity__name_indexes__fingerprint=mark
    )
    return [_worker_record(worker) for worker in found.distinct().order_by("code", "pk")]


def workers_sounding_like(viewer: Viewer, *, names: Iterable[str]) -> dict[UUID, int]:
    """Workers one of whose names has parts that sound like these, and how many such parts.

    Only where the viewer may open identities.
    """
    heard = {sound for name in names for sound in sounds(name)}
    marks = [blind_index(sound, purpose="sound") for sound in heard]
    found = Worker.objects.filter(
        within(viewer, Permission.IDENTITY_OPEN), identity__sounds__fingerprint__in=marks
    )
    return dict(found.values_list("pk").annotate(alike=Count("identity__sounds")))


def workers_reached_at(viewer: Viewer, *, phone: str) -> list[WorkerRecord]:
    """Workers with this phone number, where the viewer may open identities."""
    number = fold_phone(phone)
    mark = blind_index(number, purpose="phone") if number else "-"
    found = Worker.objects.filter(
        within(viewer, Permission.IDENTITY_OPEN), identity__phone_index=mark
    )
    return [_worker_record(worker) for worker in found.order_by("code", "pk")]


def consents(viewer: Viewer, *, worker: UUID) -> list[ConsentEvent]:
    """Every answer of the worker, oldest first.

    Raises ``NotFound("worker.unknown")``.
    """
    worker_for(viewer, worker, Permission.WORKERS_SEE)
    return sorted(answers_of(viewer, worker))


def answers_of(viewer: Viewer, worker: UUID) -> list[ConsentEvent]:
    """The answers of a worker of organisations where the viewer may record consent or see."""
    may_know = within(viewer, Permission.WORKERS_SEE) | within(viewer, Permission.CONSENT_RECORD)
    if not Worker.objects.filter(may_know, pk=worker).exists():
        return []
    return [
        ConsentEvent(row.at, row.pk, row.purpose, row.party_id, row.answer)
        for row in Consent.objects.filter(worker_id=worker)
    ]


def consent(viewer: Viewer, *, worker: UUID, purpose: Purpose, party: UUID) -> State:
    """What the worker's last word is for this purpose and this party.

    Raises ``NotFound("worker.unknown")``.
    """
    return consent_state(consents(viewer, worker=worker), purpose=purpose, party=party)


def consent_states(
    viewer: Viewer, *, workers: Collection[UUID], purpose: Purpose, party: UUID
) -> dict[UUID, State]:
    """The last word of several workers for one purpose and party, by their keys.

    Workers whom the viewer may not see, or whom nobody asked, have not been asked.
    """
    seen = Worker.objects.filter(within(viewer, Permission.WORKERS_SEE), pk__in=workers)
    said = Consent.objects.filter(worker_id__in=seen.values("pk"), purpose=purpose, party=party)
    states = dict.fromkeys(workers, State.NOT_ASKED)
    for row in said.order_by("at", "pk"):
        states[row.worker_id] = State(row.answer.value)
    return states


def trail(viewer: Viewer, *, worker: UUID) -> list[Entry]:
    """What was done with one worker's record, oldest first.

    Raises ``NotFound("worker.unknown")``.
    """
    worker_for(viewer, worker, Permission.AUDIT_SEE)
    return entries_about("worker", worker)


def _worker_record(row: Worker) -> WorkerRecord:
    return WorkerRecord(
        id=row.pk,
        organisation=row.organisation_id,
        code=row.code,
        sex=row.sex,
        birth_year=row.birth_year,
        language=row.language,
        batch=row.batch,
        added_at=row.added_at,
    )


def _in_parts(codes: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(codes)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
