"""The receipt slip of a client in her language: the code of the case and our telephone number.

Nothing else: no name, no matter, no organisation. Whoever finds it learns nothing. The slip of
somebody who chose to ask by code has her PIN and the page for it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from saphan.domain.care.asking import pin_shown
from saphan.foundation.paper.document import (
    Block,
    Facts,
    LinkCode,
    Paragraph,
    Run,
    Slip,
    SlipSheet,
    Text,
)
from saphan.foundation.words import Words

#: The catalogue of what clients read, in every language of the house.
CATALOGUE = "care"
_PER_SHEET: Literal[4] = 4


def receipt_slips(
    code: str, phone: str, *, language: str, day: date, demo: bool = False
) -> SlipSheet:
    """A sheet of four equal slips. Without a number there is a line to write one.

    Raises ``ValueError`` for a language the house does not have.
    """
    words = Words(language, CATALOGUE)
    blocks = (Facts(_rows(code, phone, words)), _keep(words))
    return _sheet(code, blocks, words, copies=_PER_SHEET, day=day, demo=demo)


def own_slip(
    code: str,
    phone: str,
    *,
    pin: str,
    address: str,
    language: str,
    day: date,
    demo: bool = False,
) -> SlipSheet:
    """One slip with the PIN of one person; ``address`` is the page on which she asks.

    The address is printed in words and as a QR code, neither of which holds number or PIN.
    Raises ``ValueError`` for a language the house does not have.
    """
    words = Words(language, CATALOGUE)
    rows = [*_rows(code, phone, words), ("PIN", Run(pin_shown(pin), "en", strong=True))]
    blocks = (
        Facts(rows),
        _keep(words),
        LinkCode(address, words.say("Is there news? Ask here, or let somebody you trust ask:")),
        Paragraph(words.say("Type the number and the PIN there. Tell the PIN to nobody else.")),
    )
    return _sheet(code, blocks, words, copies=1, day=day, demo=demo)


def _rows(code: str, phone: str, words: Words) -> list[tuple[Text, Text]]:
    return [
        (words.say("Number"), Run(code, "en", strong=True)),
        (words.say("Telephone"), Run(phone or "." * 24, "en", strong=True)),
    ]


def _keep(words: Words) -> Paragraph:
    return Paragraph(words.say("Keep this paper. Call us and say this number."))


def _sheet(
    code: str, blocks: Sequence[Block], words: Words, *, copies: int, day: date, demo: bool
) -> SlipSheet:
    title = words.say("Your number")
    slip = Slip(
        title=title,
        languages=(words.language,),
        code=code,
        blocks=blocks,
        draft=words.said_unreviewed,
    )
    return SlipSheet(
        title=title,
        languages=(words.language,),
        code=code,
        day=day,
        slips=[slip] * copies,
        per_sheet=_PER_SHEET,
        demo=demo,
    )
