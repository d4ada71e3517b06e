"""Tables of members and roles, of workers with their identity apart, and of consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach
from saphan.domain.people.records import ErasureReason, MemberRecord
from saphan.domain.people.roles import Permission, Role, roles_that
from saphan.domain.recruitment.codes import Sex
from saphan.foundation.fields import CodeField, EncryptedText, EncryptedTexts, code_check
from saphan.foundation.ids import new_code, new_id


def _member_code() -> str:
    return new_code("M")


if TYPE_CHECKING:
    _Manager = BaseUserManager["Member"]
else:
    _Manager = BaseUserManager


class Members(_Manager):
    """How Django finds a member at log-in."""


class Member(AbstractBaseUser):
    """Somebody who logs in. No e-mail, no phone; the code stands for him in the trail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True, default=_member_code, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = Members()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.code

    def has_perm(self, perm: str) -> bool:
        """Whether a role in any organisation permits this; which one decides the query."""
        try:
            roles = roles_that(Permission(perm))
        except ValueError:
            return False
        return self.is_active and self.grants.filter(role__in=roles).exists()

    def as_record(self, roles: frozenset[Role]) -> MemberRecord:
        """The member as others get him, with the roles asked for."""
        return MemberRecord(
            id=self.pk,
            code=self.code,
            username=self.username,
            display_name=self.display_name,
            language=self.language,
            is_active=self.is_active,
            roles=roles,
        )


class Grant(models.Model):
    """A role that a member has in one organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="grants")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    role = CodeField(enum=Role)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "organisation", "role"], name="grant_role_once"
            ),
            code_check("role", Role, "grant_role_is_code"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.member_id} in {self.organisation_id}"


class Worker(models.Model):
    """A worker as a code of the organisation that keeps the record, and facts without a name.

    ``birth_year`` of the common era; ``batch`` is the import that brought the worker, if one did.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    sex = CodeField(enum=Sex, default=Sex.UNKNOWN)
    birth_year = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=8, blank=True)
    batch = models.UUIDField(null=True, db_index=True)
    added_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="worker_code_once"),
            models.CheckConstraint(condition=~models.Q(code=""), name="worker_code_given"),
            code_check("sex", Sex, "worker_sex_is_code"),
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__gte=1900, birth_year__lte=2200),
                name="worker_birth_year_common_era",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class WorkerIdentity(models.Model):
    """Who the worker is: apart from every fact, and encrypted."""

    worker = models.OneToOneField(Worker, models.CASCADE, primary_key=True, related_name="identity")
    document_name = EncryptedText(default="")
    own_name = EncryptedText(default="")
    aliases = EncryptedTexts(default=tuple)
    phone = EncryptedText(default="")
    contact_note = EncryptedText(default="")
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"identity of {self.worker_id}"


class SafeContact(models.Model):
    """Whether and how the worker may be reached: apart from every fact, and encrypted."""

    worker = models.OneToOneField(Worker, models.CASCADE, primary_key=True, related_name="contact")
    reach = CodeField(enum=Reach)
    address = EncryptedText(default="")
    hours = EncryptedText(default="")
    who_may_answer = EncryptedText(default="")
    voicemail = models.BooleanField(null=True)
    code_word = EncryptedText(default="")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [code_check("reach", Reach, "contact_reach_is_code")]

    def __str__(self) -> str:
        return f"contact of {self.worker_id}"


class NameSound(models.Model):
    """A keyed fingerprint of how one part of a name sounds, to find likely duplicates."""

    identity = models.ForeignKey(WorkerIdentity, models.CASCADE, related_name="sounds")
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"sound of {self.identity_id}"


class NameIndex(models.Model):
    """A keyed fingerprint of one name of a worker, to find equal names without reading them."""

    identity = models.ForeignKey(WorkerIdentity, models.CASCADE, related_name="name_indexes")
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"name of {self.identity_id}"


class Consent(models.Model):
    """One answer to one question. Never changed; it outlives an erased worker as a bare key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker_id: models.UUIDField[UUID, UUID] = models.UUIDField(db_index=True)
    party = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    purpose = CodeField(enum=Purpose)
    answer = CodeField(enum=Answer)
    language = models.CharField(max_length=8)
    medium = CodeField(enum=Medium)
    witness = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            code_check("purpose", Purpose, "consent_purpose_is_code"),
            code_check("answer", Answer, "consent_answer_is_code"),
            code_check("medium", Medium, "consent_medium_is_code"),
            models.CheckConstraint(
                condition=~models.Q(medium=Medium.WITNESSED) | ~models.Q(witness=""),
                name="consent_witness_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.answer}"


class ConsentFile(models.Model):
    """What shows how an answer was given: encrypted where it lies, gone with an erased worker.

    Answers given under one signature share one kept file: ``stored`` is its random name below the
    evidence folder, ``digest`` the SHA-256 of what is kept, ``size`` its length in bytes.
    """

    consent = models.OneToOneField(Consent, models.PROTECT, primary_key=True, related_name="file")
    stored = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"file of {self.consent_id}"


class Tombstone(models.Model):
    """That a worker was erased: the bare key, when, by whom and why. Nothing about the worker."""

    worker_id: models.UUIDField[Any, UUID] = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    reason = CodeField(enum=ErasureReason)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"erased {self.worker_id}"
