"""The people of a case as a list to tick off and to sign, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saphan.foundation.paper.document import Column, Document, Table
from saphan.foundation.words import Words
from saphan.pillars.care.extract.claim_words import CATALOGUE
from saphan.pillars.care.extract.people import Named


def group_list(
    code: str, people: Sequence[Named], *, language: str, day: date, demo: bool = False
) -> Document:
    """Number, code, names in two scripts, and room to sign."""
    words = Words(language, CATALOGUE, "papers")
    table = Table(
        columns=[
            Column(words.say("No."), "end"),
            Column(words.say("Code")),
            Column(words.say("Name in own script"), share=4),
            Column(words.say("Name as in the document"), share=4),
            Column(words.say("Signature or thumbprint"), share=5),
        ],
        rows=[
            [str(one.number), one.code, one.own or "–", one.document or "–", "\n "]
            for one in people
        ],
    )
    return Document(
        title=words.say("Group list"),
        subtitle=words.say("{number} people", number=len(people)),
        languages=(language,),
        code=code,
        day=day,
        blocks=(table,),
        footer=words.say("Names of people: keep it locked, and destroy it after use."),
        draft=words.said_unreviewed,
        demo=demo,
    )
