"""Files of other directories: brought in whole or not at all, taken back, written out again."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from saphan import cli
from saphan.domain.care.codes import Status
from saphan.domain.care.hsds.asked import Wanted
from saphan.domain.care.hsds.columns import Rows
from saphan.domain.refusals import Conflict, FileRefused, Incomplete, NotAllowed
from saphan.foundation.models import AuditRow
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.directory import import_rows, undo_import
from saphan.pillars.care.extract.directory import json_text, open_rows, packed, write_package
from saphan.pillars.care.models import (
    DirectoryImport,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
)
from saphan.pillars.care.queries import directory as queries
from saphan.pillars.care.queries.directory_public import service_keys
from saphan.pillars.care.queries.directory_rows import kept_rows, rows_for
from tests.apps.records import house, member

from .lists import AT, bring_shipped
from .samples import SECRET, SHARED, VERSIONS, both, bring_in, key, opened, service, shelter

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def kept(directory: str = "invented") -> Rows:
    """Everything that is kept of a list, without when it was written."""
    rows = kept_rows(OPERATOR, directory=directory)
    for one in rows["service"].values():
        one.pop("last_modified", None)
    return rows


def public() -> tuple[Rows, list[UUID]]:
    keys = service_keys(None, wanted=Wanted(), at=AT)
    return rows_for(None, services=keys), keys


def test_what_a_file_says_is_kept_and_shown(database: str, tmp_path: Path) -> None:
    brought = bring_in(tmp_path, service(), both(), shelter())
    assert (brought.kept, brought.changed) == (3, 3)
    found = {one.name: one for one in queries.services(None)}
    assert set(found) == {"Invented wages", "Invented both"}
    one = found["Invented wages"]
    assert one.details.translations[0].language == "my"
    assert [(spot.province, spot.name) for spot in one.located] == [("TH-63", "Office")]
    assert [(phone.number, phone.languages) for phone in one.phones] == [
        ("+66 55 000 002", ("my",))
    ]
    assert len(queries.services(OPERATOR)) == 3
    again = bring_in(tmp_path, service(), both(), shelter(), at=LATER)
    assert (again.changed, again.source) == (0, None)


def test_a_file_is_taken_back_row_by_row(database: str, tmp_path: Path) -> None:
    bring_in(tmp_path, service(), both())
    before = kept()
    changed = service(phones=None, name="Renamed", attributes=None, capacities=None)
    second = bring_in(tmp_path, changed, service("new"), at=LATER)
    assert second.source
    assert second.changed == 3
    assert Service.objects.get(pk=key("both")).status is Status.INACTIVE
    undo_import(by=OPERATOR, at=LATER, source=second.source)
    assert kept() == before
    first = DirectoryImport.objects.get(undone_at=None)
    undo_import(by=OPERATOR, at=LATER, source=first.pk)
    assert not any(kept().values())


def test_nothing_of_a_wrong_file_is_kept(tmp_path: Path) -> None:
    bring_in(tmp_path, service())
    counts = [table.objects.count() for table in (Service, Phone, Organization, AuditRow)]
    wrong = opened(tmp_path, service("good"), service("bad", status="open"))
    assert [(one.row, one.column) for one in wrong.faults] == [(2, "status")]
    with pytest.raises(Incomplete, match=r"hsds\.source_missing"):
        bring_in(tmp_path, service("good"), service("sourceless", url=None))
    with pytest.raises(Conflict, match=r"hsds\.id_elsewhere"):
        bring_in(tmp_path, service(), directory="other")
    with pytest.raises(Incomplete, match=r"directory\.empty"):
        bring_in(tmp_path)
    assert counts == [table.objects.count() for table in (Service, Phone, Organization, AuditRow)]


def test_only_the_operator_brings_in(tmp_path: Path) -> None:
    rows = opened(tmp_path, service()).rows
    everything: dict[str, Any] = {"directory": "x", "rows": rows, "file_name": "x", "digest": ""}
    with pytest.raises(NotAllowed, match=r"directory\.operator_only"):
        import_rows(by=member(house()), at=AT, **everything)


def test_what_goes_out_comes_back_unchanged(tmp_path: Path) -> None:
    bring_in(tmp_path, service(), both(), shelter())
    rows, keys = public()
    (tmp_path / "out.zip").write_bytes(packed(rows))
    write_package(tmp_path / "folder", rows)
    (tmp_path / "out.json").write_bytes(json_text(rows, keys))
    (tmp_path / "out.ndjson").write_bytes(json_text(rows, keys, lines=True))
    assert packed(rows) == packed(public()[0])
    before = kept()
    for name in ("out.zip", "folder", "out.json", "out.ndjson"):
        found = open_rows(tmp_path / name, directory="invented").checked
        assert not found.faults
        assert not found.unknown
        for table, some in found.rows.items():
            assert some == rows[table], (name, table)
        again: dict[str, Any] = {"rows": found.rows, "file_name": name, "digest": ""}
        brought = import_rows(by=OPERATOR, at=LATER, directory="invented", **again)
        assert brought.changed == 0, name
        for written in (tmp_path / "out.json", tmp_path / "folder" / "services.csv"):
            assert not [word for word in SECRET if word in written.read_text("utf-8")]
    assert kept() == before, "what is kept of the shelter is not touched by what is published"
    text = "".join(file.read_text("utf-8") for file in (tmp_path / "folder").iterdir())
    assert not [word for word in SECRET if word in text]
    with pytest.raises(FileRefused, match=r"file\.exists"):
        write_package(tmp_path / "folder", rows)


def test_the_shipped_list_goes_out_and_comes_back(tmp_path: Path) -> None:
    bring_shipped()
    before = kept("th")
    rows, _ = public()
    (tmp_path / "th.zip").write_bytes(packed(rows))
    found = open_rows(tmp_path / "th.zip", directory="th")
    assert not found.checked.faults
    everything: dict[str, Any] = {"file_name": "th.zip", "digest": found.digest}
    brought = import_rows(
        by=OPERATOR, at=LATER, directory="th", rows=found.checked.rows, **everything
    )
    assert brought.changed == 0
    assert kept("th") == before


def sick_files(folder: Path) -> dict[str, str]:
    """Files that must be refused, and the code of why."""
    big = {"id": key("x"), "name": "x" * 1_000_000}
    made: dict[str, tuple[bytes, str]] = {
        "empty.json": (b"", "file.empty"),
        "cut.json": (json.dumps([service()]).encode()[:-40], "hsds.not_json"),
        "deep.json": (b"[" * 100_000, "hsds.not_json"),
        "latin.json": (b'{"name": "\xe9"}', "file.encoding"),
        "number.json": (b"[7]", "hsds.not_hsds"),
        "page.json": (
            json.dumps({"total_pages": 3, "page_number": 1, "contents": [service()]}).encode(),
            "hsds.page_of_many",
        ),
        "person.json": (b'{"first": "x"}', "hsds.not_hsds"),
        "plain.csv": (b"colour,taste\nred,sweet\n", "hsds.not_hsds"),
        "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "file.not_a_spreadsheet"),
        "broken.zip": (b"PK\x03\x04" + bytes(100), "file.damaged"),
        "huge.json": (json.dumps([big] * 60).encode(), "directory.too_large"),
    }
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("services.csv", b"id\n" + b"0" * 40_000_000)
    with zipfile.ZipFile(folder / "no_plan.zip", "w") as other:
        other.writestr("datapackage.json", '{"resources": {}}')
        other.writestr("services.csv", "id\n")
    codes = {name: code for name, (_, code) in made.items()}
    return codes | {"bomb.zip": "file.zip_bomb", "no_plan.zip": "package.no_tables"}


def test_sick_files_are_refused(tmp_path: Path) -> None:
    wanted = sick_files(tmp_path)
    found = {}
    for name in [*wanted, "missing.json"]:
        with pytest.raises(FileRefused) as refused:
            open_rows(tmp_path / name, directory="x")
        found[name] = refused.value.code
    assert found == wanted | {"missing.json": "file.missing"}


def test_the_keys_of_a_package_are_checked_before_its_rows(tmp_path: Path) -> None:
    bring_in(tmp_path, service())
    write_package(tmp_path / "p", public()[0])
    plan = json.loads((tmp_path / "p" / "datapackage.json").read_text("utf-8"))
    for one in plan["resources"]:
        if one["name"] == "unit":
            one["schema"]["fields"].pop(0)
        if one["name"] == "phone":
            one["schema"]["foreignKeys"][0]["reference"]["resource"] = "moon"
        if one["name"] == "language":
            one["path"] = "lost.csv"
    (tmp_path / "p" / "datapackage.json").write_text(json.dumps(plan), "utf-8")
    found = open_rows(tmp_path / "p", directory="x").checked
    assert {(one.sheet, one.code) for one in found.faults} == {
        ("unit", "package.key_missing"),
        ("phone", "package.table_missing"),
        ("language", "package.file_missing"),
    }


def test_a_reference_that_leads_nowhere_is_named_with_its_row(tmp_path: Path) -> None:
    bring_in(tmp_path, service(), both())
    write_package(tmp_path / "p", public()[0])
    file = tmp_path / "p" / "phones.csv"
    file.write_text(file.read_text("utf-8").replace(key("wages"), key("lost")), "utf-8")
    found = open_rows(tmp_path / "p", directory="x").checked.faults
    assert {(one.sheet, one.column, one.code) for one in found} == {
        ("phones.csv", "service_id", "hsds.reference_broken")
    }
    assert found[0].row > 1


def test_the_examples_of_the_specification_are_judged_as_they_are_known() -> None:
    """Four broken references in 3.0, a package that contradicts itself in 3.1."""
    here = [version for version in VERSIONS if (SHARED / version).is_dir()]
    for version in here:
        examples = SHARED / version / "examples"
        found = open_rows(examples / "csv", directory="x").checked.faults
        broken = {(f.sheet, f.column) for f in found if f.code == "hsds.reference_broken"}
        if version == "3.0":
            assert broken == {
                ("locations.csv", "organization_id"),
                ("contacts.csv", "organization_id"),
                ("contacts.csv", "service_at_location_id"),
                ("taxonomy_terms.csv", "taxonomy_id"),
            }
        else:
            assert [one.code for one in found] == ["package.key_missing"] * 2
        judged = open_rows(examples / "service_full.json", directory="x").checked
        assert "hsds.out_of_range" in {one.code for one in judged.faults}
        assert not judged.unknown


def test_the_examples_come_in_once_their_meaning_is_right(tmp_path: Path) -> None:
    """The same records with a latitude on earth and a number of our five countries."""
    for version in [version for version in VERSIONS if (SHARED / version).is_dir()]:
        examples = SHARED / version / "examples"
        for name in ("service_full", "organization_full", "service_at_location_full"):
            text = (examples / f"{name}.json").read_text("utf-8")
            text = text.replace('"latitude": 100', '"latitude": 10')
            text = text.replace('\\"+44 1234 234567\\"', "055-000-001")
            text = text.replace('"available": 12', '"available": 2')
            (tmp_path / "example.json").write_text(text, "utf-8")
            found = open_rows(tmp_path / "example.json", directory="example").checked
            assert not found.faults, (version, name, found.faults)
            brought = import_rows(
                by=OPERATOR,
                at=AT,
                directory="example",
                rows=found.rows,
                file_name=name,
                digest="",
            )
            assert brought.kept == 1
            assert "Community Counselling" in {one.name for one in queries.services(None)}


def test_the_command_tells_every_mistake_and_keeps_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saphan.cli.directory._prepare", lambda: None)
    (tmp_path / "bad.json").write_text(json.dumps([service(), service("b", status="x")]), "utf-8")
    assert cli.main(["directory", "import", str(tmp_path / "bad.json"), "--list", "abc"]) == 1
    told = capsys.readouterr().out
    assert "bad.json:service:2: status: “x” is not one of the codes" in told
    assert "1 mistakes; nothing was used." in told
    assert not Service.objects.exists()
    (tmp_path / "good.json").write_text(json.dumps([service(), shelter()]), "utf-8")
    assert cli.main(["directory", "import", str(tmp_path / "good.json"), "--list", "abc"]) == 0
    assert cli.main(["directory", "export", str(tmp_path / "out")]) == 0
    assert cli.main(["directory", "export", str(tmp_path / "o.json"), "--as", "json"]) == 0
    assert "1 services were written" in capsys.readouterr().out
    assert cli.main(["directory", "import", str(tmp_path / "good.json")]) != 0
    (tmp_path / "list.csv").write_text("name,website,phone\nHelp,https://example.org,1546\n")
    assert cli.main(["directory", "import", str(tmp_path / "list.csv"), "--list", "csv"]) == 0
    assert Location.objects.filter(sensitive=True).count() == 1
    shutil.rmtree(tmp_path / "out")


def test_more_services_than_one_question_holds_are_shown(tmp_path: Path) -> None:
    """SQLite looks up at most a thousand places by key in one expression."""
    bring_in(tmp_path, service())
    model = Service.objects.get()
    office = Location.objects.get()
    many = [Service(pk=UUID(int=n), key=f"k{n}") for n in range(1, 1_200)]
    for one in many:
        for field in Service._meta.concrete_fields:
            if field.name not in {"id", "key"}:
                setattr(one, field.attname, getattr(model, field.attname))
    Service.objects.bulk_create(many)
    places = [Location(pk=UUID(int=n), province="TH-63") for n in range(1, 1_200)]
    Location.objects.bulk_create(places)
    pairs = zip(many, places, strict=True)
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=one, location=place) for one, place in pairs
    )
    assert len(queries.services(None)) == 1_200
    assert office.pk == UUID(key("wagesloc"))
    rows, keys = public()
    assert len(keys) == len(rows["location"]) == 1_200
