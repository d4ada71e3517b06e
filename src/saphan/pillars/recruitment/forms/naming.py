"""The names of columns, of their groups and of their codes in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Item, Sex, Status
from saphan.domain.recruitment.tables import Kind
from saphan.foundation.forms import choices, in_page
from saphan.pillars.recruitment.extract import labels

KINDS: Mapping[Kind, str | Promise] = {
    Kind.ROSTER: _("Roster"),
    Kind.INTERVIEWS: _("Interviews"),
    Kind.RATES: _("Exchange rates"),
}
#: Field of the canonical form -> what a person calls it.
FIELDS: Mapping[str, str | Promise] = {
    "interview_code": _("Code of the interview"),
    "worker_code": _("Code of the worker"),
    "site": _("Site or factory"),
    "nationality": _("Nationality"),
    "agent": _("Agent"),
    "scheme": _("Scheme"),
    "arrival_month": _("Month or day of arrival"),
    "first_month_wage": _("Wage of the first month"),
    "wage_currency": _("Currency of the wage"),
    "sex": _("Sex"),
    "_index": _("Number that payments refer to"),
    "_parent_index": _("Number of the interview"),
    "item": _("What was paid for"),
    "amount": _("Amount"),
    "amount_min": _("Lowest amount of a range"),
    "amount_max": _("Highest amount of a range"),
    "currency": _("Currency"),
    "paid_on": _("Paid on"),
    "paid_to": _("Paid to"),
    "borne_by": _("Who finally bore it"),
    "receipt": _("Proof"),
    "refunded": _("Refunded already"),
    "status": _("Current or left"),
    "left_on": _("Left on"),
    "date": _("Day of the rate"),
    "thb_per_unit": _("Baht for one unit"),
    "source": _("Source of the rate"),
}
#: Group of uses -> its words, by what the rows of the sheet are.
GROUPS: Mapping[str, str | Promise] = {
    "roster": _("About the worker"),
    "interviews": _("About the worker and the interview"),
    "rates": _("About the rate"),
    "joins": _("Which interview the payment belongs to"),
    "fee": _("The amount paid for one thing"),
    "payment": _("About the payments in this row"),
    "left": _("Only about the amount to its left"),
}
_SEXES: Mapping[Sex, str | Promise] = {
    Sex.FEMALE: _("woman"),
    Sex.MALE: _("man"),
    Sex.OTHER: _("another sex"),
    Sex.UNKNOWN: _("sex not known"),
}
_STATUSES: Mapping[Status, str | Promise] = {
    Status.CURRENT: _("still works here"),
    Status.LEFT: _("has left"),
}


def field_name(field: str) -> str:
    """What a person calls a field."""
    return str(FIELDS.get(field, field))


def use_name(use: str) -> str:
    """What a person calls the use of a column."""
    kind, _colon, rest = use.rpartition(":")
    if kind == "fee":
        return in_page(Item(rest), labels.ITEMS)
    words = _("{field} (only the amount to its left)") if kind == "left" else "{field}"
    return str(words).format(field=field_name(rest))


def code_choices(field: str) -> list[tuple[str, str]]:
    """Code and word of everything that may stand in a column of codes."""
    match field:
        case "sex":
            return [(code.value, str(words)) for code, words in _SEXES.items()]
        case "status":
            return [(code.value, str(words)) for code, words in _STATUSES.items()]
        case "currency" | "wage_currency":
            return [(code.value, code.value) for code in Currency]
        case _:
            return _WORDED[field]()


def code_name(field: str, code: str) -> str:
    """The word for one code."""
    return dict(code_choices(field)).get(code, code)


_WORDED = {
    "nationality": lambda: choices(labels.NATIONALITIES),
    "scheme": lambda: choices(labels.SCHEMES),
    "item": lambda: choices(labels.ITEMS),
    "paid_to": lambda: choices(labels.PAYEES),
    "borne_by": lambda: choices(labels.BEARERS),
    "receipt": lambda: choices(labels.RECEIPTS),
}
