"""Questions about notices. The viewer comes first, always; no answer holds an address."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from saphan.domain.notices.codes import NEEDS_PERSON
from saphan.domain.notices.records import NoticeRecord
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.notices.models import Notice
from saphan.people.queries import Viewer, within

#: Settled notices are listed so long.
LATELY = timedelta(days=14)


def notices_about(viewer: Viewer, kind: str, key: UUID) -> list[NoticeRecord]:
    """The notices about one thing that the viewer may see, the newest first."""
    found = _seen(viewer).filter(about_kind=kind, about_key=key)
    return [_record(row) for row in found.order_by("-at", "-pk")]


def notices_for_a_person(viewer: Viewer, *, most: int | None = None) -> list[NoticeRecord]:
    """The notices that a person has to tell, the longest waiting first."""
    found = _seen(viewer).filter(status__in=NEEDS_PERSON).order_by("changed_at", "pk")
    return [_record(row) for row in found[:most]]


def count_for_a_person(viewer: Viewer) -> tuple[int, datetime | None]:
    """How many notices a person has to tell, and since when the first of them waits."""
    found = _seen(viewer).filter(status__in=NEEDS_PERSON)
    told = found.aggregate(count=Count("pk"), since=Min("changed_at"))
    return told["count"], told["since"]


def other_notices(viewer: Viewer, *, at: datetime, most: int = 200) -> list[NoticeRecord]:
    """What waits to be sent or was settled lately, the newest change first."""
    found = _seen(viewer).exclude(status__in=NEEDS_PERSON).filter(changed_at__gt=at - LATELY)
    return [_record(row) for row in found.order_by("-changed_at", "-pk")[:most]]


def notice(viewer: Viewer, *, key: UUID) -> NoticeRecord:
    """One notice. Raises ``NotFound("notice.unknown")``."""
    found = _seen(viewer).filter(pk=key).first()
    if found is None:
        raise NotFound("notice.unknown")
    return _record(found)


def _seen(viewer: Viewer) -> QuerySet[Notice]:
    return Notice.objects.filter(within(viewer, Permission.NOTICES_SEE))


def _record(row: Notice) -> NoticeRecord:
    return NoticeRecord(
        id=row.pk,
        organisation=row.organisation_id,
        channel=row.channel,
        template=row.template,
        code=row.code,
        text=row.text(),
        language=row.language,
        about=(row.about_kind, row.about_key),
        status=row.status,
        trouble=row.trouble,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        changed_at=row.changed_at,
        at=row.at,
        has_address=row.address is not None,
    )
