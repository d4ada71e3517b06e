"""The page of a receiver when it does not open: no cookie, no word of its address in a log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from saphan.domain.refusals import Conflict
from saphan.pillars.care.pages import answering
from tests.web.seen import seen

LOGGING: Any = settings.LOGGING
GUESSED = "a-guessed-secret_0123456789"
WHERE = f"/care/answer/{GUESSED}/"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What an installation writes, by its own settings."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    made: Any = DictConfigurator({"version": 1, **LOGGING})
    handler.setFormatter(made.configure_formatter(LOGGING["formatters"]["plain"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_no_log_of_any_failure_holds_the_secret(
    db: None, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    assert client.get(WHERE).status_code == 404
    assert client.post(WHERE, {"reply": "received"}).status_code == 404
    assert client.put(WHERE).status_code == 405
    assert client.get(WHERE.rstrip("/") + "//more").status_code == 404

    def broken(*_given: object, **_more: object) -> None:
        raise RuntimeError(f"cannot read {WHERE}")

    monkeypatch.setattr(answering, "envelope", broken)
    assert client.get(WHERE).status_code == 500
    said = log.getvalue()
    assert said.count("/care/answer/…") >= 5
    assert "RuntimeError: cannot read /care/answer/…/" in said
    assert GUESSED not in said


def test_every_line_goes_through_the_formatter() -> None:
    handlers = LOGGING["handlers"].values()
    assert {one["formatter"] for one in handlers} == {"plain"}
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django.server").handlers == []


def test_a_link_that_does_not_open_leaves_nothing_behind(db: None) -> None:
    client = Client()
    for language, sentence in (("th", "ลิงก์นี้เปิดไม่ได้"), ("en", "This link does not open")):
        answer = client.get(WHERE, {"language": language})
        assert (answer.status_code, dict(client.cookies)) == (404, {})
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = seen(answer)
        assert sentence in page.text
        assert GUESSED not in answer.content.decode()
        assert page.first("html").attributes["lang"] == language


def test_a_stranger_is_turned_away_without_a_cookie(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by a refusal that no page caught."""

    def refuses(*_given: object, **_more: object) -> None:
        raise Conflict("case.changed")

    monkeypatch.setattr(answering, "envelope", refuses)
    client = Client(raise_request_exception=False)
    assert client.get(WHERE).status_code == 409
    for where in ("/nowhere/", "/en/nowhere/", "/hsds/nowhere", "/care/answer/"):
        assert client.get(where).status_code == 404, where
    assert dict(client.cookies) == {}
