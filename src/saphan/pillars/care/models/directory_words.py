"""Tables of the directory: words that sort things, translations, files, proposals, changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from saphan.domain.care.codes import Proposed, Translated
from saphan.foundation.fields import CodeField, code_check
from saphan.foundation.ids import new_id
from saphan.pillars.care.models.directory import Listed, Service, text


class Taxonomy(Listed):
    """A list of words that sort things. Source: HSDS 3.1, ``taxonomy``."""

    name = text()
    description = text()
    uri = text()
    version = text()


class TaxonomyTerm(Listed):
    """A word of a taxonomy. Source: HSDS 3.1, ``taxonomy_term``."""

    code = text()
    name = text()
    description = text()
    parent_id: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True)
    taxonomy_name = text()
    language = text()
    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, null=True, related_name="terms")
    term_uri = text()


class Attribute(Listed):
    """A word of a taxonomy that fits something. Source: HSDS 3.1, ``attribute``."""

    link_id: models.UUIDField[UUID, UUID] = models.UUIDField(db_index=True)
    taxonomy_term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="+")
    link_type = text()
    link_entity = models.CharField(max_length=40)
    value = text()
    label = text()


class Translation(Listed):
    """A text of something in another language, and how it came to be."""

    link_id: models.UUIDField[UUID, UUID] = models.UUIDField(db_index=True)
    link_entity = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    text = text()
    state = CodeField(enum=Translated)

    class Meta(Listed.Meta):
        constraints: ClassVar = [code_check("state", Translated, "translation_state_is_code")]


class Proposal(models.Model):
    """A service as somebody would have it: a draft until somebody else agreed.

    ``told`` is the service as plain values, as in a file; ``service`` is None for a new one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="proposals")
    told: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    state = CodeField(enum=Proposed, default=Proposed.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    decided_by = models.CharField(max_length=40, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("state", Proposed, "proposal_state_is_code")]

    def __str__(self) -> str:
        return str(self.pk)


class DirectoryChange(models.Model):
    """One value that was changed by hand. Source: HSDS 3.1, ``metadata``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="changes")
    resource_type = models.CharField(max_length=40)
    resource_id: models.UUIDField[UUID, UUID] = models.UUIDField()
    last_action_date = models.DateTimeField()
    last_action_type = models.CharField(max_length=10)
    field_name = models.CharField(max_length=40)
    previous_value = text()
    replacement_value = text()
    updated_by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.field_name


class DirectoryImport(models.Model):
    """One file that was brought in. Undone, it stays listed.

    ``before`` holds what every changed row was before, as table, key and plain values (None: there
    was no such row).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    directory = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    kept = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    before: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
