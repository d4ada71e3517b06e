"""The directory for other programs, after HSDS 3.1: one function for each address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from saphan.domain.care.hsds.asked import Wanted, wanted
from saphan.domain.care.hsds.document import LISTS, document, profile
from saphan.domain.care.hsds.nesting import Json, Nest
from saphan.domain.care.hsds.packing import VERSION
from saphan.domain.refusals import Incomplete, NotFound
from saphan.pillars.care.api.answers import answers, as_json, as_lines
from saphan.pillars.care.extract.directory import packed
from saphan.pillars.care.queries import directory_public as public
from saphan.pillars.care.queries.directory_rows import rows_for

#: Bytes of a question in the body, and letters of one in the address.
_LONGEST_BODY = 20_000
#: Objects that are made at once when all are sent.
_AT_ONCE = 200
#: What stands in an object of a list that is not asked for in full.
_FEW = {"id", "last_modified"}


@answers("GET", "HEAD")
def about(request: HttpRequest) -> HttpResponse:
    """Which HSDS this is, what the house adds, where it is described."""
    told = {
        "version": VERSION,
        "profile": request.build_absolute_uri(reverse("hsds:profile")),
        "openapi_url": request.build_absolute_uri(reverse("hsds:document")),
    }
    return as_json(told)


@answers("GET", "HEAD")
def described(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return as_json(document(request.build_absolute_uri(reverse("hsds:about")).rstrip("/")))


@answers("GET", "HEAD")
def added(request: HttpRequest) -> HttpResponse:
    """What the house adds to HSDS."""
    del request
    return as_json(profile())


@answers("GET", "HEAD")
def package(request: HttpRequest) -> HttpResponse:
    """The whole directory as a packed data package."""
    del request
    rows = rows_for(None, services=public.service_keys(None, wanted=Wanted(), at=timezone.now()))
    response = HttpResponse(packed(rows), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="directory-hsds.zip"'
    return response


@answers("GET", "HEAD", "POST")
def listed(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the lists, a page of it or (``format=ndjson``) all of it."""
    asked = wanted(_given(request), of=name)
    keys = _keys(name, asked, timezone.now())
    if asked.lines:
        return as_lines(_all(name, keys, asked))
    start = (asked.page - 1) * asked.per_page
    shown = keys[start : start + asked.per_page]
    pages = -(-len(keys) // asked.per_page)
    return as_json(
        {
            "total_items": len(keys),
            "total_pages": pages,
            "page_number": asked.page,
            "size": len(shown),
            "first_page": asked.page == 1,
            "last_page": asked.page >= pages,
            "empty": not shown,
            "contents": _objects(name, shown, asked),
        }
    )


@answers("GET", "HEAD")
def one(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """One object with everything inside it. What may not be seen is as unknown as what is not."""
    given = {"full_service": request.GET["full_service"]} if "full_service" in request.GET else {}
    asked = wanted({**given, "full": True}, of=name)
    try:
        found = UUID(key)
    except ValueError as error:
        raise NotFound("hsds.unknown") from error
    if found not in _keys(name, Wanted(), timezone.now()):
        raise NotFound("hsds.unknown")
    return as_json(_objects(name, [found], asked)[0])


@answers("GET", "HEAD", "POST")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address below this one."""
    del request, rest
    raise NotFound("hsds.unknown")


def _given(request: HttpRequest) -> Mapping[str, object]:
    """The questions of the query string, or of a JSON body."""
    if request.method != "POST":
        return request.GET.dict()
    if request.content_type != "application/json":
        raise Incomplete("hsds.body_kind")
    if len(request.body) > _LONGEST_BODY:
        raise Incomplete("hsds.body_wrong")
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Incomplete("hsds.body_wrong") from error
    if not isinstance(told, dict):
        raise Incomplete("hsds.body_wrong")
    return told


def _keys(name: str, asked: Wanted, at: datetime) -> Sequence[UUID]:
    """The keys of everything in a list that fits, in its order."""
    if name == "services":
        return public.service_keys(None, wanted=asked, at=at)
    if name == "service_at_locations":
        return public.place_keys(None, wanted=asked, at=at)
    found: Mapping[str, Callable[..., list[UUID]]] = {
        "organizations": public.organization_keys,
        "taxonomies": public.taxonomy_keys,
        "taxonomy_terms": public.term_keys,
    }
    return found[name](None, wanted=asked)


def _all(name: str, keys: Sequence[UUID], asked: Wanted) -> Iterator[Json]:
    for start in range(0, len(keys), _AT_ONCE):
        yield from _objects(name, keys[start : start + _AT_ONCE], asked)


def _objects(name: str, keys: Sequence[UUID], asked: Wanted) -> list[Json]:
    """The objects of these keys, as full as they are asked for."""
    if name == "organizations":
        return _organizations(keys, asked)
    if name in {"taxonomies", "taxonomy_terms"}:
        nest = Nest(public.word_rows(None))
        return [nest.whole(LISTS[name], key) for key in keys]
    if name == "services" and not asked.full:
        nest = Nest(rows_for(None, services=keys, flat=True))
        found = [nest.flat("service", key) for key in keys]
        return [_minimal(one) for one in found] if asked.minimal else found
    if name == "services":
        nest = Nest(rows_for(None, services=keys))
        return [nest.whole("service", key, without=frozenset({"service"})) for key in keys]
    services = public.services_at(None, places=keys)
    nest = Nest(rows_for(None, services=services))
    less = frozenset() if asked.full else _PLACE_PARTS
    return [nest.whole("service_at_location", key, without=less) for key in keys]


#: What a service at a location leaves out in a list.
_PLACE_PARTS = frozenset(
    {"phones", "schedules", "contacts", "service_areas", "attributes", "translations", "service"}
    | {"languages", "accessibility"}
)


def _minimal(told: Json) -> Json:
    return {name: value for name, value in told.items() if name in _FEW}


def _organizations(keys: Sequence[UUID], asked: Wanted) -> list[Json]:
    if not (asked.full or asked.full_service):
        alone = Nest(public.organization_rows(None, organizations=keys))
        return [alone.flat("organization", key) for key in keys]
    services = public.services_of(None, organizations=keys)
    nest = Nest(rows_for(None, services=services))
    found = []
    for key in keys:
        told = nest.whole("organization", key, without=frozenset({"services"}))
        rows = nest.rows["service"]
        of_it = [one for one in services if rows[one].get("organization_id") == key]
        told["services"] = [_service(nest, one, asked) for one in of_it]
        found.append(told)
    return found


def _service(nest: Nest, key: UUID, asked: Wanted) -> Json:
    if asked.full_service:
        return nest.whole("service", key, without=frozenset({"organization", "service"}))
    told = nest.flat("service", key)
    return {name: told[name] for name in ("id", "name", "status")}
