"""Codes and refusals in the language of the page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from saphan.domain.money import Currency, Money
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.refusals import RowRefused
from saphan.foundation.forms import in_page
from saphan.foundation.sentences import SENTENCES
from saphan.foundation.words import fill
from saphan.pillars.recruitment.extract import labels


class _Given(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence_here(refused: RowRefused) -> str:
    """Why a row was not used, in words."""
    known = SENTENCES.get(refused.code)
    return fill(_(known), _Given(refused.facts)) if known else refused.code


def cohort_here(key: CohortKey) -> str:
    """A cohort on one line."""
    parts = (
        in_page(key.nationality, labels.NATIONALITIES),
        _("agent not known") if key.agent == "unknown" else key.agent,
        in_page(key.scheme, labels.SCHEMES),
        _("arrival not known") if key.window == "unknown" else key.window,
    )
    return " · ".join(parts)


def in_baht(minor: int | None) -> Decimal | None:
    """Satang as a figure below a heading that says baht."""
    return None if minor is None else Money(minor, Currency.THB).major


def baht(minor: int | None) -> Money | None:
    """Satang as money with its currency."""
    return None if minor is None else Money(minor, Currency.THB)
