"""After an upgrade that made the directory anew, the shipped list is there again."""

from __future__ import annotations

from argparse import Namespace

import pytest
from django.db import connection

from saphan.cli import run
from saphan.pillars.care.models import DirectoryImport, Proposal, Service
from tests.apps.care.lists import bring, entry


@pytest.mark.django_db
def test_a_directory_that_was_made_anew_is_filled_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr("django.core.management.call_command", lambda *_a, **_k: None)
    assert run._migrate(Namespace()) == 0
    assert Service.objects.count() == 0, "an installation without a directory chooses its own"
    bring(entry("one"))
    assert run._migrate(Namespace()) == 0
    assert Service.objects.count() == 1, "a directory that is there stays as it is"

    def made_anew(*_given: object, **_more: object) -> None:
        Proposal.objects.all().delete()
        DirectoryImport.objects.all().delete()
        Service.objects.all().delete()

    monkeypatch.setattr("django.core.management.call_command", made_anew)
    capsys.readouterr()
    assert run._migrate(Namespace()) == 0
    said = capsys.readouterr().out
    assert Service.objects.count() > 20
    assert f"{Service.objects.count()} services" in said
    assert "saphan directory import FILE" in said


@pytest.mark.django_db
def test_the_tables_of_an_older_version_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run._services() == 0
    bring(entry("one"), entry("two"))
    assert run._services() == 2
    names = connection.introspection.table_names()
    monkeypatch.setattr(
        connection.introspection,
        "table_names",
        lambda: [name for name in names if name != "care_service"],
    )
    assert run._services() == 0
