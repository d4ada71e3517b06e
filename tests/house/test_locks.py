"""Dependencies: a reason for each, pinned with hashes for every platform, freely licensed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .sources import ROOT, project

LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev")}
#: Of how many wheels the hashes of a compiled package are at least kept: a lock file made from a
#: mirror of one platform would install nowhere else.
FEWEST_WHEELS = 10


def pins(lock: Path) -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of every package of a lock file."""
    found: dict[str, tuple[str, int]] = {}
    for block in re.split(r"\n(?=\S)", lock.read_text("utf-8").strip()):
        requirement = Requirement(block.split("\\")[0].strip())
        version = str(requirement.specifier).removeprefix("==")
        found[canonicalize_name(requirement.name)] = (version, block.count("--hash=sha256:"))
    return found


def wanted(*extras: str) -> list[Requirement]:
    """The direct dependencies of the project."""
    told = project()["project"]
    lines = [*told["dependencies"], *project()["build-system"]["requires"]]
    lines += [line for extra in extras for line in told["optional-dependencies"][extra]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes(name: str) -> None:
    found = pins(LOCKS[name])
    assert len(found) > 10
    assert not [package for package, (_, hashes) in found.items() if not hashes]


@pytest.mark.parametrize("name", LOCKS)
def test_compiled_packages_are_locked_for_every_platform(name: str) -> None:
    found = pins(LOCKS[name])
    for package in ("cryptography", "typst", "python-calamine", "pyyaml", "psycopg-binary"):
        assert found[package][1] >= FEWEST_WHEELS, package


@pytest.mark.parametrize(
    ("name", "extras"), [("base", ("postgres",)), ("dev", ("postgres", "dev"))]
)
def test_the_locks_are_in_step_with_the_project(name: str, extras: tuple[str, ...]) -> None:
    found = pins(LOCKS[name])
    for requirement in wanted(*extras):
        version, _ = found[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), str(requirement)


def test_developers_run_what_users_run() -> None:
    base, dev = pins(LOCKS["base"]), pins(LOCKS["dev"])
    assert {package: dev.get(package) for package in base} == base


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_name_no_index(name: str) -> None:
    options = [line for line in LOCKS[name].read_text().splitlines() if line.startswith(("-", "#"))]
    assert not options
    assert "://" not in LOCKS[name].read_text()


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    inside = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in inside.splitlines() if re.search(r'"[a-z].*[=<>]', line)]
    assert len(lines) == len(wanted("postgres", "dev")) - len(project()["build-system"]["requires"])
    assert not [line for line in lines if not re.search(r"#\s*\w+.{9,}", line)]


def licence_of(package: str) -> str | None:
    """What the installed package says of its licence, None when it is for another platform.

    Its metadata, or the beginning of the licence file when the metadata says nothing.
    """
    try:
        installed = distribution(package)
    except PackageNotFoundError:
        return None
    told = installed.metadata
    classified = [line for line in told.get_all("Classifier", []) if line.startswith("License")]
    said = [*told.get_all("License-Expression", []), *classified] or told.get_all("License", [])
    texts = [file for file in installed.files or [] if "licen" in file.name.lower()]
    return " ".join(said) or " ".join(file.read_text()[:400] for file in texts)


def is_copyleft(licence: str) -> bool:
    """Whether it is the GPL or the AGPL; the LGPL binds only changes of the package itself."""
    strong = re.sub(r"LGPL|Lesser General Public License[^:]*", "", licence)
    return bool(re.search(r"\bA?GPL|General Public License", strong))


def test_no_dependency_forbids_the_users_their_licence() -> None:
    licences = {package: licence_of(package) for package in pins(LOCKS["dev"])}
    known = {package: said for package, said in licences.items() if said is not None}
    assert len(known) > 20
    assert not {package: said for package, said in known.items() if not said or is_copyleft(said)}


def test_a_copyleft_licence_is_noticed() -> None:
    assert is_copyleft("AGPL-3.0-or-later")
    assert is_copyleft("License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    assert not is_copyleft(
        "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"
    )
    assert not is_copyleft("LGPL-3.0-only")
