"""Receipt slips for one payday, in each worker's language and in Thai, to be cut and signed.

A slip is the worker's proof of what was paid, what is still to come, and that nothing was given
up for it. It carries a code and amounts, never a name.
"""

from __future__ import annotations

from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Instalment, Line
from saphan.domain.refusals import NotFound
from saphan.foundation.paper.document import (
    Facts,
    Paragraph,
    Run,
    Signatures,
    Slip,
    SlipSheet,
    Text,
)
from saphan.foundation.paper.pdf import to_pdf
from saphan.foundation.words import Words, money, month_both_eras
from saphan.pillars.recruitment.extract.run_code import run_code, run_digest

#: The language of a slip by nationality; a person whose language is not known gets English.
LANGUAGES = {
    Nationality.MM: "my",
    Nationality.KH: "km",
    Nationality.LA: "lo",
    Nationality.VN: "vi",
    Nationality.UNKNOWN: "en",
}
#: The second language, for the payroll office and the witness.
WITNESS = "th"
CATALOGUES = ("slips", "papers")
_PROMISES = (
    "You get this money in full. Nothing may be deducted from it.",
    "Sign only when you hold the money. By signing you give up no right and no complaint.",
    "Nobody may ask you to pay it back. If somebody does, tell the people who interviewed you.",
)
_SIGNATORIES = ("Worker", "Paid by", "Witness")


def slips_pdf(outcome: Outcome, *, instalment: int = 1, demo: bool = False) -> bytes:
    """The slips of an instalment, ready to print. Raises as ``slip_sheet``."""
    return to_pdf(slip_sheet(outcome, instalment=instalment, demo=demo))


def slip_sheet(outcome: Outcome, *, instalment: int = 1, demo: bool = False) -> SlipSheet:
    """The slips of everybody who is paid at an instalment (from 1), two on a sheet of A4.

    Raises ``NotFound("paper.unknown")`` when nobody is paid then.
    """
    code = run_code(run_digest(outcome))
    slips = [
        _slip(line, part, f"{code}-{instalment}")
        for line in outcome.plan.lines
        for part in line.instalments
        if part.number == instalment and part.amount_minor
    ]
    if not slips:
        raise NotFound("paper.unknown")
    return SlipSheet(
        title="Receipts",
        languages=("en",),
        code=code,
        day=outcome.terms.as_of,
        slips=slips,
        per_sheet=2,
        demo=demo,
    )


def _slip(line: Line, part: Instalment, code: str) -> Slip:
    words = _Both(LANGUAGES[line.cohort.nationality])
    return Slip(
        title=words.beside("Receipt: recruitment costs paid back"),
        languages=(words.lead.language, WITNESS),
        code=code,
        blocks=(_facts(line, part, words),),
        beside=tuple(Paragraph(words.say(promise)) for promise in _PROMISES),
        below=(Signatures([(words.beside(role), "") for role in _SIGNATORIES]),),
        draft=words.lead.said_unreviewed or words.second.said_unreviewed,
    )


class _Both:
    """Says a sentence in the worker's language and, smaller and after it, in Thai."""

    def __init__(self, language: str) -> None:
        self.lead = Words(language, *CATALOGUES)
        self.second = Words(WITNESS, *CATALOGUES)

    def say(self, msgid: str, **facts: object) -> Text:
        return self.lead.told(msgid, facts), "\n", self.second.told(msgid, facts)

    def beside(self, msgid: str) -> Text:
        """The same on one line."""
        return self.lead.told(msgid, {}), " · ", self.second.told(msgid, {})

    def amount(self, minor: int) -> Text:
        first = money(minor, "THB", self.lead.language)
        return Run(first, self.lead.language, strong=True), " · ", money(minor, "THB", WITNESS)


def _facts(line: Line, part: Instalment, words: _Both) -> Facts:
    last = max(one.number for one in line.instalments)
    to_come = sum(one.amount_minor for one in line.instalments if one.number > part.number)
    rows: list[tuple[Text, Text]] = [
        (words.say("Worker code"), line.worker),
        (words.say("Paid now"), words.amount(part.amount_minor)),
        (words.say("Payment"), words.say("{number} of {last}", number=part.number, last=last)),
    ]
    if part.month is not None:
        rows.append((words.say("With the wage of"), _month(part, words)))
    rows.append((words.say("In all"), words.amount(line.amount_minor)))
    if to_come:
        rows.append((words.say("Still to come"), words.amount(to_come)))
    return Facts(rows)


def _month(part: Instalment, words: _Both) -> Text:
    assert part.month is not None  # noqa: S101  the caller asks only for a known month
    year, month = part.month.year, part.month.month or 1
    first = month_both_eras(year, month, words.lead.language)
    return (
        Run(first, words.lead.language),
        " · ",
        Run(month_both_eras(year, month, WITNESS), WITNESS),
    )
