"""HSDS without a database: what is wrong is said, what is hidden stays hidden, nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.domain.care.distance import metres_between
from saphan.domain.care.hsds.checking import Checked, blank_rows, checked
from saphan.domain.care.hsds.columns import Rows
from saphan.domain.care.hsds.filling import filled
from saphan.domain.care.hsds.merging import merged
from saphan.domain.care.hsds.nesting import Nest
from saphan.domain.care.hsds.of_listing import rows_of, service_key
from saphan.domain.care.hsds.packing import package_files
from saphan.domain.care.hsds.publishing import published
from saphan.domain.care.hsds.raw import Laid, laid_flat
from saphan.domain.care.hsds.simple import of_simple
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.taxonomies import house_rows
from saphan.domain.text.tables import Row, Table
from saphan.foundation.sentences import SENTENCES
from saphan.pillars.care.extract.directory import usable_directory
from tests.apps.care.lists import SHIPPED, entry, listings
from tests.apps.care.samples import SECRET, both, key, location, redacted, service, shelter


def laid(*objects: Any, table: str = "service") -> Checked:
    found = Laid()
    laid_flat(table, list(objects), found)
    return checked(found, file="file.json")


def rows(*objects: Any) -> Rows:
    found = laid(*objects)
    assert not found.faults, found.faults
    return filled(found.rows, before=blank_rows(), directory="x", day=date(2026, 11, 25), source="")


#: What is changed in a right service, and the fault (column, code) that this must bring.
WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"id": "seven"}, "id", "hsds.key_wrong"),
    ({"id": None}, "id", "directory.field_missing"),
    ({"name": None}, "name", "directory.field_missing"),
    ({"name": 7}, "name", "hsds.text_wrong"),
    ({"name": ["x"]}, "name", "hsds.text_wrong"),
    ({"name": "<b>" * 101}, "name", "cell.too_long"),
    ({"status": "open"}, "status", "code.unknown"),
    ({"url": "javascript:alert(1)"}, "url", "directory.address_wrong"),
    ({"email": "nobody"}, "email", "hsds.email_wrong"),
    ({"minimum_age": "young"}, "minimum_age", "number.not_a_number"),
    ({"minimum_age": True}, "minimum_age", "number.not_a_number"),
    ({"minimum_age": 400}, "minimum_age", "hsds.out_of_range"),
    ({"minimum_age": 60, "maximum_age": 20}, "maximum_age", "hsds.reversed"),
    ({"assured_date": "31 February"}, "assured_date", "directory.day_wrong"),
    ({"last_modified": "yesterday"}, "last_modified", "hsds.instant_wrong"),
    ({"organization": None}, "organization_id", "directory.field_missing"),
    (
        {"organization": {"id": key("org"), "name": "No text"}},
        "organization.description",
        "directory.field_missing",
    ),
    ({"phones": "055"}, "phones", "directory.list_wrong"),
    ({"phones": ["055"]}, "phones[0]", "directory.map_wrong"),
    (
        {"phones": [{"id": key("p"), "number": "+1 888 373 7888"}]},
        "phones[0].number",
        "directory.number_country",
    ),
    (
        {"phones": [{"id": key("p"), "number": "+66 02 957 5851"}]},
        "phones[0].number",
        "directory.number_trunk",
    ),
    (
        {"phones": [{"id": key("p"), "number": "055-000-001", "location_id": key("no")}]},
        "phones[0].location_id",
        "hsds.reference_broken",
    ),
    (
        {"schedules": [{"id": key("s"), "opens_at": "25:00"}]},
        "schedules[0].opens_at",
        "directory.clock_wrong",
    ),
    (
        {"schedules": [{"id": key("s"), "opens_at": "20:00Z"}]},
        "schedules[0].opens_at",
        "hsds.clock_other_day",
    ),
    (
        {"schedules": [{"id": key("s"), "valid_from": "2026-02-01", "valid_to": "2026-01-01"}]},
        "schedules[0].valid_to",
        "hsds.reversed",
    ),
    ({"program_id": key("nothing")}, "program_id", "hsds.reference_broken"),
    ({"sources": "x" * 20_000}, "sources", "cell.too_long"),
    ({"cautions": ["dragons"]}, "cautions", "code.unknown"),
)
PLACES: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"latitude": 100}, "latitude", "hsds.out_of_range"),
    ({"latitude": None}, "latitude", "directory.field_missing"),
    ({"sensitive": True}, "name", "directory.address_sensitive"),
    ({"location_type": "moon"}, "location_type", "code.unknown"),
)


@pytest.mark.parametrize(("fields", "column", "code"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    fields: dict[str, Any], column: str, code: str
) -> None:
    found = laid(service(**fields))
    assert (column, code) in [(one.column, one.code) for one in found.faults]
    assert {one.row for one in found.faults} == {1}
    assert all(one.code in SENTENCES for one in found.faults)


@pytest.mark.parametrize(("fields", "column", "code"), PLACES)
def test_a_wrong_place_is_said(fields: dict[str, Any], column: str, code: str) -> None:
    at = [{"id": key("at"), "location": location(**fields)}]
    found = laid(service(service_at_locations=at))
    wanted = (f"service_at_locations[0].location.{column}", code)
    assert wanted in [(one.column, one.code) for one in found.faults]


def test_a_right_service_has_no_fault() -> None:
    assert laid(service(), both(), shelter()).faults == ()


def test_the_same_row_may_come_again_but_not_say_another_thing() -> None:
    again = service("other", organization={**service()["organization"], "name": "Another name"})
    found = laid(service(), again)
    assert [(one.row, one.column, one.code) for one in found.faults] == [
        (2, "organization.name", "hsds.id_differs")
    ]
    assert laid(service(), service("other")).faults == ()


def test_deep_nests_and_strange_fields_do_no_harm() -> None:
    deep: dict[str, Any] = {"id": key("org"), "name": "x", "description": ""}
    for _ in range(40):
        deep = {
            "id": key("s"),
            "name": "x",
            "status": "active",
            "organization": {**deep, "services": [deep]},
        }
    found = laid(service(organization=deep["organization"], colour="red"))
    assert "hsds.too_deep" in {one.code for one in found.faults}
    assert "service.colour" in found.unknown


def test_persons_are_not_kept() -> None:
    contact = {
        "id": key("c"),
        "name": "Somebody",
        "phones": [{"id": key("cp"), "number": "055-000-009"}],
    }
    found = laid(service(contacts=[contact]))
    assert not found.faults
    assert found.left_out == {"contact": 1}
    assert UUID(key("cp")) not in found.rows["phone"]
    assert "Somebody" not in str(found.rows)


def test_clocks_of_other_zones_become_ours() -> None:
    hours = laid(service()).rows["schedule"][UUID(key("wageshours"))]
    assert (str(hours["opens_at"]), str(hours["closes_at"])) == ("08:30:00", "16:30:00")


def test_nothing_hidden_is_published() -> None:
    seen = published(rows(service(), shelter(), both()))
    told = str(seen) + json.dumps([Nest(seen).whole("service", one) for one in seen["service"]])
    assert not [word for word in SECRET if word in told]
    assert {str(one["name"]) for one in seen["service"].values()} == {
        "Invented wages",
        "Invented both",
    }
    assert UUID(key("hidden")) not in {
        v for some in seen.values() for r in some.values() for v in r.values()
    }


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_hidden_leaves_nothing_behind(data: st.DataObject) -> None:
    whole = rows(service(), service("second"), both(), service("third", status="inactive"))
    for row in whole["location"].values():
        if data.draw(st.booleans()):
            row["sensitive"] = True
    hidden = {one for one, row in whole["location"].items() if row.get("sensitive")}
    seen = published(whole)
    left = {one for some in seen.values() for one in some}
    for table, some in seen.items():
        for row in some.values():
            pointed = {row[c.name] for c in KEPT[table].columns if c.to and c.name in row}
            assert not pointed & hidden, table
            assert pointed <= left, table
            assert table not in {"attribute", "translation"} or row["link_id"] in left
    assert not left & hidden
    assert UUID(key("third")) not in left
    for one in seen["service"]:
        places = [r for r in whole["service_at_location"].values() if r["service_id"] == one]
        assert not places or any(r["location_id"] not in hidden for r in places)


def test_rows_become_objects_and_rows_again() -> None:
    whole = rows(service(), both())
    for table, some in house_rows().items():
        whole[table].update(some)
    told = [
        Nest(whole).whole("service", one, without=frozenset({"service"}))
        for one in whole["service"]
    ]
    again = rows(*json.loads(json.dumps(told)))
    lost = {
        table: set(some) - set(again[table]) - {one for h in house_rows().values() for one in h}
        for table, some in whole.items()
    }
    assert not {table: ids for table, ids in lost.items() if ids}
    for table, some in again.items():
        for one, row in some.items():
            if table != "location":  # a redacted one comes back as a sensitive one
                assert row == whole[table][one], table


def test_the_shipped_list_becomes_rows_whole() -> None:
    found = usable_directory(SHIPPED).directory.services
    for one in found:
        told = rows_of(one, directory="th", key=service_key("th", one.key))
        assert len(told["phone"]) == len(one.phones)
        assert len(told["language"]) == len(one.languages) + sum(
            len(p.languages) for p in one.phones
        )
        assert len(told["service_at_location"]) == len(one.located)


def test_a_package_tells_how_its_tables_join() -> None:
    files = package_files(rows(service()), title="x")
    plan = json.loads(files["datapackage.json"])
    names = {one["name"] for one in plan["resources"]}
    assert {one["path"] for one in plan["resources"]} | {"datapackage.json"} == set(files)
    for one in plan["resources"]:
        fields = [field["name"] for field in one["schema"]["fields"]]
        assert files[one["path"]].splitlines()[0].split(",") == fields
        assert all(
            k["reference"]["resource"] in names for k in one["schema"].get("foreignKeys", ())
        )


def test_an_edited_service_keeps_what_its_editor_does_not_see() -> None:
    before = rows(service())
    own = UUID(key("wages"))
    (listing,) = listings(
        entry(
            "a",
            phones=[{"number": "+66 55 000 002"}],
            printed="+66 55 000 002",
            located=[{"province": "TH-63"}],
            serves=["TH-63"],
        )
    )
    after = merged(before, rows_of(listing, directory="invented", key=own), service=own)
    phone = after["phone"][UUID(key("wagesphone"))]
    assert phone == {"id": UUID(key("wagesphone")), "service_id": own, "number": "+66 55 000 002"}
    assert after["cost_option"] == before["cost_option"]
    assert after["attribute"].keys() > before["attribute"].keys()
    assert after["translation"] == after["schedule"] == {}
    assert after["service"][own]["name"] == "Invented a"
    assert UUID(key("wagesarea")) in after["service_area"]


def test_a_place_that_becomes_sensitive_forgets_everything() -> None:
    before, own = rows(service()), UUID(key("wages"))
    before["location"][UUID(key("wagesloc"))]["province"] = "TH-63"
    (listing,) = listings(
        entry("a", located=[{"province": "TH-63", "sensitive": True}], serves=["TH"])
    )
    after = merged(before, rows_of(listing, directory="invented", key=own), service=own)
    assert after["location"][UUID(key("wagesloc"))].keys() == {
        "id",
        "location_type",
        "province",
        "sensitive",
    }
    assert after["address"] == {}


def test_a_plain_list_becomes_services() -> None:
    headings = (
        "Partner",
        "Service name",
        "Telephone",
        "Languages",
        "Province",
        "Category",
        "Colour",
    )
    cells = (
        "Invented House",
        "Help",
        "055-000-001; 1546",
        "Burmese, English",
        "TH-63",
        "wages",
        "red",
    )
    found = of_simple(Table("list", headings, [Row(2, cells)]), directory="x")
    judged = checked(found, file="list.csv")
    assert not judged.faults
    assert found.unknown == {"Colour": None}
    counted = {table: len(some) for table, some in judged.rows.items() if some}
    assert counted["service"] == counted["location"] == counted["attribute"] == 1
    assert (counted["phone"], counted["language"]) == (2, 2)
    wrong = of_simple(
        Table("list", headings, [Row(7, ("", "", "call us", "", "", "magic", ""))]), directory="x"
    )
    codes = {(one.row, one.column, one.code) for one in checked(wrong, file="list.csv").faults}
    assert codes >= {
        (7, "name", "directory.field_missing"),
        (7, "number", "directory.number_wrong"),
        (7, "need", "code.unknown"),
    }


def test_distances_are_those_of_the_globe() -> None:
    bangkok, chiang_mai = (13.7563, 100.5018), (18.7883, 98.9853)
    assert 580_000 < metres_between(*bangkok, *chiang_mai) < 590_000
    assert metres_between(*bangkok, *bangkok) == 0
    assert abs(metres_between(0, 179.999, 0, -179.999) - 222.4) < 1


def test_a_redacted_place_is_a_sensitive_one() -> None:
    found = laid(redacted(), table="location").rows["location"][UUID(key("hidden"))]
    assert found == {"id": UUID(key("hidden")), "location_type": "physical", "sensitive": True}
