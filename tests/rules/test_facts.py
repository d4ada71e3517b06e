"""Every gathered fact that is law stands in the law book, value for value.

The facts lie beside the checkout when the law book is edited together with them. Without them the
tests compare nothing; the worked cases still hold every value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saphan.domain.finding import IN_FORCE
from saphan.rulebook.book import load
from saphan.rulebook.rows import Kind, Row, Rule
from saphan.rulebook.wages import DAILY, SECTOR

from .samples import CHECKOUT

BOOK = load(CHECKOUT / "rules")

#: Files that hold no law: figures for models, cases, a format, proposals of course units.
NOT_LAW = {"calibration", "employer-pays-cases", "repayment-cases", "os-id", "life-skills-units"}

#: Entries of the other files that are no law: what people paid, what a survey found, arithmetic.
LEFT_OUT = {
    "forced-labour-indicators": {"victims-2021", "victims-2022"},
    "labour-protection-th": {"vector-overtime"},
    "minimum-wage-th": {"nso-cross-check", "province-count", "rise-2024-to-2025"},
    "origin-rules": {
        "kh-charged-in-practice-2014",
        "kh-official-channel",
        "kh-own-crossing",
        "mm-agency-permitted-usd",
        "mm-licensed-agencies",
        "mm-mou-total-actual-2022",
        "mm-mou-total-actual-before-2022",
        "mm-passport-with-broker",
        "vn-vector-ceiling",
        "vn-vector-refund",
    },
    "skill-recognition-asean": {
        "la-assessment-manual",
        "la-mrs-capacity",
        "la-th-dialogue",
        "tica-sdc-iom",
    },
    "thai-law": {"vector-s49-cap"},
}

#: Whole sections that are no law.
SECTIONS_LEFT_OUT = {"test_vectors", "published_values", "survey_figures", "source_sets"}

#: Facts that other rules carry under another name.
ELSEWHERE = {
    "minimum-wage-th/bangkok-post-2024-12-23": "th.conflicts.wage-2025-chachoengsao",
    "prohibited-occupations-th/list-1": "th.occupations.foreigners",
    "prohibited-occupations-th/list-2": "th.occupations.foreigners",
    "prohibited-occupations-th/list-3": "th.occupations.foreigners",
    "prohibited-occupations-th/list-4": "th.occupations.foreigners",
    "prohibited-occupations-th/list4-labourer": "th.occupations.foreigners",
    "prohibited-occupations-th/s9-102": "th.penalties.employ-without-permit",
    "prohibited-occupations-th/employer-fines": "th.penalties.employ-without-permit",
}


class _Exact(yaml.SafeLoader):
    """Numbers with a point as exact decimals."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Exact.add_constructor("tag:yaml.org,2002:float", _exact)


@cache
def facts() -> Mapping[str, Any]:
    """The files of facts by name; empty when they do not lie beside the checkout."""
    for parent in CHECKOUT.parents:
        folder = parent / "shared" / "facts"
        if folder.is_dir():
            return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    return {}


def _read(path: Path) -> Any:
    # A subclass of SafeLoader builds no objects.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Exact)


def entries(file: str) -> Iterator[Mapping[str, Any]]:
    """Every entry of a file of facts that has a name."""
    waiting = [
        value
        for section, value in facts()[file].items()
        if section not in SECTIONS_LEFT_OUT or file == "thai-law"
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if "id" in node or "code" in node:
                yield node
            waiting += node.values()


def rows_of(fact: str) -> list[tuple[Rule, Row]]:
    """The rows that encode a fact."""
    return [(rule, row) for rule in BOOK for row in rule.rows if fact in row.facts]


def test_every_fact_of_law_is_encoded() -> None:
    missing = []
    for file in sorted(set(facts()) - NOT_LAW):
        for entry in entries(file):
            name = f"{file}/{entry.get('id') or entry['code']}"
            if name.split("/")[1] in LEFT_OUT.get(file, set()):
                continue
            if not rows_of(name) and name not in ELSEWHERE:
                missing.append(name)
    assert missing == []


def test_facts_named_in_the_law_book_exist() -> None:
    known = {
        f"{file}/{entry.get('id') or entry['code']}"
        for file in facts()
        if file not in NOT_LAW
        for entry in entries(file)
    }
    sections = {f"{file}/{section}" for file, content in facts().items() for section in content}
    numbered = {"gcm-objectives", "oecd-six-steps"}
    unknown = {
        fact
        for rule in BOOK
        for row in rule.rows
        for fact in row.facts
        if facts() and fact not in known | sections and fact.split("/")[0] not in numbered
    }
    assert unknown == set()


def test_rules_named_for_facts_elsewhere_exist() -> None:
    for rule_id in ELSEWHERE.values():
        assert BOOK.rule(rule_id).rows


def as_written(rule: Rule, value: Any) -> Any:
    """A value of the facts in the form of the law book."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [as_written(rule, each) for each in value]
    return value


#: Facts that the law book words differently on purpose: the day a duty ends, the amount in dispute.
REWORDED = {
    "thai-law/s9-102",
    "thai-law/s9-102-2017",
    "thai-law/s13-103",
    "thai-law/s43",
    "thai-law/s50",
    "thai-law/s51-53",
    "thai-law/s114",
    "thai-law/s101",
    "buyer-regulation/eu-flr-authorities",
    "buyer-regulation/eu-flr-database",
    "conflicts/wage-2025-chachoengsao",
    "ilo-definition/us-far-22-1702",
}


def comparable(rule: Rule, row: Row) -> bool:
    """Whether a row holds the value of its fact itself; wages and charges are compared apart."""
    earlier = row.note == "The value before the Act (No. 2) 2018."
    apart = rule.kind is Kind.CHARGE or rule.rule in (DAILY, SECTOR)
    return row.standing in IN_FORCE and not earlier and not apart


def test_values_in_force_are_the_values_of_the_facts() -> None:
    compared = 0
    for file in sorted(set(facts()) - NOT_LAW):
        for entry in entries(file):
            name = f"{file}/{entry.get('id') or entry.get('code')}"
            if "value" not in entry or name in REWORDED:
                continue
            for rule, row in rows_of(name):
                if comparable(rule, row) and row.facts[0] == name:
                    assert row.value == as_written(rule, entry["value"]), (rule.rule, name)
                    compared += 1
    assert compared > 150 or not facts()


def test_no_fact_stands_higher_in_the_law_book_than_in_the_facts() -> None:
    order = ["verified", "secondary", "secondary_text", "derived", "unverified", "disputed"]
    for file in sorted(set(facts()) - NOT_LAW):
        for entry in entries(file):
            name = f"{file}/{entry.get('id') or entry.get('code')}"
            if entry.get("standing") != "unverified":
                continue
            for rule, row in rows_of(name):
                trusted = order.index(row.standing.value) < order.index("unverified")
                assert not trusted or len(row.facts) > 1, (rule.rule, name)


def test_every_wage_row_answers_on_its_first_and_last_day() -> None:
    content = facts().get("minimum-wage-th", {})
    compared = 0
    for section, rows in content.items():
        if not section.startswith(("province_rates", "district_rates", "sector_rates")):
            continue
        for row in rows:
            parts = [row.get("iso"), row.get("district"), SECTORS.get(row.get("sector"))]
            if row.get("area") not in (None, "nationwide", "whole province"):
                parts.append(row["area"])
            here = "/".join(_code(part) for part in parts if part)
            rule = SECTOR if "sector" in row else DAILY
            for day in (row["valid_from"], row["valid_to"] or "2026-11-23"):
                answer = BOOK.answer(rule, on=date.fromisoformat(day), here=here)
                assert (answer.value, answer.standing) == (row["value"], row["standing"]), here
                compared += 1
    assert compared == (2 * (77 + 77 + 1 + 3 + 13) if facts() else 0)


def _code(name: str) -> str:
    return name if name.startswith("TH-") else name.lower().replace(" ", "-")


SECTORS = {
    "hotels of 4 stars or more with 50 or more employees": "hotel-4-star-50",
    "hotels of type 2 to 4 under the Hotel Act": "hotel-type-2-4",
    "entertainment places": "entertainment",
}


def test_the_older_wages_of_2022_are_those_that_are_known() -> None:
    rows = facts().get("minimum-wage-th", {}).get("earlier_partial", [])
    known = sorted(
        int(str(row.value))
        for row in BOOK.rule(DAILY).rows
        if "minimum-wage-th/earlier_partial" in row.facts
    )
    assert known == sorted(row["value"] for row in rows for _ in row["places"]) or not rows


def test_every_fee_is_encoded_with_its_amount() -> None:
    for entry in facts().get("official-fees-th", {}).get("fees", []):
        found = rows_of(f"official-fees-th/{entry['id']}")
        assert any(row.value == entry["value"] for _, row in found), entry["id"]
        assert all(rule.currency == entry["currency"] for rule, _ in found)


def test_every_clock_is_encoded() -> None:
    clocks = {clock.rule: clock for clock in BOOK.clocks()}
    given = facts().get("legal-clocks", {}).get("clocks", [])
    assert len(clocks) == len(given) or not given
    for entry in given:
        [(rule, _)] = rows_of(f"legal-clocks/{entry['id']}")
        clock = clocks[rule.rule]
        assert clock.running == entry["kind"]
        assert clock.known == (
            entry["standing"] in ("sourced", "inference")
            and bool(entry.get("duration") or entry.get("schedule"))
        )
        if entry.get("duration") and clock.known:
            assert clock.duration is not None
            assert entry["duration"] == {
                "value": clock.duration.value,
                "unit": clock.duration.unit,
            }


def test_every_dispute_is_carried_with_both_sides() -> None:
    for entry in facts().get("conflicts", {}).get("conflicts", []):
        found = rows_of(f"conflicts/{entry['id']}")
        assert any(len(row.positions) == len(entry["positions"]) for _, row in found), entry["id"]
