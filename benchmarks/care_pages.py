"""Which pages the staff of care has: found in the tree of addresses, opened with what is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

from care_world import World

#: Names of routes of the staff that are looked at; the rest of the house has no people in it here.
SPACES = ("care:", "notices:")
#: Files that the centre has not.
NO_PAGE = {"care:evidence_file", "care:consent_file"}
#: So many of the smaller cases are tried where the group of 38 lacks a thing.
CASES = 12
GROUP = 38
#: What tells that a route was found: a page; a file; it takes forms only, or leads elsewhere.
PAGE, FILE, FORMS, ELSEWHERE = 200, 415, 405, 302
ANSWERED = {PAGE, FILE, FORMS}


def addresses(client: Any, world: World) -> Iterator[tuple[str, str]]:
    """Every address that answers a counsellor with a page: name and path.

    Of a case it is the group of 38 where that has such a thing, else any case that has one.
    """
    yield "first page", "/"
    more = [bring_list(client), *world.keys]
    for name, wanted in routes():
        codes: dict[int, str] = {}
        for path in paths(world, name, wanted, more):
            codes[opened(client, path)] = path
            if set(codes) & ANSWERED:
                break
        if PAGE in codes:
            yield name.replace(":", " "), codes[PAGE]
        elif not set(codes) & {*ANSWERED, ELSEWHERE}:
            raise SystemExit(f"{name} was opened nowhere: {codes}")
    yield "all cases", "/care/?whose=all&closed=yes"
    yield "intake of 10", "/care/new/?people=10"


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each guarded route of the staff and its parameters."""
    from django.urls import URLPattern, get_resolver

    from saphan.foundation.guards import guard_of

    def walk(tree: Any, space: str) -> Iterator[tuple[str, Any]]:
        for one in tree.url_patterns:
            if isinstance(one, URLPattern):
                yield f"{space}{one.name}", one
            else:
                yield from walk(one, f"{space}{one.namespace}:" if one.namespace else space)

    for name, one in walk(get_resolver(), ""):
        if name in NO_PAGE or not name.startswith(SPACES):
            continue
        if guard_of(one.callback) != "public":
            yield name, tuple(one.pattern.converters)


def opened(client: Any, path: str) -> int:
    """The status of the answer, where a file is not taken for a page."""
    answer = client.get(path)
    html = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code if html or answer.status_code != PAGE else FILE


def bring_list(client: Any) -> str:
    """A list of 38 invented people waits to be looked at; gives its key."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = "".join(f"Invented {n},yes\n" for n in range(GROUP))
    file = SimpleUploadedFile("list.csv", f"name,consent\n{rows}".encode())
    said = {"on": "2026-11-25", "channel": "walk_in", "language": "my", "medium": "signature"}
    answer = client.post("/care/new/list/", {**said, "danger": "not_asked", "file": file})
    if answer.status_code != 302:
        raise SystemExit(f"the list was not taken: {answer.status_code}")
    return str(answer["Location"].rstrip("/").split("/")[3])


def paths(world: World, name: str, wanted: tuple[str, ...], more: list[Any]) -> Iterator[str]:
    """Where the route may lead, with what is there; the group first."""
    from django.urls import NoReverseMatch, reverse

    known: dict[str, list[Any]] = {"number": [1], "language": ["my", "th"], "ending": ["pdf"]}
    for code, keys in things(world) if wanted else [("", [])]:
        known |= {"code": [code, world.alone]}
        for chosen in product(*(known.get(one, [*keys, *more]) for one in wanted)):
            with suppress(NoReverseMatch):
                yield reverse(name, kwargs=dict(zip(wanted, chosen, strict=True)))


def things(world: World) -> Iterator[tuple[str, list[Any]]]:
    """Cases by their codes, with the keys and codes of what belongs to each or to none."""
    from saphan.pillars.care.models import Case, Service
    from saphan.pillars.care.queries.directory_staff import listing_of

    elsewhere = [key for table in tables() for key in some(table, {})]
    services = Service.objects.filter(phones__isnull=False).order_by("pk")[:3]
    elsewhere += [listing_of(None, service=one.pk).key for one in services]
    small = Case.objects.exclude(pk=world.group).order_by("-at").values_list("pk", "code")[:CASES]
    for case, code in [(world.group, world.group_code), *small]:
        yield code, [key for table in tables() for key in some(table, {"case": case})] + elsewhere


def tables() -> list[Any]:
    """The tables of care and of the notices."""
    from django.apps import apps

    return [one for app in ("care", "notices") for one in apps.get_app_config(app).get_models()]


def some(table: Any, of: dict[str, Any]) -> list[Any]:
    """Keys and codes of two rows, of those that belong to a case or of those that cannot."""
    columns = {one.name for one in table._meta.concrete_fields}
    if bool(of) != ("case" in columns):
        return []
    rows = table._default_manager.filter(**of).order_by("-pk")
    return [
        key
        for name in ("pk", "code")
        if name == "pk" or name in columns
        for key in rows.values_list(name, flat=True)[:2]
    ]
