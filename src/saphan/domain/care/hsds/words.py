"""Tables of HSDS 3.1: the words that sort things, what is left out, and our translations.

Source: Human Services Data Specification 3.1, an Open Referral resource
(https://openreferral.org/); names of tables and fields only.
"""

from __future__ import annotations

from saphan.domain.care.codes import Translated
from saphan.domain.care.hsds.columns import (
    Column,
    Kind,
    Part,
    Table,
    always,
    key,
    keys,
    needed,
    texts,
)

_LANGUAGES = ("en", "th", "my", "km", "lo", "vi")
#: Taxonomies, their words, what these are said of, and texts in other languages.
WORDS: tuple[Table, ...] = (
    Table(
        "taxonomy",
        "taxonomies.csv",
        (
            key(),
            *needed("name"),
            *always("description"),
            Column("uri", Kind.ADDRESS),
            *texts("version"),
        ),
        linked=False,
    ),
    Table(
        "taxonomy_term",
        "taxonomy_terms.csv",
        (
            key(),
            *texts("code"),
            *needed("name"),
            *always("description"),
            Column("parent_id", Kind.KEY),
            Column("taxonomy", attribute="taxonomy_name"),
            *texts("language"),
            key("taxonomy"),
            Column("term_uri", Kind.ADDRESS),
        ),
        (Part("taxonomy_detail", "taxonomy", "taxonomy_id", one=True),),
        linked=False,
    ),
    Table(
        "attribute",
        "attributes.csv",
        (
            key(),
            Column("link_id", Kind.KEY, needed=True),
            Column("taxonomy_term_id", Kind.KEY, needed=True, to="taxonomy_term"),
            *texts("link_type"),
            *needed("link_entity"),
            *texts("value", "label"),
        ),
        (Part("taxonomy_term", "taxonomy_term", "taxonomy_term_id", one=True),),
        linked=False,
    ),
    Table(
        "translation",
        "translations.csv",
        (
            key(),
            Column("link_id", Kind.KEY, needed=True),
            *needed("link_entity", "field"),
            Column("language", Kind.CODE, needed=True, codes=_LANGUAGES),
            *needed("text"),
            Column("state", Kind.CODE, needed=True, codes=tuple(code.value for code in Translated)),
        ),
        linked=False,
    ),
)
#: Read and checked, not kept: they name persons, or tell of the other file's own making.
LEFT_OUT: tuple[Table, ...] = (
    Table(
        "contact",
        "contacts.csv",
        (
            key(),
            *keys("organization", "service", "service_at_location", "location"),
            *texts("name", "title", "department"),
            Column("email", Kind.EMAIL),
        ),
        (Part("phones", "phone", "contact_id"),),
        kept=False,
    ),
    Table("metadata", "metadata.csv", (key(),), kept=False, linked=False),
    Table(
        "meta_table_description",
        "meta_table_descriptions.csv",
        (key(),),
        kept=False,
        linked=False,
    ),
)
