"""How the directory speaks: the words of its codes, and one service as a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saphan.domain.care.choosing import Choice, Speaks
from saphan.domain.care.codes import (
    DAYS,
    NATIONWIDE,
    Caution,
    Confidence,
    Helper,
    Need,
    Papers,
)
from saphan.domain.care.hours import Now, is_always
from saphan.domain.care.numbers import dialled
from saphan.domain.care.plain import clock
from saphan.domain.care.records import Hours, Listing, Phone, Spot
from saphan.foundation.words import Words, date_both_eras

NEEDS: Mapping[Need, str] = {
    Need.EMERGENCY: "Danger, accident, police",
    Need.WAGES: "Wages and working hours",
    Need.COMPLAINT: "Complain about an employer or agent",
    Need.DOCUMENTS: "Work permit, passport and other papers",
    Need.LEGAL: "Advice about the law",
    Need.VIOLENCE: "Violence",
    Need.TRAFFICKING: "Forced work and human trafficking",
    Need.SHELTER: "A safe place to stay",
    Need.HEALTH: "Health",
    Need.CHILDREN: "Children and young people",
    Need.UNION: "Trade unions",
    Need.CONSULAR: "My embassy or consulate",
    Need.REFUGEES: "Refugees",
    Need.FRAUD: "Cheated by telephone or internet",
    Need.INFORMATION: "Information and advice",
}
HELPERS: Mapping[Helper, str] = {
    Helper.GOVERNMENT: "Government office",
    Helper.POLICE: "Police",
    Helper.EMBASSY: "Embassy or consulate",
    Helper.NGO: "Organisation that is not the government",
    Helper.CLINIC: "Clinic",
    Helper.UNION: "Trade union",
    Helper.INTERNATIONAL: "International organisation",
    Helper.UNKNOWN: "Not known",
}
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "th": "Thai",
    "my": "Burmese",
    "km": "Khmer",
    "lo": "Lao",
    "vi": "Vietnamese",
    "shn": "Shan",
    "kar": "Karen",
    "mnw": "Mon",
    "zh": "Chinese",
    "ja": "Japanese",
    "ms": "Malay",
}
#: The provinces in which services of the list lie. Source: ISO 3166-2:TH.
PROVINCES: Mapping[str, str] = {
    "TH-10": "Bangkok",
    "TH-21": "Rayong",
    "TH-23": "Trat",
    "TH-27": "Sa Kaeo",
    "TH-43": "Nong Khai",
    "TH-49": "Mukdahan",
    "TH-50": "Chiang Mai",
    "TH-57": "Chiang Rai",
    "TH-63": "Tak",
    "TH-82": "Phang Nga",
    "TH-83": "Phuket",
    "TH-85": "Ranong",
    "TH-90": "Songkhla",
}
CAUTIONS: Mapping[Caution, str] = {
    Caution.SAME_PROVINCE: "It reaches only the province from which you call.",
    Caution.MENU_MAY_HAVE_CHANGED: "The key to press may have changed. Listen to the menu.",
    Caution.FEW_ANSWERED: "Only about one call in five was answered, its source says.",
    Caution.UNDER_18: "For children and young people under 18.",
    Caution.THAI_ABROAD: "For Thai citizens who are in another country.",
    Caution.FISHING_PORTS: "For fishing ports.",
    Caution.OTHER_LANGUAGES_NOT_STATED: "Other languages may be spoken; its source does not say.",
    Caution.NO_LAO_STAFF: "There was no staff for Lao; Thai is spoken with Lao speakers.",
    Caution.NOT_KNOWN_WHETHER_OPEN: "It was planned. Whether it has opened is not known.",
    Caution.ALSO_ELSEWHERE: "Also in other provinces at the border; its source does not say which.",
    Caution.CALL_CENTRE_SCAMS: "For scams by call centres.",
}
_CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.A: "The owner, an authority, or two sources say so",
    Confidence.B: "One other source says so",
    Confidence.C: "The source is old or unclear",
}
_PAPERS: Mapping[Papers, str] = {
    Papers.YES: "Yes",
    Papers.NO: "No",
    Papers.UNKNOWN: "Not known",
}
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPEAKS: Mapping[Speaks, str] = {
    Speaks.NOT_KNOWN: "It is not known whether they speak this language",
    Speaks.NO: "They speak other languages: ask somebody to call for you",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One number to tap: where it leads, its words, what to do after the call is answered."""

    address: str
    words: str
    afterwards: str


@dataclass(frozen=True, slots=True)
class Card:
    """One service in the words of a language; ``name`` is as its source has it."""

    key: str
    name: str
    calls: tuple[Call, ...]
    silent: str
    facts: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    badge: tuple[str, str] | None
    standing: str
    sources: tuple[str, ...]


def card(listing: Listing, words: Words) -> Card:
    """The card of a service, without what is true only at this moment."""
    return Card(
        key=listing.key,
        name=listing.name,
        calls=tuple(_call(phone, words) for phone in listing.dialled),
        silent=_silent(listing, words),
        facts=tuple(_facts(listing, words)),
        cautions=tuple(words.say(CAUTIONS[one]) for one in listing.cautions),
        badge=None,
        standing=" · ".join(_standing(listing, words)),
        sources=listing.sources,
    )


def note_of(choice: Choice, words: Words, *, now: bool) -> tuple[str, str] | None:
    """Tone and words of what is special about a choice: its language, or that it is open."""
    if choice.speaks in _SPEAKS:
        return "unknown", words.say(_SPEAKS[choice.speaks])
    if not now:
        return None
    if choice.now is Now.OPEN:
        return "fine", words.say("Open now")
    return "unknown", words.say("Hours are not known")


def hours_in_words(hours: Iterable[Hours], words: Words) -> str:
    """Hours of a week in a line, or that they are not known."""
    told = tuple(hours)
    if not told:
        return words.say("Hours are not known")
    if is_always(told):
        return words.say("Day and night, every day")
    return "; ".join(f"{_days(one, words)} {clock(one.opens)}–{clock(one.closes)}" for one in told)


def _days(hours: Hours, words: Words) -> str:
    return ", ".join(words.say(_WEEK[DAYS.index(day)]) for day in hours.days)


def _call(phone: Phone, words: Words) -> Call:
    parts: list[str] = []
    if phone.extension:
        parts.append(words.say("extension {number}", number=phone.extension))
    if phone.menu:
        parts.append(words.say("then press {number}", number=phone.menu))
    if phone.languages:
        parts.append(f"({_names(phone.languages, words)})")
    return Call(
        f"tel:{dialled(phone.number)}",
        words.say("Call {number}", number=phone.number),
        " ".join(parts),
    )


def _silent(listing: Listing, words: Words) -> str:
    """Why there is nothing to tap, empty when there is."""
    if listing.dialled:
        return ""
    if listing.other_number and listing.phones:
        return words.say(
            "Two numbers are published for this line: {one} and {other}. "
            "We do not know which is right.",
            one=listing.phones[0].number,
            other=listing.other_number,
        )
    return words.say("No telephone number is known yet.")


def _facts(listing: Listing, words: Words) -> Iterable[tuple[str, str]]:
    spoken = listing.languages or tuple(
        dict.fromkeys(code for phone in listing.phones for code in phone.languages)
    )
    yield words.say("Languages"), _names(spoken, words) if spoken else words.say("Not known")
    yield words.say("Hours"), hours_in_words(listing.hours, words)
    yield words.say("Where"), _where(listing, words)
    yield words.say("Who it is"), words.say(HELPERS[listing.helper])
    yield words.say("Do they ask for papers?"), words.say(_PAPERS[listing.papers])


def _names(languages: Iterable[str], words: Words) -> str:
    return ", ".join(words.say(LANGUAGES[code]) for code in languages)


def _where(listing: Listing, words: Words) -> str:
    lies = [
        ", ".join(part for part in (spot.address, spot.place, _province(spot, words)) if part)
        for spot in listing.located
    ]
    lies = [told for told in lies if told]
    if lies:
        return "; ".join(lies)
    if NATIONWIDE in listing.serves:
        return words.say("Whole country")
    areas = [place(area, words) for area in listing.serves]
    return ", ".join(areas) or words.say("Not known")


def _province(spot: Spot, words: Words) -> str:
    return place(spot.province, words) if spot.province else ""


def place(code: str, words: Words) -> str:
    """The name of a province, or that it lies in another country."""
    if code in PROVINCES:
        return words.say(PROVINCES[code])
    return code if code.startswith("TH-") else words.say("Outside Thailand")


def _standing(listing: Listing, words: Words) -> Iterable[str]:
    if listing.verified_on:
        yield words.say(
            "Verified on {day}", day=date_both_eras(listing.verified_on, words.language)
        )
    elif listing.year:
        yield words.say("Not verified. The source is of the year {year}.", year=listing.year)
    else:
        yield words.say("Not verified. The source does not say its year.")
    yield words.say(_CONFIDENCE[listing.confidence])
