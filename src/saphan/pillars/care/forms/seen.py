"""What a person had before her when she began to change something; it travels with the form.

``seen`` holds it as JSON. For a field that somebody else changed meanwhile, ``take_NAME`` takes
his version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from saphan.domain.care.case import Difference


def again(data: Mapping[str, Any], revision: int, differences: Iterable[Difference]) -> Any:
    """The same answers with what somebody else wrote now counted as seen, to be chosen from."""
    copied = cast("Any", data).copy()
    seen = read_seen(copied.get("seen"))
    for one in differences:
        seen[one.field] = written(one.now)
    copied["seen"] = write_seen(seen)
    copied["revision"] = str(revision)
    return copied


def taken(data: Mapping[str, Any]) -> Any:
    """The answers, with every version of the other person that was chosen put in place."""
    copied = cast("Any", data).copy()
    for name, value in read_seen(copied.get("seen")).items():
        if copied.get(f"take_{name}"):
            many = isinstance(value, list)
            copied.setlist(name, [str(one) for one in value] if many else [str(value)])
    return copied


def write_seen(said: Mapping[str, object]) -> str:
    """What was seen, as the form carries it."""
    return json.dumps(dict(said), ensure_ascii=False)


def read_seen(text: object) -> dict[str, Any]:
    """What was seen; nothing when somebody tampered with it."""
    try:
        kept = json.loads(str(text))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def written(value: object) -> object:
    """A value as the form writes it."""
    if isinstance(value, tuple | list):
        return [str(one) for one in value]
    return "" if value is None else str(value)
