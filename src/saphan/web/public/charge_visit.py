"""One visit to the question about charges: what was given, in which language, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from saphan.foundation.words import Words
from saphan.web.public import charge_words
from saphan.web.public.charge_query import Given, Pairs, read


@dataclass(frozen=True)
class Visit:
    """One visit: the language, what was given, the day."""

    language: str
    given: Given
    today: date

    @cached_property
    def words(self) -> Words:
        """The words of the language."""
        return Words(self.language, *charge_words.CATALOGUES)

    def link(self, *without: str, **more: str) -> str:
        """The query string with everything that was given, but for what is asked anew."""
        pairs = [*self.given.pairs(*without), *more.items()]
        return f"?{urlencode(pairs)}"


def visit_of(request: HttpRequest, language: str) -> Visit:
    """What a request asks, in which language, on which day."""
    today = timezone.localdate()
    return Visit(language, read(request.GET, today=today), today)


def answer_pairs(given: Given) -> Pairs:
    """The query string of the answer itself."""
    return [*given.pairs("answer"), ("answer", "1")]


def link_of(request: HttpRequest, visit: Visit) -> str:
    """The whole address of the answer: it holds what was chosen, not who chose it."""
    query = urlencode(answer_pairs(visit.given))
    return request.build_absolute_uri(f"/{visit.language}/charge/?{query}")
