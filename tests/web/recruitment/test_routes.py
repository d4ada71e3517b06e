"""Who may open what: every address of the pillar for everybody, found in the URL conf itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.html import escape

from saphan.domain.people.roles import Role
from saphan.foundation.guards import guard_of
from saphan.people.models import Member
from saphan.pillars.recruitment.queries import fee_lines
from tests.apps.records import house, member
from tests.apps.recruitment.desk import ELEPHANT, LOTUS, STAR, TITLE, Desk, everything
from tests.house.test_routes import routes, some_address
from tests.web.recruitment.conftest import As
from tests.web.seen import seen, table

pytestmark = pytest.mark.django_db

ROUTES = {name: route for name, route in routes() if name.startswith("recruitment:")}
#: What only its own members may read, wherever it would stand.
SECRETS = (TITLE, LOTUS, STAR, ELEPHANT, "Invented Centre")
#: Codes of workers and of interviews.
CODES = re.compile(rb"\bW\d\d\b|\bI0\d\d\b")
BRAND = {"recruitment:home", "recruitment:brand", "recruitment:brand_file"}
ABOUT_ONE = [name for name, route in ROUTES.items() if "code" in route.pattern.converters]
READING = {"needs:recruitment.view", "needs:recruitment.brand"}
WRITING = {"needs:recruitment.import", "needs:recruitment.plan"}
#: The pages that every desk with a plan has.
OURS = {
    f"recruitment:{name}"
    for name in (
        *("home", "new", "blank_form", "audit", "bring", "import", "interviews", "interview"),
        *("correct", "cohorts", "cohort", "methods", "decide", "versions", "version", "paper"),
        *("brand", "brand_file"),
    )
}


@pytest.fixture
def addresses(here: Desk) -> dict[str, str]:
    return addresses_of(here)


def addresses_of(here: Desk) -> dict[str, str]:
    """Where every route leads at this desk."""
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    known = {"code": here.audit, "key": here.rates, "interview": "I001", "payment": line.id}
    return {name: address(name, known | {"number": 1, "name": "schedule.xlsx"}) for name in ROUTES}


def address(name: str, known: dict[str, object]) -> str:
    """Where the route leads with known values; a new kind of value gets an invented one."""
    names = ROUTES[name].pattern.converters
    if not set(names) <= set(known):
        return some_address(name, ROUTES[name]).replace("/x/", f"/{known['code']}/", 1)
    plain = reverse(name, kwargs={key: known[key] for key in names})
    query = {"nationality": "MM", "agent": LOTUS, "scheme": "mou", "window": "2024"}
    return plain + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if "cohort/" in plain else ""
    )


def guard(name: str) -> str:
    return guard_of(ROUTES[name].callback)


def opened(browser: Client, addresses: dict[str, str]) -> dict[str, list[Any]]:
    """What getting and posting every address answers; nothing may be different afterwards.

    The address itself, which the page repeats, is taken out of the answers.
    """
    before = everything()
    answers = {name: [browser.get(at), browser.post(at)] for name, at in addresses.items()}
    assert everything() == before
    for name, where in addresses.items():
        for answer in answers[name]:
            answer.content = answer.content.replace(escape(where).encode(), b"")
    return answers


def tells(answer: Any) -> bool:
    """Whether it tells something that only our own members may read."""
    secret = any(secret.encode() in answer.content for secret in SECRETS)
    return secret or bool(CODES.search(answer.content))


def test_the_pillar_has_its_routes() -> None:
    assert len(ROUTES) >= 19
    assert set(ROUTES) > BRAND
    assert {guard(name) for name in ROUTES} <= {"signed_in", *READING, *WRITING}


def test_strangers_log_in_first(addresses: dict[str, str]) -> None:
    for name, answers in opened(Client(), addresses).items():
        for answer in answers:
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/login/"), name


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, Role.BRAND_VIEWER])
def test_another_house_finds_nothing(addresses: dict[str, str], as_role: As, role: Role) -> None:
    """The same answer as for an address that leads nowhere, and no name of ours in it."""
    browser = as_role(member(house("Elsewhere"), role))
    for name, answers in opened(browser, addresses).items():
        for answer in answers:
            assert not tells(answer), name
            if name in ABOUT_ONE:
                allowed = {404, 405} if role is Role.OFFICER else {403, 404, 405}
                assert answer.status_code in allowed, name


def test_a_brand_opens_its_view_and_nothing_else(addresses: dict[str, str], as_role: As) -> None:
    browser = as_role(Role.BRAND_VIEWER)
    for name, (got, posted) in opened(browser, addresses).items():
        assert got.status_code == (200 if name in BRAND else 403), name
        assert posted.status_code in {403, 405}, name
        assert not CODES.search(got.content), name


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.COUNSELLOR, Role.INTERVIEWER, Role.TRAINER]
)
def test_other_roles_see_no_audit(addresses: dict[str, str], as_role: As, role: Role) -> None:
    browser = as_role(role)
    for name, (got, posted) in opened(browser, addresses).items():
        assert got.status_code == (200 if name == "recruitment:home" else 403), name
        assert posted.status_code == (405 if name == "recruitment:home" else 403), name
        assert TITLE.encode() not in got.content, name
        assert not CODES.search(got.content), name


def test_an_analyst_reads_and_changes_nothing(addresses: dict[str, str], as_role: As) -> None:
    browser = as_role(Role.ANALYST)
    for name, (got, posted) in opened(browser, addresses).items():
        expected = (403, 403) if guard(name) in WRITING else (200, 405)
        assert (got.status_code, posted.status_code) == expected, name


def test_rights_elsewhere_are_no_rights_here(
    here: Desk, addresses: dict[str, str], as_role: As
) -> None:
    """An analyst of this house who is an officer of another one."""
    torn = member(here.keeper, Role.ANALYST)
    torn.grants.create(organisation_id=house("Elsewhere"), role=Role.OFFICER)
    browser = as_role(torn)
    about_one = {name: addresses[name] for name in ABOUT_ONE}
    for name, (got, posted) in opened(browser, about_one).items():
        allowed = {403, 404, 405} if guard(name) in WRITING else {200, 405}
        assert {got.status_code, posted.status_code} <= allowed, name


def test_an_officer_opens_everything(addresses: dict[str, str], officer: Client) -> None:
    """What cannot be opened is either sent only, or has no such thing at this desk."""
    statuses = {name: officer.get(where).status_code for name, where in addresses.items()}
    assert set(statuses.values()) <= {200, 404, 405}
    assert {name for name, status in statuses.items() if status == 200} >= OURS


def test_a_member_who_left_is_a_stranger(here: Desk, as_role: As) -> None:
    gone = member(here.keeper, Role.OFFICER)
    browser = as_role(gone)
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    assert browser.get(reverse("recruitment:home")).headers["Location"].startswith("/login/")


def test_the_list_leads_everybody_to_what_they_may_open(here: Desk, as_role: As) -> None:
    for role, route in ((Role.ANALYST, "audit"), (Role.BRAND_VIEWER, "brand")):
        page = seen(as_role(role).get(reverse("recruitment:home")))
        [row] = table(page, "Fee audits")
        assert row["Audit"] == TITLE
        links = [a.attributes["href"] for a in page.first("tbody").all("a")]
        assert links == [reverse(f"recruitment:{route}", args=[here.audit])]
        assert "Open an audit" not in page.text


def test_an_import_is_taken_back_under_its_own_audit_only(here: Desk, officer: Client) -> None:
    where = reverse("recruitment:undo", args=["A-0000-0000", here.rates])
    before = everything()
    assert officer.post(where).status_code == 404
    assert everything() == before


def test_readers_are_offered_nothing_to_change(addresses: dict[str, str], as_role: As) -> None:
    browser = as_role(Role.ANALYST)
    closed = {where for name, where in addresses.items() if guard(name) in WRITING}
    for name, where in addresses.items():
        answer = browser.get(where)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        main = seen(answer).first("main")
        sent = [f for f in main.all("form") if f.attributes.get("method") == "post"]
        assert sent == [], name
        links = {a.attributes["href"] for a in main.all("a") if "href" in a.attributes}
        assert not links & closed, name


def walk(browser: Client, start: str) -> Iterator[str]:
    """Open one page of every route of the pillar that links lead to; gives the name of each."""
    waiting, done = [start], set[str]()
    while waiting:
        where = waiting.pop(0)
        name = name_of(where)
        if name in done or not name.startswith("recruitment:"):
            continue
        done.add(name)
        answer = browser.get(where)
        assert answer.status_code == 200, where
        yield name
        if answer.headers["Content-Type"].startswith("text/html"):
            links = (a.attributes.get("href", "") for a in seen(answer).all("a"))
            waiting += [urljoin(where, link) for link in links]


def name_of(where: str) -> str:
    """The route of an address, empty when it leads elsewhere."""
    try:
        return resolve(urlsplit(where).path).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize(
    ("role", "guards"),
    [
        (Role.ANALYST, {"signed_in", *READING}),
        (Role.BRAND_VIEWER, {"signed_in", "needs:recruitment.brand"}),
        (Role.ADMINISTRATOR, {"signed_in"}),
        (Role.OFFICER, {"signed_in", *READING, *WRITING}),
    ],
)
def test_no_link_leads_where_somebody_may_not_go(
    here: Desk, as_role: As, role: Role, guards: set[str]
) -> None:
    names = set(walk(as_role(role), reverse("recruitment:home")))
    assert {guard(name) for name in names} == guards
