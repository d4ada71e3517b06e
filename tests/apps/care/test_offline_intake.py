"""Entries that were filled in without a network: opened by us alone, and only once a case."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.people.roles import Role
from saphan.domain.refusals import Refused
from saphan.foundation.sealed_forms import MAGIC, open_form, sealing_key
from saphan.pillars.care.actions.groups import Arrival, receive_group
from saphan.pillars.care.models import Case, Contact
from saphan.pillars.care.queries.intake import case_of_entry
from tests.apps.care.test_cases import WALK_IN, person
from tests.apps.records import AT, house, member

FIELDS = [["many", "2"], ["on", "2026-11-23"], ["channel", "walk_in"], ["language", "my"]]
FIELDS += [["danger", "no"], ["medium", "witnessed"], ["complaints", "fee_overcharge"]]
for _n in (1, 2):
    FIELDS += [[f"p{_n}-reach", "unknown"], [f"p{_n}-agrees", "record"]]
    FIELDS += [[f"p{_n}-own_name", f"ဥပမာ {_n}"]]


def unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def seal(text: str, key: str) -> str:
    """What the script of the page does, by the description of the layout."""
    ours = base64.urlsafe_b64decode(key + "==")
    once = ec.generate_private_key(ec.SECP256R1())
    point = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    server = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ours)
    agreed = once.exchange(ec.ECDH(), server)
    made = HKDF(SHA256(), 32, salt=None, info=MAGIC + point + ours).derive(agreed)
    nonce = b"once and again"[:12]
    return unpadded(
        MAGIC + point + nonce + AESGCM(made).encrypt(nonce, text.encode().ljust(4096), MAGIC)
    )


def entry_of(here: UUID, *, entry: UUID, fields: Any = FIELDS, key: str = "") -> str:
    at = datetime(2026, 11, 23, 7, 5, tzinfo=UTC).isoformat()
    told = {"entry": str(entry), "organisation": str(here), "at": at, "fields": fields}
    return seal(json.dumps(told), key or sealing_key())


def test_an_entry_opens_with_any_key_of_ours_and_no_other(settings: Any) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    here, entry = uuid4(), uuid4()
    settings.VAULT_KEYS = [old]
    told = entry_of(here, entry=entry)
    settings.VAULT_KEYS = [new, old]
    assert entry_of(here, entry=entry)[:8] == told[:8]
    opened = open_form(told)
    assert (opened.entry, opened.organisation) == (entry, here)
    assert [list(pair) for pair in opened.fields] == FIELDS
    assert "ဥပမာ" not in repr(opened)
    settings.VAULT_KEYS = [new]
    with pytest.raises(Refused, match="unreadable"):
        open_form(told)


@given(st.data())
def test_what_was_changed_or_is_no_entry_is_refused(data: st.DataObject) -> None:
    told = bytearray(base64.urlsafe_b64decode(entry_of(uuid4(), entry=uuid4()) + "==="))
    where = data.draw(st.integers(0, len(told) - 1))
    told[where] ^= data.draw(st.integers(1, 255))
    wrong = data.draw(
        st.one_of(
            st.just(unpadded(bytes(told))),
            st.just(unpadded(bytes(told[:where]))),
            st.text(max_size=90),
            st.binary(max_size=200).map(lambda rest: unpadded(MAGIC + rest)),
            st.sampled_from(["[]", "{}", "[" * 4000, '{"fields": 1}', "null"]).map(
                lambda text: seal(text, sealing_key())
            ),
            st.sampled_from([[["a"]], [1], {"a": 1}]).map(
                lambda fields: entry_of(uuid4(), entry=uuid4(), fields=fields)
            ),
        )
    )
    with pytest.raises(Refused) as refused:
        open_form(wrong)
    assert refused.value.code == "sealed_form.unreadable"


@pytest.mark.django_db
def test_an_entry_is_looked_through_kept_once_and_not_by_others() -> None:
    here, entry = house(), uuid4()
    client, stranger = Client(), Client()
    client.force_login(member(here, Role.COUNSELLOR))
    stranger.force_login(member(house("Another centre"), Role.COUNSELLOR))
    there, told = reverse("care:sealed"), {"sealed": entry_of(here, entry=entry)}

    refused = stranger.post(there, told)
    assert refused.status_code == 422
    assert "another organisation" in refused.content.decode()
    assert "ဥပမာ" not in refused.content.decode()
    broken = client.post(there, {"sealed": told["sealed"][:-9]})
    assert (broken.status_code, Case.objects.count()) == (422, 0)
    assert "cannot be opened" in broken.content.decode()

    page = client.post(there, told)
    assert page.status_code == 200
    assert f'name="entry" value="{entry}"' in page.content.decode()
    assert "ဥပမာ 2" in page.content.decode()
    assert not Case.objects.exists()
    typed: dict[str, list[str]] = {}
    for name, value in FIELDS:
        typed.setdefault(name, []).append(value)
    kept = client.post(reverse("care:intake"), {**typed, "entry": str(entry)})
    after = reverse("care:received", args=[entry])
    assert kept.headers["Location"] == after
    for again in (
        client.post(there, told),
        client.post(reverse("care:intake"), {**typed, "entry": str(entry), "checked": "yes"}),
    ):
        assert again.headers["Location"] == after
    assert (Case.objects.count(), Contact.objects.count()) == (1, 2)
    assert Case.objects.get().code in client.get(after).content.decode()
    assert stranger.get(after).status_code == 404


@pytest.mark.django_db
def test_what_comes_twice_at_the_same_time_is_one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks before the first has saved; the database tells it."""
    here, entry = house(), uuid4()
    by = member(here, Role.COUNSELLOR)
    whole = {"by": by, "at": AT, "organisation": here, "visit": WALK_IN, "entry": entry}
    people = [Arrival(person(here, "Ma Invented"))]
    first = receive_group(**whole, arrivals=people)  # type: ignore[arg-type]
    looked: list[object] = []

    def late(*given: Any, **named: Any) -> Any:
        looked.append(named)
        return None if len(looked) == 1 else case_of_entry(*given, **named)

    monkeypatch.setattr("saphan.pillars.care.actions.groups.case_of_entry", late)
    assert receive_group(**whole, arrivals=people) == first  # type: ignore[arg-type]
    assert (len(looked), Contact.objects.count()) == (2, 1)
