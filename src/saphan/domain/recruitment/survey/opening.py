"""Consent, frame, profile and journey: who speaks, and how the worker came."""

from __future__ import annotations

from saphan.domain.recruitment.intake.cells import LONGEST_CODE
from saphan.domain.recruitment.survey.parts import (
    NOT_LATER,
    SHORT,
    Check,
    Group,
    Question,
    answered,
    at_most,
    between,
)

_CODE = Check(
    "regex(., '^[A-Za-z0-9._-]{0,20}[0-9][A-Za-z0-9._-]{0,20}$')",
    "Use Latin letters, the digits 0–9, dots and hyphens, with at least one digit.",
)
_ALL_EXPLAINED = Check("count-selected(.) = 3", "Explain all three before you go on.")

CONSENT = Group(
    "consent_block",
    "Consent",
    (
        Question(
            "read_aloud", "note", "For the interviewer: read this aloud before anything else."
        ),
        Question(
            "about",
            "note",
            "We want to know what workers paid to get their job, so that costs they should not "
            "have paid can be given back.",
        ),
        Question(
            "may_stop",
            "note",
            "You do not have to take part. You may skip any question and stop at any time.",
        ),
        Question(
            "not_shared",
            "note",
            "We do not write down your name. Your employer and the agency never see your answers. "
            "They only see results of groups of workers.",
        ),
        Question("no_promise", "note", "We cannot promise that money will be paid back."),
        Question(
            "consent",
            "select_one",
            "Do you agree to be interviewed?",
            options="agree",
            needed=True,
        ),
        Question(
            "refused",
            "note",
            "Thank the worker and end here. Nothing else is kept. Do not ask for a reason.",
            relevant=answered("consent", "no"),
        ),
    ),
)

FRAME = Group(
    "frame",
    "About this interview",
    (
        Question(
            "interview_code",
            "text",
            "Interview code",
            hint="From your list of interviews, such as I-014. Never a name.",
            check=_CODE,
            needed=True,
        ),
        Question(
            "consent_points",
            "select_multiple",
            "What did you explain before the worker agreed?",
            options="explained",
            check=_ALL_EXPLAINED,
        ),
        Question(
            "interview_date",
            "date",
            "Date of the interview",
            check=NOT_LATER,
            default="today()",
        ),
        Question("site", "text", "Site or factory", check=SHORT),
        Question(
            "worker_code",
            "text",
            "Worker code on the roster",
            hint="Leave blank without one. Never a name or a passport number.",
            check=at_most(LONGEST_CODE),
        ),
        Question(
            "sample_group",
            "text",
            "Group in the sampling plan",
            hint="For example: nationality, agent, year and sex.",
            check=SHORT,
        ),
        Question("spoken", "select_one", "Language of the interview", options="tongue"),
        Question(
            "interpreter",
            "text",
            "Interpreter code",
            hint="A code, not a name. Leave blank without an interpreter.",
            check=SHORT,
        ),
        Question("spot", "select_one", "Where does the interview take place?", options="spot"),
    ),
)

PROFILE = Group(
    "profile",
    "About the worker",
    (
        Question("sex", "select_one", "Sex or gender", options="sex"),
        Question("age", "select_one", "Age group", options="age"),
        Question(
            "child",
            "note",
            "For the interviewer: this may be a child. Follow your child-protection protocol. "
            "Do not tell the employer.",
            relevant=answered("age", "under_15", "from_15_to_17"),
        ),
        Question("nationality", "select_one", "Nationality", options="nationality"),
        Question(
            "mother_tongue",
            "text",
            "Mother tongue or ethnic group",
            hint="Only if the worker wants to say it.",
            check=SHORT,
        ),
        Question("home_region", "text", "Home province or region", check=SHORT),
        Question("schooling", "select_one", "Schooling", options="schooling"),
        Question("reads", "select_multiple", "Which scripts can you read?", options="script"),
        Question(
            "dependants",
            "integer",
            "How many people live on your income?",
            check=between(0, 50),
        ),
    ),
)

AGENTS = Group(
    "agents",
    "Agents between the worker and the employer",
    (
        Question("agent_tier", "select_one", "What kind of agent is it?", options="tier"),
        Question("agent_name", "text", "Name or nickname of the agent", check=SHORT),
        Question("agent_place", "text", "Where is the agent?", check=SHORT),
        Question("agent_phone", "text", "Phone of the agent", check=SHORT),
        Question("agent_licence", "text", "Licence number, if you saw it", check=SHORT),
    ),
    repeats=True,
    times="${agents_known}",
)

JOURNEY = Group(
    "journey",
    "The way to the job",
    (
        Question(
            "decided_on",
            "date",
            "When did you decide to work in Thailand?",
            check=NOT_LATER,
            appearance="month-year",
        ),
        Question("found_by", "select_one", "Who first told you about the job?", options="found_by"),
        Question(
            "scheme",
            "select_one",
            "How did you come to work in Thailand?",
            hint="This is about the way you came, not about your papers today. "
            "You need not answer.",
            options="scheme",
        ),
        Question(
            "agent",
            "text",
            "Main agent or agency",
            hint="Spell it as on the roster. Leave blank if there was none.",
            check=SHORT,
        ),
        Question(
            "arrival_month",
            "date",
            "In which month did you arrive for this job?",
            check=NOT_LATER,
            appearance="month-year",
        ),
        Question(
            "papers_made",
            "select_multiple",
            "Which papers were made for the journey?",
            hint="Skip this if the worker hesitates.",
            options="papers",
        ),
        Question("border_point", "text", "Where did you cross the border?", check=SHORT),
        Question(
            "days_waited",
            "integer",
            "How many days did you wait before the work began?",
            check=between(0, 3650),
        ),
        Question(
            "prepared",
            "select_one",
            "Did you get a training before you left?",
            options="yes_no",
        ),
        Question(
            "prepared_hours",
            "integer",
            "How many hours was the training?",
            relevant=answered("prepared", "yes"),
            check=between(0, 1000),
        ),
        Question(
            "agents_known",
            "integer",
            "How many agents or agencies stood between you and the employer?",
            hint="From 0 to 4: the next page asks about each.",
            check=between(0, 4),
        ),
    ),
)
