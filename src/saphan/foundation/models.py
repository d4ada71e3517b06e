"""The audit trail's table."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


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
