"""Clocks: what starts, moves and stops them, and that none runs without a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.care.casework import ClockKind, StepKind, Urgency
from saphan.domain.care.clock import Clock
from saphan.domain.care.clocks import (
    BY_CLAIM,
    ORDER_ENDS,
    TELLING,
    Event,
    Facts,
    Person,
    clocks,
)
from saphan.domain.care.referral import ReferralState
from saphan.domain.care.referral_clocks import Sent, TakenBack
from saphan.domain.care.terms import (
    Authority,
    Clause,
    Span,
    Standards,
    Term,
    Unit,
    clause_of,
    day_after,
    read_span,
)
from saphan.rulebook.book import load
from saphan.rulebook.terms import clock_law

LAW = clock_law(load(), Standards())
OPENED = date(2026, 11, 2)
#: The day after the last on which the clocks of the law book count as checked.
UNCHECKED = date(2027, 11, 24)
ONE, OTHER = UUID(int=1), UUID(int=2)
K = StepKind


def event(kind: StepKind, day: int, member: UUID | None = None, *, hour: int = 9) -> Event:
    """Something that happened so many days after the opening, written down on that day."""
    on = OPENED + timedelta(days=day)
    return Event(kind, on, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), member)


def of_kind(found: tuple[Clock, ...], kind: ClockKind) -> list[Clock]:
    return [one for one in found if one.kind is kind]


def order(*events: Event) -> list[Clock]:
    """The inspector's clocks after these events."""
    return of_kind(clocks(Facts(OPENED, events=events), LAW), ClockKind.INSPECTOR_ORDER)


def days(clock: Clock) -> int | None:
    return (clock.due - clock.starts).days if clock.due else None


def sent(urgency: Urgency = Urgency.NORMAL) -> Sent:
    return Sent(ONE, ReferralState.REQUESTED, urgency, datetime(2026, 11, 27, 22, 30, tzinfo=UTC))


def of_referral(referral: Sent, kind: ClockKind) -> list[Clock]:
    return of_kind(clocks(Facts(OPENED, referrals=(referral,)), LAW), kind)


def test_the_inspector_has_sixty_days_and_thirty_more_when_he_takes_them() -> None:
    [plain] = order(event(K.KR7_FILED, 0))
    assert (plain.due, plain.latest) == (date(2027, 1, 1), date(2027, 1, 31))
    assert plain.statutory
    assert plain.runs
    assert "to confirm" in plain.term.day_count
    [longer] = order(event(K.KR7_FILED, 0), event(K.INSPECTOR_EXTENDED, 55))
    assert (longer.due, longer.extended) == (date(2027, 1, 31), True)
    twice = event(K.INSPECTOR_EXTENDED, 70)
    assert order(event(K.KR7_FILED, 0), event(K.INSPECTOR_EXTENDED, 55), twice)[0].due == longer.due


@pytest.mark.parametrize("kind", sorted(ORDER_ENDS))
def test_an_order_a_refusal_or_a_withdrawal_ends_it(kind: StepKind) -> None:
    [clock] = order(event(K.KR7_FILED, 0), event(kind, 20))
    assert (clock.stopped_on, days(clock)) == (OPENED + timedelta(days=20), 60)


def test_an_extension_before_the_complaint_or_after_its_end_is_none() -> None:
    for day in (-1, 30):
        steps = (event(K.KR7_FILED, 0), event(K.ORDER_NOTIFIED, 20))
        assert days(order(*steps, event(K.INSPECTOR_EXTENDED, day))[0]) == 60


def test_a_complaint_filed_again_has_a_clock_of_its_own_and_a_doubt() -> None:
    steps = event(K.KR7_FILED, 0), event(K.KR7_WITHDRAWN, 10), event(K.KR7_FILED, 15)
    first, second = order(*steps)
    assert first.stopped_on == OPENED + timedelta(days=10)
    assert (second.starts, second.runs, days(second)) == (OPENED + timedelta(days=15), True, 60)
    assert (first.doubts, [term.clause for term in second.doubts]) == ((), [Clause.REFILING])
    assert not second.doubts[0].known
    [limit] = of_kind(clocks(Facts(OPENED, events=steps), LAW), ClockKind.LIMITATION)
    assert [term.clause for term in limit.doubts] == [Clause.REFILING]


def test_what_one_member_does_stops_nobody_elses_clock() -> None:
    filed = event(K.KR7_FILED, 0), event(K.KR7_FILED, 1, ONE)
    group, hers = order(*filed, event(K.KR7_WITHDRAWN, 9, ONE))
    assert (group.member, group.runs, hers.member, hers.runs) == (None, True, ONE, False)
    assert [one.runs for one in order(*filed, event(K.ORDER_NOTIFIED, 9))] == [False, False]
    left = Person(ONE, OPENED, until=OPENED + timedelta(days=5))
    found = clocks(Facts(OPENED, events=filed, people=(left,)), LAW)
    assert [one.runs for one in of_kind(found, ClockKind.INSPECTOR_ORDER)] == [True, False]


def test_the_employer_has_fifteen_days_after_he_was_told() -> None:
    steps = event(K.KR7_FILED, 0), event(K.ORDER_NOTIFIED, 40)
    [clock] = of_kind(clocks(Facts(OPENED, events=steps), LAW), ClockKind.EMPLOYER_PAYMENT)
    assert (clock.starts, days(clock), clock.statutory) == (OPENED + timedelta(days=40), 15, True)
    paid = Facts(OPENED, events=(*steps, event(K.PAID_IN_FULL, 50)))
    [clock] = of_kind(clocks(paid, LAW), ClockKind.EMPLOYER_PAYMENT)
    assert clock.stopped_on == OPENED + timedelta(days=50)


def test_a_limitation_never_has_a_day() -> None:
    [clock] = clocks(Facts(OPENED), LAW)
    assert (clock.kind, clock.due, clock.unknown) == (ClockKind.LIMITATION, None, "unverified")

    def told(clause: Clause, on: date) -> Term:
        return replace(LAW(clause, on), length=Span(24, Unit.MONTHS), reason_code="")

    assert [(one.due, one.unknown) for one in clocks(Facts(OPENED), told)] == [(None, BY_CLAIM)]


def test_a_rule_that_nobody_checked_gives_no_day_but_the_clock_runs() -> None:
    on = UNCHECKED + timedelta(days=3)
    filed = Event(K.KR7_FILED, on, datetime(2027, 11, 28, tzinfo=UTC))
    [clock] = order(filed)
    assert (clock.due, clock.unknown, clock.runs) == (None, "not_checked", True)
    assert (clock.term.since, clock.statutory) == (UNCHECKED, True)
    assert days(order(replace(filed, on=UNCHECKED - timedelta(days=1)))[0]) == 60


@pytest.mark.parametrize(
    ("urgency", "due", "hour"),
    [
        (Urgency.EMERGENCY, date(2026, 11, 28), 22),
        (Urgency.URGENT, date(2026, 11, 30), 22),
        (Urgency.NORMAL, date(2026, 12, 11), None),
    ],
)
def test_an_answer_is_due_by_its_priority(urgency: Urgency, due: date, hour: int | None) -> None:
    [clock] = of_referral(sent(urgency), ClockKind.REFERRAL_ANSWER)
    assert (clock.due, clock.due_at.hour if clock.due_at else None) == (due, hour)
    assert (clock.statutory, clock.term.authority) == (False, Authority.AGREED)
    assert [(term.clause, term.length) for term in clock.doubts] == [
        (Clause.ACKNOWLEDGEMENT, Span(48, Unit.HOURS))
    ]


def test_the_first_answer_stops_it_and_the_client_waits_for_word() -> None:
    first = datetime(2026, 11, 30, 10, tzinfo=UTC)
    answered = replace(sent(), answers=(first + timedelta(days=9), first), acknowledged_at=first)
    [waiting] = of_referral(answered, ClockKind.REFERRAL_ANSWER)
    assert waiting.stopped_on == first.date()
    [tell] = of_referral(answered, ClockKind.FEEDBACK)
    assert (tell.starts, days(tell), tell.runs) == (date(2026, 12, 9), 7, True)
    assert tell.term.authority is Authority.OWN
    once = replace(answered, told_at=first + timedelta(days=1))
    assert of_referral(once, ClockKind.FEEDBACK)[0].starts == date(2026, 12, 9)
    twice = replace(answered, told_at=first + timedelta(days=10))
    assert of_referral(twice, ClockKind.FEEDBACK)[0].stopped_on == date(2026, 12, 10)


def test_what_was_taken_back_is_due_until_the_receiver_knows() -> None:
    first, later = date(2026, 12, 1), date(2026, 12, 3)
    told = date(2026, 12, 4)

    def found(*taken: TakenBack) -> list[Clock]:
        ended = replace(sent(), state=ReferralState.CANCELLED, taken_back=taken)
        facts = Facts(OPENED, closed_on=OPENED, referrals=(ended,))
        return of_kind(clocks(facts, LAW), ClockKind.CONSENT_WITHDRAWAL)

    [one] = found(TakenBack(first), TakenBack(first, told))
    assert (one.starts, days(one), one.runs, one.statutory) == (first, 7, True, False)
    assert one.term.rule == "int.clocks.consent-withdrawal"
    done, waits = found(TakenBack(first, told), TakenBack(later))
    assert (done.stopped_on, waits.starts, waits.runs) == (told, later, True)
    assert found() == []


def test_an_appointment_waits_until_the_referral_has_ended() -> None:
    at = datetime(2026, 12, 4, 9, tzinfo=UTC)
    named = replace(sent(), appointment_at=at)
    [clock] = of_referral(named, ClockKind.APPOINTMENT)
    assert (clock.due, clock.due_at, clock.runs) == (at.date(), at, True)
    ended = replace(named, ended_at=at + timedelta(hours=3), state=ReferralState.COMPLETED)
    found = clocks(Facts(OPENED, OPENED, referrals=(ended,)), LAW)
    assert not any(one.runs for one in found if one.referral)
    wrong = replace(ended, state=ReferralState.ENTERED_IN_ERROR)
    assert of_referral(wrong, ClockKind.APPOINTMENT) == []


def test_a_closed_case_ends_its_own_clocks_and_starts_the_review() -> None:
    permit = Person(ONE, OPENED, permit_expires=date(2026, 12, 31), follow_up_on=date(2026, 12, 1))
    facts = Facts(
        OPENED,
        closed_on=date(2026, 11, 30),
        events=(event(K.KR7_FILED, 0), event(K.REVIEWED, 1)),
        people=(permit,),
        referrals=(sent(),),
    )
    running = [one.kind for one in clocks(facts, LAW) if one.runs]
    waits = {ClockKind.CASE_REVIEW, ClockKind.RETENTION}
    waits |= {ClockKind.REFERRAL_ANSWER, ClockKind.JOINT_LIST}
    assert set(running) == waits
    [review] = of_kind(clocks(facts, LAW), ClockKind.CASE_REVIEW)
    assert (review.due, review.term.authority) == (date(2027, 2, 28), Authority.OWN)
    again = clocks(replace(facts, closed_on=None), LAW)
    assert of_kind(again, ClockKind.CASE_REVIEW) == []
    assert [one.due for one in of_kind(again, ClockKind.PERMIT_EXPIRY) if one.runs] == [
        permit.permit_expires
    ]


def test_a_call_on_the_day_or_later_is_the_follow_up() -> None:
    person = Person(ONE, OPENED, follow_up_on=OPENED + timedelta(days=10))

    def runs(*events: Event) -> bool:
        facts = Facts(OPENED, events=events, people=(person,))
        return of_kind(clocks(facts, LAW), ClockKind.FOLLOW_UP)[0].runs

    assert runs(event(K.CALL, 9), event(K.CALL, 11, OTHER), event(K.NOTE, 11))
    assert not runs(event(K.CALL, 10))
    assert not runs(event(K.MEETING, 12, ONE))


def test_lengths_are_read_and_counted() -> None:
    assert read_span(" 24H ") == Span(24, Unit.HOURS)
    assert [read_span(text) for text in ("2w", "3m", "0d", "7", "7 d", "-1d", "12345d")] == [
        Span(2, Unit.WEEKS),
        Span(3, Unit.MONTHS),
        *[None] * 5,
    ]
    assert day_after(date(2026, 11, 30), Span(3, Unit.MONTHS)) == date(2027, 2, 28)
    assert day_after(date(2026, 11, 30), Span(25, Unit.HOURS)) == date(2026, 12, 2)


def test_a_length_of_ones_own_is_not_called_agreed() -> None:
    own = clock_law(load(), Standards(urgent=Span(2, Unit.DAYS)))
    assert own(Clause.ANSWER_URGENT, OPENED).authority is Authority.OWN
    assert own(Clause.ANSWER_NORMAL, OPENED).authority is Authority.AGREED


def test_every_kind_of_clock_has_a_term() -> None:
    for kind in ClockKind:
        clause = clause_of(kind)
        assert LAW(clause, OPENED).clause is clause


# Whatever happens ------------------------------------------------------------------------------

EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(sorted(TELLING)),
        st.integers(-30, 500),
        st.sampled_from([None, ONE, OTHER]),
        hour=st.integers(0, 23),
    ),
    max_size=9,
    unique_by=lambda one: one.place,
).map(tuple)
BY_LAW = {ClockKind.INSPECTOR_ORDER, ClockKind.EMPLOYER_PAYMENT, ClockKind.LIMITATION}
CLOSED = st.none() | st.dates(OPENED, OPENED + timedelta(days=500))


@given(EVENTS, CLOSED, st.randoms())
def test_the_order_in_which_events_are_told_does_not_matter(
    events: tuple[Event, ...], closed: date | None, chance: Random
) -> None:
    mixed = list(events)
    chance.shuffle(mixed)
    told = clocks(Facts(OPENED, closed, tuple(mixed)), LAW)
    assert told == clocks(Facts(OPENED, closed, events), LAW)


@given(EVENTS, EVENTS)
def test_a_struck_step_never_counts(events: tuple[Event, ...], wrong: tuple[Event, ...]) -> None:
    struck = tuple(replace(one, struck=True) for one in wrong)
    assert clocks(Facts(OPENED, events=struck + events), LAW) == clocks(
        Facts(OPENED, events=events), LAW
    )


@given(EVENTS, st.integers(-30, 500), st.sampled_from(sorted(ORDER_ENDS | {K.PAID_IN_FULL})))
def test_an_end_never_moves_a_start_and_never_lets_a_stopped_clock_run_on(
    events: tuple[Event, ...], day: int, kind: StepKind
) -> None:
    before = clocks(Facts(OPENED, events=events), LAW)
    after = clocks(Facts(OPENED, events=(*events, event(kind, day, hour=23))), LAW)
    ended = [ClockKind.INSPECTOR_ORDER, ClockKind.JOINT_LIST, ClockKind.LIMITATION]
    for one in ended:
        old, new = of_kind(before, one), of_kind(after, one)
        assert sorted(clock.starts for clock in old) == sorted(clock.starts for clock in new)
        assert sum(clock.runs for clock in new) <= sum(clock.runs for clock in old)
    assert all(one.stopped_on is None or one.stopped_on >= one.starts for one in after)


@given(EVENTS, st.integers(0, 500))
def test_an_extension_never_shortens(events: tuple[Event, ...], day: int) -> None:
    before = order(*events)
    after = order(*events, event(K.INSPECTOR_EXTENDED, day, hour=23))
    for old, new in zip(before, after, strict=True):
        assert (old.starts, old.stopped_on) == (new.starts, new.stopped_on)
        if old.due:
            assert new.due
            assert old.due <= new.due <= (new.latest or new.due)


@given(EVENTS, CLOSED, st.sampled_from(Urgency), st.dates(OPENED, date(2029, 1, 1)))
def test_no_clock_is_without_a_source(
    events: tuple[Event, ...], closed: date | None, urgency: Urgency, day: date
) -> None:
    person = Person(ONE, OPENED, permit_expires=day, follow_up_on=day)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    answered = replace(sent(urgency), answers=(at,), appointment_at=at)
    for one in clocks(Facts(OPENED, closed, events, (person,), (answered,)), LAW):
        assert one.term.rule
        assert (one.due is None) == bool(one.unknown)
        assert one.due is None or one.term.source
        assert one.due is None or one.due >= one.starts
        assert one.statutory == (one.kind in BY_LAW)


@given(EVENTS, CLOSED, st.integers(1, 900) | st.none(), st.booleans())
def test_a_closed_case_is_kept_or_erased_on_exactly_one_day(
    events: tuple[Event, ...], closed: date | None, longer: int | None, nobody: bool
) -> None:
    """One clock for a closed case, none for an open one; it ends when nobody is left."""
    late = datetime(2028, 6, 1, 9, tzinfo=UTC)
    until = late.date() + timedelta(days=longer) if longer else None
    kept = (Event(K.KEPT, late.date(), late, until=until),) if longer else ()
    facts = Facts(OPENED, closed, (*events, *kept), nobody=nobody)
    found = of_kind(clocks(facts, LAW), ClockKind.RETENTION)
    assert len(found) == (closed is not None)
    for one in found:
        assert closed
        assert one.runs != nobody
        assert one.due == (until or day_after(closed, Standards().retention))
        assert (one.statutory, one.term.authority) == (False, Authority.OWN)
        again = Event(K.REOPENED, late.date(), late + timedelta(hours=1))
        whole = replace(facts, events=(*facts.events, again))
        [second] = of_kind(clocks(whole, LAW), ClockKind.RETENTION)
        assert second.due == day_after(closed, Standards().retention)
    assert of_kind(clocks(replace(facts, closed_on=None), LAW), ClockKind.RETENTION) == []
