"""Workers: seen only by those who may, named only to those who must, gone when erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.identity import Identity, fold_phone
from saphan.domain.people.records import ErasureReason, NewWorker
from saphan.domain.people.roles import GRANTS, Permission, Role
from saphan.domain.recruitment.codes import Sex
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound
from saphan.foundation.audit import entries_about
from saphan.journey.actions.entries import add_journeys, add_payments
from saphan.journey.models import Event, Journey, Payment
from saphan.journey.queries import journeys, payments
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import open_identity, record_identity
from saphan.people.actions.workers import erase_worker, register_workers
from saphan.people.models import Consent, Grant, NameIndex, Tombstone, Worker, WorkerIdentity
from saphan.people.queries import (
    OPERATOR,
    Viewer,
    trail,
    worker,
    worker_keys,
    workers,
    workers_alike,
)
from tests.apps import records
from tests.apps.records import AT, house, member
from tests.postgres import as_default

pytestmark = pytest.mark.django_db

MALI = Identity(
    document_name="Ma Hla Invented",
    own_name="မလှ",
    aliases=("มะลิ", "Ma Lay"),
    phone="081-234 5678",
    contact_note="Sunday; her sister may answer",
)


def one_worker(code: str = "M-001") -> tuple[UUID, UUID]:
    here = house()
    made = register_workers(by=OPERATOR, at=AT, organisation=here, rows=[NewWorker(code)])
    return here, made[code]


def test_workers_are_registered_together_or_not_at_all(database: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    rows = [NewWorker("A-1", sex=Sex.FEMALE, birth_year=1998, language="my"), NewWorker("A-2")]
    made = register_workers(by=officer, at=AT, organisation=here, rows=rows)
    assert [(w.code, w.sex, w.birth_year) for w in workers(officer)] == [
        ("A-1", Sex.FEMALE, 1998),
        ("A-2", Sex.UNKNOWN, None),
    ]
    assert worker(officer, key=made["A-1"]).language == "my"
    with pytest.raises(Conflict) as taken:
        register_workers(
            by=officer, at=AT, organisation=here, rows=[NewWorker("A-3"), NewWorker("A-2")]
        )
    assert taken.value.facts["codes"] == ["A-2"]
    with pytest.raises(Conflict):
        register_workers(by=officer, at=AT, organisation=here, rows=[NewWorker("B")] * 2)
    with pytest.raises(Incomplete):
        register_workers(by=officer, at=AT, organisation=here, rows=[NewWorker(" ")])
    assert worker_keys(officer, organisation=here, codes=["A-1", "A-3"]) == {"A-1": made["A-1"]}


def test_two_houses_use_the_same_code_for_two_people() -> None:
    for name in ("Here", "There"):
        there = house(name)
        register_workers(by=OPERATOR, at=AT, organisation=there, rows=[NewWorker("W1")])
    assert Worker.objects.filter(code="W1").count() == 2


ROLES = st.lists(st.sampled_from(sorted(Role)), max_size=4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.tuples(ROLES, ROLES, ROLES))
def test_nobody_sees_the_workers_of_another_house(
    held: tuple[list[Role], list[Role], list[Role]], db: None
) -> None:
    houses = [house(str(number)) for number in range(3)]
    viewer = member()
    for number, (here, roles) in enumerate(zip(houses, held, strict=True)):
        rows = records.journeys(f"W{number}")
        [made] = add_journeys(by=OPERATOR, at=AT, organisation=here, rows=rows)
        line = records.payment(made)
        add_payments(by=OPERATOR, at=AT, organisation=here, rows=[line])
        for role in set(roles):
            Grant.objects.create(member=viewer, organisation_id=here, role=role)

    def permitted(permission: Permission) -> set[UUID]:
        pairs = zip(houses, held, strict=True)
        return {h for h, roles in pairs if any(permission in GRANTS[role] for role in roles)}

    assert {w.organisation for w in workers(viewer)} == permitted(Permission.WORKERS_SEE)
    seen = journeys(viewer)
    assert {j.organisation for j in seen} == permitted(Permission.JOURNEYS_SEE)
    assert {p.journey for p in payments(viewer)} == {j.id for j in seen}
    for one in Worker.objects.filter(organisation__in=houses):
        if one.organisation_id in permitted(Permission.WORKERS_SEE):
            assert worker(viewer, key=one.pk).code == one.code
        else:
            with pytest.raises(NotFound):
                worker(viewer, key=one.pk)


def called(viewer: Viewer, name: str) -> set[UUID]:
    """Who has exactly this name, as far as the viewer may know."""
    return set(workers_alike(viewer, identities=[Identity(own_name=name)])[0].called)


def reached_at(viewer: Viewer, phone: str) -> set[UUID]:
    """Who has this number, as far as the viewer may know."""
    return set(workers_alike(viewer, identities=[Identity(phone=phone)])[0].reached)


def test_identity_is_kept_apart_encrypted_and_found_by_every_name(database: str) -> None:
    here, key = one_worker()
    counsellor = member(here, Role.COUNSELLOR)
    record_identity(by=counsellor, at=AT, worker=key, identity=MALI)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_workeridentity")
        [stored] = cursor.fetchall()
    told = " ".join(map(str, stored))
    assert not [
        part for part in (*MALI.names, "234 5678", "2345678", "Sunday", "sister") if part in told
    ]
    for name in ("ma  hla invented", "မလှ", "มะลิ", "MA LAY"):
        assert called(counsellor, name) == {key}
    assert reached_at(counsellor, "+66 81 234 5678") == {key}
    assert called(counsellor, "Ma") == set()
    assert reached_at(counsellor, "") == set()
    record_identity(by=counsellor, at=AT, worker=key, identity=Identity(own_name="နှင်း"))
    assert called(counsellor, "မလှ") == set()
    assert NameIndex.objects.count() == 1


def test_opening_an_identity_stays_in_the_trail() -> None:
    here, key = one_worker()
    counsellor, boss = member(here, Role.COUNSELLOR), member(here, Role.ADMINISTRATOR)
    record_identity(by=counsellor, at=AT, worker=key, identity=MALI)
    assert open_identity(by=counsellor, at=AT, worker=key, purpose=Purpose.REFERRAL) == MALI
    [row] = [row for row in trail(boss, worker=key) if row.action == "people.open_identity"]
    assert (row.actor, row.facts) == (counsellor.code, {"purpose": "referral"})
    assert "Hla" not in repr(MALI)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COUNSELLOR}))
def test_other_roles_open_no_identity(role: Role) -> None:
    here, key = one_worker()
    record_identity(by=OPERATOR, at=AT, worker=key, identity=MALI)
    one = member(here, role)
    with pytest.raises(NotFound):
        open_identity(by=one, at=AT, worker=key, purpose=Purpose.RECORD)
    assert called(one, "မလှ") == set()
    assert reached_at(one, MALI.phone) == set()


def test_one_name_is_enough_and_none_is_not() -> None:
    _, key = one_worker()
    with pytest.raises(Incomplete, match=r"identity\.no_name"):
        record_identity(by=OPERATOR, at=AT, worker=key, identity=Identity(phone="0812345678"))
    with pytest.raises(NotFound, match=r"identity\.unknown"):
        open_identity(by=OPERATOR, at=AT, worker=key, purpose=Purpose.RECORD)
    record_identity(by=OPERATOR, at=AT, worker=key, identity=Identity(aliases=("Lay",)))


@pytest.mark.parametrize(
    "written", ["0812345678", "+66 81 234 5678", "0066-81-2345678", "๐๘๑-๒๓๔๕๖๗๘", "၀၈၁၂၃၄၅၆၇၈"]
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert fold_phone(written) == "66812345678"


def test_erasing_deletes_and_leaves_only_a_bare_key(database: str) -> None:
    here, key = one_worker()
    counsellor = member(here, Role.COUNSELLOR)
    record_identity(by=counsellor, at=AT, worker=key, identity=MALI)
    rows = records.journeys("M-001")
    [way] = add_journeys(by=OPERATOR, at=AT, organisation=here, rows=rows)
    add_payments(by=OPERATOR, at=AT, organisation=here, rows=[records.payment(way)])
    record_consent(
        by=counsellor,
        at=AT,
        worker=key,
        purpose=Purpose.REFERRAL,
        party=here,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.THUMB_PRINT,
    )
    erase_worker(by=counsellor, at=AT, worker=key, reason=ErasureReason.ASKED)
    for table in (Worker, WorkerIdentity, NameIndex, Journey, Payment):
        assert not table._default_manager.exists()
    assert Tombstone.objects.get().worker_id == key
    assert Consent.objects.get().worker_id == key
    assert {event.journey_id for event in Event.objects.all()} == {way}
    assert entries_about("worker", key)[-1].facts == {"reason": "asked"}
    with pytest.raises(NotFound):
        erase_worker(by=counsellor, at=AT, worker=key, reason=ErasureReason.ASKED)


def test_an_officer_does_not_erase() -> None:
    here, key = one_worker()
    with pytest.raises(NotFound):
        erase_worker(by=member(here, Role.OFFICER), at=AT, worker=key, reason=ErasureReason.MISTAKE)
    with pytest.raises(NotAllowed):
        register_workers(
            by=member(here, Role.ANALYST), at=AT, organisation=here, rows=[NewWorker("X")]
        )


def test_nothing_of_an_erased_worker_is_left_in_the_file(
    sqlite_file: dict[str, Any], tmp_path: Path
) -> None:
    mark = "W-LEAVES-NO-TRACE-7731"
    with as_default(sqlite_file):
        _, key = one_worker(mark)
        record_identity(by=OPERATOR, at=AT, worker=key, identity=MALI)
        assert mark.encode() in _bytes(tmp_path)
        erase_worker(by=OPERATOR, at=AT, worker=key, reason=ErasureReason.ASKED)
        assert mark.encode() not in _bytes(tmp_path)


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("saphan.sqlite3*"))
