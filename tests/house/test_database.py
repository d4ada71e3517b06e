"""The tables are what the migrations make, and the installation passes its own checks."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_checks_of_the_installation_pass() -> None:
    call_command("check", fail_level="WARNING")
