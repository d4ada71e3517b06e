"""Indicators of forced labour, grievance, wishes and the close: what can harm if it leaks.

Source of the eleven indicators: ILO indicators of forced labour.
"""

from __future__ import annotations

from saphan.domain.recruitment.survey.parts import (
    SHORT,
    Group,
    Question,
    answered,
    any_of,
    between,
)

#: The eleven indicators and the questions about them.
INDICATORS = {
    "ind_deception": "Were you deceived about the work or the conditions?",
    "ind_movement": "Are you kept from leaving the workplace or the dormitory?",
    "ind_isolation": "Are you kept from meeting people or using a phone?",
    "ind_violence": "Has anybody hurt you or forced you to something sexual?",
    "ind_intimidation": "Has anybody threatened you or your family?",
    "ind_documents": "Does somebody else keep your papers?",
    "ind_withheld_wages": "Is a wage that you earned not paid to you?",
    "ind_debt": "Must you stay because of a debt?",
    "ind_conditions": "Are the work or living conditions dangerous or degrading?",
    "ind_overtime": "Must you work overtime that you do not want?",
    "ind_vulnerability": "Does somebody use against you that you are foreign, new or alone?",
}
_PAPERS_KEPT = answered("ind_documents", "yes")
#: Any of these calls for the protocol of the organisation.
RED_FLAG = any_of(
    *(answered(name, "yes") for name in (*INDICATORS, "danger")),
    answered("age", "under_15", "from_15_to_17"),
)


def _indicators() -> tuple[Question, ...]:
    return tuple(
        Question(name, "select_one", label, options="yes_no_unsure")
        for name, label in INDICATORS.items()
    )


def _kept_papers() -> tuple[Question, ...]:
    return (
        Question(
            "kept_papers",
            "select_multiple",
            "Which papers are kept?",
            options="papers",
            relevant=_PAPERS_KEPT,
        ),
        Question(
            "papers_holder",
            "select_multiple",
            "Who keeps them?",
            options="holder",
            relevant=_PAPERS_KEPT,
        ),
        Question(
            "papers_in_a_day",
            "select_one",
            "Can you get them back within 24 hours?",
            options="yes_no",
            relevant=_PAPERS_KEPT,
        ),
    )


def _red_flag() -> tuple[Question, ...]:
    return (
        Question("danger", "select_one", "Are you in danger now?", options="yes_no_unsure"),
        Question(
            "red_flag",
            "note",
            "RED FLAG, for the interviewer. Do not tell the employer, the agency or anybody at the "
            "site. Confront nobody. Ask what the worker wants. Tell the contact person of your "
            "protocol today. If a life is in danger, act at once as the protocol says.",
            relevant=RED_FLAG,
        ),
        Question(
            "red_flag_steps",
            "select_multiple",
            "For the interviewer: what did you do?",
            options="red_flag_steps",
            relevant=RED_FLAG,
        ),
    )


TREATMENT = Group(
    "treatment",
    "How you are treated",
    (
        Question(
            "distress",
            "note",
            "For the interviewer: make sure that nobody listens. These questions can hurt. If the "
            "worker is upset, take a break, change the subject or stop. Do not press. Do not "
            "promise what you cannot keep.",
        ),
        *_indicators(),
        *_kept_papers(),
        Question(
            "pregnancy",
            "select_one",
            "Were you made to take a pregnancy test or treated badly because of a pregnancy?",
            options="yes_no_unsure",
            relevant=answered("sex", "f"),
        ),
        Question(
            "what_happened",
            "text",
            "What happened?",
            hint="In the worker's words, without names.",
        ),
        *_red_flag(),
    ),
)

GRIEVANCE = Group(
    "grievance",
    "Complaints",
    (
        Question("knows_channel", "select_one", "Do you know where to complain?", options="yes_no"),
        Question("complained", "select_one", "Have you complained?", options="yes_no"),
        Question(
            "complaint_result",
            "text",
            "What came of the complaint?",
            relevant=answered("complained", "yes"),
        ),
        Question(
            "fear",
            "select_one",
            "Are you afraid of what may follow a complaint?",
            options="yes_no",
        ),
        Question("reprisal", "text", "What happened to people who complained?"),
    ),
)

WISH = Group(
    "wish",
    "What you want",
    (
        Question("wanted", "text", "What do you want to happen now?"),
        Question("contact_again", "select_one", "May we contact you again?", options="yes_no"),
        Question(
            "channel",
            "select_one",
            "How can we reach you safely?",
            hint="Numbers and addresses belong in the safe list of your organisation, not here.",
            options="channel",
            relevant=answered("contact_again", "yes"),
        ),
        Question(
            "safe_hours",
            "text",
            "Which days and hours are safe?",
            relevant=answered("contact_again", "yes"),
            check=SHORT,
        ),
        Question(
            "code_word",
            "text",
            "Which word shall we say so that you know it is us?",
            relevant=answered("contact_again", "yes"),
            check=SHORT,
        ),
    ),
)

CLOSE = Group(
    "close",
    "Close",
    (
        Question("leaflet", "select_one", "Was a leaflet with rights given?", options="agree"),
        Question("referral", "select_one", "Was a referral offered?", options="agree"),
        Question(
            "coached",
            "select_one",
            "For the interviewer: did the answers seem learnt by heart?",
            options="yes_no_unsure",
        ),
        Question(
            "remarks",
            "text",
            "For the interviewer: remarks",
            hint="Without names.",
        ),
        Question(
            "minutes",
            "integer",
            "How many minutes did the interview take?",
            check=between(1, 600),
        ),
    ),
)
