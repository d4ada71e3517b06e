"""What a notice can say: five sentences by code, and the few harmless facts that stand in them.

Free text is impossible. A message lies open on a telephone that others look at: it never tells
what somebody needs, who she is, whom she works for, or an amount.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from saphan.domain.refusals import Incomplete, Refused


class Template(StrEnum):
    """One message by its code."""

    NEWS = "news"
    APPOINTMENT = "appointment"
    CONTACT = "contact"
    REFERRAL_WAITS = "referral_waits"
    REFERRAL_ANSWERED = "referral_answered"


class Fact(StrEnum):
    """A fact that may stand in a message: a code, the telephone of the centre, a page of ours."""

    CODE = "code"
    PHONE = "phone"
    LINK = "link"


#: What each message says in English; the catalogue ``notices`` translates it. What she has to do
#: something with, the number, stands first.
SENTENCES: Mapping[Template, str] = {
    Template.NEWS: "{phone}: there is news about your request {code}. Call, or come to the centre.",
    Template.APPOINTMENT: "{phone}: you have an appointment. Call and say {code}.",
    Template.CONTACT: "{phone}: please contact us and say {code}.",
    Template.REFERRAL_WAITS: "{link} A referral waits for your answer.",
    Template.REFERRAL_ANSWERED: "{code}: an answer to a referral arrived.",
}
#: The heading of every e-mail, whatever it says.
HEADING = "A message for you"

#: What stands in each message, no more and no less.
PLACES: Mapping[Template, frozenset[Fact]] = {
    Template.NEWS: frozenset({Fact.PHONE, Fact.CODE}),
    Template.APPOINTMENT: frozenset({Fact.PHONE, Fact.CODE}),
    Template.CONTACT: frozenset({Fact.PHONE, Fact.CODE}),
    Template.REFERRAL_WAITS: frozenset({Fact.LINK}),
    Template.REFERRAL_ANSWERED: frozenset({Fact.CODE}),
}

#: The shape of each fact, so narrow that no name and no sentence fits.
SHAPES: Mapping[Fact, re.Pattern[str]] = {
    Fact.CODE: re.compile(r"[A-Z]-[0-9A-HJKMNP-TV-Y]{4}-[0-9A-HJKMNP-TV-Y]{4}"),
    Fact.PHONE: re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,14}"),
    Fact.LINK: re.compile(
        r"https?://[a-z0-9.-]{1,60}(?::[0-9]{1,5})?(?:/[A-Za-z0-9_-]{1,64}){1,4}/?"
    ),
}
LONGEST: Mapping[Fact, int] = {Fact.CODE: 11, Fact.PHONE: 20, Fact.LINK: 92}


def check_facts(template: Template, facts: Mapping[str, str]) -> None:
    """Nothing when these are the facts of the message, each in its shape.

    Raises ``Incomplete("notice.fact_missing", fact=...)``, ``Refused("notice.fact_unknown", ...)``
    or ``Refused("notice.fact_unfit", ...)``; the fact itself is never told.
    """
    wanted = PLACES[template]
    for fact in sorted(wanted):
        if fact not in facts:
            raise Incomplete("notice.fact_missing", fact=fact.value)
    for name, value in facts.items():
        if name not in wanted:
            raise Refused("notice.fact_unknown", fact=_code(name))
        fact = Fact(name)
        if len(value) > LONGEST[fact] or not SHAPES[fact].fullmatch(value):
            raise Refused("notice.fact_unfit", fact=fact.value)


def _code(name: str) -> str:
    """The name of a fact, unless it is long enough to be one itself."""
    return name if re.fullmatch(r"[a-z_]{1,16}", name) else "-"
