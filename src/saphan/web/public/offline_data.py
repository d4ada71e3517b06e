"""What a phone keeps to answer by itself: one file for each checker and language.

The texts are made by the same functions that make the pages; here they are only laid out so that
each is written once.
"""

from __future__ import annotations

import json
from datetime import date

from django.template.loader import render_to_string
from django.utils.html import escape

from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, currency_name, date_both_eras, number, own_digits
from saphan.web.public import offline_charge, offline_pay
from saphan.web.public.addresses import CHARGE, PAY
from saphan.web.public.offline_pieces import Pieces

#: Languages whose readers count in the digits of their script, as on the pages about pay.
_OWN_DIGITS = frozenset({"my", "km"})
#: Shows how a language writes an amount: thousands, then the point.
_SAMPLE = 1234
_MADE = "This answer was made without a network, from the rules as of {day}."
_MISSING = (
    "This answer needs a network. It is not kept here. "
    "Try again when you have a network, or ask somebody who helps workers."
)
_ADVICE = "This is not legal advice. Talk to an organisation that helps workers:"
_TITLES = {CHARGE: "Is this charge legal?", PAY: "Is my pay right?"}


def rules_as_of(on: date) -> date:
    """The day on which a rule of this law book was last looked up, ``on`` at the latest."""
    days = [row.checked for rule in law_book() for row in rule.rows if row.checked <= on]
    return max(days, default=on)


def answers_script(language: str, checker: str, *, on: date) -> str:
    """The file of a checker: it sets ``saphanKept`` to everything the page's scripts need."""
    told = answers_of(language, checker, on=on)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.saphanKept={safe};\n"


def answers_of(language: str, checker: str, *, on: date) -> dict[str, object]:
    """What a checker, ``CHARGE`` or ``PAY``, needs on a day, as values that JSON knows."""
    pieces = Pieces()
    of = {CHARGE: offline_charge, PAY: offline_pay}[checker]
    words = Words(language, *of.CATALOGUES)
    made = {CHARGE: offline_charge.answers, PAY: offline_pay.rules}[checker]
    forms = {CHARGE: offline_charge.form, PAY: offline_pay.form}
    return {
        "day": on.isoformat(),
        "rules": rules_as_of(on).isoformat(),
        "until": of.holds_until(on).isoformat(),
        "title": words.say(_TITLES[checker]),
        "says": _says(words, on),
        "figures": _figures(language),
        checker: made(words, pieces, on),
        "form": forms[checker](words, on),
        "pieces": pieces.texts,
    }


def _says(words: Words, on: date) -> dict[str, object]:
    """The sentences of every answer as HTML; places are filled by the script."""
    badges = {tone: _badge(tone, "{words}") for tone in ("stop", "unknown", "fine", "plain")}
    return {
        "rules": escape(words.say("Where does this come from?")),
        "badges": badges,
        "missing": f"<p>{_badge('unknown', words.say(_MISSING))}</p>",
        "end": _end(words, on),
    }


def _end(words: Words, on: date) -> str:
    """What stands under every answer: whom to talk to, and how old the rules are."""
    told = {
        "advice": words.say(_ADVICE),
        "help": words.say("Who can help me?"),
        "made": words.say(_MADE, day=date_both_eras(rules_as_of(on), words.language)),
    }
    return Pieces.packed(render_to_string("web/public/kept_end.html", told))


def _badge(tone: str, words: str) -> str:
    told = {"tone": tone, "words": words, "language": ""}
    return Pieces.packed(render_to_string("web/parts/badge.html", told))


def _figures(language: str) -> dict[str, str]:
    """How amounts in baht are written: thousands, point, digits, currency."""
    thousands = number(_SAMPLE, language)[1]
    digits = "0123456789"
    return {
        "thousands": thousands,
        "point": "," if thousands == "." else ".",
        "digits": own_digits(digits, language) if language in _OWN_DIGITS else digits,
        "unit": currency_name("THB", language),
    }
