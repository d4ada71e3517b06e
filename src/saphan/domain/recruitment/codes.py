"""The codes of form F1 (worker interview) and of the roster. Source: the interview form F1."""

from __future__ import annotations

from enum import StrEnum


class Nationality(StrEnum):
    """The four countries of origin (ISO 3166-1), or not known."""

    KH = "KH"
    LA = "LA"
    MM = "MM"
    VN = "VN"
    UNKNOWN = "unknown"


class Scheme(StrEnum):
    """The channel by which the worker came."""

    MOU = "mou"
    REGISTRATION = "registration"
    BORDER_PASS = "border_pass"  # noqa: S105  a document, no secret
    IRREGULAR = "irregular"
    OTHER = "other"
    UNKNOWN = "unknown"


class Item(StrEnum):
    """What a payment was for."""

    SERVICE_FEE = "service_fee"
    SUB_AGENT_FEE = "sub_agent_fee"
    PASSPORT = "passport"
    VISA = "visa"
    WORK_PERMIT = "work_permit"
    MEDICAL_TEST = "medical_test"
    INSURANCE = "insurance"
    SKILLS_TEST = "skills_test"
    TRAINING = "training"
    EQUIPMENT = "equipment"
    TRAVEL = "travel"
    LODGING = "lodging"
    ADMINISTRATION = "administration"
    DEPOSIT = "deposit"
    BRIBE = "bribe"
    DOCUMENT_RENEWAL = "document_renewal"
    REPORTING_90_DAY = "reporting_90_day"
    OTHER = "other"


class Payee(StrEnum):
    """Who was paid: the tier of the recruitment chain."""

    EMPLOYER = "employer"
    THAI_AGENCY = "thai_agency"
    ORIGIN_AGENCY = "origin_agency"
    SUB_AGENT = "sub_agent"
    OFFICIAL = "official"
    FAMILY = "family"
    OTHER = "other"
    UNKNOWN = "unknown"


class Bearer(StrEnum):
    """Who finally bore the payment."""

    WORKER = "worker"
    EMPLOYER = "employer"
    AGENCY = "agency"
    SHARED = "shared"
    UNKNOWN = "unknown"


class Receipt(StrEnum):
    """What proof of the payment exists."""

    OFFICIAL = "official"
    PHOTO = "photo"
    CHAT = "chat"
    WITNESS = "witness"
    NONE = "none"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether the worker still works at the site."""

    CURRENT = "current"
    LEFT = "left"


class Sex(StrEnum):
    """Sex or gender as the worker states it."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"
    UNKNOWN = "unknown"


class Law(StrEnum):
    """The three bodies of rules; their verdicts are never merged."""

    ILO = "ilo"
    DESTINATION = "destination"
    ORIGIN = "origin"
