"""Interviews: one row a worker, joined to the payments by ``_index``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Nationality, Scheme, Sex
from saphan.domain.recruitment.intake.cells import LONGEST_CODE, Reading, Row
from saphan.domain.recruitment.records import Interview
from saphan.domain.refusals import RowRefused
from saphan.domain.text import clean


def read_interviews(
    rows: Iterable[Row], *, as_of: date
) -> tuple[list[Interview], list[RowRefused], frozenset[str]]:
    """The interviews that can be used, why the others cannot, and the indexes of the others."""
    rows = list(rows)
    twice = {
        index
        for index, times in Counter(clean(r.cells.get("_index")) for r in rows).items()
        if times > 1 and index
    }
    good: list[Interview] = []
    refused: list[RowRefused] = []
    for row in rows:
        reading = Reading(row)
        interview = _interview(reading, twice, as_of)
        if interview is None or reading.refused:
            refused.extend(reading.refused)
        else:
            good.append(interview)
    kept = _first_of_each(good, refused)
    known = {interview.index for interview in kept}
    dropped = frozenset(clean(row.cells.get("_index")) for row in rows) - known
    return kept, refused, dropped


def _interview(reading: Reading, twice: set[str], as_of: date) -> Interview | None:
    index = reading.text("_index")
    if not index or index in twice:
        reading.refuse("_index", "index.duplicate" if index else "cell.missing", value=index)
    code = reading.text("interview_code", LONGEST_CODE)
    if not code:
        reading.refuse("interview_code", "cell.missing")
    currency = None
    if reading.text("wage_currency"):
        currency = reading.code("wage_currency", Currency, None)
    nationality = reading.code("nationality", Nationality, Nationality.UNKNOWN)
    scheme = reading.code("scheme", Scheme, Scheme.UNKNOWN)
    sex = reading.code("sex", Sex, Sex.UNKNOWN)
    if nationality is None or scheme is None or sex is None:
        return None
    return Interview(
        index=index,
        code=code,
        worker=reading.text("worker_code", LONGEST_CODE),
        site=reading.text("site"),
        nationality=nationality,
        agent=reading.text("agent"),
        scheme=scheme,
        arrival=reading.month("arrival_month", as_of),
        wage=reading.amount("first_month_wage", currency),
        wage_currency=currency,
        sex=sex,
        place=reading.row.place,
    )


def _first_of_each(interviews: list[Interview], refused: list[RowRefused]) -> list[Interview]:
    """One interview a code and a worker: the one with the lowest index, whatever the row order."""
    kept: list[Interview] = []
    codes: set[str] = set()
    workers: set[str] = set()
    for interview in sorted(interviews, key=in_order):
        if interview.code in codes:
            refused.append(
                interview.place.refuse("interview_code", "code.duplicate", value=interview.code)
            )
        elif interview.worker and interview.worker in workers:
            refused.append(
                interview.place.refuse(
                    "worker_code", "worker.interviewed_twice", value=interview.worker
                )
            )
        else:
            kept.append(interview)
            codes.add(interview.code)
            workers.add(interview.worker)
    return kept


def in_order(interview: Interview) -> tuple[int, int, str, str]:
    """Order by index as a number where it is one, then as text, then by code."""
    index = interview.index
    whole = index.isascii() and index.isdigit()
    return (0 if whole else 1, int(index) if whole else 0, index, interview.code)
