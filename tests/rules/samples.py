"""A small law book for the tests, and where the real one is."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

RULE = """\
rule: th.test.amount
question: What does it cost?
jurisdiction: TH
topic: test
answers: amount
currency: THB

sources:
  gazette: {title: An invented gazette, url: "https://example.org/gazette"}

rows:
  - from: 2020-01-01
    until: 2021-12-31
    value: 100
    standing: verified
    checked: 2026-11-23
    sources: [gazette]
  - from: 2022-01-01
    until: null
    value: 200
    standing: verified
    checked: 2026-11-23
    sources: [gazette]
"""

CASES = """\
cases:
  - {on: 2021-12-31, value: 100}
  - {on: 2022-01-01, value: 200}
"""


def write(folder: Path, rule: str, cases: str = "") -> Path:
    """Write a rule of the topic test, and its cases when there are any."""
    name = rule.split("rule: ", 1)[1].split("\n", 1)[0].strip()
    path = folder / "th" / "test" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rule, encoding="utf-8")
    if cases:
        path.with_name(f"{name}.cases.yaml").write_text(cases, encoding="utf-8")
    return path
