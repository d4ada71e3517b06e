"""The list of services that comes with the program, or another in the same form, is brought in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saphan.pillars.care.actions.directory import Brought


def bring_shipped(*, at: datetime, file: Path | None = None) -> Brought:
    """A list in our own form becomes what its file says; without one, that which we ship.

    Raises what reading the file and ``import_directory`` raise.
    """
    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.actions.directory import import_directory
    from saphan.pillars.care.extract.directory import shipped, usable_directory

    path = file or shipped()
    opened = usable_directory(path)
    return import_directory(
        by=OPERATOR,
        at=at,
        directory=opened.directory,
        file_name=path.name,
        digest=opened.digest,
    )
