"""An invented plant at the desk of one organisation: brought in, undone, corrected, decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import connection

from saphan.domain.people.roles import Role
from saphan.domain.recruitment.intake import Row
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import Place
from saphan.people.models import Member
from saphan.people.queries import Viewer
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.imports import (
    Upload,
    bring_interviews,
    bring_rates,
    bring_roster,
)
from tests.apps.records import AT, house, member
from tests.audit import by_hand
from tests.audit.tables import Cells, Tables, interview, payment, rate, worker

AS_OF = date(2026, 11, 23)
TERMS = Terms(as_of=AS_OF)
TITLE = "Invented Plant at the River, 2026"
LOTUS, STAR, ELEPHANT = "Invented Agency Lotus", "Invented Agency Star", "Invented Elephant"
REASON = "First plan (invented)"
_NOTHING = {"amount_min": "", "amount_max": "", "refunded": ""}


def plant() -> Tables:
    """Two cohorts of seven and five, one of two that a brand may not see, and one unheard worker.

    One worker of the largest has left, one of it was not interviewed.
    """
    made = Tables()
    _cohort(made, "MM", LOTUS, "mou", [1000, 2000, "3000.55", (4000, 6000), 5000, 7000])
    made.payments[4]["refunded"] = 300
    made.roster.append(_listed(made, "MM", LOTUS, "mou") | {"status": "left", "left_on": LEFT})
    riels: list[object] = [400_000, 450_000, 512_345, (300_000, 500_000), 700_000]
    _cohort(made, "KH", STAR, "mou", riels, currency="KHR")
    _cohort(made, "LA", ELEPHANT, "registration", [8100, 9300])
    made.roster.append(_listed(made, "VN", "Invented Agency Dragon", "mou"))
    made.rates.append(rate("2024-03-01", "KHR", "0.0085", "Invented rate, not a real one"))
    return made


LEFT = "2025-01-31"
#: The workers of the plant above, by what the pages do with them.
UNHEARD, LEAVER = "W15", "W07"


def _cohort(
    made: Tables,
    nationality: str,
    agent: str,
    scheme: str,
    amounts: Iterable[object],
    currency: str = "THB",
) -> None:
    for amount in amounts:
        listed = _listed(made, nationality, agent, scheme)
        made.roster.append(listed)
        index = len(made.interviews) + 1
        facts = {name: listed[name] for name in ("nationality", "agent", "scheme")}
        code = {"interview_code": f"I{index:03d}"}
        made.interviews.append(interview(index, listed["worker_code"], **facts) | code)
        made.payments.append(_paid(index, amount) | {"currency": currency})


def _listed(made: Tables, nationality: str, agent: str, scheme: str) -> dict[str, object]:
    code = f"W{len(made.roster) + 1:02d}"
    return worker(code, nationality=nationality, agent=agent, scheme=scheme)


def _paid(index: int, amount: object) -> dict[str, object]:
    if isinstance(amount, tuple):
        ends = {"amount_min": amount[0], "amount_max": amount[1]}
        return payment(index, "") | _NOTHING | ends
    return payment(index, amount) | _NOTHING


@dataclass(frozen=True, slots=True)
class Desk:
    """One organisation, its officer, one audit, and the three files that were brought in."""

    keeper: UUID
    officer: Member
    audit: str
    tables: Tables
    roster: UUID
    interviews: UUID
    rates: UUID


def desk(name: str = "Invented Centre", tables: Tables | None = None) -> Desk:
    """Everything brought in by an officer, nothing decided yet."""
    keeper = house(name)
    officer = member(keeper, Role.OFFICER)
    code = open_audit(by=officer, at=AT, organisation=keeper, title=TITLE)
    told = tables or plant()
    roster = bring(officer, code, "roster", told)
    heard = bring(officer, code, "interviews", told)
    return Desk(keeper, officer, code, told, roster, heard, bring(officer, code, "rates", told))


def bring(
    by: Viewer, audit: str, kind: str, tables: Tables, *, at: datetime = AT, name: str = ""
) -> UUID:
    """Bring in one of the three files, as its page does."""
    file = name or f"{kind}.xlsx"
    upload = Upload(file, digest_of(kind, tables))
    if kind == "roster":
        return bring_roster(
            by=by, at=at, audit=audit, upload=upload, rows=rows(tables.roster, file)
        )
    if kind == "rates":
        return bring_rates(by=by, at=at, audit=audit, upload=upload, rows=rows(tables.rates, file))
    return bring_interviews(
        by=by,
        at=at,
        audit=audit,
        upload=upload,
        interviews=rows(tables.interviews, file, "interviews"),
        payments=rows(tables.payments, file, "payments"),
    )


def digest_of(kind: str, tables: Tables) -> str:
    """The fingerprint of a file that holds these rows."""
    parts = {
        "roster": [tables.roster],
        "interviews": [tables.interviews, tables.payments],
        "rates": [tables.rates],
    }
    return hashlib.sha256(json.dumps(parts[kind], default=str).encode()).hexdigest()


def rows(cells: Iterable[Cells], file: str, sheet: str = "sheet") -> list[Row]:
    """Rows as a reader of files gives them; the headings stand in row 1."""
    return [Row(Place(file, sheet, number), dict(row)) for number, row in enumerate(cells, 2)]


def calculated(tables: Tables, method: str = "median", definition: str = "ilo") -> by_hand.ByHand:
    """What a second computation, which knows nothing of the house, makes of the rows."""
    return by_hand.audit(
        tables.interviews,
        tables.payments,
        tables.roster,
        tables.rates,
        method=method,
        definition=definition,
        choice="middle",
    )


def everything() -> Mapping[str, int]:
    """How many rows every table of the house holds."""
    ours = [model._meta for model in apps.get_models() if model.__module__.startswith("saphan.")]
    counts = (f"SELECT '{one.label}', COUNT(*) FROM {one.db_table}" for one in ours)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())
