"""What is done to the directory by files: one is brought in, one is taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.codes import Status
from saphan.domain.care.hsds.checking import blank_rows
from saphan.domain.care.hsds.columns import Row, Rows
from saphan.domain.care.hsds.filling import filled
from saphan.domain.care.hsds.of_listing import rows_of, service_key
from saphan.domain.care.hsds.publishing import hidden_services, with_kept_places
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.touching import changed_rows, touched, without_services
from saphan.domain.care.hsds.values import plain_value, read_value
from saphan.domain.care.records import Directory
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.directory_rows import write_rows
from saphan.pillars.care.actions.within_places import forget_places, secret_places
from saphan.pillars.care.models import DirectoryImport, Service
from saphan.pillars.care.queries.directory import require_operator
from saphan.pillars.care.queries.directory_rows import around, kept_rows, lists_of_keys


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought in: its import, how many services it lists, how many changed.

    ``source`` is None when the file changed nothing; ``left`` counts services of the list that
    were edited here and stay as they are.
    """

    source: UUID | None
    kept: int
    changed: int
    left: int = 0


@transaction.atomic
def import_directory(
    *, by: Viewer, at: datetime, directory: Directory, file_name: str, digest: str
) -> Brought:
    """The list becomes what the file says; a service that the file lacks is no longer active.

    Brought in again, the same file changes nothing; what was edited here stays. ``digest`` is the
    SHA-256 of its bytes in hex. Raises ``NotAllowed("directory.operator_only")`` or
    ``Incomplete("directory.empty")``.
    """
    require_operator(by)
    known = dict(
        Service.objects.filter(directory=directory.name).values_list("key", "pk").iterator()
    )
    rows = blank_rows()
    for one in directory.services:
        key = known.get(one.key) or service_key(directory.name, one.key)
        for table, some in rows_of(one, directory=directory.name, key=key).items():
            rows[table].update(some)
    return _bring(by, at, directory.name, rows, file_name, digest)


@transaction.atomic
def import_rows(
    *,
    by: Viewer,
    at: datetime,
    directory: str,
    rows: Rows,
    file_name: str,
    digest: str,
    source: str = "",
) -> Brought:
    """As ``import_directory``, of checked rows as HSDS has them.

    Files of HSDS are published, so they tell nothing of sensitive places: what is kept of these
    stays as it is unless the file itself names them.

    ``source`` is the address where the file was seen, for services that tell none. Raises also
    ``Incomplete("hsds.source_missing", name)`` and ``Conflict("hsds.id_elsewhere", value)``.
    """
    require_operator(by)
    day = timezone.localtime(at).date()
    before = kept_rows(by, directory=directory)
    whole = filled(rows, before=before, directory=directory, day=day, source=source)
    for one in whole["service"].values():
        if not one.get("sources"):
            raise Incomplete("hsds.source_missing", service=str(one["name"]))
    with_hidden = with_kept_places(whole, before=before)
    unsaid = hidden_services(before)
    return _bring(by, at, directory, with_hidden, file_name, digest, unsaid=unsaid)


@transaction.atomic
def undo_import(*, by: Viewer, at: datetime, source: UUID) -> None:
    """Every row becomes what it was before the file; the list keeps that it was there.

    Raises ``NotAllowed("directory.operator_only")``, ``NotFound("import.unknown")``,
    ``Conflict("import.undone")``, ``Conflict("import.edited", count)`` when services were edited
    here since or, when a later file stands on it, ``Conflict("import.later")``.
    """
    require_operator(by)
    found = DirectoryImport.objects.filter(pk=source).first()
    if found is None:
        raise NotFound("import.unknown")
    if found.undone_at is not None:
        raise Conflict("import.undone")
    standing = DirectoryImport.objects.filter(directory=found.directory, undone_at__isnull=True)
    if standing.order_by("-at", "-pk").values_list("pk", flat=True).first() != found.pk:
        raise Conflict("import.later")
    edited = Service.objects.filter(directory=found.directory, edited_at__gte=found.at).count()
    if edited:
        raise Conflict("import.edited", count=edited)
    before = kept_rows(by, directory=found.directory)
    after = {table: dict(some) for table, some in before.items()}
    for table, key, told in found.before:
        if told is None:
            after[table].pop(UUID(key), None)
        else:
            after[table][UUID(key)] = _row(table, told)
    changed = changed_rows(before, after)
    services = touched(before, after, changed)
    write_rows(
        by=by, at=at, directory=found.directory, rows=after, changed=changed, services=services
    )
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    facts = {"directory": found.directory, "changed": found.changed}
    record(by=by, at=at, action="care.undo_import", subject=found, facts=facts)


def _bring(
    by: Viewer,
    at: datetime,
    directory: str,
    rows: Rows,
    file_name: str,
    digest: str,
    *,
    unsaid: Collection[UUID] = (),
) -> Brought:
    """Compare with what is kept, write the difference and remember what was before."""
    listed = len(rows["service"])
    if not listed:
        raise Incomplete("directory.empty", file=file_name)
    before = kept_rows(by, directory=directory)
    edited = _edited(directory)
    after = _with_others(by, rows, before, edited, unsaid)
    changed = changed_rows(before, after)
    if not changed:
        return Brought(None, listed, 0, len(edited))
    _refuse_taken(by, after, directory)
    services = touched(before, after, changed)
    kept = DirectoryImport.objects.create(
        directory=directory,
        file_name=file_name[:200],
        digest=digest,
        kept=listed,
        changed=len(services),
        before=[[table, str(key), _plain(table, before[table].get(key))] for table, key in changed],
        at=at,
        by=by.code,
    )
    write_rows(by=by, at=at, directory=directory, rows=after, changed=changed, services=services)
    places = secret_places(before, after)
    forget_places(before=before, after=after, places=places, directory=directory)
    facts = {"directory": directory, "kept": listed, "changed": len(services)}
    record(
        by=by, at=at, action="care.import_directory", subject=kept, facts=facts | {"digest": digest}
    )
    return Brought(kept.pk, listed, len(services), len(edited))


def _edited(directory: str) -> set[UUID]:
    """The services of a list that were edited here."""
    found = Service.objects.filter(directory=directory, edited_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def _with_others(
    by: Viewer, rows: Rows, before: Rows, edited: set[UUID], unsaid: Collection[UUID]
) -> Rows:
    """The rows of the file beside those that stay: what it lacks (ended), what was edited here.

    Services of ``unsaid`` do not end because the file lacks them.
    """
    gone = set(before["service"]) - set(rows["service"]) - edited
    after = without_services(rows, edited & set(rows["service"]))
    for table, some in around(by, services=gone | edited).items():
        for key, row in some.items():
            if key in before[table]:
                after[table].setdefault(key, row)
    for key in gone - set(unsaid):
        if after["service"][key].get("status") == Status.ACTIVE.value:
            ended: Row = after["service"][key] | {"status": Status.INACTIVE.value}
            after["service"][key] = ended
    return after


def _refuse_taken(by: Viewer, rows: Rows, directory: str) -> None:
    """A key is that of one row in one list."""
    taken = lists_of_keys(by, rows=rows, other_than=directory)
    if taken:
        raise Conflict("hsds.id_elsewhere", value=str(taken[0][1]), table=taken[0][0])


def _plain(table: str, row: Row | None) -> dict[str, object] | None:
    """A row in what JSON can hold."""
    if row is None:
        return None
    return {name: plain_value(value) for name, value in row.items() if KEPT[table].column(name)}


def _row(table: str, told: dict[str, object]) -> Row:
    """A row from what ``_plain`` made of it."""
    found: Row = {}
    for column in KEPT[table].columns:
        value = read_value(column, told.get(column.name))
        if value is not None:
            found[column.name] = value
    return found
