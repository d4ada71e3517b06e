"""Forms that were not taken: what they must show, and terms that would be."""

from __future__ import annotations

from typing import Any

from tests.web.recruitment.latin import latin_words
from tests.web.seen import Node, faults, seen

LANGUAGES = ("en", "th")
DECIDE = {
    "method": "p75",
    "definition": "ilo",
    "range_choice": "middle",
    "window": "year",
    "as_of": "23.11.2569",
    "instalments": "6",
    "first_payroll": "01/2570",
    "interest": "",
    "interest_reason": "",
    "reason": "Agreed with the committee (invented)",
}


def told(answer: Any, status: int = 422) -> Node:
    """The page of a form that was not taken: one summary, whose links lead to real controls."""
    assert answer.status_code == status
    page = seen(answer)
    ids = {one.attributes["id"] for one in page.all() if "id" in one.attributes}
    said = faults(page)
    assert said
    for anchor, sentence in said:
        assert sentence.strip()
        assert not anchor or anchor in ids
    return page


def thai_only(page: Node) -> bool:
    """Whether every fault is said in Thai."""
    return not any(latin_words(sentence) for _, sentence in faults(page))
