"""The law book: effective-dated rules, each value with its source, standing and dates."""

from saphan.rulebook.answers import Answer, Reason
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.charges import from_snapshot, load_charges, snapshot
from saphan.rulebook.wages import minimum_wage

__all__ = [
    "Answer",
    "Reason",
    "Rulebook",
    "from_snapshot",
    "load",
    "load_charges",
    "minimum_wage",
    "snapshot",
]
