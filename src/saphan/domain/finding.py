"""Findings: what every decision returns, so that it can be checked line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How well a value is attested. Source: the project's handbook, "How to read"."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    SECONDARY_TEXT = "secondary_text"
    DERIVED = "derived"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"


#: A value of these standings may be in force; every other standing answers "unknown".
IN_FORCE = frozenset(
    {Standing.VERIFIED, Standing.SECONDARY, Standing.SECONDARY_TEXT, Standing.DERIVED}
)


class Verdict(StrEnum):
    """What one body of rules says about one payment."""

    PROHIBITED = "prohibited"
    OVER_CAP = "over_cap"
    PERMITTED = "permitted"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its legal basis.

    ``rule`` is the id in the law book (empty when no rule speaks), ``source`` a title with its
    address, ``reason`` a plain English sentence, ``reason_code`` its stable name for translation.
    ``since`` is the day from which the answer became unknown, when it did.
    """

    verdict: Verdict
    rule: str
    article: str
    source: str
    standing: str
    reason: str
    reason_code: str
    starts: date | None = None
    ends: date | None = None
    since: date | None = None
