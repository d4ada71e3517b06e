"""A service of the directory in words of staff: what is known, what somebody would change."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from saphan.domain.care.plain import Plain, plain
from saphan.domain.care.records import Listing
from saphan.foundation.figures import language_now, shown
from saphan.foundation.provinces import province_said
from saphan.pillars.care.forms import directory_labels as words
from saphan.pillars.care.forms import referral_labels
from saphan.pillars.care.forms.labels import Code, Words

#: Label and text; the text is empty for what is not known.
Told = tuple[str | Promise, str]


def facts(listing: Listing) -> list[Told]:
    """What is known of a service, label and text, in the order of the form."""
    return [(words.FIELDS[name], text) for name, text in _texts(listing).items() if text]


def differences(now: Listing | None, then: Listing) -> list[tuple[str | Promise, str, str]]:
    """What would change: label, what stands now, what would stand then."""
    before, after = _texts(now) if now else {}, _texts(then)
    return [
        (label, before.get(name, ""), after.get(name, ""))
        for name, label in words.FIELDS.items()
        if before.get(name, "") != after.get(name, "")
    ]


def _texts(listing: Listing) -> dict[str, str]:
    told = plain(listing)
    told["status"] = listing.status.value
    return {name: _said(name, told[name]) for name in words.FIELDS if name in told}


def _said(name: str, value: object) -> str:
    """One value in words; several of them a line each."""
    if name in _CODES:
        known = _CODES[name]
        values = value if isinstance(value, list) else [value]
        return "\n".join(str(known.get(str(one), one)) for one in values if one)
    if name in {"languages", "serves"}:
        return ", ".join(_place_or_language(name, str(one)) for one in cast("list[str]", value))
    if isinstance(value, list):
        return "\n".join(_part(one) for one in value)
    if name in {"checked", "verified_on", "verify_by"} and value:
        return shown(date.fromisoformat(str(value)))
    return "" if value is None else str(value)


def _place_or_language(name: str, code: str) -> str:
    if name == "languages":
        return str(words.LANGUAGES.get(code, code))
    return str(words.COUNTRIES.get(code) or province_said(code, language_now()))


def _part(one: object) -> str:
    """A line, hours, a place or a text in another language."""
    if not isinstance(one, dict):
        return str(one)
    if "number" in one:
        return _line(one)
    if "opens" in one:
        days = ", ".join(str(words.DAYS[day]) for day in one["days"])
        return f"{days} {one['opens']}–{one['closes']}"
    if "text" in one:
        return f"{words.LANGUAGES[one['language']]} · {words.TOLD[one['field']]}: {one['text']}"
    where = [province_said(str(one.get("province", "")), language_now())]
    if one.get("sensitive"):
        where.append(_("never published"))
    more = ("name", "place", "address", "latitude", "longitude", "transportation", "accessibility")
    return " · ".join([*where, *(str(one[name]) for name in more if name in one)])


def _line(one: Plain) -> str:
    parts = [str(one["number"])]
    if "extension" in one:
        parts.append(_("extension {n}").format(n=one["extension"]))
    if "menu" in one:
        parts.append(_("press {n}").format(n=one["menu"]))
    spoken = cast("list[str]", one.get("languages", []))
    return " · ".join([*parts, *(str(words.LANGUAGES.get(code, code)) for code in spoken)])


def _by_value(known: Words[Code]) -> dict[str, object]:
    return {code.value: word for code, word in known.items()}


_CODES = {
    "kind": _by_value(words.HELPERS),
    "status": _by_value(words.STATUSES),
    "needs": _by_value(referral_labels.NEEDS),
    "asks_for_papers": _by_value(words.PAPERS),
    "shares_with_authorities": _by_value(words.PAPERS),
    "cautions": _by_value(words.CAUTIONS),
    "confidence": _by_value(words.CONFIDENCES),
}
