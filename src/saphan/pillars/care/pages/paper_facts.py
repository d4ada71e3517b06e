"""What the papers of a case are made of, gathered for those who may read it.

Names come from the vault, each reading stays in the trail. Whoever is not on a paper is neither
named nor counted on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.casework import ClockKind, Standing
from saphan.domain.care.referral import ENDED, Detail, ReferralState, Refusal, Reply
from saphan.domain.care.respondents import OWING
from saphan.domain.care.sharing import initials
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.identity import Identity
from saphan.domain.refusals import Conflict, Incomplete
from saphan.foundation.provinces import province_said
from saphan.parties.queries import organisation
from saphan.people.actions.identity import open_identities
from saphan.people.queries import consent_states
from saphan.pillars.care.actions.respondents import open_respondents
from saphan.pillars.care.extract.claim_words import LANGUAGE, Line, sums, thai
from saphan.pillars.care.extract.letter import Asked
from saphan.pillars.care.extract.people import Named, without
from saphan.pillars.care.extract.statement import Person, Sender, Told
from saphan.pillars.care.forms import labels, referral_labels
from saphan.pillars.care.forms.referrals import STAFF
from saphan.pillars.care.pages.rooms import Room
from saphan.pillars.care.queries.cases import members, words
from saphan.pillars.care.queries.claims import ClaimRow, claim_rows
from saphan.pillars.care.queries.clocks import clocks_of
from saphan.pillars.care.queries.referrals import (
    ReferralRow,
    agreed_members,
    answer_secret,
    referred,
)

#: Answers that leave room to write beside their box.
_ROOM = frozenset({Reply.PAPERS_LACKING, Reply.APPOINTMENT, Reply.REFUSED})


def sender(here: Room) -> Sender:
    """The organisation of the case, by its Thai name where it has one."""
    own = organisation(here.viewer, key=here.case.organisation)
    return Sender(own.names.get(LANGUAGE) or own.name, own.address, own.phone)


def who_agreed(here: Room) -> list[MemberRecord]:
    """Members who agreed that this organisation acts for them towards the authorities."""
    own = here.case.organisation
    agreed = agreed_members(here.viewer, case=here.case.id, purpose=Purpose.LEGAL_ACTION, party=own)
    return _of(members(here.viewer, case=here.case.id), agreed)


def who_is_kept(here: Room) -> list[MemberRecord]:
    """Active members who agree, to this day, that a record of them is kept."""
    own = here.case.organisation
    people = [
        one for one in members(here.viewer, case=here.case.id) if one.standing is Standing.ACTIVE
    ]
    keys = [one.worker for one in people if one.worker]
    said = consent_states(here.viewer, workers=keys, purpose=Purpose.RECORD, party=own)
    return [one for one in people if one.worker and said[one.worker] is State.GIVEN]


def named(here: Room, people: Sequence[MemberRecord], purpose: Purpose) -> list[Named]:
    """People with their names, which are read for this purpose."""
    names = _identities(here, people, purpose)
    return [_named(one, names) for one in people]


def statement_facts(here: Room) -> Told:
    """Everything of a statement. Raises ``Incomplete("paper.nobody_agreed")``."""
    agreed = who_agreed(here)
    if not agreed:
        raise Incomplete("paper.nobody_agreed")
    names = _opened(here, agreed, Purpose.LEGAL_ACTION)
    lines = _lines(claim_rows(here.viewer, case=here.case.id))
    said = words(here.viewer, case=here.case.id)
    masked = _Masked(names, on_paper=agreed)
    with translation.override(LANGUAGE):
        against = [
            (str(labels.AGAINST[one.kind]), "\n".join(one.names), one.where)
            for one in open_respondents(
                by=here.viewer, at=timezone.now(), case=here.case.id, purpose=Purpose.LEGAL_ACTION
            )
            if one.kind in OWING
        ]
        about = [str(labels.COMPLAINTS[one]) for one in here.case.complaints]
    return Told(
        code=here.code,
        day=timezone.localdate(),
        sender=sender(here),
        people=[Person(_named(one, names), lines.get(one.id, ())) for one in agreed],
        against=against,
        about=about,
        happened=said.happened,
        province=province_said(here.case.province, LANGUAGE) if here.case.province else "",
        story=masked.text(said.story),
        wish=masked.text(said.wish),
    )


def letter_facts(request: HttpRequest, here: Room, found: ReferralRow) -> Asked:
    """Everything of a letter, for those who still agree.

    Raises ``Incomplete("referral.nobody")``, and ``Conflict`` with ``referral.not_sent`` or
    ``referral.ended`` where no letter belongs to the state.
    """
    if found.state is ReferralState.DRAFT:
        raise Conflict("referral.not_sent")
    if found.state in {ReferralState.CANCELLED, ReferralState.ENTERED_IN_ERROR}:
        raise Conflict("referral.ended", state=found.state.value)
    people = _still_referred(here, found)
    if not people:
        raise Incomplete("referral.nobody")
    names = _opened(here, people, Purpose.REFERRAL)
    masked = _Masked(names, on_paper=people if Detail.NAME in found.details else ())
    return Asked(
        code=found.code,
        case_code=here.code if Detail.CODE in found.details else "",
        day=timezone.localdate(found.sent_at) if found.sent_at else timezone.localdate(),
        sender=sender(here),
        signed_by=here.case.counsellor,
        service=found.service_name,
        answer_by=_answer_by(here, found),
        people=_shown(people, names, found.details),
        named=Detail.NAME in found.details,
        language=found.language,
        reason=masked.text(found.reason),
        withheld=masked.text(found.withheld),
        amount=_amount(here, people) if Detail.AMOUNTS in found.details else "",
        link=_link(request, here, found),
        **_thai_words(found),
    )


class _Masked:
    """Takes the names of those who are not on a paper out of its free text."""

    def __init__(self, names: Mapping[UUID, Identity], *, on_paper: Iterable[MemberRecord]) -> None:
        shown = {one.worker for one in on_paper}
        kept = {name for key, one in names.items() if key in shown for name in one.names}
        others = {name for key, one in names.items() if key not in shown for name in one.names}
        self._hidden = others - kept
        self._instead = thai().say("[name left out]")

    def text(self, text: str) -> str:
        return without(text, self._hidden, instead=self._instead)


def _still_referred(here: Room, found: ReferralRow) -> list[MemberRecord]:
    """Who is referred and has not taken back what she agreed to."""
    agreed = set(
        agreed_members(here.viewer, case=here.case.id, purpose=Purpose.REFERRAL, party=found.party)
    )
    now = [key for key in referred(here.viewer, referral=found.id) if key in agreed]
    return _of(members(here.viewer, case=here.case.id), now)


def _shown(
    people: Sequence[MemberRecord], names: Mapping[UUID, Identity], details: Collection[Detail]
) -> list[str]:
    """Each person as the receiver may know her: by name, by initials, else by our code."""
    return [_told(_named(one, names), details) for one in people]


def _told(one: Named, details: Collection[Detail]) -> str:
    known = [*dict.fromkeys(name for name in (one.own, one.document) if name)]
    if known and Detail.NAME in details:
        return " / ".join(known)
    if known and Detail.INITIALS in details:
        return initials(one.document or one.own)
    return one.code


class _Words(TypedDict):
    need: str
    urgency: str
    staff: str
    answers: list[tuple[str, bool]]
    refusals: list[str]


def _thai_words(found: ReferralRow) -> _Words:
    """The words of the codes of a referral in the language of the letter."""
    with translation.override(LANGUAGE):
        return {
            "need": str(referral_labels.NEEDS[found.need]),
            "urgency": str(labels.URGENCIES[found.urgency]),
            "staff": str(STAFF.get(found.staff_sex, "")),
            "answers": [(str(referral_labels.REPLIES[one]), one in _ROOM) for one in Reply],
            "refusals": [str(referral_labels.REFUSALS[one]) for one in Refusal],
        }


def _answer_by(here: Room, found: ReferralRow) -> datetime | None:
    """When the receiver is asked to answer, while nobody has."""
    for clock in clocks_of(here.viewer, cases=[here.case.id]).get(here.case.id, ()):
        if (clock.kind, clock.referral) == (ClockKind.REFERRAL_ANSWER, found.id):
            return None if clock.stopped_on else clock.due_at
    return None


def _link(request: HttpRequest, here: Room, found: ReferralRow) -> str:
    if not here.may_refer or found.state in ENDED:
        return ""
    secret = answer_secret(here.viewer, referral=found.id, at=timezone.now())
    return request.build_absolute_uri(reverse("care:answer", args=[secret])) if secret else ""


def _amount(here: Room, people: Sequence[MemberRecord]) -> str:
    keys = {one.id for one in people}
    lines = _lines(claim_rows(here.viewer, case=here.case.id))
    return sums((line for key in keys for line in lines.get(key, ())), thai())


def _lines(rows: Iterable[ClaimRow]) -> dict[UUID, list[Line]]:
    found: dict[UUID, list[Line]] = {}
    for row in rows:
        line = Line(
            kind=row.kind,
            subject=row.subject,
            first=row.first,
            last=row.last,
            currency=row.currency,
            due=row.due,
            was=row.was,
            short=row.short,
            claimed=row.claimed,
            bound=row.bound,
            reason=row.reason,
            basis=row.basis,
        )
        found.setdefault(row.member, []).append(line)
    return found


def _of(people: Iterable[MemberRecord], keys: Iterable[UUID]) -> list[MemberRecord]:
    wanted = set(keys)
    return [one for one in people if one.id in wanted]


def _opened(here: Room, on_paper: Sequence[MemberRecord], purpose: Purpose) -> dict[UUID, Identity]:
    """The names on a paper, opened for it, and all others of the case, to keep them off it."""
    keys = {one.id for one in on_paper}
    everybody = members(here.viewer, case=here.case.id)
    others = [one for one in everybody if one.id not in keys]
    return {
        **_identities(here, on_paper, purpose),
        **_identities(here, others, Purpose.RECORD),
    }


def _identities(
    here: Room, people: Iterable[MemberRecord], purpose: Purpose
) -> dict[UUID, Identity]:
    keys = [one.worker for one in people if one.worker]
    return open_identities(by=here.viewer, at=timezone.now(), workers=keys, purpose=purpose)


def _named(one: MemberRecord, names: Mapping[UUID, Identity]) -> Named:
    known = names.get(one.worker) if one.worker else None
    if known is None:
        return Named(one.number, one.worker_code)
    own, document = known.own_name.strip(), known.document_name.strip()
    return Named(one.number, one.worker_code, own or known.names[0], document, known.thai_name)
