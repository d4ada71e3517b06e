"""Clocks as pages say them: how late, for how long, who says so, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.domain.care.clock import Clock
from saphan.domain.care.terms import Authority, Clause, Span, Term, Unit
from saphan.foundation.figures import language_now, shown
from saphan.foundation.law_words import reason_said, standing_said
from saphan.foundation.words import Said
from saphan.pillars.care.forms import labels

#: Who says how long, and the tone of its badge. Only one of them is law.
AUTHORITIES: Mapping[Authority, tuple[str, str | Promise]] = {
    Authority.LAW: ("fine", gettext_lazy("Law")),
    Authority.AGREED: ("plain", gettext_lazy("Agreed standard, not law")),
    Authority.OWN: ("plain", gettext_lazy("Own standard, not law")),
    Authority.RECORD: ("plain", gettext_lazy("A day on the record")),
}
CLAUSES: Mapping[Clause, str | Promise] = {
    Clause.INSPECTOR_ORDER: gettext_lazy("The labour inspector decides on the complaint"),
    Clause.EMPLOYER_PAYMENT: gettext_lazy("The employer pays what was ordered"),
    Clause.LIMITATION: gettext_lazy("Until when a claim can be brought"),
    Clause.REFILING: gettext_lazy("Whether a withdrawn complaint can be filed again"),
    Clause.ANSWER_EMERGENCY: gettext_lazy("Answer to an emergency referral"),
    Clause.ANSWER_URGENT: gettext_lazy("Answer to an urgent referral"),
    Clause.ANSWER_NORMAL: gettext_lazy("Answer to a normal referral"),
    Clause.ACKNOWLEDGEMENT: gettext_lazy("Another target for answers to referrals"),
    Clause.FEEDBACK: gettext_lazy("The client is told what was answered"),
    Clause.CASE_REVIEW: gettext_lazy("Review of a closed case"),
    Clause.CONSENT_WITHDRAWAL: gettext_lazy("The receiver is told that consent was taken back"),
    Clause.JOINT_LIST: gettext_lazy("On the joint list when it is still pending"),
    Clause.PERMIT_EXPIRY: gettext_lazy("A document runs out"),
    Clause.APPOINTMENT: gettext_lazy("Appointment"),
    Clause.FOLLOW_UP: gettext_lazy("Follow-up"),
    Clause.RETENTION: gettext_lazy("How long records are kept before somebody decides"),
}
#: What is said of a day on the record instead of a source.
_RECORDED: Mapping[Clause, str | Promise] = {
    Clause.PERMIT_EXPIRY: gettext_lazy("The date on a document, told at intake"),
    Clause.APPOINTMENT: gettext_lazy("The appointment that the receiver named"),
    Clause.FOLLOW_UP: gettext_lazy("The day agreed at intake"),
}
#: What is said where the law book knows nothing and nobody may guess.
_UNANSWERED: Mapping[Clause, str | Promise] = {
    Clause.LIMITATION: gettext_lazy(
        "No source says until when; it depends on the kind of claim. Ask a lawyer now."
    ),
    Clause.REFILING: gettext_lazy("No source says whether, or until when. Ask a lawyer."),
}
_OWN_CHOICE = gettext_lazy("Set by this installation")
#: A day count that the sources leave open.
_OPEN_COUNT = "to confirm"


@dataclass(frozen=True, slots=True)
class Told:
    """What a clock rests on, in words; ``anchor`` is its place in a page.

    ``source`` is in the language ``source_language``; ``notes`` are sentences a reader must see.
    """

    anchor: str
    words: str
    tone: str
    authority: str
    length: str
    rule: str
    article: str
    source: str
    source_language: str
    standing: str
    begins: str
    notes: tuple[Said | str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class ToldClock:
    """One clock of a case in words; ``state`` and ``tone`` tell how late it is or that it ended."""

    words: str
    tone: str
    state: str
    starts: date
    due: object
    latest: date | None
    stopped_on: date | None
    member: UUID | None
    bases: tuple[Told, ...]


def lateness(due: date | None, today: date) -> tuple[str, str]:
    """The tone and the words of how late something is."""
    if due is None:
        return "unknown", _("No day known: check")
    left = (due - today).days
    if left < 0:
        return "stop", ngettext("{n} day late", "{n} days late", -left).format(n=-left)
    if left == 0:
        return "ask", _("Today")
    return "plain", ngettext("In {n} day", "In {n} days", left).format(n=left)


def told_clocks(clocks: Iterable[Clock], today: date) -> list[ToldClock]:
    """The clocks of a case for its page: what runs by its day, then what has ended."""
    order = sorted(clocks, key=lambda one: (not one.runs, one.due is None, one.due or one.starts))
    return [_told_clock(one, today) for one in order]


def _told_clock(clock: Clock, today: date) -> ToldClock:
    tone, state = lateness(clock.due, today)
    if not clock.runs:
        tone, state = "fine", _("Ended")
    return ToldClock(
        words=str(labels.CLOCKS[clock.kind]),
        tone=tone,
        state=state,
        starts=clock.starts,
        due=clock.due_at or clock.due,
        latest=clock.latest if clock.latest != clock.due else None,
        stopped_on=clock.stopped_on,
        member=clock.member,
        bases=tuple(told_term(term) for term in (clock.term, *clock.doubts)),
    )


def told_term(term: Term) -> Told:
    """What a term says, from where, and what about it is not known."""
    tone, authority = AUTHORITIES[term.authority]
    known = term.known or term.authority is Authority.RECORD
    source, language = _source(term)
    return Told(
        anchor=slugify(f"basis-{term.rule}-{term.clause}-{term.since or 'now'}"),
        words=str(CLAUSES[term.clause]),
        tone=tone if known else "unknown",
        authority=str(authority)
        if known
        else _("{authority}: not known").format(authority=authority),
        length=_length(term),
        rule=term.rule,
        article=term.article,
        source=source,
        source_language=language,
        standing=standing_said(term.standing, language_now()) if term.standing else "",
        begins=term.begins,
        notes=tuple(_notes(term, known=known)),
        known=known,
    )


def _source(term: Term) -> tuple[str, str]:
    """The source and its language; where it is the record or a setting, in words of the page."""
    if term.clause in _RECORDED:
        return str(_RECORDED[term.clause]), language_now()
    if term.authority is Authority.OWN and not term.standing:
        return str(_OWN_CHOICE), language_now()
    return term.source, "en"


def _notes(term: Term, *, known: bool) -> Iterable[Said | str]:
    language = language_now()
    if not known and term.clause in _UNANSWERED:
        yield str(_UNANSWERED[term.clause])
    elif not known:
        yield reason_said(term.sentence, language)
    if _OPEN_COUNT in term.day_count:
        yield _(
            "Counted in days of the calendar. The sources do not say whether working days are "
            "meant; then the law gives more time."
        )
    if term.clause is Clause.RETENTION:
        yield _("How long records are kept is your decision. No law was found that says it.")
    if known and term.caveat:
        yield reason_said(term.caveat, language)


def _length(term: Term) -> str:
    if term.length is None:
        return ""
    said = span_said(term.length)
    if term.extension and term.latest:
        return _("{time}; {more} more when it is extended, {latest} at the latest").format(
            time=said, more=span_said(term.extension), latest=span_said(term.latest)
        )
    return said


def span_said(span: Span) -> str:
    """A length of time in words."""
    match span.unit:
        case Unit.HOURS:
            words = ngettext("{n} hour", "{n} hours", span.value)
        case Unit.DAYS:
            words = ngettext("{n} day", "{n} days", span.value)
        case Unit.WEEKS:
            words = ngettext("{n} week", "{n} weeks", span.value)
        case Unit.MONTHS:
            words = ngettext("{n} month", "{n} months", span.value)
    return words.format(n=shown(span.value))


def kinds() -> list[tuple[str, str]]:
    """The kinds of clocks to choose from."""
    return [(kind.value, str(words)) for kind, words in labels.CLOCKS.items()]
