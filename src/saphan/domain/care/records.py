"""The directory as records: a service, how it is reached, when it is open, where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from saphan.domain.care.codes import (
    Caution,
    Confidence,
    Helper,
    Need,
    Papers,
    Status,
    Translated,
)


@dataclass(frozen=True, slots=True)
class Phone:
    """One line. ``menu`` is pressed after the call was answered; languages are those of the line.

    Source: HSDS 3.1, ``phone``.
    """

    number: str
    extension: str = ""
    menu: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """On these days (``MO`` ... ``SU``) from opening to closing, by the clock of Thailand.

    A closing time that is not after the opening is one of the next day: 00:00 to 00:00 is the
    whole day. Source: HSDS 3.1, ``schedule``.
    """

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a service lies: an ISO 3166-2 code, a town or quarter, an address as printed.

    A sensitive one keeps people safe, is never published and tells nothing but its province.
    Degrees are those of WGS 84; ``transportation`` says how to get there, ``accessibility`` who
    can get in.
    """

    province: str
    place: str = ""
    address: str = ""
    sensitive: bool = False
    name: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    transportation: str = ""
    accessibility: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A text of a service (``name``, ``description``, ...) in another language."""

    field: str
    language: str
    text: str
    state: Translated


@dataclass(frozen=True, slots=True)
class Details:
    """What else is known of a service, in its own words; empty or None is not known.

    ``verify_by`` is the day until which its facts should be looked at again.
    """

    alternate_name: str = ""
    url: str = ""
    email: str = ""
    application_process: str = ""
    fees_description: str = ""
    eligibility_description: str = ""
    interpretation_services: str = ""
    alert: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    assurer_email: str = ""
    referral_method: str = ""
    response_time: str = ""
    shares_with_authorities: Papers = Papers.UNKNOWN
    verify_by: date | None = None
    documents: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One service of the directory. What is empty or None is not known.

    ``description`` says what the source calls it, ``printed`` and ``hours_printed`` what it
    prints. ``serves`` are the areas it reaches: provinces, or ``TH`` for the whole country.
    ``other_number`` is what another list prints for the same line; ``year`` that of the source.
    """

    key: str
    name: str
    organization: str
    helper: Helper
    description: str
    needs: tuple[Need, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    checked_on: date
    phones: tuple[Phone, ...] = ()
    printed: str = ""
    other_number: str = ""
    languages: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    hours_printed: str = ""
    located: tuple[Spot, ...] = ()
    serves: tuple[str, ...] = ()
    papers: Papers = Papers.UNKNOWN
    cautions: tuple[Caution, ...] = ()
    year: int | None = None
    verified_on: date | None = None
    verified_by: str = ""
    status: Status = Status.ACTIVE
    details: Details = Details()

    @property
    def is_public(self) -> bool:
        """Whether anybody may see it: it works, and not all of it is a sensitive place."""
        hidden = self.located and all(spot.sensitive for spot in self.located)
        return self.status is Status.ACTIVE and not hidden

    @property
    def dialled(self) -> tuple[Phone, ...]:
        """The numbers to offer for dialling: none while another list prints another number."""
        return () if self.other_number else self.phones


@dataclass(frozen=True, slots=True)
class Directory:
    """A whole list: its name, the day its sources were last looked at, its services."""

    name: str
    checked_on: date
    services: tuple[Listing, ...]
