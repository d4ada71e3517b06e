"""Roles: who may do what, decided for one organisation at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member is in one organisation."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    COUNSELLOR = "counsellor"
    INTERVIEWER = "interviewer"
    ANALYST = "analyst"
    TRAINER = "trainer"
    BRAND_VIEWER = "brand_viewer"


class Permission(StrEnum):
    """One thing that can be permitted. Pages name it by its value."""

    MEMBERS_MANAGE = "people.manage"
    WORKERS_SEE = "people.see"
    WORKERS_REGISTER = "people.register"
    IDENTITY_RECORD = "people.record_identity"
    IDENTITY_OPEN = "people.open_identity"
    CONSENT_RECORD = "people.record_consent"
    WORKER_ERASE = "people.erase"
    PARTIES_SEE = "parties.see"
    PARTIES_RECORD = "parties.record"
    JOURNEYS_SEE = "journey.see"
    JOURNEYS_RECORD = "journey.record"
    JOURNEYS_CHANGE = "journey.change"
    AUDIT_SEE = "audit.see"
    RECRUITMENT_VIEW = "recruitment.view"
    RECRUITMENT_IMPORT = "recruitment.import"
    RECRUITMENT_PLAN = "recruitment.plan"
    RECRUITMENT_BRAND = "recruitment.brand"
    CASES_SEE = "care.see"
    CASES_RECORD = "care.record"
    CASES_REFER = "care.refer"
    CASES_COUNT = "care.count"
    PROTOCOLS_SIGN = "care.sign"
    DIRECTORY_EDIT = "care.edit_directory"
    DIRECTORY_REVIEW = "care.review_directory"
    NOTICES_SEE = "notices.see"
    NOTICES_SEND = "notices.send"


_P = Permission
_READS = frozenset({_P.WORKERS_SEE, _P.PARTIES_SEE, _P.JOURNEYS_SEE, _P.RECRUITMENT_VIEW})
_WRITES = frozenset(
    {
        _P.WORKERS_REGISTER,
        _P.CONSENT_RECORD,
        _P.PARTIES_RECORD,
        _P.JOURNEYS_RECORD,
        _P.JOURNEYS_CHANGE,
    }
)

#: What each role permits. An administrator keeps the house; he does not read the people's names.
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {_P.MEMBERS_MANAGE, _P.PARTIES_SEE, _P.PARTIES_RECORD, _P.AUDIT_SEE, _P.WORKER_ERASE}
        | {_P.PROTOCOLS_SIGN, _P.DIRECTORY_EDIT, _P.DIRECTORY_REVIEW, _P.NOTICES_SEE}
    ),
    Role.OFFICER: _READS
    | _WRITES
    | {_P.RECRUITMENT_IMPORT, _P.RECRUITMENT_PLAN, _P.RECRUITMENT_BRAND, _P.CASES_COUNT}
    | {_P.DIRECTORY_EDIT, _P.DIRECTORY_REVIEW},
    Role.COUNSELLOR: (_READS - {_P.RECRUITMENT_VIEW})
    | _WRITES
    | {_P.IDENTITY_RECORD, _P.IDENTITY_OPEN, _P.WORKER_ERASE}
    | {_P.CASES_SEE, _P.CASES_RECORD, _P.CASES_REFER, _P.CASES_COUNT}
    | {_P.DIRECTORY_EDIT, _P.NOTICES_SEE, _P.NOTICES_SEND},
    Role.INTERVIEWER: frozenset(
        {_P.WORKERS_REGISTER, _P.CONSENT_RECORD, _P.JOURNEYS_RECORD, _P.PARTIES_SEE}
    ),
    Role.ANALYST: frozenset({_P.PARTIES_SEE, _P.RECRUITMENT_VIEW, _P.RECRUITMENT_BRAND})
    | {_P.JOURNEYS_SEE, _P.WORKERS_SEE},
    Role.TRAINER: frozenset({_P.WORKERS_SEE, _P.WORKERS_REGISTER, _P.CONSENT_RECORD}),
    Role.BRAND_VIEWER: frozenset({_P.RECRUITMENT_BRAND}),
}


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of the roles held in an organisation permits this there."""
    return any(permission in GRANTS[role] for role in roles)


def roles_that(permission: Permission) -> frozenset[Role]:
    """The roles that permit this."""
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)
