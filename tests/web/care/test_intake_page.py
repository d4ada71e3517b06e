"""The page on which somebody is received says all that is wrong in one place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.people.roles import Role
from tests.apps.records import house, member
from tests.web.seen import faults, seen, typed


@pytest.mark.django_db
def test_a_fault_says_whose_and_which_field_it_is() -> None:
    client = Client()
    client.force_login(member(house(), Role.COUNSELLOR))
    page = reverse("care:intake")
    blank = typed(seen(client.get(page, {"people": 2})))
    answer = client.post(page, {**blank, "p1-agrees": "record", "p1-amount": "a lot"})
    assert answer.status_code == 422
    unkept = "Without this agreement nothing about a person is kept. Leave the person out."
    assert faults(seen(answer)) == [
        ("id_language", "Language · Choose the language."),
        ("id_p1-amount", "Person 1 · Paid, baht · Enter a number, for example 1,500.50."),
        ("id_p2-agrees_0", f"Person 2 · Agrees to · {unkept}"),
    ]
