"""The directory as its editors see it: nothing typed is lost, nothing is published unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from saphan.domain.care.codes import Papers, Translated
from saphan.domain.care.plain import plain
from saphan.domain.care.records import Details, Listing, Translation
from saphan.domain.people.roles import Role
from saphan.people.queries import OPERATOR
from saphan.pillars.care.extract.directory import usable_directory
from saphan.pillars.care.forms.directory import ListingForm
from saphan.pillars.care.models import DirectoryChange, Proposal, Service
from saphan.pillars.care.queries import directory as public
from saphan.pillars.care.queries.directory_staff import listing_of
from tests.apps.care.lists import SHIPPED, bring, entry, listings
from tests.apps.records import house, member
from tests.web.seen import faults, seen, summary

HIDDEN = {"province": "TH-63", "sensitive": True}


def written(form: ListingForm) -> dict[str, Any]:
    """What a browser sends when nobody touches the form."""
    return {
        field.html_name: field.value()
        for one in form.all
        for field in one
        if field.value() or type(field.value()) is int
    }


def signed(*roles: Role) -> Client:
    client = Client()
    client.force_login(member(house("Office"), *roles))
    return client


def full(name: str) -> Listing:
    """A service with something of everything that a form asks."""
    spot = {"province": "TH-10", "place": "Bang Rak", "latitude": "13.7", "longitude": "100.5"}
    told = entry(
        name,
        located=[{**spot, "accessibility": "Ramp"}, HIDDEN],
        hours=[{"days": ["MO", "SA"], "opens": "08:30", "closes": "16:00"}],
        hours_printed="Mon, Sat 8.30-16.00",
        phones=[{"number": "02-000-0000", "extension": "12", "menu": "3", "languages": ["my"]}],
        languages=["my", "shn"],
        asks_for_papers="no",
        status="temporarily closed",
        cautions=["under_18"],
        year=2024,
        verified_on="2026-01-02",
        verified_by="Office",
    )
    (listing,) = listings(told)
    details = Details(
        documents=("Any letter", "A photo"),
        alert="First line\n\nand another",
        minimum_age=0,
        shares_with_authorities=Papers.YES,
        verify_by=date(2027, 5, 1),
        translations=(Translation("name", "th", "บริการสมมุติ", Translated.CHECKED),),
    )
    return replace(listing, details=details)


def test_a_form_that_nobody_touches_changes_nothing() -> None:
    shipped = usable_directory(SHIPPED).directory.services
    with translation.override("en"):
        for listing in (full("full"), *shipped):
            blank = ListingForm(None, before=plain(listing), seen="")
            sent = ListingForm(written(blank), before=plain(listing), seen="")
            assert sent.is_valid(), (listing.key, [one.errors for one in sent.faulty])
            assert sent.listing == listing


@pytest.mark.django_db
def test_a_counsellor_proposes_and_an_officer_agrees() -> None:
    bring(plain(full("one")) | {"status": "active"})
    service = Service.objects.get()
    here, counsellor, officer = f"/care/directory/{service.pk}/", *map(signed, _EDITORS)
    shown = seen(counsellor.get(here))
    assert "never published" in summary(shown)["Where it lies"]
    assert [f for f in shown.all("form") if "verify" in f.attributes.get("action", "")] == []
    typed = written(ListingForm(None, before=_now(service), seen=""))
    wrong = typed | {"phones0-number": "12", "name": "Better name", "located1-place": "Hidden St"}
    answer = counsellor.post(here + "change/", wrong)
    assert answer.status_code == 422
    page = seen(answer)
    assert page.first("input", name="name").attributes["value"] == "Better name"
    boxes = [link.attributes["href"] for box in page.all("div", **_FAULTY) for link in box.all("a")]
    assert boxes == ["#id_phones0-number", "#id_phones0-number"]
    assert "neither a town nor an address" in page.text
    right = typed | {"name": "Better name", "phones0-number": "", "phones0-extension": ""}
    right |= {"phones0-menu": "", "phones0-languages": []}
    assert counsellor.post(here + "change/", right).status_code == 302
    proposal = Proposal.objects.get()
    assert public.service(None, key="one").name == "Invented one"
    assert "Better name" in seen(officer.get("/care/directory/?waiting=on")).text
    where = f"/care/directory/proposals/{proposal.pk}/"
    shown = seen(officer.get(where))
    assert (shown.first("del").text, shown.first("ins").text) == ("Invented one", "Better name")
    assert set(summary(shown)) == {"Name", "Telephone"}
    assert counsellor.post(where + "accept/").status_code == 403
    assert officer.post(where + "refuse/", {"reason": ""}).status_code == 422
    assert officer.post(where + "accept/").status_code == 302
    service.refresh_from_db()
    assert (service.name, service.phones.count()) == ("Better name", 0)
    assert "Better name" in seen(officer.get(here)).first("ins").text
    assert officer.post(where + "accept/").status_code == 404


_EDITORS = (Role.COUNSELLOR, Role.OFFICER)
_FAULTY = {"class": "faults"}


def _now(service: Service) -> Any:
    return plain(listing_of(OPERATOR, service=service.pk))


@pytest.mark.django_db
def test_the_second_of_two_sees_both_and_chooses() -> None:
    bring(entry("one"))
    service, officer = Service.objects.get(), signed(Role.OFFICER)
    where = f"/care/directory/{service.pk}/change/"
    then = seen(officer.get(where)).first("input", name="seen").attributes["value"]
    typed = written(ListingForm(None, before=_now(service), seen=then))
    assert officer.post(where, typed | {"name": "First"}).status_code == 302
    answer = officer.post(where, typed | {"name": "Second", "alert": "Mine"})
    assert answer.status_code == 422
    page = seen(answer)
    assert {"Name": "First"}.items() <= summary(page).items()
    assert page.first("input", name="name").attributes["value"] == "Second"
    assert page.first("textarea", name="alert").text == "Mine"
    again = page.first("input", name="seen").attributes["value"]
    assert officer.post(where, typed | {"name": "Second", "seen": again}).status_code == 302
    service.refresh_from_db()
    assert service.name == "Second"
    assert DirectoryChange.objects.filter(field_name="name").count() == 2


@pytest.mark.django_db
def test_an_outdated_proposal_loses_no_word() -> None:
    bring(entry("one"))
    service, (counsellor, officer) = Service.objects.get(), map(signed, _EDITORS)
    where = f"/care/directory/{service.pk}/change/"
    typed = written(ListingForm(None, before=_now(service), seen=""))
    assert counsellor.post(where, typed | {"name": "Proposed", "alert": "Ring\ntwice"}).status_code
    proposal = Proposal.objects.get()
    at = f"/care/directory/proposals/{proposal.pk}/"
    taken_over = f"{where}?proposal={proposal.pk}"
    assert taken_over not in officer.get(at).content.decode()
    assert officer.post(where, typed | {"name": "Meanwhile"}).status_code == 302
    for page in (officer.get(at), officer.post(at + "accept/")):
        shown = seen(page)
        assert [one.text for one in shown.all("del")] == ["Meanwhile"]
        assert next(one.text for one in shown.all("ins")) == "Proposed"
        assert taken_over in page.content.decode()
    form = seen(officer.get(taken_over))
    assert summary(form)["Name"] == "Meanwhile"
    assert form.first("input", name="name").attributes["value"] == "Proposed"
    assert form.first("textarea", name="alert").text == "Ring twice"
    then = form.first("input", name="seen").attributes["value"]
    both = typed | {"name": "Meanwhile", "alert": "Ring\r\ntwice", "seen": then}
    assert officer.post(taken_over, both).status_code == 302
    assert listing_of(OPERATOR, service=service.pk).details.alert == "Ring\ntwice"
    assert Proposal.objects.get().told


@pytest.mark.django_db
def test_verified_until_a_day_and_told_in_a_language() -> None:
    bring(entry("one"), entry("two", printed="1506", phones=[{"number": "1506"}]))
    service, officer = Service.objects.get(key="one"), signed(Role.OFFICER)
    here = f"/care/directory/{service.pk}/"
    late = officer.post(here + "verify/", {"on": "31.2.2026", "office": "Office"})
    assert late.status_code == 422
    assert faults(seen(late))[0][0] == "id_on"
    said = {"on": "23/11/2569", "office": "Office", "until": "1.5.2027"}
    assert officer.post(here + "verify/", said).status_code == 302
    service.refresh_from_db()
    assert (service.verified_on, service.verify_by) == (date(2026, 11, 23), date(2027, 5, 1))
    listed = seen(officer.get("/care/directory/?until=2.5.2027")).text
    assert "Invented one" in listed
    assert "Invented two" not in listed
    assert "Invented two" in seen(officer.get("/care/directory/?words=1506")).text
    texts = {"name": "ဥပမာ", "name_state": "human"}
    assert officer.post(here + "texts/my/", texts).status_code == 302
    told = public.service(None, key="one").details.translations
    assert told == (Translation("name", "my", "ဥပမာ", Translated.HUMAN),)
    assert (
        officer.post(here + "texts/th/", {"name": "ตัวอย่าง", "name_state": "checked"}).status_code
        == 302
    )
    assert officer.post(here + "texts/my/", {"name": "", "name_state": "human"}).status_code == 302
    again = {"name": "ဒုတိယ", "name_state": "human", "seen": "2026-11-01T00:00:00+00:00"}
    late = officer.post(here + "texts/my/", again)
    assert (late.status_code, seen(late).first("textarea", name="name").text) == (422, "ဒုတိယ")
    assert seen(late).first("input", name="seen").attributes["value"] != again["seen"]
    assert [one.language for one in public.service(None, key="one").details.translations] == ["th"]


@pytest.mark.django_db
def test_a_new_service_needs_its_source() -> None:
    officer = signed(Role.OFFICER)
    said = {"name": "New", "key": "new-one", "kind": "ngo", "needs": ["wages"], "status": "active"}
    said |= {"confidence": "B", "checked": "23.11.2026", "asks_for_papers": "unknown"}
    said |= {"shares_with_authorities": "unknown"}
    answer = officer.post("/care/directory/new/", said)
    assert answer.status_code == 422
    assert faults(seen(answer)) == [("id_sources", "Pages where it was seen · Answer this.")]
    assert (
        officer.post(
            "/care/directory/new/",
            said | {"sources": "https://example.org/a\nhttps://example.org/b"},
        ).status_code
        == 302
    )
    assert public.service(None, key="new-one").sources[1] == "https://example.org/b"
