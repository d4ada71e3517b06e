"""``saphan members``: the first member of an installation, and who lost a password.

The command acts as the operator: whoever can start it holds the database and its keys anyway.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from saphan.cli.run import prepare
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.roles import Permission, Role
from saphan.domain.refusals import Conflict, Incomplete, NotFound, Refused

if TYPE_CHECKING:
    from saphan.domain.parties.records import OrganisationRecord
    from saphan.domain.people.records import MemberRecord

    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

LANGUAGES = ("en", "th", "my", "km", "lo", "vi")

SENTENCES = {
    "member.username_missing": "A member needs a user name.",
    "member.username_taken": "There is a member {username} already.",
    "member.unknown": "There is no member {username}.",
    "member.password_weak": "This password is too weak: {reasons}.",
    "member.password_differs": "The two passwords differ.",
    "member.password_file": "The password cannot be read from {file}.",
    "organisation.unknown": "There is no organisation {name}; make it with --kind. There: {found}.",
    "organisation.ambiguous": "Say which organisation with --organisation. There are: {found}.",
    "organisation.exists": "The organisation {name} exists already; leave --kind out.",
    "party.name_missing": "An organisation needs a name.",
    "role.last_administrator": "Nobody else manages this organisation; give that role away first.",
}


def add(subparsers: _Subparsers) -> None:
    """Register ``members`` with its commands add, list, password and close."""
    parser = subparsers.add_parser("members", help="who may log in")
    commands = parser.add_subparsers(metavar="WHAT", required=True)
    new = commands.add_parser("add", help="a new member with a role in an organisation")
    new.add_argument("username")
    new.add_argument("--role", choices=[*Role], default=Role.ADMINISTRATOR.value)
    new.add_argument("--organisation", default="", help="its name; the only one when not given")
    new.add_argument("--kind", choices=[*Kind], help="make the organisation, of this kind")
    new.add_argument("--name", default="", help="the name that others see")
    new.add_argument("--language", choices=LANGUAGES, default="en")
    listing = commands.add_parser("list", help="all members and their roles")
    again = commands.add_parser("password", help="give a member a new password")
    close = commands.add_parser("close", help="a member can no longer log in")
    for command in (again, close):
        command.add_argument("username")
    for command in (new, again):
        command.add_argument("--password-file", type=Path, help="read it here instead of asking")
    for command, does in ((new, _add), (listing, _list), (again, _password), (close, _close)):
        command.set_defaults(func=_command, does=does)


def _command(options: argparse.Namespace) -> int:
    prepare()
    try:
        options.does(options)
    except Refused as refusal:
        sys.stderr.write(_words(refusal) + "\n")
        return 2
    return 0


def _words(refusal: Refused) -> str:
    facts = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in refusal.facts.items()
    }
    return SENTENCES[refusal.code].format(**facts)


def _now() -> datetime:
    return datetime.now(tz=UTC)


def _add(options: argparse.Namespace) -> None:
    from django.db import transaction

    from saphan.people.actions.members import add_member
    from saphan.people.queries import OPERATOR

    password = _new_password(options.password_file)
    with transaction.atomic():
        made = add_member(
            by=OPERATOR,
            at=_now(),
            organisation=_organisation(options.organisation, options.kind),
            role=Role(options.role),
            username=options.username,
            display_name=options.name,
            password=password,
            language=options.language,
        )
    sys.stdout.write(f"{made.username} ({made.code}) may log in as {options.role}.\n")


def _list(_options: argparse.Namespace) -> None:
    for organisation, member in _members():
        roles = ", ".join(sorted(role.value for role in member.roles))
        closed = "" if member.is_active else "  (closed)"
        sys.stdout.write(f"{member.username}  {organisation.name}: {roles}{closed}\n")


def _password(options: argparse.Namespace) -> None:
    from saphan.people.actions.members import set_password
    from saphan.people.queries import OPERATOR

    member = _member(options.username)
    password = _new_password(options.password_file)
    set_password(by=OPERATOR, at=_now(), member=member, password=password)
    sys.stdout.write(f"{options.username} has a new password.\n")


def _close(options: argparse.Namespace) -> None:
    from saphan.people.actions.members import deactivate_member
    from saphan.people.queries import OPERATOR

    deactivate_member(by=OPERATOR, at=_now(), member=_member(options.username))
    sys.stdout.write(f"{options.username} can no longer log in.\n")


def _members() -> list[tuple[OrganisationRecord, MemberRecord]]:
    from saphan.people.queries import OPERATOR, members

    return [
        (held, one) for held in _organisations() for one in members(OPERATOR, organisation=held.id)
    ]


def _member(username: str) -> UUID:
    wanted = username.strip().lower()
    for _, member in _members():
        if member.username == wanted:
            return member.id
    raise NotFound("member.unknown", username=username)


def _organisations() -> list[OrganisationRecord]:
    from saphan.parties.queries import own_organisations
    from saphan.people.queries import OPERATOR

    return own_organisations(OPERATOR, Permission.MEMBERS_MANAGE)


def _organisation(name: str, kind: str | None) -> UUID:
    """The organisation that is meant, made when its kind is given."""
    there = _organisations()
    found = [one for one in there if one.name == name] if name else there
    if kind:
        return _new_organisation(name, Kind(kind), there=there)
    names = [one.name for one in there] or ["none"]
    if not found:
        raise NotFound("organisation.unknown", name=name or "yet", found=names)
    if len(found) > 1:
        raise Conflict("organisation.ambiguous", found=names)
    return found[0].id


def _new_organisation(name: str, kind: Kind, *, there: list[OrganisationRecord]) -> UUID:
    from saphan.parties.actions import add_organisation
    from saphan.people.queries import OPERATOR

    if any(one.name == name for one in there):
        raise Conflict("organisation.exists", name=name)
    return add_organisation(by=OPERATOR, at=_now(), held_by=None, kind=kind, name=name)


def _new_password(file: Path | None) -> str:
    """The password from a file's first line, or twice from the keyboard."""
    if file:
        try:
            return (file.read_text("utf-8").splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as wrong:
            raise Incomplete("member.password_file", file=file) from wrong
    given = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != given:
        raise Incomplete("member.password_differs")
    return given
