"""The addresses of the public pages that are kept for times without a network."""

from __future__ import annotations

from saphan.domain.care.codes import Need
from saphan.rulebook.plain import TOPICS

#: The pages without which nothing works, below the address of a language.
FIRST = ("", "charge/", "pay/", "help/", "rights/")
#: The rest, which is fetched afterwards, one by one.
AFTERWARDS = (
    *(f"help/{need.value}/" for need in Need),
    *(f"rights/{topic}/" for topic in TOPICS),
)
#: The answers that a phone gives by itself, below the address of a language.
ANSWERS = "answers.js"


def pages(language: str) -> list[str]:
    """The address of every page of a language that is kept."""
    return [f"/{language}/{rest}" for rest in (*FIRST, *AFTERWARDS)]
