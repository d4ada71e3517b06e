"""The four files of every app keep their shape, and no room is a lumber room."""

from __future__ import annotations

import ast
from pathlib import Path

from .sources import ROOT, SRC, AnyFunction, modules, public_functions, storey

LUMBER_ROOMS = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers"}
LUMBER_ROOMS |= {"misc", "base", "services", "repositories", "signals"}


def loose_actions(source: str) -> list[str]:
    """Actions that can be called by position, or without saying who (``by``) and when (``at``)."""
    return [node.name for node in public_functions(source) if not _says_who_and_when(node)]


def _says_who_and_when(node: AnyFunction) -> bool:
    arguments = node.args
    positional = arguments.posonlyargs or arguments.args or arguments.vararg
    return not positional and {"by", "at"} <= {one.arg for one in arguments.kwonlyargs}


def unscoped_queries(source: str) -> list[str]:
    """Queries whose first argument is not the viewer."""
    return [node.name for node in public_functions(source) if _first_argument(node) != "viewer"]


def _first_argument(node: AnyFunction) -> str:
    positional = [*node.args.posonlyargs, *node.args.args]
    return positional[0].arg if positional else ""


def test_actions_are_keyword_only_and_say_who_and_when() -> None:
    """Files named ``within_`` hold parts that run inside an action, which says both."""
    found = [file for file in storey("actions") if not file.name.startswith("within_")]
    assert found
    loose = {str(file.relative_to(ROOT)): loose_actions(file.read_text("utf-8")) for file in found}
    assert not {file: names for file, names in loose.items() if names}


def test_only_actions_use_the_parts_of_actions() -> None:
    outside = [file for file in modules() if "actions" not in file.parts]
    assert not [file for file in outside if ".actions.within_" in file.read_text("utf-8")]


def test_a_loose_action_is_noticed() -> None:
    assert loose_actions("def add(name, *, by, at): ...") == ["add"]
    assert loose_actions("def add(*, name, by): ...") == ["add"]
    assert loose_actions("def add(*names, by, at): ...") == ["add"]
    assert loose_actions("def add(*, name, by, at): ...\ndef _inside(row): ...") == []


def test_queries_begin_with_the_viewer() -> None:
    found = storey("queries")
    assert found
    open_ = {f: unscoped_queries(f.read_text("utf-8")) for f in found}
    assert not {str(file.relative_to(ROOT)): names for file, names in open_.items() if names}


def test_an_unscoped_query_is_noticed() -> None:
    assert unscoped_queries("def workers(site): ...") == ["workers"]
    assert unscoped_queries("def workers(*, viewer): ...") == ["workers"]
    assert unscoped_queries("def workers(viewer, *, site): ...") == []


def test_no_lumber_rooms() -> None:
    names = {file.stem: file for file in modules()} | {
        folder.name: folder for folder in SRC.rglob("*") if folder.is_dir()
    }
    assert not {name: str(path) for name, path in names.items() if name in LUMBER_ROOMS}


def test_packages_of_apps_say_nothing_in_their_init() -> None:
    """Except that Django finds tables only where the package of models imports them."""
    apps = [SRC / name for name in ("people", "parties", "journey", "notices", "pillars")]
    inits = [init for app in apps for init in app.rglob("__init__.py")]
    speaking = [init for init in inits if ast.parse(init.read_text("utf-8")).body]
    assert len(inits) >= len(apps)
    assert not [init for init in speaking if init.parent.name != "models" or not _collects(init)]


def _collects(init: Path) -> bool:
    """Whether a module only gathers what its neighbours define."""
    first, *others = ast.parse(init.read_text("utf-8")).body
    return isinstance(first, ast.Expr) and all(
        isinstance(one, ast.ImportFrom | ast.Assign) for one in others
    )


def test_no_signals() -> None:
    receivers = [file for file in modules() if "django.dispatch" in file.read_text("utf-8")]
    assert not receivers
