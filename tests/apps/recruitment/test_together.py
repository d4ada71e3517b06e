"""Two officers at once: each plan has its own number, and the same file comes in once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from saphan.domain.refusals import Conflict
from saphan.people.queries import OPERATOR
from saphan.pillars.recruitment.actions.plans import decide_plan
from saphan.pillars.recruitment.queries import imports, versions
from tests.apps.records import AT
from tests.audit.tables import Tables, rate
from tests.postgres import as_default

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


def check(config: dict[str, Any], blocker: DjangoDbBlocker) -> None:
    with blocker.unblock(), as_default(config):
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


def test_on_sqlite(sqlite_file: dict[str, Any], django_db_blocker: DjangoDbBlocker) -> None:
    check(sqlite_file, django_db_blocker)


@pytest.mark.postgres
def test_on_postgresql(postgres_copy: dict[str, Any], django_db_blocker: DjangoDbBlocker) -> None:
    check(postgres_copy, django_db_blocker)
