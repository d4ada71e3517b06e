"""The law book in the reader's language: reasons of findings, caveats, and standings.

The law book and its decisions speak English sentences. Those that can occur are translated in the
catalogue ``law``; days inside them are said in the reader's language and both eras. A sentence
that is not translated stays English as a whole and says so. Nothing is paraphrased here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from saphan.domain.finding import Standing
from saphan.domain.recruitment.audit import AGAINST_CAP
from saphan.foundation.words import SOURCE_LANGUAGE, Said, Words, date_both_eras
from saphan.rulebook.answers import SENTENCES, SINCE_NOT_STATED
from saphan.rulebook.charges import AFTER, BEGAN, FIRST_SEEN

CATALOGUE = "law"
#: The sentences with named places; the one that says most is looked for first.
TEMPLATES = tuple(
    sorted((BEGAN, FIRST_SEEN, *AFTER.values(), *SENTENCES.values()), key=len, reverse=True)
)
#: How well a value is attested, as pages say it.
STANDINGS: Mapping[Standing, str] = {
    Standing.VERIFIED: "Seen on an official page or a page of the publisher",
    Standing.SECONDARY: "Reported by others; the text of the law itself was not seen",
    Standing.SECONDARY_TEXT: "Seen in a private copy or translation of the law",
    Standing.DERIVED: "Worked out from other sources",
    Standing.UNVERIFIED: "No source was found",
    Standing.DISPUTED: "The sources say different things",
}
#: The catalogue of the standings.
_STANDINGS_IN = "rights"

#: What stands in a place: a day, a list, or another sentence, which may be absent.
_SHAPES = {
    "first": r"(?P<first>\d{4}-\d\d-\d\d)",
    "last": r"(?P<last>\d{4}-\d\d-\d\d)",
    "checked": r"(?P<checked>\d{4}-\d\d-\d\d)",
    "since": r"(?P<since>\d{4}-\d\d-\d\d)",
    "conditions": r"(?P<conditions>[a-z_]+(?:, [a-z_]+)*)",
    "claims": r"(?P<claims>[\d.]+(?: or [\d.]+)*)",
    "why": r"(?P<why>.*)",
}
_DAYS = frozenset({"first", "last", "checked", "since"})
_PLACE = re.compile(r" ?\{([a-z]+)\}")


def reason_said(reason: str, language: str) -> Said:
    """The reason of a finding, or a sentence or caveat of the law book, in a language.

    English, saying so, when it or a part of it is not translated. Raises ``ValueError`` for a
    language the house does not have.
    """
    return reason_told(reason, Words(language, CATALOGUE))


def standing_said(standing: str, language: str) -> Said:
    """How well a value is attested; a standing that the house does not know stays as it is."""
    if standing not in STANDINGS:
        return Said(standing, SOURCE_LANGUAGE, "missing")
    return Words(language, _STANDINGS_IN).say(STANDINGS[Standing(standing)])


def reason_told(reason: str, words: Words) -> Said:
    """The same by words that know the catalogue ``law``, so that they remember what was said."""
    said = [_one(part, words) for part in _parts(reason) if part]
    if not said:
        return Said("", words.language, "source")
    if any(each.fell_back for each in said):
        words.fell_back.add(reason)
        return Said(reason, SOURCE_LANGUAGE, "missing")
    text = " ".join(part for part in (each.strip() for each in said) if part)
    return Said(text, words.language, _least_reviewed(said))


def _parts(reason: str) -> tuple[str, ...]:
    """A sentence about a limit stands before a reason, one about the start behind a caveat."""
    for before in AGAINST_CAP.values():
        if reason.startswith(before):
            return before, reason.removeprefix(before)
    if reason.endswith(f" {SINCE_NOT_STATED}"):
        return reason.removesuffix(f" {SINCE_NOT_STATED}"), SINCE_NOT_STATED
    return (reason,)


def _one(text: str, words: Words) -> Said:
    """One sentence, whole or by its template; in English when anything in it is not known."""
    found = _template(text)
    msgid = found[0] if found else text
    state = words.review_state(msgid)
    if state == "missing":
        return Said(text, SOURCE_LANGUAGE, state)
    if found is None:
        return words.say(text) if "{" not in text else Said(text, words.language, state)
    facts = {name: _fact(name, fact, words) for name, fact in found[1].items()}
    if any(fact.fell_back for fact in facts.values()):
        return Said(text, SOURCE_LANGUAGE, "missing")
    said = words.told(msgid, facts)
    return Said(said.strip(), words.language, _least_reviewed([said, *facts.values()]))


def _least_reviewed(said: list[Said]) -> str:
    states = [each.state for each in said]
    return "draft" if "draft" in states else states[0]


def _fact(name: str, text: str, words: Words) -> Said:
    if name in _DAYS:
        day = date_both_eras(date.fromisoformat(text), words.language)
        return Said(day, words.language, "source")
    if name == "conditions":
        said = [_one(each, words) for each in text.split(", ")]
        lost = any(each.fell_back for each in said)
        return Said(", ".join(said), words.language, "missing" if lost else "source")
    if name == "why" and text:
        return _one(text, words)
    return Said(text.replace(" or ", " / "), words.language, "source")


@lru_cache(maxsize=1024)
def _template(text: str) -> tuple[str, Mapping[str, str]] | None:
    """The template that made the sentence, and what stands in its places."""
    for template, pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found and _dated(found.groupdict()):
            return template, {name: fact or "" for name, fact in found.groupdict().items()}
    return None


def _dated(facts: Mapping[str, str]) -> bool:
    """Whether every day is a day of the calendar."""
    try:
        return all(date.fromisoformat(facts[name]) for name in _DAYS & facts.keys())
    except ValueError:
        return False


def _pattern(template: str) -> re.Pattern[str]:
    made, at = "", 0
    for place in _PLACE.finditer(template):
        shape, blank = _SHAPES[place[1]], " " if place[0].startswith(" ") else ""
        made += re.escape(template[at : place.start()])
        made += f"(?:{blank}{shape})?" if place[1] == "why" else blank + shape
        at = place.end()
    return re.compile(made + re.escape(template[at:]))


_PATTERNS = tuple((template, _pattern(template)) for template in TEMPLATES)
