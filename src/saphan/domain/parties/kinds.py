"""What an organisation is in the chain of recruitment and help."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of organisations."""

    EMPLOYER = "employer"
    THAI_AGENCY = "thai_agency"
    ORIGIN_AGENCY = "origin_agency"
    SUB_AGENT = "sub_agent"
    BRAND = "brand"
    NGO = "ngo"
    CENTRE = "centre"
    UNION = "union"
    AUTHORITY = "authority"
    TRAINING = "training"
    OTHER = "other"
