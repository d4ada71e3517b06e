"""Consent: the last word counts, for one purpose and one party, and no word is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.people.consent import (
    Answer,
    ConsentEvent,
    Medium,
    Purpose,
    State,
    consent_state,
    next_state,
)
from saphan.domain.people.records import NewWorker
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.people.actions.consent import record_consent, withdraw_consent
from saphan.people.actions.workers import register_workers
from saphan.people.models import Consent
from saphan.people.queries import OPERATOR, consent, consents
from tests.apps.records import AT, house, member

PARTIES = [uuid5(UUID(int=0), name) for name in ("a", "b")]
ANSWERS = st.lists(
    st.tuples(st.sampled_from(Purpose), st.sampled_from(PARTIES), st.sampled_from(Answer)),
    max_size=12,
)


def events(answers: list[tuple[Purpose, UUID, Answer]]) -> list[ConsentEvent]:
    """The accepted ones of a conversation, a minute apart."""
    said: list[ConsentEvent] = []
    for minute, (purpose, party, answer) in enumerate(answers):
        try:
            next_state(consent_state(said, purpose=purpose, party=party), answer)
        except Conflict:
            continue
        at = AT + timedelta(minutes=minute)
        said.append(ConsentEvent(at, UUID(int=minute), purpose, party, answer))
    return said


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_last_word_counts_whatever_the_order_of_the_rows(
    answers: list[tuple[Purpose, UUID, Answer]], chance: object
) -> None:
    said = events(answers)
    mixed = list(said)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for purpose in Purpose:
        for party in PARTIES:
            mine = [e for e in said if (e.purpose, e.party) == (purpose, party)]
            state = consent_state(mixed, purpose=purpose, party=party)
            assert state == (mine[-1].answer.value if mine else State.NOT_ASKED)


@given(ANSWERS)
def test_only_what_was_given_is_withdrawn(answers: list[tuple[Purpose, UUID, Answer]]) -> None:
    before: dict[tuple[Purpose, UUID], Answer] = {}
    for event in events(answers):
        topic = (event.purpose, event.party)
        if event.answer is Answer.WITHDRAWN:
            assert before[topic] is Answer.GIVEN
        before[topic] = event.answer


@pytest.mark.parametrize("state", [State.NOT_ASKED, State.REFUSED, State.WITHDRAWN])
def test_nothing_to_withdraw(state: State) -> None:
    with pytest.raises(Conflict, match=r"consent\.not_given"):
        next_state(state, Answer.WITHDRAWN)


def asked() -> tuple[UUID, UUID]:
    here = house()
    made = register_workers(by=OPERATOR, at=AT, organisation=here, rows=[NewWorker("W1")])
    return here, made["W1"]


def test_given_then_withdrawn(database: str) -> None:
    here, key = asked()
    other = house("Other")
    trainer = member(here, Role.TRAINER)
    given_ = record_consent(
        by=trainer,
        at=AT,
        worker=key,
        purpose=Purpose.PHOTO,
        party=here,
        answer=Answer.GIVEN,
        language="km",
        medium=Medium.SIGNATURE,
    )
    assert given_ is State.GIVEN
    assert consent(trainer, worker=key, purpose=Purpose.PHOTO, party=other) is State.NOT_ASKED
    later = AT + timedelta(days=1)
    withdraw_consent(
        by=trainer,
        at=later,
        worker=key,
        purpose=Purpose.PHOTO,
        party=here,
        language="km",
        medium=Medium.AUDIO,
    )
    assert consent(trainer, worker=key, purpose=Purpose.PHOTO, party=here) is State.WITHDRAWN
    assert [event.answer for event in consents(trainer, worker=key)] == ["given", "withdrawn"]
    with pytest.raises(Conflict, match=r"consent\.answered_later"):
        record_consent(
            by=trainer,
            at=AT,
            worker=key,
            purpose=Purpose.PHOTO,
            party=here,
            answer=Answer.GIVEN,
            language="km",
            medium=Medium.SIGNATURE,
        )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Consent.objects.update(answer=Answer.GIVEN)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Consent.objects.all().delete()


@pytest.mark.django_db
def test_a_spoken_answer_needs_a_witness() -> None:
    here, key = asked()
    with pytest.raises(Incomplete, match=r"consent\.witness_missing"):
        record_consent(
            by=OPERATOR,
            at=AT,
            worker=key,
            purpose=Purpose.INTERVIEW,
            party=here,
            answer=Answer.GIVEN,
            language="lo",
            medium=Medium.WITNESSED,
        )


@pytest.mark.django_db
def test_strangers_record_and_read_nothing() -> None:
    here, key = asked()
    stranger = member(house("Other"), Role.COUNSELLOR)
    with pytest.raises(NotFound):
        record_consent(
            by=stranger,
            at=AT,
            worker=key,
            purpose=Purpose.INTERVIEW,
            party=here,
            answer=Answer.GIVEN,
            language="lo",
            medium=Medium.AUDIO,
        )
    with pytest.raises(NotFound):
        consents(stranger, worker=key)
