"""The floors of the house hold, without a single exception."""

from __future__ import annotations

from typing import Any

import pytest
from importlinter import configuration
from importlinter.application.use_cases import lint_imports

from .sources import ROOT, SRC, project

#: What the contracts must name as soon as it exists: (number of the contract, its option, rooms).
NAMED_WHEN_BUILT = (
    ("2", "containers", ("people", "parties", "journey", "notices", "reporting", "pillars.*")),
    ("4", "source_modules", ("rulebook", "evidence")),
    ("6", "source_modules", ("web", "api", "handoffs", "demo")),
)
#: The floors from the roof to the ground; two that share a floor may not know each other.
FLOORS = (
    *("cli", "config", "demo", "web | api", "reporting", "handoffs", "pillars", "notices"),
    *("journey", "parties", "people", "foundation", "evidence", "rulebook", "domain"),
)


def contracts() -> dict[str, dict[str, Any]]:
    """The contracts of pyproject.toml by their number."""
    found = project()["tool"]["importlinter"]["contracts"]
    return {contract["name"].split()[0]: contract for contract in found}


def is_built(room: str) -> bool:
    """Whether the package or module exists (``pillars.*`` stands for its packages)."""
    path = SRC / room.removesuffix(".*").replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_every_contract_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    configuration.configure()
    kept = lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert kept, capfd.readouterr().out


def test_all_nine_contracts_are_there() -> None:
    assert set(contracts()) == {"1", "2", "3", "4", "5", "6", "7a", "7b", "7c", "7d", "8", "9"}


def test_no_contract_has_an_exception() -> None:
    allowed = {"2": {"apps", "migrations", "templatetags", "checks"}}
    for number, contract in contracts().items():
        assert not [option for option in contract if option.startswith("ignore")], number
        assert set(contract.get("exhaustive_ignores", ())) == allowed.get(number, set())


def test_the_floors_stand_in_their_order() -> None:
    layers = contracts()["1"]["layers"]
    assert tuple(layer.replace("(", "").replace(")", "") for layer in layers) == FLOORS
    assert contracts()["1"]["exhaustive"] is True


def test_a_floor_is_optional_only_while_it_is_not_built() -> None:
    rooms = [room for layer in contracts()["1"]["layers"] for room in layer.split(" | ")]
    wrong = [room for room in rooms if room.startswith("(") == is_built(room.strip("()"))]
    assert not wrong, f"built and in parentheses, or the other way round: {wrong}"


@pytest.mark.parametrize(("number", "option", "rooms"), NAMED_WHEN_BUILT)
def test_a_room_is_named_as_soon_as_it_is_built(
    number: str, option: str, rooms: tuple[str, ...]
) -> None:
    named = {name.removeprefix("saphan.") for name in contracts()[number][option]}
    assert {room for room in rooms if is_built(room)} == named & set(rooms)


def test_engines_are_for_the_evidence_floor_alone() -> None:
    contract = contracts()["8"]
    if is_built("evidence"):
        assert contract["type"] == "protected"
        assert contract["allowed_importers"] == ["saphan.evidence"]
    else:
        assert (contract["type"], contract["source_modules"]) == ("forbidden", ["saphan"])
