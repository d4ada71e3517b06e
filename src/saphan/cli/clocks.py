"""Deadlines computed anew: by a command, and at the start when rules or settings changed."""

from __future__ import annotations

import hashlib
from datetime import datetime

#: Beside the database: the fingerprint of the rules and settings that the deadlines rest on.
MARK = "clocks.digest"


def renew(*, at: datetime) -> tuple[int, int]:
    """Compute every deadline anew; gives how many cases there are and how many rows changed."""
    from django.conf import settings

    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.actions.deadlines import keep_all_deadlines

    kept = keep_all_deadlines(by=OPERATOR, at=at)
    (settings.HOME / MARK).write_text(_digest() + "\n", "ascii")
    return kept.cases, kept.changed


def renew_when_rules_changed(*, at: datetime) -> bool:
    """The same when rules or settings are others than those of the last time; tells whether."""
    from django.conf import settings

    mark = settings.HOME / MARK
    if mark.is_file() and mark.read_text("ascii").strip() == _digest():
        return False
    renew(at=at)
    return True


def _digest() -> str:
    """The fingerprint of law book, settings and the clocks that there are."""
    from django.conf import settings

    from saphan.domain.care.terms import Clause
    from saphan.foundation.plain import law_book

    told = f"{law_book().digest} {settings.CLOCK_STANDARDS!r} {[*Clause]}"
    return hashlib.sha256(told.encode()).hexdigest()
