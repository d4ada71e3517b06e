"""What a gateway for text messages needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["form", "json", "query"]

#: What may stand in the value of a field.
PLACES = frozenset({"to", "digits", "text", "key"})


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """How one gateway is asked.

    ``fields`` are the names of its fields and their values with places: ``{to}`` (+66812345678),
    ``{digits}`` (the same without the plus sign), ``{text}``, ``{key}`` (a UUID that stays the same
    when a message is repeated). ``header`` is one header as name and value. An answer counts as
    "taken" when its status is 2xx and, if ``taken`` is given, when it holds that text.
    """

    url: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)
    shape: Shape = "form"
    header: tuple[str, str] | None = field(default=None, repr=False)
    taken: str = ""

    @property
    def repeatable(self) -> bool:
        """Whether the gateway is told the key by which it knows a repeated message."""
        return any("{key}" in value for value in self.fields.values())
