"""The answer about pay as plain text, to be copied into a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from saphan.foundation.words import Words
from saphan.web.public.help_words import Card
from saphan.web.public.pay_told import Answer, Told


def plain_text(told: Mapping[str, object], words: Words, link: str) -> str:
    """The answer in a few lines; ``told`` is what the page shows, ``link`` leads to it."""
    return "\n".join(_lines(told, words, link))


def _lines(told: Mapping[str, object], words: Words, link: str) -> Iterator[str]:
    yield words.say("Is my pay right?")
    answer = told["answer"]
    if isinstance(answer, Answer):
        yield str(told["when"])
        yield answer.badge[1]
        if answer.note:
            yield answer.note
        yield from (_line(line) for line in answer.lines)
    else:
        yield words.say("We do not know.")
    yield words.say("This is not legal advice. Talk to an organisation that helps workers:")
    contacts = told["contacts"]
    if isinstance(contacts, list):
        yield from (_contact(one) for one in contacts if isinstance(one, Card))
    yield link


def _line(line: Told) -> str:
    """Its heading, its verdict, its last arithmetic, its amounts."""
    parts = [
        f"{line.heading} ({line.when})" if line.when else line.heading,
        line.badge[1],
        *line.formula[-1:],
        *(f"{label}: {value}" for label, value in line.facts),
    ]
    return "• " + ". ".join(parts)


def _contact(one: Card) -> str:
    return " ".join([one.name, *(call.address.removeprefix("tel:") for call in one.calls)])
