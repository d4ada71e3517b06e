"""The files of an audit, of which some are somebody's own spreadsheets with a mapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saphan.domain.recruitment.intake import take_in
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping import Mapping
from saphan.domain.recruitment.records import Intake
from saphan.domain.refusals import Incomplete
from saphan.pillars.recruitment.extract.files import (
    Files,
    interview_rows,
    rate_rows,
    roster_rows,
)
from saphan.pillars.recruitment.extract.mapped import fitted, open_book, read_with


@dataclass(frozen=True, slots=True)
class Mappings:
    """The mapping of each file; None for a file in the canonical form or of a form server."""

    interviews: Mapping | None = None
    roster: Mapping | None = None
    rates: Mapping | None = None


def read_mapped_files(files: Files, mappings: Mappings, *, as_of: date) -> Intake:
    """Read and check everything.

    Raises ``FileRefused`` when a file cannot be used at all, ``Incomplete`` as
    ``Mapping.require`` does, and ``Incomplete("mapping.payments_apart")``.
    """
    if mappings.interviews and files.payments:
        raise Incomplete("mapping.payments_apart")
    heard = (
        read_mapped(files.interviews, mappings.interviews)
        if mappings.interviews
        else interview_rows(files.interviews, payments=files.payments)
    )
    listed = (
        read_mapped(files.roster, mappings.roster)
        if mappings.roster
        else Canonical(roster_rows(files.roster), [], [])
    )
    return take_in(
        interviews=heard.rows,
        payments=heard.payments,
        roster=listed.rows,
        rates=(stated := _rates(files.rates, mappings.rates)).rows,
        as_of=as_of,
        rejected=[*heard.rejected, *listed.rejected, *stated.rejected],
    )


def read_mapped(path: Path, mapping: Mapping) -> Canonical:
    """The rows of one file, its headings found where they stand this time."""
    book = open_book(path)
    return read_with(book, fitted(book, mapping) or mapping)


def _rates(path: Path | None, mapping: Mapping | None) -> Canonical:
    if path is None:
        return Canonical([], [], [])
    return read_mapped(path, mapping) if mapping else Canonical(rate_rows(path), [], [])
