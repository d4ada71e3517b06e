"""The common answers of one language in one file, so that a phone can give them by itself.

The answers are made by the same functions that make the pages; here they are only laid out so
that each text is written once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from django.template.loader import render_to_string
from django.utils.html import escape

from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, currency_name, date_both_eras, number, own_digits
from saphan.web.public import offline_charge, offline_pay
from saphan.web.public.offline_pieces import Pieces
from saphan.web.public.pay_steps import Field
from saphan.web.public.pay_words import FAULTS

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
_SHORT = "You may be short by at least {amount} for these days."
_RIGHT = "What could be counted looks right, but not everything is known."


def rules_as_of(on: date) -> date:
    """The day on which a rule of this law book was last looked up, ``on`` at the latest."""
    days = [row.checked for rule in law_book() for row in rule.rows if row.checked <= on]
    return max(days, default=on)


def answers_script(language: str, *, on: date) -> str:
    """The file: it sets ``saphanKept`` to everything the page's script needs."""
    told = answers_of(language, on=on)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.saphanKept={safe};\n"


def answers_of(language: str, *, on: date) -> dict[str, object]:
    """The common answers of a language on a day, as values that JSON knows."""
    about_pay = Words(language, *offline_pay.CATALOGUES)
    about_charges = Words(language, *offline_charge.CATALOGUES)
    pieces = Pieces()
    return {
        "day": on.isoformat(),
        "rules": rules_as_of(on).isoformat(),
        "until": {
            "charge": offline_charge.holds_until(on).isoformat(),
            "pay": offline_pay.holds_until(on).isoformat(),
        },
        "says": _says(about_pay, on),
        "figures": _figures(language),
        "charge": offline_charge.answers(about_charges, pieces, on),
        "pay": offline_pay.wages(about_pay, pieces, on),
        "forms": {
            "charge": _form(offline_charge.fields(about_charges, on), about_pay),
            "pay": _form(offline_pay.fields(about_pay), about_pay),
        },
        "pieces": pieces.texts,
    }


def _form(fields: Iterable[Field], words: Words) -> str:
    told = {"fields": list(fields), "show": words.say("Show the answer")}
    return Pieces.packed(render_to_string("web/public/kept_form.html", told))


def _says(words: Words, on: date) -> dict[str, str]:
    """The sentences of the answer as HTML; ``{amount}`` and ``{help}`` are filled by the script."""

    def say(text: str) -> str:
        return escape(words.say(text, amount="{amount}"))

    return {
        "charge": say("Is this charge legal?"),
        "pay": say("Is my pay right?"),
        "rules": say("Where does this come from?"),
        "due": say("Should have been paid"),
        "was": say("Was paid"),
        "short": say("Missing"),
        "least": say("at least {amount}"),
        "wrong": f'<p class="fault">{say(FAULTS["not_a_number"])}</p>',
        "stop": _badge("stop", words.say(_SHORT, amount="{amount}")),
        "open": _badge("unknown", words.say(_RIGHT)),
        "missing": _badge("unknown", words.say(_MISSING)),
        "end": _end(words, on),
    }


def _end(words: Words, on: date) -> str:
    """What stands under every answer: whom to talk to, and how old the rules are."""
    rules = date_both_eras(rules_as_of(on), words.language)
    told = {
        "advice": words.say(_ADVICE),
        "help": words.say("Who can help me?"),
        "made": words.say(_MADE, day=rules),
    }
    return Pieces.packed(render_to_string("web/public/kept_end.html", told))


def _badge(tone: str, words: str) -> str:
    told = {"tone": tone, "words": words, "language": ""}
    return f"<p>{Pieces.packed(render_to_string('web/parts/badge.html', told))}</p>"


def _figures(language: str) -> dict[str, str]:
    """How amounts in baht are written: thousands, point, digits, currency."""
    thousands = number(_SAMPLE, language)[1]
    digits = "0123456789"
    return {
        "thousands": thousands,
        "point": "," if thousands == "." else ".",
        "digits": own_digits(digits, language) if language in _OWN_DIGITS else digits,
        "unit": f"\u00a0{currency_name('THB', language)}",
    }
