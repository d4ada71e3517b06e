"""The directory in the database: brought in, brought in again, taken back, never too much shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from saphan.domain.care.choosing import Asked
from saphan.domain.care.codes import Need, Status
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound
from saphan.foundation.audit import first_broken
from saphan.foundation.models import AuditRow
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.directory import import_directory, undo_import
from saphan.pillars.care.extract.directory import usable_directory
from saphan.pillars.care.models import (
    Language,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
)
from saphan.pillars.care.queries import directory as queries
from tests.apps.records import house, member

from .lists import AT, SHIPPED, bring, entry, import_shipped, listings

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
HIDDEN = entry("hidden", located=[{"province": "TH-13", "sensitive": True}], serves=None)


def shown(viewer: object = None) -> list[str]:
    return [one.key for one in queries.services(viewer)]  # type: ignore[arg-type]


def test_what_the_file_says_is_what_the_tables_give(database: str) -> None:
    import_shipped()
    kept = {one.key: one for one in queries.services(OPERATOR)}
    assert kept == {one.key: one for one in usable_directory(SHIPPED).directory.services}


def test_the_same_file_again_changes_nothing(database: str) -> None:
    first = import_shipped()
    rows = AuditRow.objects.count()
    again = import_shipped()
    assert (first.kept, first.changed, again.changed, again.source) == (48, 48, 0, None)
    assert AuditRow.objects.count() == rows
    assert len(queries.imports(OPERATOR)) == 1


def test_a_changed_service_keeps_its_row_and_one_that_is_gone_is_not_shown() -> None:
    bring(entry("a"), entry("b"))
    row = Service.objects.get(key="a").pk
    brought = bring(entry("a", name="Renamed", languages=["my"]), at=LATER)
    assert (brought.kept, brought.changed) == (1, 2)
    assert Service.objects.get(key="a").pk == row
    assert [(one.name, one.languages) for one in queries.services(None)] == [("Renamed", ("my",))]
    assert {one.key: one.status for one in queries.services(OPERATOR)}["b"] is Status.INACTIVE


def test_a_file_can_be_taken_back(database: str) -> None:
    bring(entry("a"), entry("b"))
    before = queries.services(OPERATOR)
    second = bring(entry("a", phones=None, printed=None), entry("c", name="C"), at=LATER)
    assert second.source
    undo_import(by=OPERATOR, at=LATER, source=second.source)
    assert queries.services(OPERATOR) == before
    assert shown() == ["a", "b"]
    assert [one.undone_at for one in queries.imports(OPERATOR)] == [LATER, None]
    assert first_broken() is None


def test_taking_back_leaves_no_loose_parts() -> None:
    only = bring(entry("a", located=[{"province": "TH-10"}], languages=["my"]))
    assert only.source
    undo_import(by=OPERATOR, at=LATER, source=only.source)
    tables = (Service, Organization, Location, ServiceAtLocation, Phone, Language)
    assert [table.objects.count() for table in tables] == [0] * len(tables)
    assert shown() == []


def test_only_the_last_file_can_be_taken_back_and_only_once() -> None:
    first, second = bring(entry("a")), bring(entry("b"), at=LATER)
    assert first.source
    assert second.source
    with pytest.raises(Conflict, match=r"import\.later"):
        undo_import(by=OPERATOR, at=LATER, source=first.source)
    undo_import(by=OPERATOR, at=LATER, source=second.source)
    with pytest.raises(Conflict, match=r"import\.undone"):
        undo_import(by=OPERATOR, at=LATER, source=second.source)
    with pytest.raises(NotFound, match=r"import\.unknown"):
        undo_import(by=OPERATOR, at=LATER, source=uuid4())


def test_lists_do_not_disturb_each_other() -> None:
    bring(entry("a"))
    import_shipped()
    assert "a" in shown()


def test_only_the_operator_changes_the_directory() -> None:
    administrator = member(house(), *Role)
    opened = usable_directory(SHIPPED)
    with pytest.raises(NotAllowed, match=r"directory\.operator_only"):
        import_directory(
            by=administrator,
            at=AT,
            directory=opened.directory,
            file_name="th.yaml",
            digest=opened.digest,
        )
    kept = bring(entry("a"))
    assert kept.source
    with pytest.raises(NotAllowed):
        undo_import(by=administrator, at=AT, source=kept.source)
    for viewer in (administrator, None):
        with pytest.raises(NotAllowed):
            queries.imports(viewer)
        with pytest.raises(NotAllowed):
            queries.kept_listings(viewer, directory="invented")


def test_an_empty_file_does_not_empty_the_directory() -> None:
    bring(entry("a"))
    empty = replace(usable_directory(SHIPPED).directory, services=())
    with pytest.raises(Incomplete, match=r"directory\.empty"):
        import_directory(by=OPERATOR, at=AT, directory=empty, file_name="x", digest="0" * 64)
    assert shown() == ["a"]


def test_a_sensitive_place_is_published_nowhere() -> None:
    bring(HIDDEN, entry("a"))
    administrator = member(house(), *Role)
    for viewer in (None, administrator):
        assert shown(viewer) == ["a"]
        with pytest.raises(NotFound):
            queries.service(viewer, key="hidden")
        asked = Asked(need=Need.WAGES)
        assert [c.listing.key for c in queries.choices(viewer, asked=asked, at=AT)] == ["a"]
        contacts = queries.contacts_for(viewer, need=Need.WAGES)
        assert [one.key for one in contacts] == ["a"]
    assert shown(OPERATOR) == ["a", "hidden"]


def test_a_service_with_another_place_is_shown_without_the_sensitive_one() -> None:
    places = [{"province": "TH-13", "sensitive": True}, {"province": "TH-10"}]
    bring(entry("both", located=places, serves=None))
    found = queries.service(None, key="both")
    assert [spot.province for spot in found.located] == ["TH-10"]
    assert found.serves == ("TH-10",)


def test_a_place_that_becomes_sensitive_disappears_at_once() -> None:
    bring(entry("a", located=[{"province": "TH-13"}]), entry("b"))
    assert shown() == ["a", "b"]
    Location.objects.update(sensitive=True)
    assert shown() == ["b"]


def test_the_database_refuses_the_address_of_a_sensitive_place(database: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.create(province="TH-13", address="1 Road", sensitive=True)


def test_the_database_refuses_a_service_without_a_source(database: str) -> None:
    bring(entry("a"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(sources=[])


def test_what_is_kept_in_memory_follows_every_change() -> None:
    bring(entry("a"))
    assert shown() == ["a"]
    bring(entry("a"), entry("b"), at=LATER)
    assert shown() == ["a", "b"]


def test_contacts_come_from_the_shipped_list() -> None:
    import_shipped()
    found = queries.contacts_for(None, need=Need.DOCUMENTS, language="my", province="TH-84")
    assert found[0].key == "doe-1694"
    assert len(found) == 3
    assert len(queries.contacts_for(None, need=Need.WAGES, limit=2)) == 2


def test_nothing_is_known_before_a_list_was_brought_in() -> None:
    assert queries.services(None) == ()
    assert queries.contacts_for(None, need=Need.WAGES, language="my") == []


def test_invented_entries_are_right() -> None:
    assert len(listings(entry("a"), HIDDEN)) == 2
