"""What Telegram needs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The token of a bot; ``base`` is where the Bot API answers, or a Bot API server of yours."""

    token: str = field(repr=False)
    base: str = "https://api.telegram.org"
