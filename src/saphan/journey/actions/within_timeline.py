"""Inside an action: what happened to journeys is told in their timelines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from saphan.domain.journey.codes import Happening
from saphan.journey.models import Event
from saphan.people.queries import Viewer


def tell(
    by: Viewer,
    at: datetime,
    organisation: UUID,
    kind: Happening,
    entries: Iterable[tuple[UUID, dict[str, Any]]],
) -> None:
    """One entry for each journey, with its facts."""
    Event.objects.bulk_create(
        Event(
            journey_id=journey,
            organisation_id=organisation,
            at=at,
            by=by.code,
            kind=kind,
            facts=facts,
        )
        for journey, facts in entries
    )
