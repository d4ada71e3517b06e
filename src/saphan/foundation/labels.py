"""The words for codes of the shared record, in English; the catalogues translate them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
)
from saphan.foundation.words import Words

Code = TypeVar("Code", bound=StrEnum)
#: The catalogues in which the words of codes are translated.
CATALOGUES = ("fee_audit", "papers")

NATIONALITIES = {
    Nationality.KH: "Cambodia",
    Nationality.LA: "Lao PDR",
    Nationality.MM: "Myanmar",
    Nationality.VN: "Viet Nam",
    Nationality.UNKNOWN: "Nationality not known",
}
SCHEMES = {
    Scheme.MOU: "MOU",
    Scheme.REGISTRATION: "Registration in Thailand",
    Scheme.BORDER_PASS: "Border pass",
    Scheme.IRREGULAR: "Without a scheme",
    Scheme.OTHER: "Other scheme",
    Scheme.UNKNOWN: "Scheme not known",
}
ITEMS = {
    Item.SERVICE_FEE: "Service fee",
    Item.SUB_AGENT_FEE: "Fee to a sub-agent",
    Item.PASSPORT: "Passport",
    Item.VISA: "Visa",
    Item.WORK_PERMIT: "Work permit",
    Item.MEDICAL_TEST: "Medical test",
    Item.INSURANCE: "Insurance",
    Item.SKILLS_TEST: "Skills test",
    Item.TRAINING: "Training",
    Item.EQUIPMENT: "Equipment",
    Item.TRAVEL: "Travel",
    Item.LODGING: "Lodging",
    Item.ADMINISTRATION: "Administration",
    Item.DEPOSIT: "Deposit",
    Item.BRIBE: "Bribe or tea money",
    Item.DOCUMENT_RENEWAL: "Renewal of documents",
    Item.REPORTING_90_DAY: "90-day report",
    Item.OTHER: "Other payment",
}
PAYEES = {
    Payee.EMPLOYER: "the employer",
    Payee.THAI_AGENCY: "an agency in Thailand",
    Payee.ORIGIN_AGENCY: "an agency in the country of origin",
    Payee.SUB_AGENT: "a sub-agent",
    Payee.OFFICIAL: "an official or public office",
    Payee.FAMILY: "family",
    Payee.OTHER: "another person",
    Payee.UNKNOWN: "payee not known",
}
BEARERS = {
    Bearer.WORKER: "the worker",
    Bearer.EMPLOYER: "the employer (paid back or paid directly)",
    Bearer.AGENCY: "the agency",
    Bearer.SHARED: "shared, parts not known",
    Bearer.UNKNOWN: "bearer not known",
}
RECEIPTS = {
    Receipt.OFFICIAL: "official receipt",
    Receipt.PHOTO: "photo",
    Receipt.CHAT: "chat message",
    Receipt.WITNESS: "witness",
    Receipt.NONE: "no proof",
    Receipt.UNKNOWN: "proof not known",
}


def named(code: Code, words: Mapping[Code, str], language: str) -> str:
    """The word for a code, English where it is not translated."""
    return str(Words(language, *CATALOGUES).told(words[code], {}))
