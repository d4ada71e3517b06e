"""Saved mappings: who sees them, their names, deleting and bringing back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.people.roles import Role
from saphan.domain.recruitment.mapping import Fee, Mapping, SheetMapping, from_json
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound
from saphan.foundation.models import AuditRow
from saphan.people.models import Member
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.imports import Upload
from saphan.pillars.recruitment.actions.mappings import (
    bring_mapped,
    remove_mapping,
    rename_mapping,
    restore_mapping,
    save_mapping,
)
from saphan.pillars.recruitment.extract.mapped import open_book, read_with
from saphan.pillars.recruitment.queries import imports, mappings, saved_mapping
from tests.apps.mapping.books import book
from tests.apps.records import AT, house, member

MAPPING = Mapping(
    Kind.INTERVIEWS,
    SheetMapping("S", columns={"worker_code": ("Staff",), "site": ("Hall", "Line")}),
    fees=(Fee("Visa fee", "visa", {"paid_on": ("When",)}, {"currency": "THB"}),),
    defaults={"borne_by": "worker"},
)
ROSTER = Mapping(Kind.ROSTER, SheetMapping("S", columns={"worker_code": ("Staff",)}))


@pytest.fixture
def keeper() -> UUID:
    return house()


@pytest.fixture
def officer(keeper: UUID) -> Member:
    return member(keeper, Role.OFFICER)


def saved(by: Member, organisation: UUID, title: str = "List", mapping: Mapping = MAPPING) -> UUID:
    return save_mapping(by=by, at=AT, organisation=organisation, title=title, mapping=mapping)


def titles(viewer: Member) -> list[str]:
    return sorted(one.title for one in mappings(viewer))


def test_a_mapping_comes_back_as_it_was_saved(database: str, keeper: UUID, officer: Member) -> None:
    key = saved(officer, keeper, "  The list ")
    found = saved_mapping(officer, key=key)
    assert (found.title, found.kind, found.organisation) == ("The list", Kind.INTERVIEWS, keeper)
    assert from_json(found.columns) == MAPPING


def test_the_same_title_replaces_only_where_it_is_the_same(
    database: str, keeper: UUID, officer: Member
) -> None:
    first = saved(officer, keeper)
    assert saved(officer, keeper) == first
    assert saved(officer, keeper, mapping=ROSTER) != first
    other = house("Another")
    officer.grants.create(organisation_id=other, role=Role.OFFICER)
    assert saved(officer, other) != first
    assert titles(officer) == ["List", "List", "List"]


def test_deleting_is_undone_and_frees_the_title_until_then(
    database: str, keeper: UUID, officer: Member
) -> None:
    first = saved(officer, keeper)
    remove_mapping(by=officer, at=AT, key=first)
    assert titles(officer) == []
    with pytest.raises(NotFound, match=r"mapping\.unknown"):
        saved_mapping(officer, key=first)
    with pytest.raises(NotFound, match=r"mapping\.unknown"):
        remove_mapping(by=officer, at=AT, key=first)
    second = saved(officer, keeper)
    assert second != first
    with pytest.raises(Conflict, match=r"mapping\.title_taken"):
        restore_mapping(by=officer, at=AT, key=first)
    rename_mapping(by=officer, at=AT, key=second, title="New list")
    restore_mapping(by=officer, at=AT, key=first)
    assert titles(officer) == ["List", "New list"]
    with pytest.raises(NotFound, match=r"mapping\.unknown"):
        restore_mapping(by=officer, at=AT, key=first)
    with pytest.raises(Conflict, match=r"mapping\.title_taken"):
        rename_mapping(by=officer, at=AT, key=first, title="New list")


def test_only_who_may_import_in_the_house_sees_or_changes_one(
    database: str, keeper: UUID, officer: Member
) -> None:
    key = saved(officer, keeper)
    analyst = member(keeper, Role.ANALYST)
    stranger = member(house("Another"), Role.OFFICER)
    for viewer in (analyst, stranger):
        assert mappings(viewer) == []
        with pytest.raises(NotFound):
            rename_mapping(by=viewer, at=AT, key=key, title="x")
        with pytest.raises(NotFound):
            remove_mapping(by=viewer, at=AT, key=key)
        with pytest.raises(NotAllowed):
            saved(viewer, keeper)
    remove_mapping(by=officer, at=AT, key=key)
    with pytest.raises(NotFound):
        restore_mapping(by=stranger, at=AT, key=key)


def test_every_change_stands_in_the_trail(database: str, keeper: UUID, officer: Member) -> None:
    key = saved(officer, keeper)
    rename_mapping(by=officer, at=AT, key=key, title="b")
    remove_mapping(by=officer, at=AT, key=key)
    restore_mapping(by=officer, at=AT, key=key)
    told = AuditRow.objects.filter(subject=str(key)).order_by("number")
    done = [row.action.removeprefix("recruitment.") for row in told]
    assert done == ["save_mapping", "rename_mapping", "remove_mapping", "restore_mapping"]


def test_rows_and_mapping_are_kept_together_or_not_at_all(
    database: str, keeper: UUID, officer: Member, tmp_path: Any
) -> None:
    audit = open_audit(by=officer, at=AT, organisation=keeper, title="Invented")
    path = book(tmp_path / "r.xlsx", {"S": [["Staff"], ["W1"]]})
    given: dict[str, Any] = {
        "by": officer,
        "at": AT,
        "audit": audit,
        "upload": Upload("r.xlsx", "0" * 64),
        "mapping": ROSTER,
        "found": read_with(open_book(path), ROSTER),
    }
    with pytest.raises(Incomplete, match=r"mapping\.no_title"):
        bring_mapped(**given, title="  ")
    assert (imports(officer, code=audit), titles(officer)) == ([], [])
    bring_mapped(**given, title="List")
    assert [one.kept for one in imports(officer, code=audit)] == [1]
    assert titles(officer) == ["List"]
    with pytest.raises(Conflict, match=r"import\.same_file"):
        bring_mapped(**given, title="Another")
    assert titles(officer) == ["List"]


@pytest.mark.django_db
def test_the_pages_list_rename_copy_delete_and_bring_back(
    client: Client, keeper: UUID, officer: Member
) -> None:
    key = saved(officer, keeper)
    saved(officer, keeper, "Other")
    client.force_login(officer)
    one = reverse("recruitment:mapping", args=[key])
    assert one in client.get(reverse("recruitment:mappings")).content.decode()
    page = client.get(one).content.decode()
    assert "Hall + Line" in page
    assert "Visa fee" in page
    taken: Any = client.post(one, {"title": "Other"})
    assert taken.status_code == 422
    assert "Another saved mapping has the name “Other”." in taken.content.decode()
    assert taken.context["form"]["title"].value() == "Other"
    assert client.post(one, {"title": " "}).status_code == 422
    assert client.post(one, {"title": "New"}).status_code == 302
    assert titles(officer) == ["New", "Other"]
    copy = client.get(reverse("recruitment:mapping_file", args=[key]))
    assert from_json(copy.json()) == MAPPING
    gone = client.post(reverse("recruitment:remove_mapping", args=[key]))
    page = client.get(gone.headers["Location"]).content.decode()
    restore = reverse("recruitment:restore_mapping", args=[key])
    assert f'action="{restore}"' in page
    assert titles(officer) == ["Other"]
    assert client.get(one).status_code == 404
    client.post(restore)
    assert titles(officer) == ["New", "Other"]


@pytest.mark.django_db
def test_others_find_no_page_of_it(client: Client, keeper: UUID, officer: Member) -> None:
    key = saved(officer, keeper)
    pages = ("mapping", "mapping_file")
    posts = ("remove_mapping", "restore_mapping")
    for viewer, status in (
        (member(house("Another"), Role.OFFICER), 404),
        (member(keeper, Role.ANALYST), 403),
    ):
        client.force_login(viewer)
        for name in pages:
            assert client.get(reverse(f"recruitment:{name}", args=[key])).status_code == status
        for name in posts:
            assert client.post(reverse(f"recruitment:{name}", args=[key])).status_code == status
    assert titles(officer) == ["List"]
