"""Form F1, the interview of a worker, as data: blocks, questions, choices, conditions.

English is the source of every sentence; the catalogue ``interview`` holds the other languages.
Only the consent, the interview code and the last question must be answered. A worker who does
not agree, or takes the answers back at the end, leaves nothing but that answer: everything else
stands in a group that this makes irrelevant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from saphan.domain.recruitment.survey.choices import LISTS
from saphan.domain.recruitment.survey.money import FEES, FINANCE
from saphan.domain.recruitment.survey.opening import AGENTS, CONSENT, FRAME, JOURNEY, PROFILE
from saphan.domain.recruitment.survey.parts import (
    Check,
    Group,
    Part,
    Question,
    all_of,
    answered,
    groups,
    not_answered,
    questions,
)
from saphan.domain.recruitment.survey.treatment import CLOSE, GRIEVANCE, TREATMENT, WISH
from saphan.domain.recruitment.survey.work import EMPLOYMENT, PROMISES

__all__ = [
    "ANSWER_NEEDED",
    "DRAFT",
    "FORM",
    "LISTS",
    "REVIEWED",
    "Check",
    "Group",
    "Part",
    "Question",
    "groups",
    "questions",
    "sentences",
]

#: The first words of the form, by whether every sentence of a language was reviewed.
DRAFT = (
    "Draft: the translations of this form have not been reviewed. "
    "If a sentence is unclear, say it in your own words."
)
REVIEWED = "The words of this form have been reviewed."
ANSWER_NEEDED = "This question must be answered."

_HOW = (
    "For the interviewer: no names of workers. Never ask about immigration status. Any question "
    "may be skipped. “Don't know” and “prefer not to say” are good answers."
)
#: Where the interviewer asks whether to go on, and what a "no" leaves out.
_GO_ON = {
    "go_on_payments": "Shall we go on with the payments?",
    "go_on_work": "Shall we go on with your work?",
    "go_on_treatment": "Shall we go on with how you are treated?",
}


def _unless_stopped(part: Group, *after: str) -> Group:
    """The block, left out when the worker wanted to stop before it."""
    return replace(part, relevant=all_of(*(not_answered(name, "no") for name in after)))


def _go_on(name: str, *after: str) -> Question:
    relevant = all_of(*(not_answered(one, "no") for one in after))
    hint = "“No” leads to the end of the form."
    return Question(name, "select_one", _GO_ON[name], hint, "agree", relevant)


_PAYMENTS, _WORK, _TREATMENT = _GO_ON

FORM: tuple[Part, ...] = (
    Question("draft", "note", DRAFT),
    Question("how", "note", _HOW),
    CONSENT,
    Group(
        "interview",
        "Interview",
        (
            FRAME,
            PROFILE,
            JOURNEY,
            AGENTS,
            PROMISES,
            _go_on(_PAYMENTS),
            _unless_stopped(FEES, _PAYMENTS),
            _unless_stopped(FINANCE, _PAYMENTS),
            _go_on(_WORK, _PAYMENTS),
            _unless_stopped(EMPLOYMENT, _PAYMENTS, _WORK),
            _go_on(_TREATMENT, _PAYMENTS, _WORK),
            _unless_stopped(TREATMENT, *_GO_ON),
            _unless_stopped(GRIEVANCE, *_GO_ON),
            WISH,
            CLOSE,
        ),
        relevant=all_of(answered("consent", "yes"), not_answered("use_answers", "no")),
        page=False,
    ),
    Group(
        "end",
        "The end",
        (
            Question(
                "use_answers",
                "select_one",
                "May we use what you told us?",
                hint="Ask this also when the worker stops early. “No” removes every answer.",
                options="agree",
                needed=True,
            ),
            Question(
                "taken_back",
                "note",
                "Thank the worker. Nothing of this interview is kept.",
                relevant=answered("use_answers", "no"),
            ),
            Question(
                "thanks",
                "note",
                "Thank the worker. Lock the device before you go.",
                relevant=answered("use_answers", "yes"),
            ),
        ),
        relevant=answered("consent", "yes"),
    ),
)


def sentences() -> Iterator[str]:
    """Every sentence of the form in English, some of them several times."""
    yield from (DRAFT, REVIEWED, ANSWER_NEEDED)
    for question in questions(FORM):
        check = (question.check.message,) if question.check else ()
        yield from filter(None, (question.label, question.hint, *check))
    yield from (group.label for group in groups(FORM))
    yield from (label for choices in LISTS.values() for _, label in choices)
