"""Which services fit what somebody asks for, the most useful first.

A filter leaves out only what is known not to fit. What is not known stays, behind what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from saphan.domain.care.codes import NATIONWIDE, NEAR, NOT_FOR_WORKERS_HERE, Caution, Need, Papers
from saphan.domain.care.hours import Now, open_at
from saphan.domain.care.records import Listing

#: With fewer that may speak the language, services that speak Thai or English are offered as well.
_ENOUGH = 3
#: Unfit, cannot be called, how far, how well sourced, name: the smaller comes first.
Worth = tuple[bool, bool, int, str, str]


class Speaks(IntEnum):
    """Whether a service speaks the language that is asked for."""

    YES = 0
    NOT_KNOWN = 1
    NO = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for. Nothing given: everything.

    ``language`` is an ISO 639 code, ``province`` an ISO 3166-2 code; ``no_papers`` leaves out
    what is known to ask for papers, ``open_now`` what is known to be closed. ``text`` are words in
    any language, which the search answers before anything is chosen here. ``reader`` is the
    language of the page: it leaves nothing out, but decides what stands first.
    """

    need: Need | None = None
    language: str = ""
    province: str = ""
    no_papers: bool = False
    open_now: bool = False
    text: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One service that fits, whether it speaks the language, whether it is open now."""

    listing: Listing
    speaks: Speaks
    now: Now


def choose(listings: Iterable[Listing], asked: Asked, *, at: datetime) -> list[Choice]:
    """The services that fit, in the order in which to try them; ``at`` is local time."""
    fitting = [
        Choice(one, speaks(one, asked.language), open_at(one.hours, at))
        for one in listings
        if _fits(one, asked)
    ]
    if asked.open_now:
        fitting = [choice for choice in fitting if choice.now is not Now.CLOSED]
    return sorted(_spoken(fitting), key=lambda choice: _order(choice, asked))


def nearest(
    listings: Iterable[Listing], *, need: Need, language: str, province: str, limit: int
) -> list[Listing]:
    """The services to name beside an answer: they can be called, and fit as well as can be had.

    Those of the need come first, then those of the needs nearest to it. When none of the first
    ones surely speaks the language, the last gives way to one that does.
    """
    needs = (need, *NEAR[need])
    ranked = sorted(
        (
            one
            for one in listings
            if set(needs) & set(one.needs) and _helps(one, language, province)
        ),
        key=lambda one: _nearness(one, needs, language, province),
    )
    first, others = ranked[:limit], ranked[limit:]
    spoken = next((one for one in others if speaks(one, language) is Speaks.YES), None)
    if spoken and first and not any(speaks(one, language) is Speaks.YES for one in first):
        first[-1] = spoken
    return first


def _helps(listing: Listing, language: str, province: str) -> bool:
    """Whether it can be called from here by somebody who speaks the language, or with help."""
    unfit = NOT_FOR_WORKERS_HERE & set(listing.cautions)
    understood = speaks(listing, language) is not Speaks.NO or _in_between(listing)
    return bool(listing.dialled) and not unfit and understood and _reaches(listing, province)


def _in_between(listing: Listing) -> bool:
    """Whether it speaks Thai or English, so that somebody else can call for a worker."""
    return bool({"th", "en"} & _languages(listing))


def _nearness(
    listing: Listing, needs: Sequence[Need], language: str, province: str
) -> tuple[bool, bool, int, Speaks, Worth]:
    place = next(at for at, need in enumerate(needs) if need in listing.needs)
    known = speaks(listing, language)
    foreign = known is Speaks.NO and place > 0
    return place > 0, foreign, place, known, _worth(listing, province)


def speaks(listing: Listing, language: str) -> Speaks:
    """Whether it speaks the language, as far as its source says."""
    if not language or language in _languages(listing):
        return Speaks.YES
    open_ended = Caution.OTHER_LANGUAGES_NOT_STATED in listing.cautions
    return Speaks.NOT_KNOWN if open_ended or not _languages(listing) else Speaks.NO


def _languages(listing: Listing) -> frozenset[str]:
    lines = (language for phone in listing.phones for language in phone.languages)
    return frozenset((*listing.languages, *lines))


def _fits(listing: Listing, asked: Asked) -> bool:
    needed = asked.need is None or asked.need in listing.needs
    refused = asked.no_papers and listing.papers is Papers.YES
    return needed and not refused and _reaches(listing, asked.province)


def _reaches(listing: Listing, province: str) -> bool:
    reached = not province or province in listing.serves or NATIONWIDE in listing.serves
    return reached or not listing.serves


def _spoken(choices: list[Choice]) -> list[Choice]:
    """Those that may speak the language; when they are few, those with Thai or English as well."""
    may = [choice for choice in choices if choice.speaks is not Speaks.NO]
    if len(may) >= _ENOUGH:
        return may
    return may + [
        choice for choice in choices if choice.speaks is Speaks.NO and _in_between(choice.listing)
    ]


def _order(choice: Choice, asked: Asked) -> tuple[Speaks, bool, bool, bool, Speaks, Worth]:
    """What was asked for comes first, then what can be called, then the language of the page."""
    closed = asked.open_now and choice.now is Now.UNKNOWN
    papers = asked.no_papers and choice.listing.papers is not Papers.NO
    worth = _worth(choice.listing, asked.province)
    read = speaks(choice.listing, asked.reader)
    return choice.speaks, closed, papers, worth[0] or worth[1], read, worth


def _worth(listing: Listing, province: str) -> Worth:
    """Callable, near and well sourced services first; names decide between equals."""
    unfit = bool(NOT_FOR_WORKERS_HERE & set(listing.cautions))
    near = 0 if province in listing.serves else 1 if NATIONWIDE in listing.serves else 2
    return unfit, not listing.dialled, near, listing.confidence.value, listing.name
