"""What the log may say: no address that is itself a permission."""

from __future__ import annotations

import logging
import re

#: The page on which a receiver answers: what follows, used or guessed, opens or opened something.
_SECRET = re.compile(r"(/care/answer/)[^/\s\"'<>]+")


class Discreet(logging.Formatter):
    """Writes a line, and the faults below it, without the secrets of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return _SECRET.sub(r"\1…", super().format(record))
