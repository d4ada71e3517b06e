"""The roster: every worker of the site, so that nobody is paid twice and nobody is forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from saphan.domain.recruitment.codes import Nationality, Scheme, Status
from saphan.domain.recruitment.intake.cells import LONGEST_CODE, Reading, Row
from saphan.domain.recruitment.records import Notice, Unusable, Worker
from saphan.domain.refusals import Place, RowRefused

_NOWHERE = Place("", "", 0)


def read_roster(
    rows: Iterable[Row], *, as_of: date
) -> tuple[list[Worker], list[Unusable], list[RowRefused], list[Notice]]:
    """The workers, those whose rows contradict themselves, the refusals and the notices."""
    rows_of: dict[str, list[Worker]] = defaultdict(list)
    unusable: dict[str, str] = {}
    refused: list[RowRefused] = []
    notices: list[Notice] = []
    for row in rows:
        reading = Reading(row)
        worker = _worker(reading, as_of, notices)
        code = reading.text("worker_code", LONGEST_CODE)
        if worker is not None and not reading.refused:
            rows_of[code].append(worker)
        elif code:
            unusable[code] = "roster_row_refused"
        refused.extend(reading.refused)
    workers = [_only(code, found, unusable, refused) for code, found in sorted(rows_of.items())]
    kept = [worker for worker in workers if worker is not None and worker.code not in unusable]
    lost = [Unusable(code, reason) for code, reason in sorted(unusable.items())]
    return kept, lost, refused, notices


def _worker(reading: Reading, as_of: date, notices: list[Notice]) -> Worker | None:
    code = reading.text("worker_code", LONGEST_CODE)
    if not code:
        reading.refuse("worker_code", "cell.missing")
    nationality = reading.code("nationality", Nationality, Nationality.UNKNOWN)
    scheme = reading.code("scheme", Scheme, Scheme.UNKNOWN)
    left_on = reading.date("left_on")
    status = reading.code("status", Status, Status.LEFT if left_on else Status.CURRENT)
    if not reading.text("status"):
        notices.append(Notice("roster.status_blank", reading.row.place))
    if status is Status.CURRENT and left_on is not None:
        reading.refuse("left_on", "roster.current_with_leaving_date", value=str(left_on))
    if nationality is None or scheme is None or status is None:
        return None
    return Worker(
        code=code,
        nationality=nationality,
        agent=reading.text("agent"),
        scheme=scheme,
        arrival=reading.month("arrival_month", as_of),
        status=status,
        left_on=left_on.first if left_on else None,
        place=reading.row.place,
    )


def _only(
    code: str, found: list[Worker], unusable: dict[str, str], refused: list[RowRefused]
) -> Worker | None:
    """The one row of a worker; equal rows count once, different rows make the worker unusable."""
    found = sorted(found, key=lambda worker: (worker.place.sheet, worker.place.row))
    same = {replace(worker, place=_NOWHERE) for worker in found}
    if len(same) == 1:
        refused.extend(
            w.place.refuse("worker_code", "code.duplicate", value=code) for w in found[1:]
        )
        return found[0]
    unusable[code] = "roster_rows_differ"
    refused.extend(w.place.refuse("worker_code", "roster.rows_differ", value=code) for w in found)
    return None
