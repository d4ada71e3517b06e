"""A referral as a formal Thai letter on one page, with an answer slip to cut off.

It carries the least that helps: initials or a code unless a protocol covers the name, contact
through the sender only, never an immigration status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from saphan.domain.period import buddhist_year
from saphan.foundation.paper.document import Block, Facts, Letter, Paragraph, TearOff, Text
from saphan.foundation.words import Words, month_name
from saphan.pillars.care.extract.claim_words import LANGUAGE, thai
from saphan.pillars.care.extract.statement import Sender

#: The most names that a letter of one page can hold; the others are told on the telephone.
MOST_NAMES = 12
#: The longest text of each kind, in letters, so that the page stays one.
_LONG, _MIDDLE = 400, 200
TONGUES = {
    "th": "Thai",
    "en": "English",
    "my": "Burmese",
    "km": "Khmer",
    "lo": "Lao",
    "vi": "Vietnamese",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a letter asks. Words of codes come in Thai; ``people`` as they may be named.

    ``answer_by`` is when an answer is asked for; ``link`` the page for it, empty for none.
    ``answers`` are what can be ticked, true with room to write, ``refusals`` the reasons to refuse.
    """

    code: str
    case_code: str
    day: date
    sender: Sender
    signed_by: str
    service: str
    need: str
    urgency: str
    answer_by: datetime | None
    people: Sequence[str]
    named: bool
    language: str
    staff: str
    reason: str
    withheld: str
    amount: str
    link: str
    answers: Sequence[tuple[str, bool]]
    refusals: Sequence[str]

    def __repr__(self) -> str:
        """Only the code, so that no log or error page tells about people."""
        return f"Asked({self.code})"


def letter(asked: Asked, *, demo: bool = False) -> Letter:
    """The letter as a paper."""
    words = thai()
    rows: list[tuple[Text, Text]] = [
        (words.say("Subject"), words.say("Request for help: referral of people to your service")),
        (words.say("To (formal)"), _cut(asked.service)),
        (words.say("Enclosed"), words.say("Answer slip at the foot of this letter, 1 copy")),
    ]
    sender = asked.sender
    above = [sender.name, *_cut(sender.address).splitlines()[:4]]
    if sender.phone:
        above.append(words.say("Telephone {phone}", phone=sender.phone))
    blocks = tuple(_blocks(asked, words))
    foot = _foot(asked, words)
    return Letter(
        title=words.say("Referral letter"),
        languages=(LANGUAGE,),
        code=asked.code,
        day=asked.day,
        reference=words.say("Ref. {code}", code=asked.code),
        sender=[_cut(line) for line in above],
        dated=buddhist_day(asked.day),
        rows=rows,
        blocks=blocks,
        closing=_closing(asked, words),
        tear_off=foot,
        demo=demo,
        draft=words.said_unreviewed,
    )


def _closing(asked: Asked, words: Words) -> list[Text]:
    return [
        words.say("Yours respectfully"),
        "\n" + "." * 50,
        f"( {_cut(asked.signed_by) or '.' * 40} )",
        _cut(asked.sender.name),
    ]


def buddhist_day(day: date) -> str:
    """A day as formal Thai letters write it."""
    return f"{day.day} {month_name(day.month, LANGUAGE)} พ.ศ. {buddhist_year(day.year)}"


def _blocks(asked: Asked, words: Words) -> Iterator[Block]:
    count = len(asked.people)
    yield Paragraph(words.say(_OPENING, sender=_cut(asked.sender.name), number=count))
    yield Facts([*_facts(asked, words)])
    yield Paragraph(words.say(_END))


_OPENING = (
    "{sender} was asked for help by {number} people. They agreed that your service is told what"
    " this letter says. We ask you to consider helping them:"
)
_END = "We ask for your kind consideration, and to hear from you with the slip below."


def _facts(asked: Asked, words: Words) -> Iterator[tuple[Text, Text]]:
    yield words.say("Help that is needed"), asked.need
    yield words.say("Urgency"), _urgency(asked, words)
    yield words.say("Number of people"), words.say("{number} people", number=len(asked.people))
    yield words.say("Names" if asked.named else "Initials or codes"), _people(asked, words)
    if asked.case_code:
        yield words.say("Case code"), asked.case_code
    yield words.say("Language"), _language(asked, words)
    if asked.staff:
        yield words.say("They ask to be received by"), asked.staff
    if asked.reason:
        yield words.say("Reason in short"), _cut(asked.reason, _LONG)
    if asked.amount:
        yield words.say("Claimed in all"), asked.amount
    phone = asked.sender.phone or "." * 24
    yield (
        words.say("Safe contact"),
        words.say(_CONTACT, sender=_cut(asked.sender.name), phone=phone),
    )
    yield words.say("Not to be disclosed"), _withheld(asked, words)


_CONTACT = "Only through {sender}, telephone {phone}. Please do not contact the people directly."
_TO_NOBODY = "Please tell nothing of this letter to employers, brokers or anybody else."


def _urgency(asked: Asked, words: Words) -> str:
    if asked.answer_by is None:
        return asked.urgency
    at = asked.answer_by
    by = words.say("{day} at {time}", day=buddhist_day(at.date()), time=f"{at:%H:%M}")
    return words.say("{urgency}; please answer by {by}", urgency=asked.urgency, by=by)


def _people(asked: Asked, words: Words) -> str:
    named = [_cut(one, 70) for one in asked.people[:MOST_NAMES]]
    more = len(asked.people) - len(named)
    if more:
        named.append(words.say("and {number} more, told by telephone", number=more))
    return "; ".join(named)


def _language(asked: Asked, words: Words) -> str:
    if not asked.language:
        return words.say("Not recorded yet.")
    name = words.say(TONGUES.get(asked.language, "Another language"))
    if asked.language == LANGUAGE:
        return name
    return words.say("{language}; an interpreter is needed", language=name)


def _withheld(asked: Asked, words: Words) -> str:
    return " ".join(part for part in (_cut(asked.withheld), words.say(_TO_NOBODY)) if part)


def _foot(asked: Asked, words: Words) -> TearOff:
    return TearOff(
        title=words.say("Answer slip for {code}", code=asked.code),
        cut=words.say("Cut here and send back"),
        choices=asked.answers,
        why=words.say("If you refuse, why:"),
        reasons=asked.refusals,
        lines=[
            words.say("Note"),
            words.say("Signed, name and position"),
            words.say("Date"),
        ],
        link=asked.link,
        caption=words.say("Answer here, once, without an account") if asked.link else "",
    )


def _cut(text: str, most: int = _MIDDLE) -> str:
    """The text, or as much of it as a page holds."""
    return text if len(text) <= most else text[: most - 1] + "…"
