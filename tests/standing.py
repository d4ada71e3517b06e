"""What is written once and stands for several tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


@contextmanager
def standing(blocker: DjangoDbBlocker, write: Callable[[], Made]) -> Iterator[Made]:
    """Rows that fixtures of a wider scope write: tests that use the database are undone to them.

    At the end they are undone as well. The fixture needs ``django_db_setup``.
    """
    whole = transaction.atomic()
    with blocker.unblock():
        whole.__enter__()
    try:
        with blocker.unblock():
            made = write()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
