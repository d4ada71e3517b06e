"""Inside an action: files that show how an answer was given are taken away with their rows."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from saphan.foundation.vault_files import remove_file
from saphan.people.models import ConsentFile


def remove_consent_files(rows: QuerySet[ConsentFile]) -> None:
    """Delete all rows of some files, and the files once that is committed."""
    kept = set(rows.values_list("stored", flat=True))
    rows.delete()
    for stored in kept:
        transaction.on_commit(partial(remove_file, stored))
