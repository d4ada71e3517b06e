"""The codes of the shared record that form F1 does not fix."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How sure the interviewer is of a payment line."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """Whether terms were promised or are what the worker found."""

    PROMISED = "promised"
    ACTUAL = "actual"


class WagePer(StrEnum):
    """What a wage is paid for."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    PIECE = "piece"
    UNKNOWN = "unknown"


class Housing(StrEnum):
    """Who houses the worker, at whose cost."""

    FREE = "free"
    DEDUCTED = "deducted"
    OWN = "own"
    UNKNOWN = "unknown"


class Lender(StrEnum):
    """Where borrowed money came from."""

    FAMILY = "family"
    MONEYLENDER = "moneylender"
    BANK = "bank"
    AGENT = "agent"
    EMPLOYER = "employer"
    OTHER = "other"
    UNKNOWN = "unknown"


class Happening(StrEnum):
    """What happened to one journey, in its timeline."""

    STARTED = "started"
    PAYMENT_ADDED = "payment_added"
    PAYMENT_CHANGED = "payment_changed"
    TERMS_RECORDED = "terms_recorded"
    LOAN_ADDED = "loan_added"
    LEFT = "left"
    UNDONE = "undone"
