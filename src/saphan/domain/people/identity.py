"""Identity: the names of a worker and a safe way to reach her; one name is enough."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from saphan.domain.refusals import Incomplete

_THAI = re.compile("[\u0e01-\u0e5b]")


@dataclass(frozen=True, slots=True)
class Identity:
    """Names as in the document, in the own script, and as people call her; how to reach her.

    ``contact_note`` says when and how calling is safe: hours, who may answer, a code word.
    """

    document_name: str = ""
    own_name: str = ""
    aliases: tuple[str, ...] = ()
    phone: str = ""
    contact_note: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page shows a person."""
        return "Identity(...)"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name given, each once."""
        given = (self.document_name, self.own_name, *self.aliases)
        return tuple(dict.fromkeys(name for name in map(str.strip, given) if name))

    @property
    def thai_name(self) -> str:
        """The first of her other names that is written in Thai letters, for papers in Thai."""
        return next((name for name in self.aliases if _THAI.search(name)), "")


def check_identity(identity: Identity) -> None:
    """One name of any kind is enough; none is not.

    Raises ``Incomplete("identity.no_name")``.
    """
    if not identity.names:
        raise Incomplete("identity.no_name")


def fold_name(name: str) -> str:
    """The name as it is compared: one Unicode form, no case, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def fold_phone(phone: str) -> str:
    """The number as it is compared: digits of any script as 0-9; a Thai 0 becomes 66."""
    digits = "".join(str(unicodedata.digit(c)) for c in phone if c.isdigit())
    if digits.startswith("00"):
        return digits[2:]
    return "66" + digits[1:] if digits.startswith("0") else digits
