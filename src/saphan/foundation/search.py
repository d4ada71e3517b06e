"""Search: which things hold these words, in six scripts, on either database.

Actions write what may be found (``index``, ``forget``) in the transaction of what they do; queries
ask (``matching``, ``ranked``) and say on whose behalf. What is written here can be read by whoever
reads the database: never index names, phones or stories of people, nor anything that is encrypted
elsewhere. They are found by fingerprints (``crypto.blind_index``) or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models, transaction
from django.db.models import Case, Min, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from saphan.domain.text.search import asked, bare, search_form
from saphan.foundation.models import SearchText

#: The longest text that is kept of one thing in one language, in letters.
LONGEST = 100_000

#: Kinds of things that are people: their words are never searched here.
_PEOPLE = frozenset(
    {"alias", "client", "consent", "contact", "identity", "member", "name", "person", "worker"}
)
#: How every token of the vault begins (Fernet, version 128).
_TOKEN = re.compile(r"gAAAAA[\w-]{40}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be found of one thing: by language, its title in the first line, then the rest.

    ``organisation`` is whose it is; None: everybody may find it. A language may be "" when nobody
    knows it.
    """

    kind: str
    subject: UUID
    organisation: UUID | None
    texts: Mapping[str, str]


def index(*entries: Entry) -> None:
    """Keep what may be found of these things, in place of what was kept of them before.

    Raises ``RuntimeError`` outside a transaction, ``ValueError`` for people and encrypted text.
    """
    rows = [row for entry in entries for row in _rows(entry)]
    for kind, subjects in _by_kind(entries).items():
        forget(kind, subjects)
    SearchText.objects.bulk_create(rows, batch_size=500)


def forget(kind: str, subjects: Iterable[UUID]) -> None:
    """Keep nothing of these things any more. Raises ``RuntimeError`` outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("what may be found changes in the transaction of its action")
    SearchText.objects.filter(kind=kind, subject__in=list(subjects)).delete()


def matching(kind: str, text: str, *, within: Collection[UUID]) -> QuerySet[SearchText]:
    """The rows of a kind that hold every word of the text, accents or not; all when none is asked.

    ``within`` are the organisations on whose behalf is asked; their rows and those of nobody are
    found. ``.values("subject")`` narrows another query. Words are pieces: ``จ้าง`` finds ``ค่าจ้าง``.
    """
    rows = SearchText.objects.filter(kind=kind)
    rows = rows.filter(Q(organisation=None) | Q(organisation__in=list(within)))
    for word in bare(asked(text)).split():
        rows = rows.filter(bare__holds=word)
    return rows


def ranked(kind: str, text: str, *, within: Collection[UUID], most: int = 50) -> list[UUID]:
    """The things that hold the text, best first, each once, at most so many.

    First a title that is the text, then one that begins with it, a word that begins with it, the
    text anywhere, anywhere without accents, its words apart; among equals the earlier in the text.
    """
    phrase = asked(text)
    if not phrase:
        return []
    rows = matching(kind, text, within=within).values("subject")
    found = rows.annotate(
        place=Min(_place(phrase)), at=Min(StrIndex("bare", Value(bare(phrase))))
    ).order_by("place", "at", "subject")
    return [row["subject"] for row in found[:most]]


def _place(phrase: str) -> Case:
    """How well a row fits, 0 is best."""
    title = Q(body=phrase) | Q(body__startswith=phrase + "\n")
    word = Q(body__contains=" " + phrase) | Q(body__contains="\n" + phrase)
    begins, inside = Q(body__startswith=phrase), Q(body__contains=phrase)
    places = (title, begins, word, inside, Q(bare__contains=bare(phrase)))
    whens = [When(place, then=Value(number)) for number, place in enumerate(places)]
    return Case(*whens, default=Value(len(places)), output_field=models.IntegerField())


def _rows(entry: Entry) -> list[SearchText]:
    if _PEOPLE & set(re.split(r"[^a-z]+", entry.kind.lower())):
        raise ValueError(f"people are not found by their words: {entry.kind}")
    if any(map(_TOKEN.search, entry.texts.values())):
        raise ValueError(f"an encrypted text is not searched: {entry.kind}")
    forms = {language: search_form(text[:LONGEST]) for language, text in entry.texts.items()}
    return [
        SearchText(
            kind=entry.kind,
            subject=entry.subject,
            organisation=entry.organisation,
            language=language,
            body=form,
            bare=bare(form),
        )
        for language, form in forms.items()
        if form
    ]


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for entry in entries:
        found.setdefault(entry.kind, []).append(entry.subject)
    return found
