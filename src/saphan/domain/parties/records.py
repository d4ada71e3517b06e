"""What the record of parties answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from saphan.domain.parties.kinds import Kind


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """An organisation; ``names`` by language code, ``name`` when no other fits.

    ``held_by`` keeps the entry; it is None for an organisation that uses the house itself.
    """

    id: UUID
    code: str
    held_by: UUID | None
    kind: Kind
    name: str
    names: Mapping[str, str]
    country: str
    registration: str
    os_id: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A place of work."""

    id: UUID
    organisation: UUID
    name: str
    names: Mapping[str, str]
    province: str
    os_id: str


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """A licence as it was seen at its source."""

    id: UUID
    organisation: UUID
    number: str
    issuer: str
    starts: date | None
    ends: date | None
    source: str

    def known_valid_on(self, day: date) -> bool | None:
        """Whether it holds on the day; None when the days of it are not all known."""
        if (self.starts and day < self.starts) or (self.ends and day > self.ends):
            return False
        return True if self.starts and self.ends else None
