"""Terms of clocks: what the law book and the settings of this installation say on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from saphan.domain.care.terms import Authority, Clause, Law, Span, Standards, Term, Unit
from saphan.rulebook.answers import Answer
from saphan.rulebook.book import Rulebook
from saphan.rulebook.clocks import Running
from saphan.rulebook.rows import Rule

#: The rule of the law book that is asked for each clause that has one.
RULES: Mapping[Clause, str] = {
    Clause.INSPECTOR_ORDER: "th.clocks.kr7-inspector-order",
    Clause.EMPLOYER_PAYMENT: "th.clocks.kr7-employer-payment",
    Clause.LIMITATION: "th.clocks.claim-limitation",
    Clause.REFILING: "th.clocks.kr7-refiling-after-withdrawal",
    Clause.ACKNOWLEDGEMENT: "int.clocks.referral-acknowledgement",
    Clause.CASE_REVIEW: "int.clocks.case-review",
    Clause.CONSENT_WITHDRAWAL: "int.clocks.consent-withdrawal",
    Clause.JOINT_LIST: "int.clocks.joint-list-pending",
}
#: Days that stand on the record: what names them, and who said them.
RECORDED: Mapping[Clause, tuple[str, str]] = {
    Clause.PERMIT_EXPIRY: ("th.clocks.permit-expiry", "The date on a document, told at intake"),
    Clause.APPOINTMENT: ("referral.appointment_at", "The appointment that the receiver named"),
    Clause.FOLLOW_UP: ("intake.follow_up_on", "The day agreed at intake"),
}
#: The settings that say how long something takes.
ANSWER_SETTING, FEEDBACK_SETTING = "SAPHAN_REFERRAL_ANSWER", "SAPHAN_FEEDBACK"
RETENTION_SETTING = "SAPHAN_RETENTION"
#: Where the priorities of a referral were read.
INTER_AGENCY_FORM = (
    "Inter-agency referral form, block Priority, "
    "https://www.scribd.com/document/650952970/4-inter-agency-referral-form"
)
#: What is said of a length that nobody but the installation sets.
OWN_CHOICE = "Set by this installation"
#: Why there is no length although the law book answers: it is none of our units.
NOT_A_LENGTH = "not_a_length"

_AUTHORITIES: Mapping[Running, Authority] = {
    Running.STATUTORY: Authority.LAW,
    Running.SERVICE_STANDARD: Authority.OWN,
    Running.RECORD_DATE: Authority.RECORD,
}


def clock_law(book: Rulebook, standards: Standards) -> Law:
    """What holds for each clause on a day; every question is answered once and kept.

    Raises ``NotFound("rule.unknown")`` when the law book lacks a rule of ``RULES``.
    """

    @cache
    def law(clause: Clause, on: date) -> Term:
        if clause in RECORDED:
            return Term(clause, Authority.RECORD, *RECORDED[clause])
        if clause in RULES:
            return _term(clause, book.rule(RULES[clause]), book.answer(RULES[clause], on=on))
        return _standard(clause, standards)

    return law


def _standard(clause: Clause, standards: Standards) -> Term:
    if clause is Clause.RETENTION:
        return Term(clause, Authority.OWN, RETENTION_SETTING, OWN_CHOICE, standards.retention)
    answer = standards.answer(clause)
    if answer is None:
        return Term(clause, Authority.OWN, FEEDBACK_SETTING, OWN_CHOICE, standards.feedback)
    if answer == Standards().answer(clause):
        return Term(clause, Authority.AGREED, ANSWER_SETTING, INTER_AGENCY_FORM, answer)
    return Term(clause, Authority.OWN, ANSWER_SETTING, OWN_CHOICE, answer)


def _term(clause: Clause, rule: Rule, found: Answer) -> Term:
    length = _span(found.value, rule.unit)
    unread = NOT_A_LENGTH if found.known else found.reason.value
    more = found.details
    return Term(
        clause=clause,
        authority=_authority(rule),
        rule=rule.rule,
        source=found.source,
        length=length,
        extension=_span_of(more.get("extension")),
        latest=_span_of(more.get("latest")),
        reason_code="" if length else unread,
        sentence=found.sentence,
        since=found.since,
        article=found.article,
        standing=found.standing,
        begins=str(more.get("starts") or ""),
        day_count=str(more.get("day_count") or ""),
        caveat=found.caveat,
    )


def _authority(rule: Rule) -> Authority:
    """Law when a row says that it is statutory, also when what it says is not known any more."""
    kinds = {str(row.details.get("kind")) for row in rule.rows}
    return next((_AUTHORITIES[kind] for kind in Running if kind.value in kinds), Authority.OWN)


def _span_of(given: object) -> Span | None:
    return _span(given.get("value"), given.get("unit")) if isinstance(given, Mapping) else None


def _span(value: object, unit: object) -> Span | None:
    if isinstance(value, int) and not isinstance(value, bool) and unit in set(Unit):
        return Span(value, Unit(str(unit)))
    return None
