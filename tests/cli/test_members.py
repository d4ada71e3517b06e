"""The operator lets the first members in."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from saphan.cli import members
from saphan.people.queries import OPERATOR
from saphan.people.queries import members as members_of

pytestmark = pytest.mark.django_db

PASSWORD = "rice field under rain"


def run(*given: str) -> int:
    parser = argparse.ArgumentParser()
    members.add(parser.add_subparsers(required=True))
    args = parser.parse_args(["members", *given])
    return int(args.func(args))


@pytest.fixture
def password(tmp_path: Path) -> str:
    """The file of a good password."""
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", "utf-8")
    return str(file)


def add(password: str, *given: str) -> int:
    return run("add", *given, "--password-file", password)


def test_the_first_member_manages_a_new_organisation(
    password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ("Nok", "--organisation", "Invented Centre", "--kind", "centre", "--name", "Nok P.")
    assert add(password, *told) == 0
    assert "nok (M-" in capsys.readouterr().out
    assert authenticate(username="nok", password=PASSWORD) is not None
    ((organisation, member),) = members._members()
    assert (organisation.name, organisation.kind.value) == ("Invented Centre", "centre")
    assert [role.value for role in member.roles] == ["administrator"]


def test_the_only_organisation_need_not_be_named(password: str) -> None:
    add(password, "nok", "--organisation", "Invented Centre", "--kind", "centre")
    assert add(password, "dao", "--role", "counsellor") == 0
    assert {member.username for _, member in members._members()} == {"nok", "dao"}


def test_a_list_shows_roles_and_who_is_closed(
    password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(password, "nok", "--organisation", "Invented Centre", "--kind", "centre")
    add(password, "dao", "--role", "officer")
    assert run("close", "dao") == 0
    capsys.readouterr()
    assert run("list") == 0
    shown = capsys.readouterr().out
    assert "nok  Invented Centre: administrator\n" in shown
    assert "dao  Invented Centre: officer  (closed)\n" in shown
    assert authenticate(username="dao", password=PASSWORD) is None


def test_a_new_password_replaces_the_old_one(password: str, tmp_path: Path) -> None:
    add(password, "nok", "--organisation", "Invented Centre", "--kind", "centre")
    other = tmp_path / "other"
    other.write_text("bamboo bridge at dawn")
    assert run("password", "nok", "--password-file", str(other)) == 0
    assert authenticate(username="nok", password="bamboo bridge at dawn") is not None
    assert authenticate(username="nok", password=PASSWORD) is None


def test_refusals_are_one_sentence_and_change_nothing(
    password: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = tmp_path / "weak"
    weak.write_text("1234")
    centre = ("--organisation", "Invented Centre")
    for given, sentence in (
        (("add", "nok", *centre, "--password-file", password), "make it with --kind"),
        (("add", "nok", "--password-file", password), "There is no organisation yet"),
        (("add", "nok", *centre, "--kind", "ngo", "--password-file", str(weak)), "too weak"),
        (("add", "nok", *centre, "--password-file", str(tmp_path / "none")), "cannot be read"),
        (("password", "nok", "--password-file", password), "There is no member nok."),
        (("close", "nok"), "There is no member nok."),
    ):
        assert run(*given) == 2, given
        said = capsys.readouterr().err
        assert sentence in said
        assert said.count("\n") == 1
    assert members._members() == []
    assert members._organisations() == []


def test_the_last_administrator_stays(password: str, capsys: pytest.CaptureFixture[str]) -> None:
    add(password, "nok", "--organisation", "Invented Centre", "--kind", "centre")
    assert run("close", "nok") == 2
    assert "Nobody else manages" in capsys.readouterr().err
    ((organisation, _),) = members._members()
    assert members_of(OPERATOR, organisation=organisation.id)[0].is_active
