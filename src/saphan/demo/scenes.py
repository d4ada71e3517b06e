"""Scenes for teaching: cases that show what seldom happens, each staged on purpose.

They are the newest cases of the invented centre. ``told`` plays what is told to clients.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from saphan.demo.centre import Centre, pay_below, work_on
from saphan.demo.partners import Partner, Partners, answer, prepare
from saphan.demo.players import PRESENT, Group, receive
from saphan.demo.told import tell_clients
from saphan.domain.care.casework import (
    Against,
    Complaint,
    Condition,
    OfferState,
    Origin,
    Outcome,
    Remedy,
    StepKind,
    Stopped,
    SumKind,
    Urgency,
)
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import LEAST, Detail, Means, Reply
from saphan.domain.care.triage import Indicator
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.recruitment.codes import Nationality
from saphan.handoffs import claim_follows, protocol_from_indicators
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.cases import close_case, reopen_case, write_down
from saphan.pillars.care.actions.members import stop_member
from saphan.pillars.care.actions.money import add_offer, answer_offer, record_sum
from saphan.pillars.care.actions.referrals import (
    Request,
    cancel_referral,
    mark_told,
    send_referral,
)
from saphan.pillars.care.actions.respondents import add_respondent
from saphan.pillars.care.queries.cases import members

_R = Reply
_SEED = 7


@dataclass(frozen=True, slots=True)
class Play:
    """A centre, the counsellor of the scene, and the receivers of referrals."""

    centre: Centre
    by: Viewer
    partners: Partners

    def ago(self, days: float) -> datetime:
        """So many days before the world ends."""
        return self.centre.now - timedelta(days=days)


def play_scenes(centre: Centre, partners: Partners) -> None:
    """Every scene, one after the other, by the counsellors in turn."""
    for number, scene in enumerate(SCENES):
        by = centre.counsellors[number % len(centre.counsellors)]
        scene(Play(centre, by, partners))


def _come(play: Play, days: float, group: Group, story: str, *about: Complaint) -> UUID:
    own, at = play.centre.organisation, play.ago(days)
    case = receive(by=play.by, at=at, organisation=own, group=group, story=story, about=about)
    work_on(by=play.by, at=at, case=case.id)
    return case.id


def _write(
    play: Play, case: UUID, kind: StepKind, days: float, words: str = "", who: UUID | None = None
) -> None:
    at = play.ago(days)
    write_down(by=play.by, at=at, case=case, kind=kind, on=at.date(), words=words, member=who)


def _refer(
    play: Play,
    case: UUID,
    to: Partner,
    days: float,
    *replies: Reply,
    urgency: Urgency = Urgency.NORMAL,
    more: frozenset[Detail] = frozenset(),
    answered: float = 0.1,
) -> UUID:
    """A referral that was sent so many days ago; the answers came ``answered`` days ago."""
    reason = "Invented: help is needed."
    request = Request(to.need, urgency=urgency, reason=reason, details=LEAST | more)
    at = play.ago(days)
    made = prepare(by=play.by, at=at, case=case, to=to, request=request)
    send_referral(by=play.by, at=at, referral=made, means=Means.LETTER)
    answer(by=play.by, at=play.ago(answered), referral=made, replies=replies)
    return made


# Signs of forced labour -----------------------------------------------------------------------

_SIGNS = replace(
    PRESENT,
    employer="Invented Seafood",
    agent="Invented broker A",
    signs=frozenset({Indicator.MOVEMENT, Indicator.DEBT, Indicator.DOCUMENTS, Indicator.WAGES}),
    held_by_employer=True,
)


def _signs(play: Play) -> None:
    """The button of the protocol shows; the case is against three; nobody answers in 24 hours."""
    group = replace(_SIGNS, names=("မစန္ဒာ နန်းခမ်း", "မလှ နန်းခမ်း"))
    story = "Invented: they may not leave the yard, and a debt grows every month."
    case = _come(play, 3, group, story, Complaint.FORCED_LABOUR, Complaint.DOCUMENTS_WITHHELD)
    for kind, name in (
        (Against.EMPLOYER, "Invented Seafood"),
        (Against.AGENT, "Invented broker A"),
        (Against.OFFICIAL, "Invented officer at a gate"),
    ):
        add_respondent(by=play.by, at=play.ago(3), case=case, kind=kind, name=name)
    _refer(play, case, play.partners[Need.HEALTH], 2.5, urgency=Urgency.EMERGENCY)
    request = Request(Need.LEGAL, urgency=Urgency.URGENT, reason="Invented: not sent yet.")
    prepare(by=play.by, at=play.ago(1), case=case, to=play.partners[Need.LEGAL], request=request)


def _protocol(play: Play) -> None:
    """The protocol is open, and the clinic has a name because a signed protocol covers it."""
    group = replace(_SIGNS, nationality=Nationality.KH, names=("សុខា វិបុល",))
    story = "Invented: the passport was taken on the first day, wages were never paid."
    about = (Complaint.FORCED_LABOUR, Complaint.UNPAID_WAGES)
    made = receive(
        by=play.by,
        at=play.ago(9),
        organisation=play.centre.organisation,
        group=group,
        story=story,
        about=about,
    )
    protocol_from_indicators(by=play.by, at=play.ago(8), case=made.code)
    more = frozenset({Detail.NAME, Detail.SEX_AGE, Detail.EMPLOYER})
    clinic = play.partners[Need.LEGAL]
    _refer(play, made.id, clinic, 7, _R.ACCEPTED, _R.APPOINTMENT, more=more, answered=1)


# Money and pressure ---------------------------------------------------------------------------


def _blocked(play: Play) -> None:
    """Four of six were paid a part; the rest, and the documents, wait until all withdraw."""
    group = replace(
        PRESENT,
        names=("ကိုအောင် မင်း", "ကိုမင်း အောင်", "မလှ စန္ဒာ", "နန်းခမ်း လှ", "မစန္ဒာ လှ", "ကိုမင်း လှ"),
        employer="Invented Garment",
        held_by_authority=True,
        paid_baht=9_000,
    )
    story = "Invented: fees were paid, wages lacked, an office keeps the documents."
    about = (Complaint.UNPAID_WAGES, Complaint.FEE_OVERCHARGE, Complaint.DOCUMENTS_WITHHELD)
    case = _come(play, 60, group, story, *about)
    people = [one.id for one in members(play.by, case=case)]
    pay_below(Random(_SEED), play.by, people, play.ago(60))  # noqa: S311  an invented world
    _write(play, case, StepKind.KR7_FILED, 58)
    offer = add_offer(
        by=play.by,
        at=play.ago(6),
        case=case,
        on=play.ago(6).date(),
        amount=6 * 400_000,
        instalments=2,
        conditions=[Condition.WITHDRAW_COMPLAINT, Condition.DOCUMENTS_AFTER],
        words="Invented: the second half and the documents after the complaint is withdrawn.",
    )
    for member in people[:4]:
        record_sum(
            by=play.by,
            at=play.ago(4),
            case=case,
            kind=SumKind.PAID,
            origin=Origin.AGREEMENT,
            amount=200_000,
            on=play.ago(4).date(),
            member=member,
            offer=offer,
        )


def _pressed(play: Play) -> None:
    """One of two withdrew under pressure; what she signed keeps the mark of it."""
    group = replace(
        PRESENT,
        names=("မလှ အောင်", "နန်းခမ်း စန္ဒာ"),
        employer="Invented Farm",
        signs=frozenset({Indicator.INTIMIDATION, Indicator.OVERTIME}),
    )
    story = "Invented: overtime of five months was not paid."
    case = _come(play, 40, group, story, Complaint.OVERTIME, Complaint.DISMISSAL)
    first = members(play.by, case=case)[0].id
    _write(play, case, StepKind.KR7_FILED, 38)
    offer = add_offer(
        by=play.by,
        at=play.ago(12),
        case=case,
        on=play.ago(12).date(),
        amount=400_000,
        conditions=[Condition.WITHDRAW_COMPLAINT, Condition.SILENCE],
        pressed=True,
        words="Invented: sign today or leave the dormitory.",
    )
    answer_offer(by=play.by, at=play.ago(12), offer=offer, state=OfferState.ACCEPTED)
    _write(play, case, StepKind.KR7_WITHDRAWN, 11, who=first)
    at = play.ago(11)
    stop_member(by=play.by, at=at, member=first, on=at.date(), why=Stopped.PRESSURE)


def _reopened(play: Play) -> None:
    """A case that had ended goes on: the promise was not kept."""
    group = replace(PRESENT, names=("ကိုမင်း နန်း",), employer="Invented Builders")
    story = "Invented: the last two months were not paid."
    case = _come(play, 110, group, story, Complaint.UNPAID_WAGES)
    at = play.ago(45)
    close_case(by=play.by, at=at, case=case, on=at.date(), outcome=Outcome.WITHDRAWN)
    at = play.ago(4)
    words = "Invented: what was promised did not come."
    reopen_case(by=play.by, at=at, case=case, on=at.date(), words=words)


# Going home, ending, waiting ------------------------------------------------------------------


def _returnee(play: Play) -> None:
    """Somebody went home and her claim goes on; she is asked in three days."""
    line = SafeContact(Reach.TELEGRAM, "1000001", hours="19:00-21:00")
    group = replace(
        PRESENT,
        nationality=Nationality.KH,
        names=("ចាន់ដារ៉ា ស្រីមុំ",),
        contacts=(line,),
        employer="Invented Seafood",
    )
    story = "Invented: she went home before her last wage was paid."
    case = _come(play, 30, group, story, Complaint.UNPAID_WAGES)
    _write(play, case, StepKind.KR7_FILED, 28)
    worker = members(play.by, case=case)[0].worker
    if worker:
        on = timezone.localdate(play.centre.now) + timedelta(days=3)
        claim_follows(by=play.by, at=play.centre.now, worker=worker, on=on)


def _ended(play: Play) -> None:
    """Two cases ended three months ago: how it is now is to be asked today."""
    closed = three_months_before(timezone.localdate(play.centre.now))
    for name, outcome, remedies in (
        ("ບຸນມີ ສົມສັກ", Outcome.WON, (Remedy.DOCUMENTS_BACK, Remedy.CHANGED_EMPLOYER)),
        ("ນາງໃຈ ຄຳແພງ", Outcome.PARTIAL, (Remedy.APOLOGY,)),
    ):
        group = replace(PRESENT, nationality=Nationality.LA, names=(name,), paid_baht=12_000)
        case = _come(play, 140, group, "Invented: a broker was paid.", Complaint.FEE_OVERCHARGE)
        at = timezone.make_aware(datetime.combine(closed, datetime.min.time()))
        for kind in (SumKind.AWARDED, SumKind.PAID):
            record_sum(
                by=play.by,
                at=at,
                case=case,
                kind=kind,
                origin=Origin.INSPECTOR,
                amount=1_200_000 if outcome is Outcome.WON or kind is SumKind.AWARDED else 500_000,
                on=closed,
            )
        close_case(
            by=play.by,
            at=at,
            case=case,
            on=closed,
            outcome=outcome,
            remedies=remedies,
            satisfied=outcome is Outcome.WON,
            retaliated=False,
        )


def three_months_before(day: date) -> date:
    """The day from which three months lead to this one, or to a few days before it."""
    months = day.year * 12 + day.month - 1 - 3
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _long(play: Play) -> None:
    """What the joint table counts: seven who wait may be shown, two may not."""
    names = ("ကိုအောင် လှ", "မလှ မင်း", "မစန္ဒာ အောင်", "နန်းခမ်း မင်း", "ကိုမင်း စန္ဒာ")
    seven = replace(PRESENT, names=(*names, "ကိုအောင် စန္ဒာ", "မလှ ခမ်း"))
    story = "Invented: all of one line were paid less than the minimum."
    case = _come(play, 80, seven, story, Complaint.UNDER_MINIMUM)
    _refer(play, case, play.partners[Need.COMPLAINT], 75)
    two = replace(PRESENT, names=("နန်းခမ်း အောင်", "မစန္ဒာ မင်း"))
    case = _come(play, 78, two, "Invented: overtime was not paid.", Complaint.OVERTIME)
    replies = (_R.RECEIVED, _R.PAPERS_LACKING)
    _refer(play, case, play.partners[Need.COMPLAINT], 72, *replies, answered=70)


def _asked_around(play: Play) -> None:
    """One person, referred again and again: every way in which a referral can end or go on."""
    group = replace(PRESENT, names=("ကိုအောင် နန်း",), employer="Invented Builders")
    story = "Invented: hurt at work, the bill was not paid."
    case = _come(play, 50, group, story, Complaint.INJURY, Complaint.SOCIAL_SECURITY)
    clinic, desk, health = (
        play.partners[need] for need in (Need.LEGAL, Need.COMPLAINT, Need.HEALTH)
    )
    ended = (
        _refer(play, case, health, 48, _R.ACCEPTED, _R.SERVICE_GIVEN, answered=44),
        _refer(play, case, clinic, 40, _R.REFUSED, answered=39),
        _refer(play, case, desk, 35, _R.ACCEPTED, _R.NOT_GIVEN, answered=20),
    )
    for made in ended:
        mark_told(by=play.by, at=play.ago(20), referral=made)
    for mistake, to in ((False, clinic), (True, health)):
        made = _refer(play, case, to, 19)
        cancel_referral(by=play.by, at=play.ago(18), referral=made, mistake=mistake)
    _refer(play, case, clinic, 17, _R.ACCEPTED, answered=16)
    _refer(play, case, desk, 1, urgency=Urgency.URGENT)


def _told(play: Play) -> None:
    """Four clients hear of an answer: one was reached, one was not, two call or come."""
    centre = play.centre
    tell_clients(
        by=play.by,
        at=play.ago(2),
        organisation=centre.organisation,
        to=play.partners[Need.LEGAL],
    )


#: The scenes in the order of the play.
SCENES: Sequence[Callable[[Play], None]] = (
    _signs,
    _protocol,
    _blocked,
    _pressed,
    _reopened,
    _returnee,
    _ended,
    _long,
    _asked_around,
    _told,
)
#: Cases that the scenes open; two of them open two.
STAGED = 12
