"""What the record of people answers: members and workers without their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Sex


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member as those see him who manage the organisation."""

    id: UUID
    code: str
    username: str
    display_name: str
    language: str
    is_active: bool
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class NewWorker:
    """A worker to register: a code of the organisation and facts, all of which may be unknown."""

    code: str
    sex: Sex = Sex.UNKNOWN
    birth_year: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class WorkerRecord:
    """A worker as a code with facts."""

    id: UUID
    organisation: UUID
    code: str
    sex: Sex
    birth_year: int | None
    language: str
    batch: UUID | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Alike:
    """Workers who may be one person.

    By how many parts of a name that sound alike, by a whole name, by the number.
    """

    sounding: Mapping[UUID, int]
    called: frozenset[UUID]
    reached: frozenset[UUID]


class ErasureReason(StrEnum):
    """Why a worker is erased."""

    ASKED = "asked"
    NO_LONGER_NEEDED = "no_longer_needed"
    MISTAKE = "mistake"
