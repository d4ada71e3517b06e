"""What a file will bring, before anything of it is kept: the rows as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from saphan.domain.recruitment.intake.interviews import read_interviews
from saphan.domain.recruitment.intake.payments import read_payments
from saphan.domain.recruitment.intake.rates import read_rates
from saphan.domain.recruitment.intake.roster import read_roster
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.records import Intake, Interview, Payment, Rate, Worker
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import RowRefused


@dataclass(frozen=True, slots=True)
class Preview:
    """What will be kept and what will not; only the lists of the kind of file are filled."""

    workers: tuple[Worker, ...] = ()
    interviews: tuple[Interview, ...] = ()
    payments: tuple[Payment, ...] = ()
    rates: tuple[Rate, ...] = ()
    refused: tuple[RowRefused, ...] = ()

    @property
    def kept(self) -> int:
        """How many workers, interviews or rates will be kept."""
        return len(self.workers) + len(self.interviews) + len(self.rates)


def preview(found: Canonical, kind: Kind, *, there: Intake, as_of: date) -> Preview:
    """What the import will say, in the order of the file; ``there`` is what the audit has."""
    made = _READERS[kind](found, there, as_of)
    refused = sorted(made.refused, key=lambda one: (one.sheet, one.row))
    return Preview(
        workers=tuple(sorted(made.workers, key=lambda one: one.place.row)),
        interviews=tuple(sorted(made.interviews, key=lambda one: one.place.row)),
        payments=tuple(sorted(made.payments, key=lambda one: one.place.row)),
        rates=made.rates,
        refused=tuple(refused),
    )


def _roster(found: Canonical, there: Intake, as_of: date) -> Preview:
    workers, _, refused, _ = read_roster(found.rows, as_of=as_of)
    listed = {worker.code for worker in there.workers}
    again = [
        one.place.refuse("worker_code", "code.duplicate", value=one.code)
        for one in workers
        if one.code in listed
    ]
    fresh = tuple(one for one in workers if one.code not in listed)
    return Preview(workers=fresh, refused=(*found.rejected, *refused, *again))


def _interviews(found: Canonical, there: Intake, as_of: date) -> Preview:
    heard, refused, dropped = read_interviews(found.rows, as_of=as_of)
    codes = {one.code for one in there.interviews}
    workers = {one.worker for one in there.interviews if one.worker}
    fresh: list[Interview] = []
    again: list[RowRefused] = []
    for one in heard:
        if one.code in codes:
            again.append(one.place.refuse("interview_code", "code.duplicate", value=one.code))
        elif one.worker in workers:
            code = "worker.interviewed_twice"
            again.append(one.place.refuse("worker_code", code, value=one.worker))
        else:
            fresh.append(one)
    known = frozenset(one.index for one in fresh)
    gone = dropped | {one.index for one in heard if one.index not in known}
    lines, lost = read_payments(found.payments, known=known, dropped=gone, as_of=as_of)
    told = (*found.rejected, *refused, *again, *lost)
    return Preview(interviews=tuple(fresh), payments=tuple(lines), refused=told)


def _rates(found: Canonical, there: Intake, as_of: date) -> Preview:  # noqa: ARG001
    known = {(one.day, one.currency): one.thb_per_unit for one in there.rates}
    rates, refused = read_rates(found.rows, known)
    return Preview(rates=tuple(rates), refused=(*found.rejected, *refused))


_READERS = {Kind.ROSTER: _roster, Kind.INTERVIEWS: _interviews, Kind.RATES: _rates}
