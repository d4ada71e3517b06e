"""A throw-away home for the whole run, set before Django reads its settings.

Loaded with ``-p tests.home``: pytest-django reads the settings before any conftest is read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

_MADE = "" if "PYTEST_XDIST_WORKER" in os.environ else tempfile.mkdtemp(prefix="saphan-home-")

if _MADE:
    for name in [name for name in os.environ if name.startswith("SAPHAN_")]:
        del os.environ[name]
    os.environ["SAPHAN_HOME"] = _MADE


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if _MADE:
        shutil.rmtree(Path(_MADE), ignore_errors=True)
