"""What tests of files about people share: a world whose files lie on a shelf of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as house_settings
from pytest_django import DjangoDbBlocker

from tests.apps.care.worlds import World, world
from tests.standing import standing


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One organisation with a case; what is kept in its vault goes with the module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house_settings, "EVIDENCE_HOME", tmp_path_factory.mktemp("evidence"))
        with standing(django_db_blocker, lambda: world("Jasmine")) as made:
            yield made
