"""Reading the law book from disk: where it is, what a file says, and on which line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from saphan.domain.refusals import FileRefused

if TYPE_CHECKING:
    from yaml import SafeLoader as _Base
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Files with this ending hold worked cases, not rules.
CASES = ".cases.yaml"

#: The folder of a jurisdiction that holds its charge rules; the audit reads nothing else.
CHARGES = "charges"

#: A path into a file: keys of maps and positions in lists.
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One thing that is wrong in one file, in a sentence; ``line`` counts from 1."""

    file: str
    line: int
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.sentence}"


class _Loader(_Base):
    """YAML without floats and without "on", "off", "yes" and "no" as truth values.

    A number with a point becomes an exact Decimal; only ``true`` and ``false`` are booleans.
    """


def _decimal(loader: _Base, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_Loader.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for letter, pairs in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def home() -> Path:
    """The folder of the law book: the copy in an installed package, or ``rules/`` here."""
    packaged = Path(__file__).resolve().parents[1] / "law"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def rule_files(folder: Path, *, charges_only: bool = False) -> Iterator[Path]:
    """Every rule file below the folder, in a stable order.

    Errors: ``FileRefused("law.missing")`` when there is no such folder.
    """
    if not folder.is_dir():
        raise FileRefused("law.missing", folder=str(folder))
    pattern = f"*/{CHARGES}/*.yaml" if charges_only else "**/*.yaml"
    return (path for path in sorted(folder.glob(pattern)) if not path.name.endswith(CASES))


def read(path: Path) -> Mapping[str, object]:
    """The content of one YAML file as a map.

    Errors: ``FileRefused`` with code ``law.unreadable`` or ``law.yaml`` (with file and line).
    """
    try:
        # A subclass of SafeLoader builds no objects.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused("law.unreadable", file=str(path), line=1) from error
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        said = getattr(error, "problem", None) or str(error)
        raise FileRefused("law.yaml", file=str(path), line=line, said=said) from error
    if not isinstance(content, dict):
        raise FileRefused("law.not_a_map", file=str(path), line=1)
    return content


def line_of(path: Path, steps: Sequence[str | int]) -> int:
    """The line on which the value at the end of the steps stands, as far as they lead."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = 1
    for step in steps:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def repeated_keys(path: Path) -> list[tuple[int, str]]:
    """Keys written twice in one map (YAML keeps the last one silently), with their lines."""
    found: list[tuple[int, str]] = []
    waiting = [yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    found.append((key.start_mark.line + 1, str(key.value)))
                seen.add(str(key.value))
                waiting.append(value)
    return sorted(found)
