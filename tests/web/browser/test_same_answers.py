"""A phone without a network answers what the server answers: verdicts, amounts, arithmetic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.web.browser.asked import charges, pays
from tests.web.browser.conftest import PHONE, As
from tests.web.browser.test_offline import wait_until_kept

ANSWERS = Path(__file__).with_name("answers.js").read_text(encoding="utf-8")


def both(visit: As, language: str, checker: str, questions: list[str]) -> list[tuple[Any, Any]]:
    """Each answer of the phone beside that of the server."""
    page = visit("", PHONE).open(f"/{language}/")
    wait_until_kept(page, f"/{language}/answers-{checker}.js")
    page.context.set_offline(True)
    page.goto(f"{page.url}{checker}/")
    page.wait_for_function("Boolean(self.saphanKept && saphanKept.answer)")
    phone = page.evaluate(ANSWERS, [checker, questions, "phone"])
    page.context.set_offline(False)
    server = page.evaluate(ANSWERS, [checker, questions, "server"])
    return list(zip(phone, server, strict=True))


def test_charges(visit: As) -> None:
    """Verdicts, limits, official amounts, and the rules they rest on."""
    questions = charges(f"{timezone.localdate():%Y-%m}")
    found = both(visit, "vi", "charge", questions)
    for question, (phone, server) in zip(questions, found, strict=True):
        assert phone == server, question
        assert phone["things"], question


def test_pay(visit: As) -> None:
    """Every line about pay with its arithmetic, the first sentence, and what was assumed.

    Deductions and social security have no line on a phone, which says so.
    """
    questions = pays()
    found = both(visit, "my", "pay", questions)
    for question, (phone, server) in zip(questions, found, strict=True):
        if "faults" in server:
            assert set(phone["faults"]) >= set(server["faults"]), question
            continue
        lines = len(phone["lines"])
        server["lines"], rest = server["lines"][:lines], server["lines"][lines:]
        assert len(rest) == 2 or not lines, question
        *phone["assumed"], _not_counted = phone["assumed"] or [""]
        assert phone == server, question
    assert sum("faults" in server for _, server in found) < len(found) / 4
