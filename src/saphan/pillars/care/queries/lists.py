"""Questions about lists of people that were brought into a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from saphan.domain.people.roles import Permission
from saphan.journey.queries import batches
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import CaseMember
from saphan.pillars.care.models.cases import MOST_MEMBERS

__all__ = ["LIST", "MOST_MEMBERS", "BroughtList", "lists_of"]

#: The title of an import that brought a list of people. The name of the file may name a person.
LIST = "people"


@dataclass(frozen=True, slots=True)
class BroughtList:
    """One list: its key, when and by whom it was brought, and how many joined the case with it."""

    batch: UUID
    at: datetime
    by: str
    people: int


def lists_of(viewer: Viewer, *, case: UUID) -> list[BroughtList]:
    """The lists that brought people into a case and were not taken back, the newest first."""
    members = CaseMember.objects.filter(
        within(viewer, Permission.CASES_SEE, "case__organisation"), case=case
    )
    counted = members.values("case__organisation", "at", "by").annotate(people=Count("pk"))
    joined = {(one["at"], one["by"]): one["people"] for one in counted}
    homes = {one["case__organisation"] for one in counted}
    return [
        BroughtList(batch.id, batch.at, batch.by, joined[batch.at, batch.by])
        for home in homes
        for batch in batches(viewer, organisation=home)
        if batch.title == LIST and batch.undone_at is None and (batch.at, batch.by) in joined
    ]
