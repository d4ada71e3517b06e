"""The joint table: what each office is shown beside what all are shown tells of no hidden cell."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.care.joint import FEWEST, JointTable, Pending, Waits, Why, joint_table

ON = date(2026, 11, 25)
LONG = timedelta(days=60)
OLD = ON - timedelta(days=90)


def table(people: tuple[int, ...], only: int | None = None) -> JointTable:
    """What is shown when so many wait with each office; of one office when one is named."""
    waiting = [
        Pending(Waits.RECEIVER, Why.NOT_ANSWERED, OLD, each, UUID(int=number))
        for number, each in enumerate(people, 1)
        if only in {None, number}
    ]
    return joint_table(waiting, on=ON, longer_than=LONG)


def published(people: tuple[int, ...]) -> list[JointTable]:
    """Every table that goes out: that of all and that of each office."""
    return [table(people), *(table(people, number) for number in range(1, len(people) + 1))]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4).map(tuple))
def test_all_tables_together_tell_no_hidden_cell(people: tuple[int, ...]) -> None:
    """Another number could stand in every hidden cell, and all tables would read the same."""
    shown = published(people)
    hidden = [at for at, each in enumerate(people) if each < FEWEST]
    others = product(range(1, FEWEST), repeat=len(hidden))
    worlds = [
        tuple(
            dict(zip(hidden, chosen, strict=True)).get(at, each) for at, each in enumerate(people)
        )
        for chosen in others
    ]
    alike = [world for world in worlds if published(world) == shown]
    for at in hidden:
        assert len({world[at] for world in alike}) > 1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5).map(tuple))
def test_an_office_reads_its_own_number_from_five_people_on(people: tuple[int, ...]) -> None:
    for number, each in enumerate(people, 1):
        found = table(people, number)
        assert [cell.people for cell in found.cells] == (
            [] if not each else [each if each >= FEWEST else None]
        )
        assert found.total == (0 if not each else each if each >= FEWEST else None)
    whole = table(people)
    for cell in whole.cells:
        assert cell.people in {None, sum(people)}
        assert (cell.longest_days is None) == (cell.people is None) == (whole.total is None)
    if all(each >= FEWEST for each in people):
        assert whole.total == sum(people)


def test_what_has_not_waited_long_or_is_of_nobody_is_no_cell() -> None:
    young = Pending(Waits.CLIENT, Why.PAPERS_LACKING, ON - LONG, 9)
    nobody = Pending(Waits.CLIENT, Why.PAPERS_LACKING, OLD, 0)
    assert joint_table([young, nobody], on=ON, longer_than=LONG) == JointTable((), 0)
