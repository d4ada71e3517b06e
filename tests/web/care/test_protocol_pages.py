"""Protocols and our own address: what an administrator writes down gates what may travel."""

from __future__ import annotations

import pytest
from django.test import Client

from saphan.domain.care.referral import LEAST, Detail
from saphan.domain.people.roles import Role
from saphan.parties.queries import organisation, organisations
from saphan.people.queries import OPERATOR
from saphan.pillars.care.models import Protocol
from saphan.pillars.care.queries.referrals import protocols
from tests.apps.care.lists import bring, entry
from tests.apps.records import house, member
from tests.web.seen import faults, seen

HERE = "/care/protocols/"
SAID = {
    "form": "protocol",
    "protocol-party": "Invented Legal Aid",
    "protocol-reference": "MoU 7/2569",
    "protocol-signed_on": "1.2.2569",
    "protocol-covers": ["name", "amounts"],
}


@pytest.mark.django_db
def test_a_protocol_is_signed_and_ended() -> None:
    bring(entry("legal", organization="Invented Legal Aid"))
    own = house("Centre")
    client = Client()
    client.force_login(member(own, Role.ADMINISTRATOR))
    boxes = list(seen(client.get(HERE)).all("input", name="protocol-covers"))
    assert {Detail(box.attributes["value"]) for box in boxes} == set(Detail) - LEAST
    both = client.post(HERE, SAID | {"protocol-new_name": "Other", "protocol-ends_on": "x"})
    assert both.status_code == 422
    page = seen(both)
    assert [name for name, _ in faults(page)] == ["id_protocol-ends_on", "id_protocol-party"]
    assert page.first("input", name="protocol-new_name").attributes["value"] == "Other"
    early = client.post(HERE, SAID | {"protocol-ends_on": "31.1.2569"})
    assert (early.status_code, organisations(OPERATOR, held_by=own)) == (422, [])
    assert "ends before it was signed" in seen(early).text
    assert client.post(HERE, SAID).status_code == 302
    assert client.post(HERE, SAID | {"protocol-reference": "MoU 8/2569"}).status_code == 302
    (party,) = organisations(OPERATOR, held_by=own)
    assert party.name == "Invented Legal Aid"
    newest, _ = protocols(OPERATOR, organisation=own, party=party.id)
    assert newest.covers == (Detail.AMOUNTS, Detail.NAME)
    assert client.post(f"{HERE}{newest.id}/end/").status_code == 302
    assert Protocol.objects.filter(ended_at=None).count() == 1
    assert "Ended" in seen(client.get(HERE)).text
    assert client.post(f"{HERE}{newest.id}/end/").status_code == 404


@pytest.mark.django_db
def test_our_address_is_kept_for_our_own_organisation_only() -> None:
    own, other = house("Centre"), house("Other")
    client = Client()
    client.force_login(member(own, Role.ADMINISTRATOR))
    said = {"form": "reach", "reach-phone": "02-000-0000", "reach-address": "1 Invented Road"}
    assert client.post(HERE, said | {"own": str(other)}).status_code == 302
    found = organisation(OPERATOR, key=own)
    assert (found.phone, found.address) == ("02-000-0000", "1 Invented Road")
    assert organisation(OPERATOR, key=other).phone == ""
    assert client.post(HERE, said | {"reach-phone": "0" * 61}).status_code == 422
    officer = Client()
    officer.force_login(member(own, Role.OFFICER))
    assert officer.get(HERE).status_code == 403
