"""How the suite is spread over several processes: what shares a costly beginning stays together.

Tests of one file run in one process, and so do all tests that begin with a browser, with a server
of PostgreSQL or with the same pages. These begin first, so that no process works alone at the end.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

#: What stays together, by how the path begins; the longest first.
TOGETHER = {
    "tests/web/browser/": "browser",
    "tests/apps/": "database",
    "tests/cli/test_backup": "database",
    "tests/web/public/": "public",
    "tests/web/recruitment/": "recruitment",
}
_TURNS = list(dict.fromkeys(TOGETHER.values()))


def share(nodeid: str) -> str:
    """What runs in one process with this test: the name of a group or of its file."""
    file = nodeid.partition("::")[0]
    return next((name for path, name in TOGETHER.items() if file.startswith(path)), file)


def _turn(item: pytest.Item) -> int:
    found = share(item.nodeid)
    return _TURNS.index(found) if found in _TURNS else len(_TURNS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    config.option.loadscopereorder = False
    spread = LoadScopeScheduling(config, log)
    spread._split_scope = share
    return spread
