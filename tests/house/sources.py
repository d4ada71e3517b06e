"""The files of the house as the house tests read them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "saphan"

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef

#: Folders without files of the project, for a copy that has no git beside it.
_NOT_OURS = {"var", "dist", "build", "wheels", "__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method and where it stands; ``lines`` counts from ``def`` to its end."""

    file: Path
    node: AnyFunction

    @property
    def lines(self) -> int:
        """Lines of the function, its docstring included."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"


def modules(*, migrations: bool = False) -> list[Path]:
    """Every Python file of the program."""
    return sorted(
        file for file in SRC.rglob("*.py") if migrations or "migrations" not in file.parts
    )


def functions(file: Path) -> Iterator[Function]:
    """Every function of the file, nested ones and methods included."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, AnyFunction):
            yield Function(file, node)


def storey(name: str) -> list[Path]:
    """The modules of one storey (``actions``, ``queries`` ...) of all apps."""
    return [
        file
        for file in modules()
        if file.name == f"{name}.py" or name in file.relative_to(SRC).parent.parts
    ]


def public_functions(source: str) -> list[AnyFunction]:
    """The functions that a module offers: at its top level, without a leading underscore."""
    return [
        node
        for node in ast.parse(source).body
        if isinstance(node, AnyFunction) and not node.name.startswith("_")
    ]


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def files() -> list[Path]:
    """Every file that belongs to the project: known to git or new and not ignored."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return sorted(_walk())
    asked = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return sorted(ROOT / name for name in set(answer.split("\0")) - {""} if (ROOT / name).is_file())


def _walk() -> Iterator[Path]:
    for folder, below, names in os.walk(ROOT):
        below[:] = [
            name for name in below if name not in _NOT_OURS and (name[0] != "." or name == ".ci")
        ]
        yield from (Path(folder) / name for name in names if not name.endswith((".pyc", ".mo")))


def text_of(file: Path) -> str | None:
    """The text of a file, None for a picture, a font or another binary file."""
    content = file.read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
