"""Two officers at once: each plan has its own number, and the same file comes in once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command

from saphan.config import env
from saphan.domain.refusals import Conflict
from saphan.people.queries import OPERATOR
from saphan.pillars.recruitment.actions.plans import decide_plan
from saphan.pillars.recruitment.queries import imports, versions
from tests.apps.records import AT
from tests.audit.tables import Tables, rate
from tests.postgres import as_default, running_server

from .desk import REASON, TERMS, bring, desk

PEOPLE = 4


def together(config: dict[str, Any], act: Callable[[int], object]) -> list[object]:
    """What each of several people gets who act at the same moment."""
    begin = Barrier(PEOPLE)

    def one(number: int) -> object:
        with as_default(config):
            begin.wait(timeout=30)
            return act(number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def check(config: dict[str, Any], unblock: Callable[[], Any]) -> None:
    with unblock(), as_default(config):
        call_command("migrate", verbosity=0, skip_checks=True)
        here = desk()

        def decide(_: int) -> int:
            return decide_plan(by=OPERATOR, at=AT, audit=here.audit, terms=TERMS, reason=REASON)

        def bring_rates(_: int) -> str:
            more = Tables(rates=[rate("2024-03-20", "KHR", "0.0087")])
            try:
                bring(OPERATOR, here.audit, "rates", more)
            except Conflict as refusal:
                return refusal.code
            return "kept"

        numbers = together(config, decide)
        assert sorted(map(str, numbers)) == ["1", "2", "3", "4"]
        assert len(versions(OPERATOR, code=here.audit)) == PEOPLE
        said = sorted(map(str, together(config, bring_rates)))
        assert said == ["import.same_file"] * (PEOPLE - 1) + ["kept"]
        assert len(imports(OPERATOR, code=here.audit)) == 4


def test_on_sqlite(tmp_path: Path, django_db_blocker: Any) -> None:
    check(env.sqlite(tmp_path / "together.sqlite3"), django_db_blocker.unblock)


@pytest.mark.postgres
def test_on_postgresql(django_db_blocker: Any) -> None:
    with running_server() as folder:
        config = env.database({"SAPHAN_DATABASE": f"postgresql://saphan@/postgres?host={folder}"})
        check(config, django_db_blocker.unblock)
