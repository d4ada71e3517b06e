"""The audit trail is complete, in order, and cannot be changed behind its back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from saphan.foundation.audit import BEGINNING, first_broken, head, record
from saphan.foundation.database import protect, protected_tables, unprotect
from saphan.foundation.models import AuditRow
from saphan.people.queries import OPERATOR
from tests.apps.records import AT


def write(count: int, **facts: Any) -> None:
    with transaction.atomic():
        for number in range(count):
            record(
                by=OPERATOR,
                at=AT,
                action="test.done",
                subject=("thing", str(number)),
                facts={"count": number, **facts},
            )


def test_each_row_holds_the_digest_of_the_one_before(database: str) -> None:
    assert head() == BEGINNING
    write(3, kind="ใบอนุญาต")
    rows = list(AuditRow.objects.order_by("number"))
    assert [row.previous for row in rows] == [BEGINNING, rows[0].digest, rows[1].digest]
    assert head() == rows[2].digest
    assert first_broken() is None


@pytest.mark.parametrize("column", ["actor", "action", "subject", "facts", "previous"])
def test_a_changed_row_breaks_the_chain(database: str, column: str) -> None:
    write(4)
    second = AuditRow.objects.order_by("number")[1]
    unprotect(connection, "foundation_auditrow")
    changed = {"count": 9} if column == "facts" else "x"
    AuditRow.objects.filter(pk=second.pk).update(**{column: changed})
    protect(connection, "foundation_auditrow")
    assert first_broken() == second.number


def test_a_missing_row_breaks_the_chain(database: str) -> None:
    write(4)
    third = AuditRow.objects.order_by("number")[2]
    unprotect(connection, "foundation_auditrow")
    last = third.number + 1
    AuditRow.objects.filter(pk=third.pk).delete()
    assert first_broken() == last


def test_the_database_refuses_to_change_or_delete(database: str) -> None:
    write(1)
    tables = {"foundation_auditrow", "journey_event", "people_consent"}
    assert tables <= set(protected_tables(connection))
    for statement in (
        "UPDATE foundation_auditrow SET actor = 'nobody'",
        "DELETE FROM foundation_auditrow",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)
    assert AuditRow.objects.get().actor == "operator"


@pytest.mark.postgres
def test_postgresql_refuses_to_empty_the_table(
    migrated_postgres: dict[str, Any], django_db_blocker: Any
) -> None:
    from tests.postgres import as_default

    with (
        django_db_blocker.unblock(),
        as_default(migrated_postgres),
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        connection.cursor().execute("TRUNCATE foundation_auditrow")


def test_a_row_outside_a_transaction_is_a_mistake(transactional_db: None) -> None:
    write(1)  # really committed: the fixture has to empty a table that refuses to be emptied
    with pytest.raises(RuntimeError, match="transaction"):
        record(by=OPERATOR, at=AT, action="test.done", subject=("thing", "1"))


@pytest.mark.django_db
def test_a_naive_instant_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(by=OPERATOR, at=datetime(2026, 1, 1), action="a", subject=("t", "1"))  # noqa: DTZ001


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["name", "own_name", "phone", "contact_note"])
def test_personal_facts_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="personal"):
        record(by=OPERATOR, at=AT, action="a", subject=("t", "1"), facts={key: "x"})
