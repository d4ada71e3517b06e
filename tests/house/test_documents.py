"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import re

import pytest

from saphan.config.env import SETTINGS

from .sources import ROOT, SRC, files, modules

ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = [file for file in files() if file.suffix == ".md"]
_SETTING = re.compile(r"\bSAPHAN_[A-Z_]+[A-Z]\b")
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_setting_is_documented_as_it_is() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for setting in SETTINGS:
        row = f"| `{setting.name}` | {setting.default} | {setting.meaning} |"
        assert row in page, f"docs/settings.md lacks: {row}"


def test_every_setting_that_is_read_or_named_is_in_the_table() -> None:
    known = {setting.name for setting in SETTINGS}
    named = {
        name for file in [*modules(), *DOCUMENTS] for name in _SETTING.findall(file.read_text())
    }
    assert named == known


def test_the_architecture_names_every_package() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    packages = [folder.name for folder in SRC.iterdir() if (folder / "__init__.py").is_file()]
    assert packages
    assert [name for name in packages if f"`{name}`" not in page] == []


def test_the_architecture_is_one_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 80


def test_decisions_are_numbered_without_holes() -> None:
    assert [int(file.name[:4]) for file in ADRS] == list(range(1, len(ADRS) + 1))
    assert ADRS


@pytest.mark.parametrize("file", ADRS, ids=lambda file: file.stem)
def test_a_decision_has_its_three_parts(file: object) -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / str(file)).read_text("utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: object) -> None:
    page = ROOT / str(file)
    broken = [
        to for to in _LINK.findall(page.read_text("utf-8")) if not (page.parent / to).exists()
    ]
    assert not broken
