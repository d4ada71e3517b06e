"""Names of organisations and sites in several scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from saphan.domain.refusals import Incomplete, Refused

#: A language code, with a script where one language has two.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
#: ISO 3166-2, as in TH-74.
_PROVINCE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
#: ISO 3166-1, as in TH.
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_names(name: str, names: Mapping[str, str] | None) -> tuple[str, dict[str, str]]:
    """The name to show and the names by language, without blanks; one name is enough.

    Raises ``Incomplete("party.name_missing")`` or ``Refused("party.language_unknown")``.
    """
    kept = {code: text.strip() for code, text in (names or {}).items() if text.strip()}
    wrong = [code for code in kept if not _LANGUAGE.fullmatch(code)]
    if wrong:
        raise Refused("party.language_unknown", languages=wrong)
    shown = name.strip() or next(iter(kept.values()), "")
    if not shown:
        raise Incomplete("party.name_missing")
    return shown, kept


def check_place(*, country: str = "", province: str = "") -> None:
    """Codes of ISO 3166, or nothing when not known. Raises ``Refused("place.code_wrong")``."""
    for code, shape in ((country, _COUNTRY), (province, _PROVINCE)):
        if code and not shape.fullmatch(code):
            raise Refused("place.code_wrong", place=code)
