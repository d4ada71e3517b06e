"""The audit trail: who did what to whom and when, in a chain that shows a missing link."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from saphan.foundation.database import one_writer_at_a_time
from saphan.foundation.models import AuditRow

#: The digest before the first row.
BEGINNING = "0" * 64

#: Words that the key of a fact may not contain: what identifies a person never enters the trail.
_PERSONAL = frozenset({"name", "names", "phone", "alias", "aliases", "contact", "address"})


class Actor(Protocol):
    """Whoever acts: a member, or the operator at the machine."""

    @property
    def code(self) -> str:
        """A public code, no name."""
        ...  # pragma: no cover


class Subject(Protocol):
    """Whatever has a key."""

    @property
    def pk(self) -> Any:
        """The key."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the trail as others may read it."""

    number: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject: str
    facts: Mapping[str, Any]


def record(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: Subject | tuple[str, UUID | str],
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write one row, inside the transaction of what it tells.

    ``action`` is the dotted name of the action, ``subject`` a saved object or its kind and key,
    ``facts`` are codes, counts and keys.

    Raises ``RuntimeError`` outside a transaction and ``ValueError`` for a naive instant or a fact
    whose key speaks of a person.
    """
    record_each(by=by, at=at, action=action, subjects=[subject], facts=facts)


def record_each(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subjects: Iterable[Subject | tuple[str, UUID | str]],
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write one row for each subject to which the same was done. Raises as ``record`` does."""
    if not connection.in_atomic_block:
        raise RuntimeError("the audit row belongs into the transaction of its action")
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    given = _checked(dict(facts or {}))
    one_writer_at_a_time(connection, "audit")
    before, rows = head(), []
    for subject in subjects:
        kind, key = subject if isinstance(subject, tuple) else _kind_and_key(subject)
        row = AuditRow(at=at, actor=by.code, action=action, subject_kind=kind, subject=str(key))
        row.facts, row.previous = given, before
        row.digest = before = _digest(row)
        rows.append(row)
    AuditRow.objects.bulk_create(rows)


def head() -> str:
    """The digest of the last row: written down elsewhere, it proves that nothing was cut off."""
    last = AuditRow.objects.order_by("-number").values_list("digest", flat=True).first()
    return last or BEGINNING


def first_broken() -> int | None:
    """The number of the first row that does not follow from the one before it; None when whole."""
    before = BEGINNING
    for row in AuditRow.objects.order_by("number").iterator():
        if row.previous != before or row.digest != _digest(row):
            return row.number
        before = row.digest
    return None


def entries_about(kind: str, key: UUID | str) -> list[Entry]:
    """What was done to one subject, oldest first. The caller has decided who may see it."""
    rows = AuditRow.objects.filter(subject_kind=kind, subject=str(key)).order_by("number")
    return [
        Entry(r.number, r.at, r.actor, r.action, r.subject_kind, r.subject, r.facts) for r in rows
    ]


def acted_on(
    kind: str, keys: Collection[UUID], *, after: datetime, but: Collection[str] = ()
) -> bool:
    """Whether something was done to one of the subjects later; actions of ``but`` do not count.

    The caller has decided who may know it.
    """
    rows = AuditRow.objects.filter(subject_kind=kind, subject__in=[str(key) for key in keys])
    return rows.filter(at__gt=after).exclude(action__in=but).exists()


def _kind_and_key(subject: Subject) -> tuple[str, Any]:
    return type(subject).__name__.lower(), subject.pk


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    for key in facts:
        if _PERSONAL & set(key.split("_")):
            raise ValueError(f"the audit trail keeps no personal fact: {key}")
    plain: dict[str, Any] = json.loads(json.dumps(facts, default=str))
    return plain


def _digest(row: AuditRow) -> str:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [row.previous, at, row.actor, row.action, row.subject_kind, row.subject, row.facts]
    line = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(line.encode("ascii")).hexdigest()
