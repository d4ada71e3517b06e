"""How the suite is spread over several processes: what shares a costly beginning stays together.

Tests of one file run in one process, and so do all tests of a folder that begins with a browser or
with many pages. These folders begin first, so that no process works alone at the end.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

#: Folders whose tests share what they begin with; the longest first.
TOGETHER = ("tests/web/browser/", "tests/web/public/", "tests/web/recruitment/", "tests/cli/")


def share(nodeid: str) -> str:
    """What runs in one process with this test: the name of its folder or of its file."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def _turn(item: pytest.Item) -> int:
    found = share(item.nodeid)
    return TOGETHER.index(found) if found in TOGETHER else len(TOGETHER)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config) -> object:
    config.option.loadscopereorder = False
    spread = LoadScopeScheduling(config)
    spread._split_scope = share
    return spread
