"""Exports of form servers (KoboToolbox, ODK) as canonical rows.

Form: https://support.kobotoolbox.org/export_download.html (groups before a slash, repeats on
sheets of their own joined by ``_index`` and ``_parent_index``, codes or labels as values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.refusals import FileRefused, Place, RowRefused
from saphan.domain.text import clean, fold
from saphan.domain.text.tables import Table

INTERVIEWS = (
    *("interview_code", "worker_code", "site", "nationality", "agent", "scheme", "arrival_month"),
    *("first_month_wage", "wage_currency", "sex", "_index"),
)
PAYMENTS = (
    *("item", "amount", "amount_min", "amount_max", "currency", "paid_on", "paid_to", "borne_by"),
    *("receipt", "refunded", "_parent_index"),
)
REPEAT = "payments"

#: Under "" the headings as labels, under a column its values as labels; keys folded.
Words = Mapping[str, Mapping[str, str]]

#: Other names of the joins, in the order of trust: ODK Central, then the id of the submission.
_JOINS = {"_index": ("key", "_id"), "_parent_index": ("parent_key", "_submission__id")}
#: The questions whether the answers may be used: before the interview and after it.
CONSENT = ("consent", "use_answers")
_AGREED = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Canonical(NamedTuple):
    """Rows under canonical columns, payments of interviews apart, and the rows left out."""

    rows: list[Row]
    payments: list[Row]
    rejected: list[RowRefused]


def from_form(
    tables: Sequence[Table],
    *,
    file: str,
    words: Words | None = None,
    apart: Table | None = None,
    apart_file: str = "",
) -> Canonical:
    """The interviews and payments of an export, whatever its groups, labels and joins look like.

    ``apart`` holds the payments when they came in a file of their own. Interviews whose worker
    did not consent or withdrew the answers are left out and told, and so are their payments; in
    an export of our own form also those of which this cannot be read.
    Raises ``FileRefused``: ``file.payments_missing``, ``file.column_missing``,
    ``file.column_twice``.
    """
    words = words or {}
    main, repeat = tables[0], apart or _repeat(tables, file, words)
    repeat_file = apart_file if apart and apart_file else file
    heard = _columns(main, (*INTERVIEWS, *CONSENT), file, words)
    paid = _columns(repeat, PAYMENTS, repeat_file, words)
    _needed(main, heard, ("interview_code", "_index"), file)
    _needed(repeat, paid, ("item", "_parent_index"), repeat_file)
    answers = list(_rows(main, heard, file, words))
    ours = heard.keys() >= {*CONSENT}
    refused = {row.place: _not_usable(row, ours=ours) for row in answers}
    gone = {clean(row.cells["_index"]): why for row in answers if (why := refused[row.place])}
    rejected = [why for why in refused.values() if why]
    paying: list[Row] = []
    for row in _rows(repeat, paid, repeat_file, words):
        why = gone.get(clean(row.cells["_parent_index"]))
        if why is None:
            paying.append(row)
        else:
            rejected.append(row.place.refuse("_parent_index", why.code, **why.facts))
    return Canonical([row for row in answers if not refused[row.place]], paying, rejected)


def is_form_export(tables: Sequence[Table]) -> bool:
    """Whether the tables come from a form server: it marks every submission with an id."""
    marks = {"_uuid", "instanceid", "_submission_time", "__version__", "submissiondate"}
    return bool(tables) and any(_leaf(heading) in marks for heading in tables[0].headings)


def _repeat(tables: Sequence[Table], file: str, words: Words) -> Table:
    for table in tables[1:]:
        if fold(table.name) == REPEAT or _leaf(table.name) == REPEAT:
            return table
    for table in tables[1:]:
        found = _columns(table, PAYMENTS, file, words)
        if {"item", "currency", "_parent_index"} <= found.keys():
            return table
    raise FileRefused("file.payments_missing", file=file)


def _not_usable(row: Row, *, ours: bool) -> RowRefused | None:
    """Why the answers may not be used: the worker said so, or what was said cannot be read."""
    for column in CONSENT:
        said = fold(row.cells.get(column))
        if _AGREED.get(said) is False:
            return row.place.refuse(column, "interview.taken_back")
        if ours and said and said not in _AGREED:
            return row.place.refuse(column, "interview.consent_unclear", value=said[:40])
    return None


def _columns(table: Table, wanted: Sequence[str], file: str, words: Words) -> dict[str, int]:
    """Where each canonical column stands. Raises ``FileRefused("file.column_twice")``."""
    labels = words.get("", {})
    whole = {heading for heading in table.headings if heading}
    hyphens = any(fold(heading) == "key" for heading in table.headings)
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        # The choices of a question with several answers have columns below that of the question.
        if heading.rpartition("/")[0] in whole:
            continue
        column = _leaf(heading, hyphens=hyphens)
        column = column if column in wanted else _meant(heading, labels) or column
        if column in wanted and column in found:
            raise FileRefused(
                "file.column_twice", file=file, sheet=table.name, column=heading, found=heading
            )
        found[column] = at
    for column, others in _JOINS.items():
        other = next((other for other in others if other in found), None)
        if column in wanted and column not in found and other is not None:
            found[column] = found[other]
    return {column: at for column, at in found.items() if column in wanted}


def _leaf(heading: str, *, hyphens: bool = True) -> str:
    """The name of the question without its groups.

    KoboToolbox puts a slash after a group; ODK Central, whose tables have a ``KEY``, a hyphen.
    """
    name = clean(heading).casefold().rpartition("/")[2]
    return name.rpartition("-")[2] if hyphens else name


def _meant(heading: str, labels: Mapping[str, str]) -> str | None:
    """The column of a heading that is a label, with or without the labels of its groups."""
    parts = heading.split("/")
    ends = ("/".join(parts[at:]) for at in range(len(parts)))
    return next((labels[fold(end)] for end in ends if fold(end) in labels), None)


def _needed(table: Table, found: Mapping[str, int], needed: Sequence[str], file: str) -> None:
    for column in needed:
        if column not in found:
            headings = ", ".join(filter(None, table.headings))
            raise FileRefused(
                "file.column_missing", file=file, sheet=table.name, column=column, found=headings
            )


def _rows(table: Table, columns: Mapping[str, int], file: str, words: Words) -> Iterator[Row]:
    for row in table.rows:
        cells = {column: row.cells[at] for column, at in columns.items()}
        for column in cells.keys() & words.keys():
            cells[column] = words[column].get(fold(cells[column]), cells[column])
        yield Row(Place(file, table.name, row.number), cells)
