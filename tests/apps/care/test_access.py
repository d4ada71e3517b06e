"""Who sees what: no query, page, export, search, calendar or refusal tells what is not hers."""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from itertools import product
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from saphan.domain.care.casework import Stage
from saphan.domain.care.choosing import Asked
from saphan.domain.care.codes import Need
from saphan.domain.care.hsds.asked import Wanted
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import GRANTS, Permission, Role, may
from saphan.domain.period import Period
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.guards import guard_of
from saphan.foundation.models import SearchText
from saphan.foundation.search import ranked
from saphan.handoffs import claim_follows, protocol_from_indicators
from saphan.journey import queries as journey_queries
from saphan.notices import queries as notice_queries
from saphan.parties import queries as party_queries
from saphan.people import queries as people_queries
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import open_contact, open_identity
from saphan.people.models import Grant, Member
from saphan.pillars.care import queries as care_queries
from saphan.pillars.care.actions.cases import add_members
from saphan.pillars.care.actions.groups import Arrival, receive_group
from saphan.pillars.care.models import Case, CaseMember, Contact
from saphan.pillars.care.queries.cases import CasesAsked
from saphan.pillars.care.queries.due import DueAsked, due
from saphan.pillars.care.queries.intake import Newcomer
from tests.apps.care.test_cases import WALK_IN
from tests.apps.care.worlds import World, world
from tests.apps.records import AT, member
from tests.standing import standing

pytestmark = pytest.mark.django_db

WEEK = Period(AT.date(), AT.date() + timedelta(days=7))
#: The roles that one member has in one organisation.
Holder = tuple[Role, ...]


@dataclass(frozen=True)
class Both:
    """Two organisations and, for each, a member in every role and one in all of them."""

    one: World
    other: World
    members: dict[tuple[str, Holder], Member]
    gone: Member

    def of(self, word: str) -> World:
        return self.one if word == self.one.word else self.other


def both() -> Both:
    one, other = world("Jasmine"), world("Lotus")
    roles: list[Holder] = [*((role,) for role in Role), tuple(Role)]
    people = {
        (place.word, held): member(place.here, *held) for place in (one, other) for held in roles
    }
    gone = member(one.here, *Role)
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    return Both(one, other, people, gone)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Both]:
    with standing(django_db_blocker, both) as made:
        yield made


# What must stay unsaid


def hidden(place: World, held: Iterable[Role]) -> tuple[str, ...]:
    """What of an organisation a member with these roles there must never read."""
    sees = frozenset(one for one in Permission if may(held, one))
    found: list[str] = []
    if Permission.CASES_SEE not in sees:
        found += place.private
        found += [] if Permission.NOTICES_SEE in sees else place.codes.values()
    if not sees & {Permission.WORKERS_SEE, Permission.WORKERS_REGISTER, Permission.CASES_SEE}:
        found += place.worker_codes
    if Permission.JOURNEYS_SEE not in sees:
        found += place.ways
    return tuple(found)


def told_in(text: str, secrets: Iterable[str], asked: str = "") -> list[str]:
    """The secrets that stand in a text, other than those in the question itself."""
    return [one for one in secrets if one in text and one not in asked]


# Queries


def as_text(found: Any) -> str:
    """Everything that stands in an answer, also what its ``repr`` keeps to itself."""
    if isinstance(found, Model):
        values = [getattr(found, field.attname) for field in found._meta.concrete_fields]
        return as_text(values)
    if is_dataclass(found) and not isinstance(found, type):
        return as_text([getattr(found, one.name) for one in fields(found)])
    if isinstance(found, dict):
        return as_text([*found.keys(), *found.values()])
    if isinstance(found, list | tuple | set | frozenset | QuerySet):
        return " ".join(as_text(one) for one in found)
    return str(found)


def modules() -> list[ModuleType]:
    inside = [
        importlib.import_module(f"{care_queries.__name__}.{one.name}")
        for one in pkgutil.iter_modules(care_queries.__path__)
    ]
    return [people_queries, journey_queries, notice_queries, party_queries, *inside]


def questions() -> dict[str, Callable[..., Any]]:
    """Every public function of the modules of queries that is asked on somebody's behalf."""
    found = {
        f"{module.__name__}.{name}": one
        for module in modules()
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and name[0] != "_"
    }
    return {
        name: one
        for name, one in found.items()
        if inspect.signature(one).parameters.keys() & {"viewer"} and name not in _NOT_ASKED
    }


_NOT_ASKED = frozenset(
    {
        "saphan.people.queries.member_called",
        # Says who the viewer is, or how rows are kept apart; tells nothing of rows.
        "saphan.people.queries.member_of",
        "saphan.people.queries.within",
        # Lay out rows of the directory that another query chose.
        "saphan.pillars.care.queries.directory_listings.listings_in",
        "saphan.pillars.care.queries.directory_listings.shown_of",
        "saphan.pillars.care.queries.directory_listings.usual_hours",
        "saphan.pillars.care.queries.directory_rows.lists_of_keys",
        "saphan.pillars.care.queries.directory_search.entries",
    }
)
_LEFT_OUT = object()


def _values(name: str, place: World) -> list[Any]:
    """What is given for a parameter: the keys, codes and words of the organisation."""
    keys, first = place.keys, place.keys.get(name)
    every = list(keys.values())
    line = due(place.counsellor, week=WEEK).lines[0] if name == "line" else None
    known: dict[str, list[Any]] = {
        "organisation": [place.here],
        "held_by": [place.here],
        "holder": [place.here],
        "organisations": [[place.here]],
        "key": every,
        "code": [*place.codes.values(), *place.worker_codes],
        "codes": [place.worker_codes],
        # Whoever holds the secret itself is the receiver, and may read what she is asked.
        "secret": [place.codes["case"], place.codes["referral"]],
        "workers": [[keys["worker"], keys["alone"]]],
        "cases": [[keys["case"]]],
        "journeys": [[keys["journey"]]],
        "worker": [keys["worker"], keys["alone"]],
        "name": [f"Name{place.word} Nr1", f"alias-{place.word}"],
        "names": [[f"Name{place.word} Nr1"]],
        "phone": [_phone(place)],
        "identity": [Identity(document_name=f"Name{place.word} Nr1", phone=_phone(place))],
        "employer": [f"employer-{place.word}"],
        "agent": [f"agent-{place.word}"],
        "text": [f"story-{place.word}", "legal"],
        "kind": ["referral", "worker"],
        "permission": [
            Permission.CASES_SEE,
            Permission.WORKERS_SEE,
            Permission.JOURNEYS_SEE,
            Permission.NOTICES_SEE,
        ],
        "purpose": [Purpose.REFERRAL, Purpose.RECORD],
        "asked": [CasesAsked(), CasesAsked(open=False), CasesAsked(stage=Stage.INTAKE)],
        "week": [WEEK],
        "wanted": [Wanted(search=f"story-{place.word}"), Wanted()],
        "line": [line],
        "at": [AT],
        "on": [AT.date() + timedelta(days=90)],
        "until": [AT.date() + timedelta(days=900)],
        "longer_than": [timedelta()],
        "need": [Need.LEGAL],
        "language": ["my"],
        "directory": ["invented"],
        "identities": [[Identity(document_name=f"Name{place.word} Nr1", phone=_phone(place))]],
        "newcomers": [[Newcomer(Identity(document_name=f"Name{place.word} Nr1"))]],
        "services": [[keys["service"]]],
        "places": [[keys["service"]]],
        "organizations": [[keys["service"]]],
        "sites": [[keys["service"]]],
        # Whoever holds number and PIN hears whether there is news, and nothing else.
        "number": [place.codes["case"]],
        "pin": [place.codes["pin"]],
    }
    if name in known:
        return known[name]
    assert first is not None, f"say here what is given for the parameter {name}"
    return [first]


def _phone(place: World) -> str:
    return {"Jasmine": "0811111001", "Lotus": "0822222001"}[place.word]


_OF_DUE = [DueAsked(), DueAsked(mine=False), DueAsked(mine=True)]


def ask_all(name: str, one: Callable[..., Any], viewer: Member, place: World) -> Iterator[str]:
    """What the query answers to this viewer about every thing of the organisation."""
    wanted = {}
    for parameter in inspect.signature(one).parameters.values():
        if parameter.name == "viewer":
            continue
        optional = parameter.default is not parameter.empty
        plain = str(parameter.annotation) in {"int", "bool", "int | None"}
        narrows = optional and parameter.name not in {"employer", "agent", "text", "asked"}
        if plain or narrows:
            continue
        values = _values(parameter.name, place)
        if parameter.name == "asked":
            others: dict[str, list[Any]] = {"DueAsked": _OF_DUE, "Asked": [Asked()]}
            values = others.get(str(parameter.annotation), values)
        wanted[parameter.name] = values
    for chosen in product(*wanted.values()):
        given_ = dict(zip(wanted, chosen, strict=True))
        first = {"permission": given_.pop("permission")} if "permission" in given_ else {}
        try:
            yield as_text(one(viewer, **first, **given_))
        except Refused as refused:
            yield f"{refused} {as_text(dict(refused.facts))}"


# Pages


def routes() -> dict[str, URLPattern]:
    """Every route that care, notices and the hand-offs answer, by its name in the URL tree."""

    def walk(tree: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
        for one in tree.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, f"{space}{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}", one

    return {
        name: one
        for name, one in walk(get_resolver(), "")
        if name.startswith(("care:", "notices:", "web:hand_"))
    }


def addresses(name: str, one: URLPattern, own: World, foreign: World) -> Iterator[str]:
    """The route with the foreign codes and keys, and with keys of theirs in a case of one's own."""
    wanted = one.pattern.converters
    cases = [foreign.codes["case"]]
    if wanted.keys() & {"key", "step"}:
        cases.append(own.codes["case"])
    for case in cases if wanted.keys() & {"code", "case"} else cases[:1]:
        for key in _keys_for(name, wanted, foreign):
            given_ = {"code": case, "case": case, "number": 1, "language": "my", "ending": "pdf"}
            given_ |= {"key": key, "step": foreign.keys["step"], "secret": foreign.codes["case"]}
            given_ |= {"audit": case, "interview": foreign.worker_codes[0]}
            given_["service"] = "legal-help" if name == "care:refer_to" else foreign.keys["service"]
            if name in {"care:keep_person", "care:erase_alone"}:
                given_["code"] = foreign.worker_codes[-1]
            yield reverse(name, kwargs={part: given_[part] for part in wanted})


_KEYS = {
    "care:end_protocol": "protocol",
    "care:forget_pay": "period",
    "care:choose_claimed": "line",
    "care:answer_offer": "offer",
    "care:strike_sum": "sum",
    "care:received": "entry",
    "care:evidence_file": "evidence",
    "care:drop_evidence": "evidence",
    "care:consent_file": "consent",
    "care:add_consent_file": "consent",
    "care:drop_consent_file": "consent",
    "care:respondent": "respondent",
    "care:drop_respondent": "respondent",
    "care:restore_respondent": "respondent",
    "care:payment": "payment",
    "care:forget_payment": "payment",
}


def _keys_for(name: str, wanted: dict[str, Any], place: World) -> list[Any]:
    if "key" not in wanted:
        return [None]
    if type(wanted["key"]).__name__ != "UUIDConverter":
        return [place.codes["referral"]]
    if name.startswith("notices:"):
        return [place.keys["notice"]]
    return [place.keys[_KEYS[name]]] if name in _KEYS else list(place.keys.values())


LISTS = (
    "care:home",
    "care:due",
    "care:due_calendar",
    "care:joint",
    "care:protocols",
    "care:directory",
    "notices:home",
)
ASKED = ("", "?export=csv", "?export=xlsx", "?whose=all&closed=yes", "?whose=others&export=csv")


def body_of(answer: Any) -> str:
    """What an answer says: its headers and text, of a workbook the text inside."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b" ".join(book.read(name) for name in book.namelist())
    return f"{dict(answer.items())} {content.decode('utf-8', 'replace')}"


def payload(foreign: World) -> dict[str, Any]:
    """What forms of care ask for, filled with what belongs to the others."""
    party = str(foreign.keys["party"])
    return {
        "code": foreign.worker_codes[0],
        "reason": "asked",
        "on": "23.11.2026",
        "until": "1.1.2030",
        "why": "asked",
        "member": str(foreign.keys["member"]),
        "members": [str(foreign.keys["member"])],
        "party": party,
        "kind": "other",
        "purpose": "record",
        "answer": "given",
        "medium": "signature",
        "state": "accepted",
        "reply": "received",
        "via": "phone",
        "outcome": "other",
        "agreed": "on",
        "language": "my",
        "password": "a long password of ours",
    }


def signed(who: Member | None) -> Client:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def rows_of(place: World) -> list[tuple[str, list[str]]]:
    """Every row about the organisation in care and in the notices, to be compared."""
    found = []
    for table in (*_tables("care"), *_tables("notices")):
        columns = {one.name for one in table._meta.concrete_fields}
        ways = {"organisation": "", "case": "case__", "member": "member__case__"}
        way = next((before for column, before in ways.items() if column in columns), None)
        if way is not None:
            rows = table._default_manager.filter(**{f"{way}organisation": place.here})
            found.append((table.__name__, sorted(map(as_text, rows))))
    return found


def _tables(app: str) -> Iterable[type[Model]]:
    return apps.get_app_config(app).get_models()


# The tests


def test_the_words_looked_for_are_seen_by_who_may_see_them(kept: Both) -> None:
    """Otherwise nothing below would prove anything."""
    place = kept.one
    client = signed(kept.members[place.word, tuple(Role)])
    code = place.codes["case"]
    seen = "".join(
        body_of(client.get(reverse(f"care:{name}", args=parts)))
        for name, *parts in (
            ("case", code),
            ("members", code),
            ("member", code, 1),
            ("consent_file", code, 1, place.keys["consent"]),
            ("money", code),
            ("evidence", code),
            ("referral", code, place.codes["referral"]),
            ("due",),
        )
    )
    for name, one in questions().items():
        seen += " ".join(ask_all(name, one, place.counsellor, place))
    ask = {"by": place.counsellor, "at": AT, "worker": place.keys["worker"]}
    for open_one in (open_identity, open_contact):
        seen += as_text(open_one(**ask, purpose=Purpose.RECORD))  # type: ignore[arg-type]
    assert [one for one in place.secrets if one not in seen] == []


def test_every_address_and_every_query_with_the_others_keys(kept: Both) -> None:
    """Somebody with every role in one organisation reads and changes nothing of the other."""
    own, foreign = kept.one, kept.other
    viewer = kept.members[own.word, tuple(Role)]
    client, before = signed(viewer), rows_of(foreign)
    assert before
    said = payload(foreign)
    for name, one in routes().items():
        theirs = one.pattern.converters.keys() & {"key", "code", "case"}
        for address in addresses(name, one, own, foreign):
            for answer in (client.get(address), client.post(address, said)):
                assert not told_in(body_of(answer), foreign.secrets, f"{address} {said}"), address
                if theirs:
                    assert answer.status_code in {403, 404, 405}, address
    for name, query in questions().items():
        for text in ask_all(name, query, viewer, foreign):
            assert not told_in(text, foreign.secrets), name
    assert rows_of(foreign) == before


@settings(max_examples=15)
@given(data=st.data())
def test_nobody_reads_what_is_not_hers(kept: Both, data: st.DataObject) -> None:
    """Any role, any organisation, any question: nothing stands in the answer that is hidden."""
    viewers: list[tuple[str, Holder] | None] = [None, ("gone", ()), *kept.members]
    chosen = data.draw(st.sampled_from(viewers))
    who = None if chosen is None else kept.gone if chosen[0] == "gone" else kept.members[chosen]
    about = data.draw(st.sampled_from([kept.one, kept.other]))
    held = chosen[1] if chosen and chosen[0] == about.word else ()
    secrets = hidden(about, held)
    for address in data.draw(st.lists(st.sampled_from(sorted(_all_addresses(about))), max_size=4)):
        answer = signed(who).get(address)
        assert not told_in(body_of(answer), secrets, address), address
    for where, said in product(
        data.draw(st.lists(st.sampled_from(LISTS), min_size=1, max_size=3)),
        data.draw(st.lists(st.sampled_from(ASKED), min_size=1, max_size=2)),
    ):
        answer = signed(who).get(reverse(where) + said)
        assert not told_in(body_of(answer), secrets), (where, said)
    if who is None:
        return
    asked = questions()
    for name in data.draw(st.lists(st.sampled_from(sorted(asked)), max_size=5)):
        for text in ask_all(name, asked[name], who, about):
            assert not told_in(text, secrets), name


def _all_addresses(place: World) -> set[str]:
    return {
        address for name, one in routes().items() for address in addresses(name, one, place, place)
    }


@pytest.mark.parametrize("role", [one for one in Role if Permission.CASES_SEE not in GRANTS[one]])
def test_a_role_without_cases_opens_no_case(kept: Both, role: Role) -> None:
    """By the guard above the page, or, where the role passes it, by the page itself."""
    place = kept.one
    client = signed(kept.members[place.word, (role,)])
    for name, one in routes().items():
        if not one.pattern.converters.keys() & {"code", "case"}:
            continue
        permission = Permission(guard_of(one.callback).removeprefix("needs:"))
        if permission not in GRANTS[role] or name == "care:case":
            continue
        for address in addresses(name, one, place, place):
            for answer in (client.get(address), client.post(address, payload(place))):
                assert answer.status_code in {403, 404, 405}, name
                assert not told_in(body_of(answer), place.private, address)
    answer = client.get(reverse("care:case", args=[place.codes["case"]]))
    assert answer.status_code == 403
    assert not told_in(body_of(answer), hidden(place, (role,)), place.codes["case"])


def test_what_everybody_may_search_holds_no_word_of_anybody(kept: Both) -> None:
    for row in SearchText.objects.values_list("kind", "body", "bare"):
        for place in (kept.one, kept.other):
            secrets = [one.casefold() for one in place.secrets]
            assert not told_in(" ".join(row).casefold(), secrets)
    for place in (kept.one, kept.other):
        for kind in set(SearchText.objects.values_list("kind", flat=True)):
            for word in (*place.private[:3], place.codes["case"], place.worker_codes[0]):
                assert not ranked(kind, word, within=[place.here])
    public = Client()
    everything = (*kept.one.secrets, *kept.other.secrets)
    case = kept.one.codes["case"]
    for where in ("services", "organizations", "service_at_locations", f"services?search={case}"):
        assert not told_in(body_of(public.get(f"/hsds/{where}")), everything, where)
    assert not told_in(body_of(public.get("/hsds/export.zip")), everything)
    form = "number={case}&pin={pin}".format(**kept.one.codes)
    said = body_of(public.post("/en/code/", form, content_type="application/x-www-form-urlencoded"))
    assert "There is no news for you yet." in said
    assert not told_in(said, everything)


def test_the_intake_tells_nobody_of_the_others_people(kept: Both) -> None:
    own, foreign = kept.one, kept.other
    client = signed(kept.members[own.word, tuple(Role)])
    said = {
        "many": "1",
        "on": "23.11.2026",
        "channel": "walk_in",
        "language": "my",
        "danger": "not_asked",
        "medium": "signature",
        "p1-reach": "phone",
        "p1-address": _phone(foreign),
        "p1-own_name": f"Name{foreign.word} Nr1",
        "p1-agrees": ["record"],
    }
    before = Case.objects.count()
    for known in (str(foreign.keys["worker"]), "nobody"):
        answer = client.post(reverse("care:intake"), said | {"p1-known": known, "checked": "yes"})
        assert answer.status_code in {404, 422}, known
        assert not told_in(body_of(answer), foreign.secrets, str(said))
    assert Case.objects.count() == before
    answer = client.post(reverse("care:intake"), said)
    assert not told_in(body_of(answer), foreign.secrets, str(said))
    assert (answer.status_code, Case.objects.count()) == (302, before + 1)


def test_who_works_in_both_does_not_carry_people_across(kept: Both) -> None:
    """Colleagues in one organisation would read of a person whom only the other one keeps."""
    own, foreign = kept.one, kept.other
    between = member(own.here, Role.COUNSELLOR)
    Grant.objects.create(member=between, organisation_id=foreign.here, role=Role.COUNSELLOR)
    agree = {"by": between, "at": AT, "worker": foreign.keys["worker"], "party": own.here}
    record_consent(
        **agree,  # type: ignore[arg-type]
        purpose=Purpose.RECORD,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    before = CaseMember.objects.count(), Contact.objects.count()
    with pytest.raises(NotFound, match=r"worker\.unknown"):
        add_members(
            by=between,
            at=AT,
            case=own.keys["case"],
            workers=[foreign.keys["worker"]],
            on=AT.date(),
        )
    with pytest.raises(NotFound, match=r"worker\.unknown"):
        receive_group(
            by=between,
            at=AT,
            organisation=own.here,
            visit=WALK_IN,
            arrivals=[Arrival(worker=foreign.keys["worker"])],
        )
    assert (CaseMember.objects.count(), Contact.objects.count()) == before


def test_hand_offs_are_done_in_ones_own_organisation_only(kept: Both) -> None:
    viewer = kept.members[kept.one.word, tuple(Role)]
    with pytest.raises(NotFound):
        protocol_from_indicators(by=viewer, at=AT, case=kept.other.codes["case"])
    with pytest.raises(Refused):
        claim_follows(by=viewer, at=AT, worker=kept.other.keys["worker"], on=AT.date())
