"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from saphan import cli
from saphan.config.env import SETTINGS
from saphan.domain.people.roles import Role

from .sources import ROOT, SRC, files, modules

ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = [file for file in files() if file.suffix == ".md"]
#: Pages of the site lead to addresses, not to files; the law book's inspection looks at theirs.
PAPERS = [file for file in DOCUMENTS if file.parent.name != "rights"]
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


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: object) -> None:
    page = ROOT / str(file)
    broken = [
        to for to in _LINK.findall(page.read_text("utf-8")) if not (page.parent / to).exists()
    ]
    assert not broken


def described_tables() -> dict[str, list[str]]:
    """The columns of each table as the data dictionary lists them."""
    page = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    parts = re.split(r"^### (\w+)$", page, flags=re.MULTILINE)[1:]
    return {
        table: re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
        for table, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_the_data_dictionary_describes_every_column() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("saphan.")]
    real = {model._meta.db_table: [f.column for f in model._meta.local_fields] for model in ours}
    assert described_tables() == real


def commands() -> set[str]:
    """The commands that the program offers."""
    text = cli._parser([]).format_help()
    return set(re.findall(r"^    (\w+) ", text, re.MULTILINE))


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert set(re.findall(r"^\| `saphan (\w+)` \|", page, re.MULTILINE)) == commands()
    assert len(commands()) >= 8


def test_every_role_is_documented() -> None:
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert [role.value for role in Role if f"\n| {role.value} |" not in page] == []
