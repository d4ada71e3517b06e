"""Tables of notices: what has to be told to whom, and every try."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from saphan.domain.notices.codes import Channel, Failure, Status, Trouble
from saphan.domain.notices.templates import HEADING, SENTENCES, Template
from saphan.foundation.fields import CodeField, EncryptedText, code_check
from saphan.foundation.ids import new_id
from saphan.foundation.words import Words

CATALOGUE = "notices"


class Notice(models.Model):
    """One message to one address. Address and facts are encrypted and go when it is settled long.

    ``about_kind`` and ``about_key`` tell what it is about, ``key`` is sent along so that a service
    knows a repeated message. ``attempts`` counts tries since it was last put into the outbox,
    ``first_try_at`` is the first of them, ``claimed_at`` is set while somebody sends it, and
    ``before`` is where it stood before a person settled it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    channel = CodeField(enum=Channel)
    address: EncryptedText[str | None, str | None] = EncryptedText(null=True)
    template = CodeField(enum=Template)
    code = models.CharField(max_length=16, blank=True)
    facts = EncryptedText(default="{}")
    language = models.CharField(max_length=8)
    about_kind = models.CharField(max_length=40)
    about_key: models.UUIDField[UUID, UUID] = models.UUIDField()
    status = CodeField(enum=Status)
    before = CodeField(enum=Status, null=True)
    trouble = CodeField(enum=Trouble, null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    first_try_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    key: models.UUIDField[UUID, UUID] = models.UUIDField(default=uuid4)
    changed_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["status", "next_try_at"]),
            models.Index(fields=["organisation", "status"]),
            models.Index(fields=["about_kind", "about_key"]),
        ]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(status=Status.WAITING, next_try_at__isnull=False)
                | (~Q(status=Status.WAITING) & Q(next_try_at__isnull=True)),
                name="notice_waits_for_a_time",
            ),
            CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(status=Status.WAITING),
                name="notice_claimed_while_waiting",
            ),
            CheckConstraint(
                condition=~Q(channel=Channel.PERSON) | ~Q(status__in=[Status.WAITING, Status.SENT]),
                name="notice_of_person_never_sent",
            ),
            CheckConstraint(
                condition=~Q(status=Status.FAILED) | Q(trouble__isnull=False),
                name="notice_failed_with_trouble",
            ),
            code_check("channel", Channel, "notice_channel_is_code"),
            code_check("template", Template, "notice_template_is_code"),
            code_check("status", Status, "notice_status_is_code"),
            code_check("before", Status, "notice_before_is_code"),
            code_check("trouble", Trouble, "notice_trouble_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.status}"

    def text(self) -> str:
        """The message in its language; in English where nobody translated it."""
        return str(self._words().told(SENTENCES[self.template], self.told()))

    def heading(self) -> str:
        """The heading of an e-mail."""
        return str(self._words().say(HEADING))

    def told(self) -> dict[str, str]:
        """The facts of the message; a fact that is kept no longer is a dash."""
        kept: dict[str, Any] = json.loads(self.facts)
        return {"code": self.code or "–", "phone": "–", "link": "–"} | kept

    def _words(self) -> Words:
        return Words(self.language, CATALOGUE)


class Attempt(models.Model):
    """One try to send a notice. Never changed. Nothing of the message or the address is in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="tries")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    channel = CodeField(enum=Channel)
    failure = CodeField(enum=Failure, null=True)
    trouble = CodeField(enum=Trouble, null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(failure__isnull=True, trouble__isnull=True)
                | Q(failure__isnull=False, trouble__isnull=False),
                name="attempt_failed_with_trouble",
            ),
            code_check("channel", Channel, "attempt_channel_is_code"),
            code_check("failure", Failure, "attempt_failure_is_code"),
            code_check("trouble", Trouble, "attempt_trouble_is_code"),
        ]

    def __str__(self) -> str:
        return f"try of {self.notice_id}"
