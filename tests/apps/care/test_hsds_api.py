"""The interface under /hsds/: right by the schemas of HSDS, the same for all, silent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from saphan.domain.care.hsds.document import LISTS, document
from saphan.domain.care.hsds.taxonomies import taxonomy_key, term_key
from saphan.pillars.care.models import Location

from .lists import AT, bring_shipped
from .samples import SECRET, SHARED, VERSIONS, both, bring_in, key, service, shelter

pytestmark = pytest.mark.django_db
#: Questions made up for each operation.
MADE_UP = 5
SPECIFICATION = "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture
def filled(tmp_path: Path) -> None:
    bring_shipped()
    bring_in(tmp_path, service(), both(), shelter())


def got(client: Client, address: str, status: int = 200, **headers: Any) -> Any:
    response = client.get(f"/hsds/{address}", headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def names(client: Client, query: str, name: str = "services") -> list[str]:
    return [one["name"] for one in got(client, f"{name}?per_page=100&{query}")["contents"]]


def every_answer(client: Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table and object of every list, flat, in full and by key."""
    for name, table in LISTS.items():
        for asked in ("per_page=100", "per_page=100&full=true"):
            for one in got(client, f"{name}?{asked}")["contents"]:
                yield table, one
        for one in got(client, f"{name}?per_page=7")["contents"]:
            yield table, got(client, f"{name}/{one['id']}")
    for one in got(client, "organizations?per_page=100&full_service=true")["contents"]:
        yield "organization", one


def schemas(version: str) -> Registry[Any]:
    """The schemas of a version, which refer to each other by file name."""
    found = (SHARED / version / "schema").glob("*.json")
    told = {file.name: json.loads(file.read_bytes()) for file in found}
    pairs = [
        (name, Resource.from_contents({"$schema": SPECIFICATION, **one}))
        for name, one in told.items()
    ]
    registry: Registry[Any] = Registry[Any]().with_resources(pairs)
    return registry


def own_schemas() -> Registry[Any]:
    """The schemas of our own description, which refer to each other inside it."""
    told = {"$schema": SPECIFICATION, **document("http://testserver/hsds")}
    registry: Registry[Any] = Registry[Any]().with_resource("own", Resource.from_contents(told))
    return registry


def checks(registry: Registry[Any], address: str) -> dict[str, Draft202012Validator]:
    """What judges the objects of each list."""
    formats = Draft202012Validator.FORMAT_CHECKER
    return {
        table: Draft202012Validator(
            {"$ref": address.format(table)}, registry=registry, format_checker=formats
        )
        for table in LISTS.values()
    }


def test_every_answer_is_right_by_our_description_and_by_hsds(client: Client, filled: None) -> None:
    """The schemas of HSDS lie beside the project, where they are; our own are always there."""
    judges = [checks(own_schemas(), "own#/components/schemas/{}")]
    here = [version for version in VERSIONS if (SHARED / version).is_dir()]
    judges += [checks(schemas(version), "{}.json") for version in here]
    counted = 0
    for table, one in every_answer(client):
        for judge in judges:
            judge[table].validate(one)
        counted += 1
    assert counted > 300


def test_what_keeps_people_safe_is_nowhere(client: Client, filled: None) -> None:
    told = json.dumps([one for _, one in every_answer(client)], ensure_ascii=False)
    for name in LISTS:
        response = client.get(f"/hsds/{name}?format=ndjson&full=true")
        told += b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    with ZipFile(BytesIO(client.get("/hsds/export.zip").content)) as package:
        told += "".join(package.read(part).decode() for part in package.namelist())
    assert "Invented both" in told
    assert not [word for word in (*SECRET, key("hidden"), key("shelter")) if word in told]
    unknown = got(client, f"services/{uuid4()}", 404)
    for address in (
        f"services/{key('shelter')}",
        f"service_at_locations/{key('at hidden')}",
        f"service_at_locations/{key('at hidden too')}",
        "services/x",
    ):
        assert got(client, address, 404) == unknown
    assert names(client, "search=Hidden") == []
    before = got(client, "services")["total_items"]
    Location.objects.filter(pk=key("open")).update(
        **dict.fromkeys(("name", "place", "address", "transportation"), ""),
        latitude=None,
        longitude=None,
        sensitive=True,
    )
    assert got(client, "services")["total_items"] == before - 1
    assert got(client, f"services/{key('both')}", 404) == unknown


def test_pages_are_those_of_hsds(client: Client, filled: None) -> None:
    first = got(client, "services?per_page=20")
    assert {name: first[name] for name in first if name != "contents"} == {
        "total_items": 49,
        "total_pages": 3,
        "page_number": 1,
        "size": 20,
        "first_page": True,
        "last_page": False,
        "empty": False,
    }
    pages = [got(client, f"services?per_page=20&page={number}") for number in (1, 2, 3, 4)]
    assert [page["size"] for page in pages] == [20, 20, 9, 0]
    assert [page["last_page"] for page in pages] == [False, False, True, True]
    assert pages[3]["empty"] is True
    keys = [one["id"] for page in pages for one in page["contents"]]
    assert len(set(keys)) == 49
    lines = b"".join(client.get("/hsds/services?format=ndjson").streaming_content)  # type: ignore[attr-defined]
    assert [json.loads(line)["id"] for line in lines.splitlines()] == keys
    about = got(client, "")
    assert about["version"] == "3.1"
    assert got(client, "openapi.json")["openapi"] == "3.1.0"
    assert "translations" in got(client, "profile.json")["schema"]["service.json"]["properties"]


def test_questions_leave_out_what_does_not_fit(client: Client, filled: None) -> None:
    mine = {"Invented wages", "Invented both"}
    assert set(names(client, "search=invented")) == mine
    assert set(names(client, "search=လုပ်ခ")) == mine
    assert set(names(client, "search=ခ")) == mine, "one letter is enough"
    assert set(names(client, "search=INVENTED+wages")) == {"Invented wages"}
    assert names(client, "search=nothing+of+that+kind") == []
    assert set(names(client, f"organization_id={key('org')}")) == mine
    assert set(names(client, f"taxonomy_id={key('taxonomy')}")) == mine
    assert set(names(client, f"taxonomy_term_id={key('term')}")) == mine
    wages = names(client, f"taxonomy_term_id={term_key('need', 'wages')}")
    assert wages
    assert not set(wages) & mine
    assert set(names(client, "lat=16.7&lon=98.57&radius_m=5000")) == mine
    assert names(client, "lat=13.75&lon=100.5&radius_m=5000") == []
    for name in ("services", "service_at_locations"):

        def many(asked: str, of: str = name) -> int:
            return int(got(client, f"{of}?{asked}")["total_items"])

        assert many("postcode=63110") == 2
        assert many("postcode=10500") == many("postcode=10500&proximity=1000000") == 0
        assert many("postcode=63110&proximity=10") == 2
        assert many("postcode=63110&province=TH-10") == 0
        assert many("postcode=63110&lat=13.75&lon=100.5&radius_m=5000") == 0
        Location.objects.filter(pk=key("open")).update(latitude="16.80")
        assert many("postcode=63110&proximity=4000") == 0, "the middle lies between the two"
        assert many("postcode=63110&proximity=6000") == 2
        Location.objects.filter(pk=key("open")).update(latitude="16.71")
    assert mine < set(names(client, "province=TH-63"))
    assert mine < set(names(client, "language=my"))
    assert names(client, "asks_for_papers=yes") == []
    after = (AT + timedelta(days=1)).isoformat().replace("+00:00", "Z")
    assert names(client, f"modified_after={after}") == []
    assert names(client, "search=invented", "organizations") == ["Invented Centre"]
    assert names(client, f"taxonomy_id={taxonomy_key('need')}&search=wage", "taxonomy_terms")
    both_ = got(client, "services?search=invented&minimal=true")["contents"][0]
    assert set(both_) == {"id", "last_modified"}
    at = got(client, "service_at_locations?lat=16.7&lon=98.57&radius_m=5000")
    assert {one["id"] for one in at["contents"]} == {key("wagesat"), key("at open")}


def test_open_now_is_by_the_clock_of_thailand(
    client: Client, filled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for clock, is_open in (("2026-11-23T03:00Z", True), ("2026-11-22T03:00Z", False)):
        at = datetime.fromisoformat(clock)
        monkeypatch.setattr("saphan.pillars.care.api.hsds.timezone.now", lambda at=at: at)
        assert ("Invented wages" in names(client, "open_now=true")) is is_open


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=two", "page"),
        ("per_page=101", "per_page"),
        ("per_page=-1", "per_page"),
        ("format=xml", "format"),
        ("organization_id=7", "organization_id"),
        ("modified_after=yesterday", "modified_after"),
        ("full=perhaps", "full"),
        ("province=Tak", "province"),
        ("language=xx", "language"),
        ("lat=10", "lon"),
        ("radius_m=10", "lat"),
        ("lat=91&lon=0", "lat"),
        ("proximity=500", "postcode"),
        ("postcode=&proximity=500", "postcode"),
        ("postcode=63110&proximity=near", "proximity"),
    ],
)
def test_a_question_that_cannot_be_read_is_named(client: Client, query: str, field: str) -> None:
    told = got(client, f"services?{query}", 400)
    assert (told["status"], told["field"]) == (400, field)
    assert told["detail"]


def test_a_question_may_be_asked_without_an_address_that_tells_it(
    client: Client, filled: None
) -> None:
    asked = {"search": "invented", "per_page": 1, "full": True, "lat": 16.7, "lon": 98.57}
    response = client.post("/hsds/services", asked, content_type="application/json")
    told = response.json()
    assert (told["total_items"], told["size"]) == (2, 1)
    assert "phones" in told["contents"][0]
    assert response["Cache-Control"] == "no-store"
    for body, kind, status in (
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"search": {"a": 1}}', "application/json", 400),
        (b'{"per_page": "many"}', "application/json", 400),
        (b"{}" + b" " * 30_000, "application/json", 400),
        (b"search=x", "application/x-www-form-urlencoded", 415),
    ):
        wrong = client.post("/hsds/services", body, content_type=kind)
        assert (wrong.status_code, wrong["Content-Type"]) == (status, "application/problem+json")
    for method in (client.put, client.patch, client.delete):
        refused = method("/hsds/services")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert client.post(f"/hsds/services/{key('wages')}").status_code == 405


def test_an_answer_is_kept_until_the_directory_changes(
    client: Client, filled: None, tmp_path: Path
) -> None:
    first = client.get("/hsds/services")
    assert not first.cookies
    assert first["Access-Control-Allow-Origin"] == "*"
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/hsds/services", headers=known).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/hsds/services", headers=since).status_code == 304
    assert client.get("/hsds/services?page=2", headers=known).status_code == 200
    bring_in(tmp_path, service(), at=AT + timedelta(days=1))
    assert client.get("/hsds/services", headers=known).status_code == 200
    assert client.get("/hsds/services", headers=since).status_code == 200


def test_an_empty_directory_answers_too(client: Client) -> None:
    for name in LISTS:
        assert got(client, name)["contents"] == []
    assert got(client, "nowhere/at/all", 404)["code"] == "hsds.unknown"


@schemathesis.deserializer("application/x-ndjson")
def lines(_context: Any, response: Any) -> str:
    """A text whose every line is JSON."""
    text = str(response.content, "utf-8")
    for line in filter(None, text.split("\n")):
        assert json.loads(line)["id"]
    return text


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_asked_is_answered_as_described(filled: None, mode: GenerationMode) -> None:
    """Schemathesis makes up questions, right and wrong, from the description of the interface."""
    schema = schemathesis.openapi.from_wsgi("/hsds/openapi.json", get_wsgi_application())
    asked = []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and operation.path.removeprefix("/") not in LISTS:
            continue  # any text may be asked there: nothing is wrong, it is only unknown

        @settings(
            max_examples=MADE_UP,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            asked.append(case.path)
            response = case.call(headers={"Accept-Encoding": "identity"})
            # OpenAPI cannot say of a query string that lat and lon come together.
            half = b"hsds.question_incomplete" in response.content
            less: list[Any] = [positive_data_acceptance] if half else []
            case.validate_response(response, excluded_checks=less)

        ask()
    assert len(asked) > 20
