"""Words: translations, numbers, money and dates in six languages, without a web server.

Catalogues are the gettext files that translators edit (``words/<language>/LC_MESSAGES/*.po``).
English is the source language. Every translation carries its review state as a comment
(``#. review: draft``); what is missing is answered in English and says so.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import polib

from saphan.domain.money import EXPONENT, Currency
from saphan.domain.period import buddhist_year
from saphan.domain.text.months import MONTHS

SOURCE_LANGUAGE = "en"
#: The order in which languages are offered; those that were added follow by code.
_FIRST = ("th", "en", "my", "km", "lo", "vi")
#: Review states of a translation; "source" is English itself, "missing" is an English stand-in.
STATES = ("source", "draft", "reviewed", "official", "missing")
_REVIEWED = frozenset({"source", "reviewed", "official"})

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_OWN_NAME = re.compile(r'^"X-Own-Name: *(\S.*?) *\\n"$', re.MULTILINE)
_REVIEW = re.compile(r"^review:\s*(draft|reviewed|official)\s*$", re.MULTILINE)


@lru_cache(maxsize=1)
def words_folder() -> Path:
    """The folder of the catalogues: packaged beside the code, or in the checkout.

    Raises ``FileNotFoundError`` when the installation lacks both.
    """
    here = Path(__file__).resolve()
    for place in (here.parents[1] / "voices", here.parents[3] / "words"):
        if place.is_dir():
            return place
    raise FileNotFoundError("words")


def own_names(folder: Path) -> dict[str, str]:
    """Every language that has a catalogue of the public pages, by code: how it names itself.

    The name stands in the head of the catalogue, as ``X-Own-Name``. Raises ``ValueError``, naming
    the file, when it does not.
    """
    paths = {path.parts[-3]: path for path in folder.glob("*/LC_MESSAGES/public.po")}
    added = sorted(paths.keys() - set(_FIRST))
    return {code: _own_name(paths[code]) for code in (*_FIRST, *added) if code in paths}


def _own_name(path: Path) -> str:
    head = path.read_text("utf-8").partition("\n\n")[0]
    found = _OWN_NAME.search(head)
    if found is None:
        raise ValueError(f"{path}: no X-Own-Name in its head")
    return found[1]


#: Every language in its own script. Source of the six names: Unicode CLDR, names of languages.
OWN_NAMES = own_names(words_folder())
#: The languages of the house, by ISO 639 code.
LANGUAGES = tuple(OWN_NAMES)


class Said(str):
    """A sentence that knows its language and its review state; otherwise plain text.

    ``language`` is English when the translation is missing, whatever was asked for.
    """

    __slots__ = ("language", "state")

    language: str
    state: str

    def __new__(cls, text: str, language: str, state: str) -> Said:
        """The text with the language it is in and one of ``STATES``."""
        said = super().__new__(cls, text)
        said.language = language
        said.state = state
        return said

    @property
    def fell_back(self) -> bool:
        """Whether this is English because the translation is missing."""
        return self.state == "missing"


@dataclass(frozen=True, slots=True)
class _Catalogue:
    translations: gettext.GNUTranslations
    states: Mapping[str, str]


class Words:
    """The words of one language from one or several catalogues; the first that knows wins.

    ``said_unreviewed`` and ``fell_back`` tell afterwards what was said without review, so that a
    paper can carry its note. One instance serves one paper or one request.

    Raises ``ValueError`` for a language the house does not have.
    """

    def __init__(self, language: str, *domains: str, folder: Path | None = None) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self.fell_back: set[str] = set()
        self.said_unreviewed = False
        place = (folder or words_folder()) / language / "LC_MESSAGES"
        paths = [place / f"{domain}.po" for domain in domains or ("papers",)]
        self._catalogues = [_catalogue(path) for path in paths if path.is_file()]

    def say(
        self, msgid: str, *, plural: str = "", count: int | None = None, **facts: object
    ) -> Said:
        """The sentence with its named places filled; ``count`` chooses the plural form.

        Raises ``KeyError`` for a place without a fact.
        """
        return self.told(msgid, facts if count is None else {**facts, "count": count}, plural)

    def told(self, msgid: str, facts: Mapping[str, object], plural: str = "") -> Said:
        """The same for facts that come together; a whole number ``count`` chooses the form."""
        state = self.review_state(msgid)
        given = facts.get("count")
        text = self._text(msgid, plural, given if isinstance(given, int) else None)
        self.said_unreviewed = self.said_unreviewed or state not in _REVIEWED
        if state == "missing":
            self.fell_back.add(msgid)
        language = SOURCE_LANGUAGE if state == "missing" else self.language
        return Said(fill(text, facts), language, state)

    def review_state(self, msgid: str) -> str:
        """The review state of a sentence in this language, one of ``STATES``."""
        found = next((c.states[msgid] for c in self._catalogues if msgid in c.states), "missing")
        return "source" if self.language == SOURCE_LANGUAGE else found

    def _text(self, msgid: str, plural: str, count: int | None) -> str:
        for catalogue in self._catalogues:
            if msgid in catalogue.states:
                if count is None:
                    return catalogue.translations.gettext(msgid)
                return catalogue.translations.ngettext(msgid, plural or msgid, count)
        return plural if plural and count is not None and count != 1 else msgid


def fill(text: str, facts: Mapping[str, object]) -> str:
    """The text with every ``{name}`` replaced by its fact; nothing else in it has a meaning."""
    return _PLACEHOLDER.sub(lambda found: str(facts[found[1]]), text)


def _catalogue(path: Path) -> _Catalogue:
    return _compiled(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _compiled(path: Path, _changed: int) -> _Catalogue:
    """Compiled in memory; a file that changed is read again."""
    entries = polib.pofile(str(path))
    states = {entry.msgid: state_of(entry) for entry in entries if usable(entry)}
    compiled = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
    return _Catalogue(compiled, MappingProxyType(states))


def usable(entry: polib.POEntry) -> bool:
    """Whether the entry is translated, certain and still used."""
    return bool(entry.translated()) and not entry.obsolete and "fuzzy" not in entry.flags


def state_of(entry: polib.POEntry) -> str:
    """The review state in the entry's comment; a translation without one is a draft."""
    found = _REVIEW.search(entry.comment)
    return found[1] if found else "draft"


# Numbers, money and dates ---------------------------------------------------------------------

#: Sign between thousands and sign before decimals. Source: Unicode CLDR.
_SEPARATORS = {"vi": (".", ","), "lo": (".", ",")}

_CURRENCY_WORDS: dict[str, dict[Currency, str]] = {
    language: dict(zip(Currency, words.split("|"), strict=True))
    for language, words in {
        "th": "บาท|จ๊าต|เรียล|กีบ|ดอง|ดอลลาร์สหรัฐ",
        "en": "baht|kyat|riel|kip|dong|US dollars",
        "my": "ဘတ်|ကျပ်|ရီးယဲ|ကစ်|ဒေါင်|အမေရိကန် ဒေါ်လာ",
        "km": "បាត|គីយ៉ាត|រៀល|គីប|ដុង|ដុល្លារអាមេរិក",
        "lo": "ບາດ|ຈ໊າດ|ຣຽວ|ກີບ|ດົງ|ໂດລາສະຫະລັດ",
        "vi": "baht|kyat|riel|kip|đồng|đô la Mỹ",
    }.items()
}

#: First digit of each script that has its own.
_ZEROS = {"th": 0x0E50, "my": 0x1040, "km": 0x17E0, "lo": 0x0ED0}
_SCRIPTS = {
    "th": re.compile("[\u0e00-\u0e7f]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "en": re.compile("[a-z]{3,}$"),
}
#: A day in both eras. The Buddhist year is that of the Thai calendar (common year plus 543),
#: which the calendars of Cambodia, Myanmar and Viet Nam count differently: there it is named so.
_DAYS = {
    "th": "{day} {month} พ.ศ. {buddhist} (ค.ศ. {year})",
    "en": "{day} {month} {year} (B.E. {buddhist})",
    "my": "{year} ခုနှစ် {month}လ {day} ရက် (ထိုင်းသက္ကရာဇ် {buddhist})",
    "km": "ថ្ងៃទី {day} ខែ{month} ឆ្នាំ {year} (ព.ស. ថៃ {buddhist})",
    "lo": "{day} {month} ຄ.ສ. {year} (ພ.ສ. {buddhist})",
    "vi": "ngày {day} {month} năm {year} (Phật lịch Thái Lan {buddhist})",
}
_MONTHS = {
    "th": "{month} พ.ศ. {buddhist} (ค.ศ. {year})",
    "en": "{month} {year} (B.E. {buddhist})",
    "my": "{year} ခုနှစ် {month}လ (ထိုင်းသက္ကရာဇ် {buddhist})",
    "km": "ខែ{month} ឆ្នាំ {year} (ព.ស. ថៃ {buddhist})",
    "lo": "{month} ຄ.ສ. {year} (ພ.ສ. {buddhist})",
    "vi": "{month} năm {year} (Phật lịch Thái Lan {buddhist})",
}


def number(value: int | Decimal, language: str, *, places: int = 0) -> str:
    """The number with separators of the language, western digits and so many decimals."""
    thousands, point = _SEPARATORS.get(language, (",", "."))
    text = f"{value:,.{places}f}" if isinstance(value, Decimal) or places else f"{value:,d}"
    return text.translate({ord(","): thousands, ord("."): point})


def money(minor: int, currency: Currency | str, language: str, *, unit: bool = True) -> str:
    """The amount of whole minor units, every decimal shown, with the currency's name.

    Raises ``ValueError`` for a currency the house does not know.
    """
    known = Currency(currency)
    places = EXPONENT[known]
    text = number(Decimal(minor).scaleb(-places), language, places=places)
    return f"{text}\u00a0{currency_name(known, language)}" if unit else text


def currency_name(currency: Currency | str, language: str) -> str:
    """The everyday name of the currency in the language; in English for one without its words."""
    return _CURRENCY_WORDS[_with_figures(language)][Currency(currency)]


def _with_figures(language: str) -> str:
    """The language itself when it has words for amounts and dates, otherwise English."""
    return language if language in _DAYS else SOURCE_LANGUAGE


@lru_cache(maxsize=128)
def month_name(month: int, language: str) -> str:
    """The name of a month (1-12) as it stands inside a date."""
    if language == "vi":
        return f"tháng {month}"
    script = _SCRIPTS.get(language, _SCRIPTS[SOURCE_LANGUAGE])
    found = next(name for name, which in MONTHS.items() if which == month and script.match(name))
    return found.title() if script is _SCRIPTS[SOURCE_LANGUAGE] else found


def date_both_eras(day: date, language: str) -> str:
    """The day in the common era and the Buddhist era of the Thai calendar."""
    return _DAYS[_with_figures(language)].format(
        day=day.day,
        month=month_name(day.month, language),
        year=day.year,
        buddhist=buddhist_year(day.year),
    )


def month_both_eras(year: int, month: int, language: str) -> str:
    """The month of a common year in both eras."""
    named = month_name(month, language)
    form = _MONTHS[_with_figures(language)]
    text = form.format(month=named, year=year, buddhist=buddhist_year(year))
    return text[0].upper() + text[1:]


def date_forms(language: str) -> tuple[str, str]:
    """How a day and a month are written, with places for day, month, year and Buddhist year."""
    speaks = _with_figures(language)
    return _DAYS[speaks], _MONTHS[speaks]


def own_digits(text: str, language: str) -> str:
    """The text with western digits written in those of the language's script, if it has any."""
    zero = _ZEROS.get(language)
    return text.translate({0x30 + n: zero + n for n in range(10)}) if zero else text


# The check of the catalogues ------------------------------------------------------------------


def check_catalogues(folder: Path | None = None) -> list[str]:
    """Every fault of the catalogues, as one line each: ``language/domain: what: which sentence``.

    The English catalogue of a domain lists its sentences. Faults: a catalogue or translation is
    missing, a placeholder was lost or is unknown, a sentence English does not have, no review
    state.
    """
    place = folder or words_folder()
    faults: list[str] = []
    for source in sorted(place.glob(f"{SOURCE_LANGUAGE}/LC_MESSAGES/*.po")):
        wanted = {entry.msgid: entry for entry in polib.pofile(str(source)) if not entry.obsolete}
        for language in LANGUAGES:
            if language != SOURCE_LANGUAGE:
                path = place / language / "LC_MESSAGES" / source.name
                faults += [f"{language}/{source.stem}: {fault}" for fault in _faults(wanted, path)]
    return faults


def _faults(wanted: Mapping[str, polib.POEntry], path: Path) -> list[str]:
    if not path.is_file():
        return ["no catalogue"]
    entries = {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    faults = [f"not in English: {msgid}" for msgid in entries.keys() - wanted.keys()]
    for msgid in wanted:
        if msgid not in entries or not usable(entries[msgid]):
            faults.append(f"missing translation: {msgid}")
        else:
            faults += _entry_faults(entries[msgid])
    return sorted(faults)


def _entry_faults(entry: polib.POEntry) -> list[str]:
    faults = [] if _REVIEW.search(entry.comment) else [f"no review state: {entry.msgid}"]
    known = _places(entry.msgid) | _places(entry.msgid_plural)
    # A language with one plural form may speak of any number, one with several may name "one".
    kept = set.intersection(_places(entry.msgid), _places(entry.msgid_plural or entry.msgid))
    for text in list(entry.msgstr_plural.values()) or [entry.msgstr]:
        lost, strange = kept - _places(text), _places(text) - known
        faults += [f"lost placeholder {{{name}}}: {entry.msgid}" for name in sorted(lost)]
        faults += [f"unknown placeholder {{{name}}}: {entry.msgid}" for name in sorted(strange)]
    return faults


def _places(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))
