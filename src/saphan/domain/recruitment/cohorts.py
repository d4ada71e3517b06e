"""Cohorts: workers of one nationality, agent, scheme and arrival window, and what they bore."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality, Scheme
from saphan.domain.recruitment.records import Interview, Worker
from saphan.domain.recruitment.terms import Window
from saphan.domain.text import fold

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class CohortKey:
    """Nationality, agent, scheme and window; each may be "unknown"."""

    nationality: Nationality
    agent: str
    scheme: Scheme
    window: str

    def __str__(self) -> str:
        return f"{self.nationality} | {self.agent} | {self.scheme} | {self.window}"


@dataclass(frozen=True, slots=True)
class Spread:
    """What the interviewed workers of a group are owed, in baht, exactly (type 7 quantiles)."""

    interviewed: int
    median: Fraction
    p75: Fraction
    most: Fraction

    @classmethod
    def of(cls, owed: Iterable[Fraction]) -> Spread | None:
        """The spread of at least one amount, None of none."""
        ranked = sorted(owed)
        if not ranked:
            return None
        return cls(
            interviewed=len(ranked),
            median=quantile(ranked, Fraction(1, 2)),
            p75=quantile(ranked, Fraction(3, 4)),
            most=ranked[-1],
        )


def quantile(ranked: Sequence[Fraction], share: Fraction) -> Fraction:
    """The quantile of ranked amounts by linear interpolation between neighbours.

    Source: Hyndman and Fan (1996), definition 7; the same as PERCENTILE.INC of spreadsheets.
    """
    position = share * (len(ranked) - 1)
    below = position.numerator // position.denominator
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (position - below) * (ranked[above] - ranked[below])


@dataclass(frozen=True, slots=True)
class Grouping:
    """How workers and interviews fall into cohorts; agents are compared without case or spacing.

    ``agents`` gives the one spelling of an agent for every spelling that was found.
    """

    window: Window
    agents: dict[str, str]

    @classmethod
    def of(
        cls, workers: Iterable[Worker], interviews: Iterable[Interview], window: Window
    ) -> Grouping:
        """Learn the spellings of the agents: the commonest stands for all that read the same."""
        names = Counter(worker.agent for worker in workers)
        names.update(one.agent for one in interviews)
        alike: dict[str, list[str]] = defaultdict(list)
        for name in filter(None, names):
            alike[fold(name)].append(name)
        agents: dict[str, str] = {}
        for folded, found in alike.items():
            commonest = min(found, key=lambda name: (-names[name], name))
            spelled = UNKNOWN if folded == UNKNOWN else commonest
            agents.update(dict.fromkeys([folded, *found], spelled))
        return cls(window, agents)

    def of_worker(self, worker: Worker) -> CohortKey:
        """The cohort of a worker as the roster states it."""
        return self._key(worker.nationality, worker.agent, worker.scheme, worker.arrival)

    def of_interview(self, interview: Interview, worker: Worker | None) -> CohortKey:
        """The cohort of an interview as the worker stated it; the roster fills what was blank."""
        known = interview.nationality is not Nationality.UNKNOWN
        scheme_known = interview.scheme is not Scheme.UNKNOWN
        return self._key(
            interview.nationality if known or not worker else worker.nationality,
            interview.agent or (worker.agent if worker else ""),
            interview.scheme if scheme_known or not worker else worker.scheme,
            interview.arrival or (worker.arrival if worker else None),
        )

    def _key(
        self, nationality: Nationality, agent: str, scheme: Scheme, arrival: PartialDate | None
    ) -> CohortKey:
        spelled = self.agents.get(agent) or self.agents.get(fold(agent), agent) or UNKNOWN
        return CohortKey(nationality, spelled, scheme, self.window.of(arrival))
