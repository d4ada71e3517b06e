"""The kinds of tables that an audit is made from, and the columns without which they are none."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a file brings: interviews with their payments, the roster, or exchange rates."""

    INTERVIEWS = "interviews"
    ROSTER = "roster"
    RATES = "rates"
