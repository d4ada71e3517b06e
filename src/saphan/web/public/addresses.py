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
#: The one page to which something is sent, below the address of a language; no phone keeps it.
BY_CODE = "code/"
#: The checkers that a phone can answer by itself.
CHARGE, PAY = "charge", "pay"
#: What each of them needs for that, below the address of a language.
ANSWERS = {checker: f"answers-{checker}.js" for checker in (CHARGE, PAY)}


def pages(language: str) -> list[str]:
    """The address of every page of a language that is kept."""
    return [f"/{language}/{rest}" for rest in (*FIRST, *AFTERWARDS)]
