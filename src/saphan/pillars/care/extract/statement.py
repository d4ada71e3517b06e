"""A statement to the labour inspector in formal Thai, in the style of form KR7, with wage table.

It is a draft that a counsellor finishes; it is not the official form and says so. It carries
neither nationality nor immigration status, and only people who agreed to act towards authorities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from saphan.domain.period import PartialDate, buddhist_year
from saphan.foundation.paper.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Table,
    Text,
)
from saphan.foundation.words import Words, date_both_eras, month_both_eras
from saphan.pillars.care.extract.claim_words import (
    LANGUAGE,
    Cited,
    Line,
    amount,
    claimed,
    days,
    sums,
    thai,
    what,
    workings,
)
from saphan.pillars.care.extract.people import Named, both_names

_THAI = re.compile("[\u0e01-\u0e5b]")
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Person:
    """One person who complains, and the lines of her claim."""

    named: Named
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Sender:
    """The organisation that writes: its Thai name where it has one, address and telephone."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a statement is made of. ``against``: kind in Thai, name, address."""

    code: str
    day: date
    sender: Sender
    people: Sequence[Person]
    against: Sequence[tuple[str, str, str]]
    about: Sequence[str]
    happened: PartialDate | None
    province: str
    story: str
    wish: str


def statement(told: Told, *, demo: bool = False) -> Document:
    """The statement as a paper without layout, for PDF and for Word alike."""
    words = thai()
    blocks = tuple(_blocks(told, words))
    return Document(
        title=words.say("Statement to the labour inspector (draft)"),
        subtitle=words.say("In the style of form KR7. This is not the official form."),
        languages=(LANGUAGE,),
        code=told.code,
        day=told.day,
        blocks=blocks,
        issuer=told.sender.name,
        footer=words.say(_SMALL_PRINT),
        draft=words.said_unreviewed,
        demo=demo,
    )


_SMALL_PRINT = (
    "A draft prepared from what was told, to be checked before it is signed. It does not replace"
    " the form of the authority."
)


def _blocks(told: Told, words: Words) -> Iterator[Block]:
    cited = Cited(words)
    wanted = [(one, [row for row in one.lines if row.claimed != 0]) for one in told.people]
    yield Facts(_head(told, words))
    yield from _who(told, words)
    yield from _facts(told, words)
    yield from _claim(wanted, words)
    yield from _wages(wanted, words, cited)
    yield from _law(cited, words)
    yield from _request(told, words)


def _head(told: Told, words: Words) -> list[tuple[Text, Text]]:
    place = "\n".join(part for part in (told.sender.name, told.sender.address) if part)
    return [
        (words.say("Written at"), place),
        (words.say("Date"), date_both_eras(told.day, LANGUAGE)),
        (words.say("Subject"), words.say("Request for money owed under labour protection law")),
        (words.say("To (formal)"), words.say("Labour inspector")),
        (words.say("Case code"), told.code),
    ]


def _who(told: Told, words: Words) -> Iterator[Block]:
    yield Heading(words.say("1. Complainants"), level=2)
    people = [one.named for one in told.people]
    thai_too = any(who.thai and who.thai not in {who.own, who.document} for who in people)
    thai_column = [Column(words.say("Name in Thai letters"), share=1)] if thai_too else []
    yield Table(
        columns=[
            Column(words.say("No."), "end"),
            Column(words.say("Name in own script"), share=1),
            *thai_column,
            Column(words.say("Name as in the document"), share=1),
            Column(words.say("Code")),
        ],
        rows=[
            [
                str(who.number),
                who.own or _NOTHING,
                *([who.thai or _NOTHING] if thai_too else []),
                who.document or _NOTHING,
                who.code,
            ]
            for who in people
        ],
    )
    yield Heading(words.say("2. Respondents"), level=2)
    if not told.against:
        yield Paragraph(words.say("Not recorded yet."))
        return
    yield Table(
        columns=[
            Column(words.say("As")),
            Column(words.say("Name"), share=1),
            Column(words.say("Address"), share=1),
        ],
        rows=[
            [kind, name or _NOTHING, address or _NOTHING] for kind, name, address in told.against
        ],
    )


def _facts(told: Told, words: Words) -> Iterator[Block]:
    title = "3. Facts" if _is_thai(told.story) else "3. Facts as told by the complainants"
    yield Heading(words.say(title), level=2)
    rows: list[tuple[Text, Text]] = [(words.say("Matters"), ", ".join(told.about) or _NOTHING)]
    if told.happened:
        rows.append((words.say("When it happened"), _partial(told.happened)))
    if told.province:
        rows.append((words.say("Province"), told.province))
    yield Facts(rows)
    yield Paragraph(told.story or words.say("To be written by the counsellor."))
    if told.story and not _is_thai(told.story):
        yield Paragraph(words.say("Printed as it was written down; not translated."), small=True)


def _claim(wanted: Sequence[tuple[Person, list[Line]]], words: Words) -> Iterator[Block]:
    yield Heading(words.say("4. What each complainant claims"), level=2)
    yield Table(
        columns=[
            Column(words.say("No."), "end"),
            Column(words.say("Name"), share=4),
            Column(words.say("Items"), share=4),
            Column(words.say("Claimed in all"), "end", share=3),
        ],
        rows=[
            [
                str(one.named.number),
                both_names(one.named),
                ", ".join(dict.fromkeys(what(row, words) for row in rows)) or _NOTHING,
                sums(rows, words),
            ]
            for one, rows in wanted
        ],
        sums=[
            "",
            words.say("All complainants together"),
            "",
            sums((row for _, rows in wanted for row in rows), words),
        ],
    )


def _wages(
    wanted: Sequence[tuple[Person, list[Line]]], words: Words, cited: Cited
) -> Iterator[Block]:
    yield Heading(words.say("5. Wage table: how the amounts were computed (baht)"), level=2)
    for one, rows in wanted:
        if rows:
            yield Table(
                caption=(f"{one.named.number}. ", *both_names(one.named)),
                columns=[
                    Column(words.say("Item and days"), share=5),
                    Column(words.say("Computed as"), share=8),
                    Column(words.say("Should be / at most"), "end", share=3),
                    Column(words.say("Received / taken"), "end", share=3),
                    Column(words.say("Short"), "end", share=3),
                    Column(words.say("Claimed"), "end", share=3),
                ],
                rows=[_row(row, words, cited) for row in rows],
            )


def _row(row: Line, words: Words, cited: Cited) -> list[Text]:
    named = (what(row, words), days(row, words), cited.numbers(row))
    return [
        "\n".join(part for part in named if part),
        workings(row, words),
        *(amount(minor, row, words) for minor in (row.due, row.was, row.short)),
        claimed(row, words),
    ]


def _law(cited: Cited, words: Words) -> Iterator[Block]:
    yield Heading(words.say("6. Rules and sources"), level=2)
    rows = [*cited.rows()]
    if not rows:
        yield Paragraph(words.say("No rule stands behind these lines."))
        return
    columns = [Column(words.say("No.")), Column(words.say("Rule, standing and source"), share=1)]
    yield Table(columns=columns, rows=rows)


def _request(told: Told, words: Words) -> Iterator[Block]:
    yield Heading(words.say("7. Request"), level=2)
    yield Paragraph(words.say(_REQUEST))
    if told.wish:
        yield Paragraph((words.say("What the complainants wish:"), " ", told.wish))
    yield Paragraph(words.say(_CERTIFIED))
    role = words.say("Complainant")
    yield Signatures(
        [
            ((f"{one.named.number}. ", role), both_names(one.named) or one.named.code)
            for one in told.people
        ]
    )
    yield Signatures([(words.say("Interpreter or reader"), ""), (words.say("Witness"), "")])


_REQUEST = (
    "The complainants ask the labour inspector to look into these facts and to order the"
    " respondents to pay what the law gives them."
)
_CERTIFIED = (
    "This statement was read to the complainants in a language they understand. They certify that"
    " it is true and sign or put their thumb print below."
)


def _is_thai(text: str) -> bool:
    """Whether Thai letters are more than half of its letters."""
    letters = sum(sign.isalpha() for sign in text)
    return bool(letters) and len(_THAI.findall(text)) * 2 > letters


def _partial(day: PartialDate) -> str:
    if day.month is None:
        return f"พ.ศ. {buddhist_year(day.year)} (ค.ศ. {day.year})"
    if day.day is None:
        return month_both_eras(day.year, day.month, LANGUAGE)
    return date_both_eras(day.first, LANGUAGE)
