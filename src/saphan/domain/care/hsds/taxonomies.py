"""The taxonomies of the house: what somebody needs, where from, which papers are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from saphan.domain.care.codes import Need
from saphan.domain.care.hsds.columns import Row
from saphan.domain.care.hsds.keys import derived

#: Name, description and terms (code and name) of each taxonomy.
TAXONOMIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "need": (
        "What somebody needs help with",
        {need.value: need.value.capitalize() for need in Need},
    ),
    "nationality": (
        "For whom: nationality. Source of the codes: ISO 3166-1",
        {
            "KH": "Cambodia",
            "LA": "Lao PDR",
            "MM": "Myanmar",
            "VN": "Viet Nam",
            "TH": "Thailand",
        },
    ),
    "document_asked": (
        "Which papers a service asks for before it helps",
        {
            "none": "No document needed",
            "passport": "Passport or travel document",
            "work_permit": "Work permit",
            "identity_card": "Identity card for people without Thai nationality",
            "other": "Another document",
        },
    ),
}


def taxonomy_key(taxonomy: str) -> UUID:
    """The key of a taxonomy of the house."""
    return derived("saphan", "taxonomy", taxonomy)


def term_key(taxonomy: str, code: str) -> UUID:
    """The key of a term of the house."""
    return derived("saphan", "term", taxonomy, code)


def house_rows() -> dict[str, dict[UUID, Row]]:
    """The taxonomies of the house and their terms, as rows."""
    taxonomies: dict[UUID, Row] = {}
    terms: dict[UUID, Row] = {}
    for taxonomy, (description, words) in TAXONOMIES.items():
        key = taxonomy_key(taxonomy)
        taxonomies[key] = {"id": key, "name": taxonomy, "description": description}
        for code, name in words.items():
            term = term_key(taxonomy, code)
            terms[term] = {
                "id": term,
                "code": code,
                "name": name,
                "description": name,
                "taxonomy": taxonomy,
                "taxonomy_id": key,
                "language": "en",
            }
    return {"taxonomy": taxonomies, "taxonomy_term": terms}
