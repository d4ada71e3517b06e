"""The directory by hand: proposed, agreed, logged; nothing published unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from saphan.domain.care.codes import Papers, Translated
from saphan.domain.care.records import Details, Listing, Spot, Translation
from saphan.domain.people.roles import Permission, Role, may
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound
from saphan.foundation.audit import first_broken
from saphan.foundation.models import SearchText
from saphan.people.models import Member
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.directory import undo_import
from saphan.pillars.care.actions.directory_edit import (
    accept_proposal,
    propose_service,
    refuse_proposal,
    save_service,
    verify_service,
)
from saphan.pillars.care.models import (
    Address,
    CostOption,
    DirectoryChange,
    DirectoryImport,
    Location,
    Phone,
    Proposal,
    Service,
)
from saphan.pillars.care.queries import directory as queries
from saphan.pillars.care.queries import directory_staff as staff
from tests.apps.records import house, member

from .lists import AT, bring, entry, listings
from .samples import bring_in, key, service

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
MUCH_LATER = AT + timedelta(days=400)


@pytest.fixture
def counsellor() -> Member:
    return member(house(), Role.COUNSELLOR)


@pytest.fixture
def officer() -> Member:
    return member(house(), Role.OFFICER)


def told(name: str = "new", **fields: object) -> Listing:
    (listing,) = listings(entry(name, **fields))
    details = Details(
        referral_method="Call first",
        shares_with_authorities=Papers.NO,
        verify_by=date(2027, 5, 1),
        documents=("Any letter",),
        translations=(Translation("name", "th", "บริการสมมุติ", Translated.CHECKED),),
    )
    return replace(listing, details=details)


def shown() -> dict[str, Listing]:
    return {one.key: one for one in queries.services(None)}


def test_who_edits_and_who_agrees() -> None:
    edit = {role for role in Role if may([role], Permission.DIRECTORY_EDIT)}
    review = {role for role in Role if may([role], Permission.DIRECTORY_REVIEW)}
    assert edit == {Role.COUNSELLOR, Role.OFFICER, Role.ADMINISTRATOR}
    assert review == {Role.OFFICER, Role.ADMINISTRATOR}


def test_a_proposal_is_seen_by_nobody_until_somebody_agrees(
    database: str, counsellor: Member, officer: Member
) -> None:
    proposal = propose_service(by=counsellor, at=AT, listing=told())
    assert shown() == {}
    assert [one.listing for one in staff.proposals(officer)] == [told()]
    with pytest.raises(NotAllowed):
        accept_proposal(by=counsellor, at=AT, proposal=proposal)
    made = accept_proposal(by=officer, at=LATER, proposal=proposal)
    assert shown()["new"] == told()
    assert staff.listing_of(officer, service=made) == told()
    assert staff.proposals(officer) == []
    with pytest.raises(Conflict, match=r"proposal\.decided"):
        refuse_proposal(by=officer, at=LATER, proposal=proposal, reason="late")
    change = replace(told(), name="Renamed")
    second = propose_service(by=counsellor, at=LATER, listing=change, service=made)
    refuse_proposal(by=officer, at=LATER, proposal=second, reason="The owner says no.")
    assert shown()["new"].name == "Invented new"
    assert Proposal.objects.get(pk=second).reason == "The owner says no."
    assert first_broken() is None


def test_a_proposal_does_not_run_over_what_came_after_it(
    counsellor: Member, officer: Member
) -> None:
    made = save_service(by=officer, at=AT, listing=told())
    change = replace(told(), name="Renamed")
    proposal = propose_service(by=counsellor, at=AT, listing=change, service=made)
    save_service(by=officer, at=LATER, listing=replace(told(), description="x"), service=made)
    with pytest.raises(Conflict, match=r"service\.changed"):
        accept_proposal(by=officer, at=LATER, proposal=proposal)
    with pytest.raises(Conflict, match=r"service\.changed"):
        save_service(by=officer, at=LATER, listing=change, service=made, seen=AT)
    save_service(by=officer, at=MUCH_LATER, listing=change, service=made, seen=LATER)
    assert shown()["new"].name == "Renamed"


def test_what_is_wrong_is_not_saved(officer: Member, counsellor: Member) -> None:
    for wrong, code in (
        (replace(told(), name=""), "directory.field_missing"),
        (replace(told(), sources=()), "directory.source_missing"),
        (replace(told(), verified_on=date(2026, 1, 1)), "directory.verified_by_missing"),
        (
            replace(told(), located=(Spot("TH-10", address="1 Road", sensitive=True),)),
            "directory.address_sensitive",
        ),
    ):
        with pytest.raises(Incomplete) as refused:
            save_service(by=officer, at=AT, listing=wrong)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        save_service(by=counsellor, at=AT, listing=told())
    with pytest.raises(NotAllowed):
        propose_service(by=member(house(), Role.TRAINER), at=AT, listing=told())
    with pytest.raises(NotFound):
        propose_service(by=counsellor, at=AT, listing=told(), service=uuid4())
    save_service(by=officer, at=AT, listing=told())
    with pytest.raises(Conflict, match=r"directory\.key_twice"):
        save_service(by=officer, at=AT, listing=told())
    assert Service.objects.count() == 1


def test_every_value_that_changes_is_logged(officer: Member) -> None:
    made = save_service(by=officer, at=AT, listing=told())
    change = replace(told(languages=["my"]), name="Renamed")
    save_service(by=officer, at=LATER, listing=change, service=made)
    found = [one for one in staff.changes(officer, service=made) if one.at == LATER]
    assert {(one.table, one.field, one.before, one.after, one.kind) for one in found} == {
        ("service", "name", "Invented new", "Renamed", "update"),
        ("language", "code", "", "my", "create"),
        ("language", "service_id", "", str(made), "create"),
    }
    assert {one.by for one in found} == {officer.code}
    save_service(by=officer, at=LATER, listing=change, service=made)
    assert len(staff.changes(officer, service=made)) == DirectoryChange.objects.count()
    with pytest.raises(NotAllowed):
        staff.changes(None, service=made)


def test_an_edited_service_of_a_file_keeps_what_the_form_does_not_show(
    officer: Member, tmp_path: Path
) -> None:
    bring_in(tmp_path, service(), service("other"))
    own = UUID(key("wages"))
    found = staff.listing_of(officer, service=own)
    assert not found.needs, "the file told no need of ours"
    (like,) = listings(entry("a"))
    change = replace(found, needs=like.needs, description="By hand")
    save_service(by=officer, at=LATER, listing=change, service=own)
    assert CostOption.objects.filter(service=own).exists()
    assert Phone.objects.get(service=own).pk == UUID(key("wagesphone"))
    assert staff.listing_of(officer, service=own).description == "By hand"
    assert staff.listing_of(officer, service=UUID(key("other"))).description.startswith("Advice")


def test_a_file_with_line_breaks_can_be_edited(
    officer: Member, counsellor: Member, tmp_path: Path
) -> None:
    told = {"name": "Two\nlines", "alternate_name": "Also\r\ntwo", "alert": "One\n\nanother"}
    papers = [{"id": key("letter"), "document": "A letter\nof anybody"}]
    bring_in(tmp_path, service(**told, required_documents=papers))
    own = UUID(key("wages"))
    found = staff.listing_of(officer, service=own)
    assert (found.name, found.details.alternate_name) == ("Two lines", "Also two")
    assert found.details.documents == ("A letter of anybody",)
    assert (found.description, found.details.alert) == ("Advice\non two lines", "One\n\nanother")
    (like,) = listings(entry("a"))
    change = replace(found, needs=like.needs)
    proposal = propose_service(by=counsellor, at=LATER, listing=change, service=own)
    accept_proposal(by=officer, at=LATER, proposal=proposal)
    assert staff.listing_of(officer, service=own) == change
    verify_service(
        by=officer, at=LATER, service=own, verified_on=date(2026, 11, 20), verified_by="Office"
    )


def test_a_file_leaves_alone_what_was_edited_here(officer: Member) -> None:
    first = bring(entry("a"), entry("b"))
    own = Service.objects.get(key="a").pk
    change = replace(shown()["a"], name="By hand")
    save_service(by=officer, at=LATER, listing=change, service=own)
    again = bring(entry("a", name="By file"), entry("b", name="B by file"), at=MUCH_LATER)
    assert again.left == 1
    assert {one.name for one in queries.services(None)} == {"By hand", "B by file"}
    assert again.source
    undo_import(by=OPERATOR, at=MUCH_LATER, source=again.source)
    assert {one.name for one in queries.services(None)} == {"By hand", "Invented b"}
    assert first.source
    with pytest.raises(Conflict, match=r"import\.edited"):
        undo_import(by=OPERATOR, at=MUCH_LATER, source=first.source)


def test_a_place_that_becomes_sensitive_leaves_no_trace(officer: Member) -> None:
    open_ = told(located=[{"province": "TH-63", "place": "Quiet Town", "address": "9 Still Road"}])
    made = save_service(by=officer, at=AT, listing=open_)
    assert "new" in shown()
    hidden = replace(open_, located=(Spot("TH-63", sensitive=True),))
    save_service(by=officer, at=LATER, listing=hidden, service=made)
    assert shown() == {}
    with pytest.raises(NotFound):
        staff.listing_of(None, service=made)
    told_of = [(one.before, one.after) for one in staff.changes(officer, service=made)]
    words = [(one.body, one.bare) for one in SearchText.objects.filter(subject=made)]
    assert words
    for word in ("still", "quiet"):
        assert word not in f"{told_of} {words}".lower()


def test_what_stands_at_another_place_than_before_takes_nothing_away(officer: Member) -> None:
    """A new line first, the known one after it: neither writes over the other."""
    one, two, three = "02-000-0001", "02-000-0002", "02-000-0003"
    line = {"number": one, "languages": ["my"]}
    made = save_service(by=officer, at=AT, listing=told(printed=f"{one} {two}", phones=[line]))
    moved = told(printed=f"{one} {two} {three}", phones=[{"number": two}, {"number": three}, line])
    for at in (LATER, MUCH_LATER):
        save_service(by=officer, at=at, listing=moved, service=made)
        lines = staff.listing_of(officer, service=made).phones
        assert {(line.number, line.languages) for line in lines} == {
            *((one, ("my",)), (two, ()), (three, ()))
        }
        assert len(lines) == 3


SAFE = {
    "province": "TH-63",
    "place": "Quiet Town",
    "address": "9 Still Road",
    "name": "Still House",
}
OFFICE = {"province": "TH-10", "place": "Bang Rak", "address": "1 Office Road"}


def everything() -> str:
    """What is kept beside the rows themselves."""
    files = [one.before for one in DirectoryImport.objects.all()]
    proposals = [one.told for one in Proposal.objects.all()]
    log = list(DirectoryChange.objects.values_list("previous_value", "replacement_value"))
    return f"{files} {proposals} {log}".lower()


@pytest.mark.parametrize("way", ["by hand", "taken away", "by a file"])
def test_files_and_proposals_forget_a_place_that_becomes_sensitive(
    officer: Member, counsellor: Member, way: str
) -> None:
    told = entry("a", located=[OFFICE, SAFE])
    bring(told)
    bring(told | {"type": "changed"}, at=LATER)
    bring(told | {"located": [OFFICE, SAFE | {"address": "99 Still Road"}]}, at=LATER)
    own = Service.objects.get().pk
    change = replace(shown()["a"], description="The house at 99 Still Road", name="Renamed")
    proposal = propose_service(by=counsellor, at=LATER, listing=change, service=own)
    refused = propose_service(by=counsellor, at=LATER, listing=change, service=own)
    refuse_proposal(by=officer, at=LATER, proposal=refused, reason="No")
    assert "still road" in everything()
    hidden = [OFFICE, {"province": "TH-63", "sensitive": True}]
    if way == "by a file":
        bring(told | {"located": hidden}, at=MUCH_LATER)
    else:
        office = Spot(OFFICE["province"], OFFICE["place"], OFFICE["address"])
        spots = (office, Spot("TH-63", sensitive=True))
        spots = spots if way == "by hand" else spots[::-1]
        listing = replace(shown()["a"], located=spots)
        save_service(by=officer, at=MUCH_LATER, listing=listing, service=own)
        assert set(staff.listing_of(officer, service=own).located) == set(spots)
    for word in ("still", "quiet"):
        assert word not in everything(), way
        assert not Location.objects.filter(address__icontains=word).exists()
        assert not Address.objects.filter(address_1__icontains=word).exists()
    (waiting,) = staff.proposals(officer)
    assert (waiting.id, waiting.listing.name) == (proposal, "Renamed")
    assert waiting.listing.located[0].address == "1 Office Road"
    assert waiting.listing.located[1] == Spot("TH-63", sensitive=True)
    if way == "by a file":
        last = DirectoryImport.objects.latest("at")
        undo_import(by=OPERATOR, at=MUCH_LATER, source=last.pk)
        places = staff.listing_of(officer, service=own).located
        assert [one.address for one in places] == ["1 Office Road", ""]
        assert places[1].sensitive, "what was forgotten does not come back"


def test_verified_facts_say_by_which_office_and_until_when(officer: Member) -> None:
    made = save_service(by=officer, at=AT, listing=told())
    day, until = date(2026, 11, 24), date(2027, 2, 1)
    verify_service(
        by=officer, at=LATER, service=made, verified_on=day, verified_by="Centre", verify_by=until
    )
    found = shown()["new"]
    assert (found.verified_on, found.verified_by) == (day, "Centre")
    assert found.details.verify_by == until
    assert staff.to_verify(officer, until=until) == [(made, "Invented new", until)]
    assert staff.to_verify(officer, until=until - timedelta(days=1)) == []
