"""Inside an action: what two people changed at once is merged, or a person is asked to choose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from saphan.domain.care.case import Clash, differences, merged
from saphan.domain.refusals import Conflict


def settled(
    *,
    now: Mapping[str, object],
    seen: Mapping[str, object],
    wanted: Mapping[str, object],
    who: str,
    at: datetime,
    revision: int = 0,
) -> dict[str, object]:
    """What the fields that change say in the end, by their names.

    ``seen`` is what the person had before her, ``now`` what somebody (``who``, ``at``) made of it
    since. Raises ``Conflict("case.changed", clash=Clash(...))`` where both changed the same.
    """
    before, new = plain({**now, **seen}), plain(wanted)
    current = plain(now)
    clashing = differences(before, current, new)
    if clashing:
        raise Conflict("case.changed", clash=Clash(who, at, revision, clashing))
    saved = merged(before, current, new)
    return {name: value for name, value in saved.items() if value != current[name]}


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values that can be compared: lists of codes in one order, the rest as it is."""
    return {
        name: tuple(sorted(value)) if isinstance(value, list | tuple) else value
        for name, value in values.items()
    }
