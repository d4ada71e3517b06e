"""What is done to members and roles."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from saphan.domain.people.records import MemberRecord
from saphan.domain.people.roles import Permission, Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.audit import record
from saphan.people.models import (
    Grant,
    Member,
)
from saphan.people.queries import (
    Operator,
    Viewer,
    may,
    require,
)


@transaction.atomic
def add_member(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    role: Role,
    username: str,
    display_name: str,
    password: str,
    language: str = "en",
) -> MemberRecord:
    """A new member with a first role in the organisation.

    Raises ``NotAllowed``, ``Incomplete("member.username_missing")``,
    ``Conflict("member.username_taken")`` or ``Refused("member.password_weak", reasons=[...])``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    username = username.strip().lower()
    if not username:
        raise Incomplete("member.username_missing")
    if Member.objects.filter(username=username).exists():
        raise Conflict("member.username_taken", username=username)
    member = Member(username=username, display_name=display_name.strip() or username)
    member.language = language
    _give_password(member, password)
    member.save(force_insert=True)
    Grant.objects.create(member=member, organisation_id=organisation, role=role)
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.add_member", subject=member, facts=facts)
    return member.as_record(frozenset({role}))


@transaction.atomic
def set_password(*, by: Viewer, at: datetime, member: UUID, password: str) -> None:
    """A new password, by the member himself or by who manages every organisation he is in.

    Raises ``NotFound``, ``NotAllowed`` or ``Refused("member.password_weak", reasons=[...])``.
    """
    found = _member(member)
    if found.pk != getattr(by, "pk", None):
        _require_whole(by, found)
    _give_password(found, password)
    found.save(update_fields=["password"])
    record(by=by, at=at, action="people.set_password", subject=found)


@transaction.atomic
def set_language(*, by: Viewer, at: datetime, language: str) -> None:
    """The language in which the member reads his pages. Raises ``NotAllowed`` for an operator."""
    if isinstance(by, Operator):
        raise NotAllowed("member.not_signed_in")
    by.language = language
    by.save(update_fields=["language"])
    record(by=by, at=at, action="people.set_language", subject=by, facts={"language": language})


@transaction.atomic
def deactivate_member(*, by: Viewer, at: datetime, member: UUID) -> None:
    """The member can no longer log in, and nothing is shown to him any more.

    Raises ``NotFound``, ``NotAllowed`` or ``Conflict("role.last_administrator")``.
    """
    found = _member(member)
    _require_whole(by, found)
    for grant in found.grants.all():
        _keep_an_administrator(grant)
    found.is_active = False
    found.save(update_fields=["is_active"])
    record(by=by, at=at, action="people.deactivate_member", subject=found)


@transaction.atomic
def set_role(*, by: Viewer, at: datetime, member: UUID, organisation: UUID, role: Role) -> None:
    """The member has this role in the organisation from now on, beside those he has.

    Raises ``NotAllowed`` or ``NotFound("member.unknown")``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    found = _member(member)
    Grant.objects.get_or_create(member=found, organisation_id=organisation, role=role)
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.set_role", subject=found, facts=facts)


@transaction.atomic
def take_role(*, by: Viewer, at: datetime, member: UUID, organisation: UUID, role: Role) -> None:
    """The member no longer has this role in the organisation.

    Raises ``NotAllowed``, ``NotFound`` or ``Conflict("role.last_administrator")``.
    """
    require(by, Permission.MEMBERS_MANAGE, organisation)
    held = Grant.objects.filter(member=member, organisation=organisation, role=role).first()
    if held is None:
        raise NotFound("role.unknown")
    _keep_an_administrator(held)
    held.delete()
    facts = {"organisation": organisation, "role": role}
    record(by=by, at=at, action="people.take_role", subject=("member", member), facts=facts)


def _member(key: UUID) -> Member:
    found = Member.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("member.unknown")
    return found


def _require_whole(by: Viewer, member: Member) -> None:
    """Whoever manages one of two organisations of a member has no power over the other one."""
    where = set(member.grants.values_list("organisation_id", flat=True))
    if not isinstance(by, Operator) and not (
        where and all(may(by, Permission.MEMBERS_MANAGE, one) for one in where)
    ):
        missing = Permission.MEMBERS_MANAGE.value
        raise NotAllowed("permission.missing", permission=missing)


def _keep_an_administrator(held: Grant) -> None:
    if held.role is not Role.ADMINISTRATOR:
        return
    others = Grant.objects.filter(organisation=held.organisation_id, role=Role.ADMINISTRATOR)
    if not others.filter(member__is_active=True).exclude(member=held.member_id).exists():
        raise Conflict("role.last_administrator")


def _give_password(member: Member, password: str) -> None:
    try:
        validate_password(password, member)
    except ValidationError as weak:
        reasons = [error.code or "" for error in weak.error_list]
        raise Refused("member.password_weak", reasons=reasons) from weak
    member.set_password(password)
