"""A finding speaks the language of its page; what is not translated says that it is English."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from saphan.domain.finding import Finding, Standing, Verdict
from saphan.foundation.law_words import reason_said, standing_said
from saphan.foundation.words import date_both_eras
from saphan.rulebook.charges import BEGAN

FOREIGN = "A reason that nobody translated & nobody will."


def drawn(reason: str, language: str, standing: str = Standing.UNVERIFIED) -> str:
    """The component on a page of a language."""
    found = Finding(
        verdict=Verdict.UNKNOWN,
        rule="th.test.rule",
        article="s.42",
        source="An invented source",
        standing=standing,
        reason=reason,
        reason_code="rule",
    )
    with translation.override(language):
        template = Template("{% load face %}{% finding found %}")
        return template.render(Context({"found": found}))


@pytest.mark.parametrize("language", ["th", "en"])
def test_reason_and_standing_are_said_in_the_language_of_the_page(language: str) -> None:
    reason = BEGAN.format(first="2016-08-16")
    page = drawn(reason, language)
    assert f"<dd>{reason_said(reason, language)}</dd>" in page
    assert f"<dd>{standing_said(Standing.UNVERIFIED, language)}</dd>" in page
    assert date_both_eras(date(2016, 8, 16), language) in page
    assert "2016-08-16" not in page


def test_what_is_not_translated_is_marked_as_english() -> None:
    marked = '<span lang="en">A reason that nobody translated &amp; nobody will.</span>'
    assert f"<dd>{marked}</dd>" in drawn(FOREIGN, "th")
    assert marked not in drawn(FOREIGN, "en")
    assert '<span lang="en">s.42</span>' in drawn(FOREIGN, "th")


def test_a_finding_without_a_rule_has_no_standing() -> None:
    assert "<dd>–</dd>" in drawn(FOREIGN, "th", standing="")
