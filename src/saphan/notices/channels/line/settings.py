"""What LINE needs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LineSettings:
    """The channel access token of an official account; ``base`` is where the API answers."""

    token: str = field(repr=False)
    base: str = "https://api.line.me"
