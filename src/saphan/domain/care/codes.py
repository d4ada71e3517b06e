"""The codes of the directory: needs, kinds of helpers, what is known about papers and sources."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Need(StrEnum):
    """What somebody needs help with; each is one page of the public directory."""

    EMERGENCY = "emergency"
    WAGES = "wages"
    COMPLAINT = "complaint"
    DOCUMENTS = "documents"
    LEGAL = "legal"
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"
    SHELTER = "shelter"
    HEALTH = "health"
    CHILDREN = "children"
    UNION = "union"
    CONSULAR = "consular"
    REFUGEES = "refugees"
    FRAUD = "fraud"
    INFORMATION = "information"


#: Where to ask when nobody (or too few) answers to a need itself, the nearest first.
NEAR: Mapping[Need, tuple[Need, ...]] = {
    Need.EMERGENCY: (),
    Need.WAGES: (Need.COMPLAINT, Need.DOCUMENTS, Need.LEGAL, Need.INFORMATION),
    Need.COMPLAINT: (Need.WAGES, Need.DOCUMENTS, Need.LEGAL, Need.INFORMATION),
    Need.DOCUMENTS: (Need.COMPLAINT, Need.LEGAL, Need.INFORMATION),
    Need.LEGAL: (Need.COMPLAINT, Need.DOCUMENTS, Need.INFORMATION),
    Need.VIOLENCE: (Need.EMERGENCY, Need.LEGAL),
    Need.TRAFFICKING: (Need.COMPLAINT, Need.LEGAL, Need.EMERGENCY),
    Need.SHELTER: (Need.VIOLENCE, Need.TRAFFICKING, Need.EMERGENCY),
    Need.HEALTH: (Need.EMERGENCY,),
    Need.CHILDREN: (Need.EMERGENCY, Need.INFORMATION),
    Need.UNION: (Need.COMPLAINT, Need.DOCUMENTS, Need.INFORMATION),
    Need.CONSULAR: (Need.INFORMATION,),
    Need.REFUGEES: (Need.LEGAL, Need.INFORMATION),
    Need.FRAUD: (Need.COMPLAINT, Need.LEGAL),
    Need.INFORMATION: (Need.DOCUMENTS, Need.COMPLAINT),
}


class Helper(StrEnum):
    """Who runs a service: whether it is an authority is what migrants ask first."""

    GOVERNMENT = "government"
    POLICE = "police"
    EMBASSY = "embassy"
    NGO = "ngo"
    CLINIC = "clinic"
    UNION = "union"
    INTERNATIONAL = "international"
    UNKNOWN = "unknown"


class Papers(StrEnum):
    """Whether a service asks for papers before it helps."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How well a row is sourced: owner, authority or two sources; one source; old or unclear."""

    A = "A"
    B = "B"
    C = "C"


class Status(StrEnum):
    """Whether a service works. Source: HSDS 3.1, ``service.status``."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED_FOR_NOW = "temporarily closed"


class Translated(StrEnum):
    """How a text in another language came to be: by a person, a machine, or looked at since."""

    HUMAN = "human"
    AUTOMATIC = "automatic"
    CHECKED = "checked"


class Proposed(StrEnum):
    """What became of a service as somebody would have it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Caution(StrEnum):
    """What a caller should know, because the source says so."""

    SAME_PROVINCE = "same_province"
    MENU_MAY_HAVE_CHANGED = "menu_may_have_changed"
    FEW_ANSWERED = "few_answered"
    UNDER_18 = "under_18"
    THAI_ABROAD = "thai_abroad"
    FISHING_PORTS = "fishing_ports"
    OTHER_LANGUAGES_NOT_STATED = "other_languages_not_stated"
    NO_LAO_STAFF = "no_lao_staff"
    NOT_KNOWN_WHETHER_OPEN = "not_known_whether_open"
    ALSO_ELSEWHERE = "also_elsewhere"
    CALL_CENTRE_SCAMS = "call_centre_scams"


#: Services that a worker in need should not be sent to first, though they are listed.
NOT_FOR_WORKERS_HERE = frozenset({Caution.THAI_ABROAD, Caution.NOT_KNOWN_WHETHER_OPEN})

#: Days of the week from Monday. Source: RFC 5545, as HSDS uses it.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

#: The provinces of Thailand by number. Source: ISO 3166-2:TH, with Bueng Kan (38).
_NUMBERS = (
    *range(10, 28),
    *range(30, 50),
    *range(50, 59),
    *range(60, 68),
    *range(70, 78),
    *range(80, 87),
    *range(90, 97),
)
PROVINCES = frozenset(f"TH-{number}" for number in _NUMBERS)
NATIONWIDE = "TH"
#: Countries where a service may lie; TH as an area means the whole country.
COUNTRIES = frozenset({NATIONWIDE, "KH", "LA", "MM", "VN"})
#: Languages a service may speak. Source: ISO 639.
LANGUAGES = ("en", "th", "my", "km", "lo", "vi", "shn", "kar", "mnw", "zh", "ja", "ms")
