"""Eras: the same day as it is written in Bangkok, Vientiane and Phnom Penh, or elsewhere."""

from __future__ import annotations

from enum import StrEnum

from saphan.domain.period import PartialDate, buddhist_year


class Era(StrEnum):
    """How years are counted."""

    BUDDHIST = "buddhist"
    COMMON = "common"


def in_era(partial: PartialDate, era: Era) -> str:
    """The date in figures as precisely as it is known: ``23/11/2569``, ``11/2569`` or ``2569``."""
    year = buddhist_year(partial.year) if era is Era.BUDDHIST else partial.year
    figures = [f"{part:02d}" for part in (partial.day, partial.month) if part is not None]
    return "/".join([*figures, f"{year:04d}"])
