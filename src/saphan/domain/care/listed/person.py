"""One person of a list, from the cells of her row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from saphan.domain.care.casework import AgeBand
from saphan.domain.care.intake import age_band
from saphan.domain.care.listed.cells import LONGEST, coded, is_number, number_there
from saphan.domain.care.listed.paying import Paid
from saphan.domain.care.listed.words import NOTHING, code_of
from saphan.domain.people.consent import Medium, Purpose
from saphan.domain.people.contact import WITHOUT_ADDRESS, Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.recruitment.codes import Nationality, Sex
from saphan.domain.recruitment.intake.cells import LONGEST_CODE, Reading
from saphan.domain.refusals import Place
from saphan.domain.text import fold

#: Nobody who comes is older.
_OLDEST = 110
_NAMES = ("document_name", "own_name", "thai_name", "nickname")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who agreed that a record is kept; what is blank or None was not said in the list.

    ``code`` is that of the employer, ``answers`` what she said to each question of consent.
    """

    place: Place
    code: str
    identity: Identity
    contact: SafeContact
    sex: Sex = Sex.UNKNOWN
    birth_year: int | None = None
    age: AgeBand = AgeBand.UNKNOWN
    nationality: Nationality = Nationality.UNKNOWN
    language: str = ""
    note: str = ""
    answers: Mapping[Purpose, bool] = field(default_factory=dict)
    medium: Medium | None = None
    agreed_on: date | None = None
    paid: tuple[Paid, ...] = ()
    zero_put_back: bool = False

    def __repr__(self) -> str:
        """Nothing of her, so that no log or error page shows a person."""
        return f"Person(row {self.place.row})"

    def agreeing(
        self,
        answers: Mapping[Purpose, bool],
        medium: Medium | None,
        agreed_on: date | None,
        paid: tuple[Paid, ...],
    ) -> Person:
        """The same person with her answers, how and when she gave them, and what she paid."""
        return replace(self, answers=answers, medium=medium, agreed_on=agreed_on, paid=paid)

    def paying(self, more: tuple[Paid, ...]) -> Person:
        """The same person with more payments."""
        return replace(self, paid=(*self.paid, *more)) if more else self


def person_of(reading: Reading, as_of: date) -> Person | None:
    """The person of a row; None when the row names nobody."""
    code = reading.text("code", LONGEST_CODE)
    document, own, thai, nickname = (_name(reading, one) for one in _NAMES)
    reach = coded(reading, "reach", Reach, Reach.UNKNOWN) or Reach.UNKNOWN
    address, put_back = number_there(reading, reach)
    if reach not in WITHOUT_ADDRESS and not address:
        reading.refuse("address", "contact.address_missing")
    identity = Identity(
        document_name=document,
        own_name=own,
        aliases=tuple(dict.fromkeys(name for name in (thai, nickname) if name)),
        phone=address if is_number(address) else "",
    )
    year = _year(reading, as_of)
    if not identity.names and not code:
        reading.refuse("document_name", "list.nobody")
        return None
    return Person(
        place=reading.row.place,
        code=code,
        identity=identity,
        contact=SafeContact(
            reach,
            address,
            hours=reading.text("hours", 120),
            who_may_answer=reading.text("who_may_answer", 120),
        ),
        sex=coded(reading, "sex", Sex, Sex.UNKNOWN) or Sex.UNKNOWN,
        birth_year=year,
        age=_age(reading) if year is None else age_band(year, on=as_of),
        nationality=coded(reading, "nationality", Nationality, None) or Nationality.UNKNOWN,
        language=_language(reading),
        note=reading.text("note", 2_000),
        zero_put_back=put_back,
    )


def _name(reading: Reading, column: str) -> str:
    text = reading.text(column, LONGEST)
    return "" if fold(text) in NOTHING else text


def _year(reading: Reading, as_of: date) -> int | None:
    """The year of birth in the common era, whichever era and however exact the cell is."""
    if fold(reading.text("birth_year")) in NOTHING:
        return None
    found = reading.date("birth_year")
    if found is None:
        return None
    if not as_of.year - _OLDEST <= found.year <= as_of.year:
        reading.refuse("birth_year", "list.birth_impossible", value=str(found.year))
    return found.year


def _age(reading: Reading) -> AgeBand:
    """The band of an age in years."""
    text = reading.text("age")
    if fold(text) in NOTHING:
        return AgeBand.UNKNOWN
    years = reading.number("age")
    if years is None:
        return AgeBand.UNKNOWN
    if years > _OLDEST:
        reading.refuse("age", "list.age_impossible", value=text[:40])
        return AgeBand.UNKNOWN
    return _band(int(years))


def _band(years: int) -> AgeBand:
    """The band of whole years: as that of somebody who had her birthday this year."""
    return age_band(2000 - years - 1, on=date(2000, 12, 31))


def _language(reading: Reading) -> str:
    text = reading.text("language")
    if fold(text) in NOTHING:
        return ""
    code = code_of("language", text)
    if not code:
        reading.refuse("language", "list.word_unknown", value=text[:40])
    return code
