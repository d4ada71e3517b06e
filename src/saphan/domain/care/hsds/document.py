"""The interface described by itself: OpenAPI 3.1, and what the house adds to HSDS."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.domain.care.hsds.asked import ASKED_OF, LARGEST_PAGE, POSTCODE, QUESTIONS, USUAL_PAGE
from saphan.domain.care.hsds.columns import Column, Kind, Part, Table
from saphan.domain.care.hsds.packing import VERSION
from saphan.domain.care.hsds.tables import KEPT, parts_of

Json = Mapping[str, object]
#: The lists of the interface and the table of their objects.
LISTS: Mapping[str, str] = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
_TYPES: Mapping[Kind, Json] = {
    Kind.KEY: {"type": "string", "format": "uuid"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.DIGITS: {"type": "integer"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}


def document(base: str) -> Json:
    """The OpenAPI document; ``base`` is the address of the interface without a last slash."""
    paths: dict[str, object] = {"/": _about()}
    for name, table in LISTS.items():
        paths[f"/{name}"] = _list_path(name, table)
        paths[f"/{name}/{{id}}"] = _one_path(name, table)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Directory of services (HSDS)",
            "version": "1",
            "summary": "Services for migrant workers, after HSDS 3.1; open to everybody.",
            "license": {"name": "The facts are those of the sources named in each service."},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def profile() -> Json:
    """What the house adds to the objects of HSDS, as merge patches of their schemas."""
    added: dict[str, object] = {}
    for table in KEPT.values():
        ours = {column.name: schema_of(column) for column in table.columns if column.ours}
        if table.linked:
            ours["translations"] = _array("translation")
        if ours:
            added[f"{table.name}.json"] = {"properties": ours}
    added["translation.json"] = _schema(KEPT["translation"])
    return {"name": "HSDS-TH-MIG", "version": VERSION, "schema": added}


def schema_of(column: Column) -> Json:
    """What JSON holds for a column or a question."""
    found: dict[str, object] = dict(_TYPES.get(column.kind, {"type": "string"}))
    if column.kind is Kind.CODE:
        found["enum"] = [code for code in column.codes if code != "redacted"]
    if column.low is not None:
        found["minimum"] = column.low
    if column.high is not None:
        found["maximum"] = column.high
    return found


def _about() -> Json:
    told = {"version": {"type": "string"}, "profile": {"type": "string", "format": "uri"}}
    told["openapi_url"] = {"type": "string", "format": "uri"}
    schema = {"type": "object", "properties": told, "required": list(told)}
    return {"get": _operation("about", "What this interface is", [], _json(schema))}


def _list_path(name: str, table: str) -> Json:
    page = {
        "allOf": [{"$ref": "#/components/schemas/page"}],
        "properties": {"contents": _array(table if table != "service" else "service_listed")},
    }
    answers = {
        "200": {
            "description": "A page, or every object in a line of its own",
            "content": {
                "application/json": {"schema": page},
                "application/x-ndjson": {"schema": {"type": "string"}},
            },
        }
    }
    questions = [QUESTIONS[question] for question in ASKED_OF[name]]
    together = {"lat": ["lon"], "lon": ["lat"], "radius_m": ["lat", "lon"]}
    together |= {"proximity": ["postcode"]}
    joined = {"dependentRequired": together} if "lat" in ASKED_OF[name] else {}
    body = {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {one.name: _question(one) for one in questions},
                    **joined,
                }
            }
        },
    }
    get = _operation(f"list_{name}", f"List of {name}", [_parameter(one) for one in questions])
    post = _operation(f"ask_{name}", "The same, asked without an address that tells what", [])
    return {
        "get": {**get} | {"responses": _with_problems(answers, "400")},
        "post": {**post}
        | {"requestBody": body, "responses": _with_problems(answers, "400", "415")},
    }


def _one_path(name: str, table: str) -> Json:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    asked: list[Json] = [key]
    if name == "organizations":
        asked.append(_parameter(QUESTIONS["full_service"]))
    answers = _json({"$ref": f"#/components/schemas/{table}"})
    return {
        "get": {**_operation(f"one_{table}", f"One {table} with everything inside it", asked)}
        | {"responses": _with_problems(answers, "400", "404")}
    }


def _operation(key: str, summary: str, parameters: list[Json], answers: Json | None = None) -> Json:
    return {
        "operationId": key,
        "summary": summary,
        "parameters": parameters,
        "responses": answers or {},
    }


def _json(schema: Json) -> Json:
    return {"200": {"description": "Found", "content": {"application/json": {"schema": schema}}}}


def _with_problems(answers: Json, *statuses: str) -> Json:
    return {**answers} | {
        status: {"description": "Not so", "content": _PROBLEM} for status in statuses
    }


def _parameter(column: Column) -> Json:
    return {"name": column.name, "in": "query", "required": False, "schema": _question(column)}


def _question(column: Column) -> Json:
    found = {**schema_of(column)}
    if column.name == "postcode":
        found["pattern"] = f"^{POSTCODE}$"
    if column.name == "per_page":
        found |= {"default": USUAL_PAGE, "maximum": LARGEST_PAGE}
    return found


def _array(table: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{table}"}}


def _schemas() -> Json:
    whole = ("total_items", "total_pages", "page_number", "size")
    page: dict[str, object] = {name: {"type": "integer", "minimum": 0} for name in whole}
    page |= {name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")}
    names = list(page)
    page["contents"] = {"type": "array", "items": {"type": "object"}}
    listed = _schema(KEPT["service"])
    short: Json = {"type": "object", "required": ["id"], "properties": listed["properties"]}
    problem = {name: {"type": "string"} for name in ("type", "title", "detail", "code", "field")}
    return {
        **{name: _schema(table) for name, table in KEPT.items()},
        "service_listed": short,
        "page": {"type": "object", "properties": page, "required": [*names, "contents"]},
        "problem": {
            "type": "object",
            "properties": {**problem, "status": {"type": "integer"}},
            "required": ["title", "status", "detail"],
        },
    }


def _schema(table: Table) -> Json:
    told: dict[str, object] = {column.name: schema_of(column) for column in table.columns}
    told |= {part.name: _part(part) for part in parts_of(table) if part.table in KEPT}
    pointing = {column.name for column in table.columns if column.to}
    needed = [
        column.name
        for column in table.columns
        if (column.needed or column.always) and column.name not in pointing
    ]
    unsaid = {"link_id", "link_entity"}
    return {
        "type": "object",
        "properties": told,
        "required": [name for name in needed if name not in unsaid or table.name == "service"],
    }


def _part(part: Part) -> Json:
    return {"$ref": f"#/components/schemas/{part.table}"} if part.one else _array(part.table)
