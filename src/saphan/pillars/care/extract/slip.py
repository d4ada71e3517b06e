"""The receipt slip of a client in her language: the code of the case and our telephone number.

Nothing else: no name, no matter, no organisation. Whoever finds it learns nothing.
"""

from __future__ import annotations

from datetime import date

from saphan.foundation.paper.document import Facts, Paragraph, Run, Slip, SlipSheet, Text
from saphan.foundation.words import Words

#: The catalogue of what clients read, in every language of the house.
CATALOGUE = "care"
_PER_SHEET = 4


def receipt_slips(
    code: str, phone: str, *, language: str, day: date, demo: bool = False
) -> SlipSheet:
    """A sheet of four equal slips. Without a number there is a line to write one.

    Raises ``ValueError`` for a language the house does not have.
    """
    words = Words(language, CATALOGUE)
    title = words.say("Your number")
    rows: list[tuple[Text, Text]] = [
        (words.say("Number"), Run(code, "en", strong=True)),
        (words.say("Telephone"), Run(phone or "." * 24, "en", strong=True)),
    ]
    blocks = (Facts(rows), Paragraph(words.say("Keep this paper. Call us and say this number.")))
    slip = Slip(
        title=title,
        languages=(language,),
        code=code,
        blocks=blocks,
        draft=words.said_unreviewed,
    )
    return SlipSheet(
        title=title,
        languages=(language,),
        code=code,
        day=day,
        slips=[slip] * _PER_SHEET,
        per_sheet=4,
        demo=demo,
    )
