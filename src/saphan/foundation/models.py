"""The tables of the foundation: the audit trail, and what may be found by its words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from saphan.foundation.trigrams import PiecewiseText


class AuditRow(models.Model):
    """One thing that was done. Never changed, never deleted: the database refuses.

    ``actor`` and ``subject`` are codes and keys, ``facts`` values without personal names.
    ``digest`` is made from the row and the digest of the row before it.
    """

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject_kind} {self.subject}"


class SearchText(models.Model):
    """What is searched of one thing in one language. Never a name of a person.

    ``body`` is the text in the form in which it is asked, its title first; ``bare`` the same
    without accents. Without an organisation everybody may find it.
    """

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    organisation = models.UUIDField(null=True)
    language = models.CharField(max_length=8, blank=True)
    body = models.TextField()
    bare = PiecewiseText()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject", "language"], name="search_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.language}"
