"""The page of an answer about charges, put together from pieces that many answers share.

What the rules say is asked anew for every answer, by the rules of its day. Only the words and the
HTML for it are held, and found by what the rules say: another verdict is another piece. No piece
holds an amount that somebody gave; amounts are put into holes when a page is made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape

from django.http import HttpRequest
from django.utils.http import urlencode

from saphan.domain.care.codes import Need
from saphan.domain.recruitment.check import Checked, Line, Told
from saphan.domain.recruitment.codes import Law, Nationality
from saphan.foundation.words import date_both_eras
from saphan.pillars.care.queries.directory import contacts_for, services
from saphan.web.public import charge_words
from saphan.web.public.charge_answer import (
    Basis,
    Grounded,
    Grounds,
    Said,
    Tariff,
    Telling,
    by_standing,
)
from saphan.web.public.charge_matters import Fee, Matter, matters
from saphan.web.public.charge_pictures import picture
from saphan.web.public.charge_query import Step
from saphan.web.public.charge_visit import Visit, answer_pairs
from saphan.web.public.held import held_piece
from saphan.web.public.help_words import card
from saphan.web.public.stencil import Stencil, frame, hole, piece
from saphan.web.shell import codes_asked

Faults = Sequence[tuple[str, str]]
Numbered = tuple[Grounded[Said] | Grounded[Tariff], Stencil]

#: What can be done by somebody who wants to stay unknown. Advice, not law.
_WITHOUT_NAME = (
    "Ask for the amount in writing, and for a receipt.",
    "Write down the day, the amount and who was paid. Keep photos and messages.",
    "You need not decide today: say that you want to ask somebody first.",
    "Call one of those above. You may ask first whether they need your name or your papers.",
)
#: Stands in the frame where the other languages get what was asked.
_AGAIN = ("asked", "again")


def answer_page(request: HttpRequest, visit: Visit, *, faults: Faults) -> str:
    """The whole page; ``faults`` are places on it with what is wrong there."""
    return _Maker(request, visit).page(faults)


class _Maker:
    """Makes the pieces of one page, or finds those that are held."""

    def __init__(self, request: HttpRequest, visit: Visit) -> None:
        self._request = request
        self._visit = visit
        self._language = visit.language
        self._grounds = Grounds()
        self._unreviewed = False

    @cached_property
    def _telling(self) -> Telling:
        """Words, which are looked up for new pieces only."""
        return Telling(self._visit.words)

    def page(self, faults: Faults) -> str:
        """The frame with everything in it."""
        given = self._visit.given
        found = matters(given, today=self._visit.today)
        need = Need.COMPLAINT if any(one.forbidden for one in found) else Need.LEGAL
        asked = codes_asked(self._request)
        html = {
            **self._question(),
            "things": "".join(map(self._thing, found)),
            "rules": "".join(self._rules()),
            "checked": escape(self._grounds.checked),
            "need": need.value,
            "contacts": self._contacts(need),
            "hidden": self._hidden(),
            "share": escape(urlencode(answer_pairs(given))),
            "asked": f"?{escape(urlencode(asked))}" if asked else "",
        }
        return self._frame(faults).filled(html)

    def _thing(self, matter: Matter) -> str:
        """One item with its payments and official amounts."""
        payments = "".join(self._payment(one, matter.nationality) for one in matter.checked)
        tariffs = self._tariffs(matter)
        item = matter.item
        stencil = self._stencil(
            "thing",
            (item, bool(tariffs)),
            lambda: {
                "code": item.value,
                "name": self._telling.item(item),
                "picture": picture(item),
                "payments": hole("payments"),
                "tariffs": hole("tariffs") if tariffs else "",
            },
        )
        return stencil.filled({"payments": payments, "tariffs": tariffs})

    def _payment(self, checked: Checked, nationality: Nationality) -> str:
        """One payment with its amount and three answers."""
        line = checked.line
        told = (self._verdict(law, told, nationality) for law, told in checked.told.items())
        stencil = self._stencil(
            "payment",
            (line.paid_to, line.amount is None),
            lambda: {
                "amount": self._telling.amount(line) if line.amount is None else hole("amount"),
                "payee": self._telling.payee(line.paid_to),
                "said": hole("said"),
            },
        )
        return stencil.filled({"amount": self._amount(line), "said": "".join(told)})

    def _amount(self, line: Line) -> str:
        if line.amount is None:
            return ""
        return escape(charge_words.amount(line.amount, line.currency, self._language))

    def _verdict(self, law: Law, told: Told, nationality: Nationality) -> str:
        """What one body of rules says."""
        key = "verdict", self._language, nationality, law, told
        return self._numbered(
            held_piece(
                key, lambda: self._with_hole("said", self._telling.verdict(law, told, nationality))
            )
        )

    def _tariffs(self, matter: Matter) -> str:
        """What the item costs at the public office, at the time that is asked about."""
        key = "fees", matter.item, matter.nationality, matter.scheme, matter.on
        return "".join(map(self._tariff, held_piece(key, lambda: matter.fees)))

    def _tariff(self, fee: Fee) -> str:
        key = "tariff", self._language, fee
        return self._numbered(
            held_piece(key, lambda: self._with_hole("tariff", self._telling.tariff(fee)))
        )

    def _with_hole(self, name: str, found: Grounded[Said] | Grounded[Tariff]) -> Numbered:
        """What is said, with a hole for the number of what it rests on."""
        number = hole("number") if found.ground else ""
        told = {"one": found.said, "number": number}
        return found, self._stencil(name, (found.said, number), lambda: told)

    def _numbered(self, made: Numbered) -> str:
        found, stencil = made
        self._unreviewed = self._unreviewed or stencil.unreviewed
        return stencil.filled({"number": str(self._grounds.number(found))})

    def _rules(self) -> Iterator[str]:
        """What all of it rests on, under the words that hold for each."""
        for standing, bases in by_standing(self._grounds.bases).items():
            rules = "".join(self._rule(number, basis) for number, basis in bases)
            yield self._under(standing).filled({"rules": rules})

    def _under(self, standing: str) -> Stencil:
        told = {"standing": standing, "rules": hole("rules")}
        return self._stencil("rules", standing, lambda: told)

    def _rule(self, number: int, basis: Basis) -> str:
        told = {"number": hole("number"), "basis": basis}
        return self._stencil("basis", basis, lambda: told).filled({"number": str(number)})

    def _question(self) -> dict[str, str]:
        """What was asked, in words."""
        given, language = self._visit.given, self._language
        country, scheme, when = given.origin, given.scheme, given.paid_on
        said = {
            "country": held_piece(
                ("country", language, country), lambda: self._telling.country(country)
            ),
            "scheme": held_piece(
                ("scheme", language, scheme), lambda: self._telling.scheme(scheme)
            ),
            "when": held_piece(("when", language, when), lambda: self._telling.time(when)),
        }
        return {name: escape(text) for name, text in said.items()}

    def _contacts(self, need: Need) -> str:
        """Whom to talk to, by the directory as it stands."""
        listed = services(None)

        def made() -> tuple[object, str]:
            found = contacts_for(None, need=need, language=self._language)
            told = {"contacts": [card(one, self._visit.words) for one in found]}
            # The list is held as well: as long as it exists, no other one has its identity.
            return listed, piece(_template("contacts"), told, self._request).filled({})

        return held_piece(("contacts", self._language, need, id(listed)), made)[1]

    def _hidden(self) -> str:
        """What was given, for the form that changes it."""
        told = {"hidden": [(hole("name"), hole("value"))]}
        stencil = self._stencil("hidden", "", lambda: told)
        return "".join(
            stencil.filled({"name": escape(name), "value": escape(value)})
            for name, value in self._visit.given.pairs()
        )

    def _stencil(
        self, name: str, key: Hashable, tell: Callable[[], Mapping[str, object]]
    ) -> Stencil:
        """A piece from its template."""
        found = held_piece(
            (name, self._language, key), lambda: piece(_template(name), tell(), self._request)
        )
        self._unreviewed = self._unreviewed or found.unreviewed
        return found

    def _frame(self, faults: Faults) -> Stencil:
        """The page without what the answer says; it names the day."""
        key = "frame", self._language, self._visit.today, tuple(faults), self._unreviewed
        return held_piece(key, lambda: self._framed(faults))

    def _framed(self, faults: Faults) -> Stencil:
        say = self._visit.words.say
        day = date_both_eras(self._visit.today, self._language)
        names = ("things", "rules", "checked", "need", "contacts", "hidden", "share")
        told: dict[str, object] = {
            **{name: hole(name) for name in names},
            "step": Step.ANSWER.value,
            "start": f"/{self._language}/charge/",
            "faults": faults,
            "asked_again": [_AGAIN],
            "summary": [
                (say("Country"), hole("country"), Step.ORIGIN.value),
                (say("How you came"), hole("scheme"), Step.SCHEME.value),
                (say("When"), hole("when"), Step.WHEN.value),
            ],
            "advice": [say(one) for one in _WITHOUT_NAME],
            "as_of": say("By the rules as we know them on {day}.", day=day),
        }
        again = {f"?{urlencode([_AGAIN])}": hole("asked")}
        page = "web/public/charge.html"
        return frame(page, told, self._request, unreviewed=self._unreviewed, holes=again)


def _template(name: str) -> str:
    return f"web/public/charge_{name}.html"
