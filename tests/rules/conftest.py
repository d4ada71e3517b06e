"""What the tests of the law book share."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.rulebook.book import Rulebook, load

from .samples import CASES, CHECKOUT, RULE, write


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The law book of this checkout."""
    return load(CHECKOUT / "rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small law book with one right rule."""
    write(tmp_path, RULE, CASES)
    return tmp_path
