"""What e-mail needs."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """A mail server that takes messages from us, and the address they come from.

    ``tls`` is spoken from the first byte (RFC 8314) or after STARTTLS (RFC 3207), which the server
    must then offer; ``none`` is for a server on this machine. ``trusted`` replaces the authorities
    that this machine trusts.
    """

    host: str
    port: int
    sender: str
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    trusted: ssl.SSLContext | None = field(default=None, repr=False)
