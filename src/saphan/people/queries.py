"""Questions about members, workers and consent. The viewer comes first, always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Q

from saphan.domain.people import roles
from saphan.domain.people.consent import (
    FILES,
    Answer,
    ConsentEvent,
    KeptFile,
    Medium,
    Purpose,
    Sitting,
    State,
    consent_state,
)
from saphan.domain.people.contact import is_answered_by_code
from saphan.domain.people.identity import Identity, fold_name, fold_phone
from saphan.domain.people.records import Alike, MemberRecord, WorkerRecord
from saphan.domain.people.roles import Permission, Role
from saphan.domain.people.sounds import sounds
from saphan.domain.refusals import NotAllowed, NotFound
from saphan.foundation.audit import Entry, entries_about
from saphan.foundation.crypto import blind_index
from saphan.people.models import Consent, Grant, Member, SafeContact, Worker

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


def homes_of(
    viewer: Viewer, *, workers: Collection[UUID], permission: Permission
) -> dict[UUID, UUID]:
    """The organisation of each of the workers for whom the viewer is permitted this."""
    found = Worker.objects.filter(within(viewer, permission), pk__in=workers)
    return dict(found.values_list("pk", "organisation"))


def worker_keys(viewer: Viewer, *, organisation: UUID, codes: Iterable[str]) -> dict[str, UUID]:
    """The keys of those codes that are registered. Raises ``NotAllowed``."""
    require(viewer, Permission.WORKERS_REGISTER, organisation)
    keys: dict[str, UUID] = {}
    for some in _in_parts(codes):
        found = Worker.objects.filter(organisation=organisation, code__in=some)
        keys.update(found.values_list("code", "pk"))
    return keys


def workers_alike(viewer: Viewer, *, identities: Sequence[Identity]) -> list[Alike]:
    """Who may be each of these people, in their order; three questions, however many they are.

    Only where the viewer may open identities.
    """
    heard = [_marks(map(sounds, one.names), "sound") for one in identities]
    named = [_marks(([fold_name(name)] for name in one.names), "name") for one in identities]
    numbers = [_marks([filter(None, [fold_phone(one.phone)])], "phone") for one in identities]
    sound = _carrying(viewer, "identity__sounds__fingerprint", heard)
    name = _carrying(viewer, "identity__name_indexes__fingerprint", named)
    number = _carrying(viewer, "identity__phone_index", numbers)
    return [
        Alike(
            Counter(key for mark in by_sound for key in sound.get(mark, ())),
            frozenset(key for mark in by_name for key in name.get(mark, ())),
            frozenset(key for mark in by_number for key in number.get(mark, ())),
        )
        for by_sound, by_name, by_number in zip(heard, named, numbers, strict=True)
    ]


def _marks(texts: Iterable[Iterable[str]], purpose: str) -> set[str]:
    return {blind_index(text, purpose=purpose) for each in texts for text in each}


def _carrying(viewer: Viewer, column: str, marks: Iterable[set[str]]) -> dict[str, list[UUID]]:
    """The workers who carry each of the fingerprints."""
    found: dict[str, list[UUID]] = {}
    for some in _in_parts(set[str]().union(*marks)):
        rows = Worker.objects.filter(
            within(viewer, Permission.IDENTITY_OPEN), **{f"{column}__in": some}
        )
        for key, mark in rows.values_list("pk", column):
            found.setdefault(mark, []).append(key)
    return found


def consents(viewer: Viewer, *, worker: UUID) -> list[ConsentEvent]:
    """Every answer of the worker, oldest first.

    Raises ``NotFound("worker.unknown")``.
    """
    worker_for(viewer, worker, Permission.WORKERS_SEE)
    return sorted(answers_of(viewer, worker))


def answers_of(viewer: Viewer, worker: UUID) -> list[ConsentEvent]:
    """The answers of a worker of organisations where the viewer may record consent or see."""
    return answers_of_many(viewer, [worker])[worker]


def answers_of_many(viewer: Viewer, workers: Iterable[UUID]) -> dict[UUID, list[ConsentEvent]]:
    """The answers of several workers, by their keys, as ``answers_of`` tells those of one."""
    found: dict[UUID, list[ConsentEvent]] = {key: [] for key in workers}
    may_know = within(viewer, Permission.WORKERS_SEE) | within(viewer, Permission.CONSENT_RECORD)
    seen = Worker.objects.filter(may_know, pk__in=list(found)).values("pk")
    for row in Consent.objects.filter(worker_id__in=seen):
        event = ConsentEvent(row.at, row.pk, row.purpose, row.party_id, row.answer)
        found[row.worker_id].append(event)
    return found


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


def consent_sittings(viewer: Viewer, *, worker: UUID) -> list[Sitting]:
    """What a worker answered at once, the latest first, and the file that shows how.

    Raises ``NotFound("worker.unknown")``.
    """
    worker_for(viewer, worker, Permission.CONSENT_RECORD)
    together: dict[tuple[datetime, Medium], list[Consent]] = {}
    rows = Consent.objects.filter(worker_id=worker).select_related("file")
    for row in rows.order_by("-at", "pk"):
        together.setdefault((row.at, row.medium), []).append(row)
    return [_sitting(found) for found in together.values()]


def _sitting(rows: list[Consent]) -> Sitting:
    first = rows[0]
    file = getattr(first, "file", None)
    return Sitting(
        key=first.pk,
        at=first.at,
        medium=first.medium,
        answers=tuple(
            ConsentEvent(row.at, row.pk, row.purpose, row.party_id, row.answer) for row in rows
        ),
        file=file and KeptFile(file.media_type, file.size, file.digest, file.at, file.by),
    )


def consents_without_file(
    viewer: Viewer, *, workers: Collection[UUID]
) -> dict[UUID, tuple[Medium, ...]]:
    """How workers agreed to what they agree to now, where no file shows it; by their keys.

    Workers who lack none, or whose consent the viewer may not record, are left out.
    """
    seen = Worker.objects.filter(within(viewer, Permission.CONSENT_RECORD), pk__in=workers)
    last: dict[tuple[UUID, Purpose, UUID], tuple[Answer, Medium, UUID | None]] = {}
    said = Consent.objects.filter(worker_id__in=seen.values("pk")).order_by("at", "pk")
    columns = ("worker_id", "purpose", "party_id", "answer", "medium", "file")
    for worker, purpose, party, answer, medium, file in said.values_list(*columns):
        last[worker, purpose, party] = (answer, medium, file)
    lacking: dict[UUID, set[Medium]] = {}
    for (worker, *_), (answer, medium, file) in last.items():
        if answer is Answer.GIVEN and medium in FILES and file is None:
            lacking.setdefault(worker, set()).add(medium)
    return {key: tuple(one for one in FILES if one in found) for key, found in lacking.items()}


def answered_by_code(viewer: Viewer, *, workers: Collection[UUID], party: UUID) -> set[UUID]:
    """Those of the workers who are answered when they ask this organisation with their slip.

    Only where the viewer may open identities.
    """
    seen = Worker.objects.filter(within(viewer, Permission.IDENTITY_OPEN), pk__in=workers)
    return _answered_by_code(seen.values_list("pk", flat=True), party)


def is_answered(viewer: None, *, worker: UUID, party: UUID) -> bool:
    """Whether a worker is answered; nobody is logged in, the PIN of the slip is the permission."""
    del viewer
    return worker in _answered_by_code([worker], party)


def _answered_by_code(workers: Iterable[UUID], party: UUID) -> set[UUID]:
    keys, said = list(workers), dict[UUID, list[ConsentEvent]]()
    for row in Consent.objects.filter(worker_id__in=keys, party=party):
        event = ConsentEvent(row.at, row.pk, row.purpose, party, row.answer)
        said.setdefault(row.worker_id, []).append(event)

    def state(worker: UUID, purpose: Purpose) -> State:
        return consent_state(said.get(worker, ()), purpose=purpose, party=party)

    return {
        row.pk
        for row in SafeContact.objects.filter(worker__in=keys).only("worker", "reach")
        if is_answered_by_code(
            row.reach,
            record=state(row.pk, Purpose.RECORD),
            contact_again=state(row.pk, Purpose.CONTACT_AGAIN),
        )
    }


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
