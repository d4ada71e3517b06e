"""What is done with a list of people: all of it is brought in at once, or taken back at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from saphan.domain.care.casework import Complaint, StepKind
from saphan.domain.care.intake import NewPerson, Visit
from saphan.domain.people.consent import ConsentEvent, Purpose, State
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import acted_on, record
from saphan.journey.actions.entries import add_payments, open_batch, undo_batch
from saphan.journey.queries import batches, journeys
from saphan.people.actions.consent import Said, record_consents
from saphan.people.queries import Viewer, answers_of_many, consent_states, require
from saphan.pillars.care.actions.cases import add_members, open_case
from saphan.pillars.care.actions.claims import compute_claims
from saphan.pillars.care.actions.groups import Charge
from saphan.pillars.care.actions.intake import (
    Coming,
    count_contact,
    count_contacts,
    register_people,
)
from saphan.pillars.care.actions.within_cases import case_for_change, case_to_change
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.actions.within_intake import answers_given, urgency_of
from saphan.pillars.care.models import Case, CaseMember, Contact
from saphan.pillars.care.queries.lists import LIST

#: What may be done to somebody without changing anything about her.
_READING = ("people.open_identity", "people.open_contact")


@dataclass(frozen=True, slots=True)
class FromList:
    """Somebody of a list, the number of her row, and what she paid.

    ``worker`` is the key of who she is in the record already; then only her answers of consent,
    the contact and the payments are new.
    """

    row: int
    person: NewPerson
    worker: UUID | None = None
    charges: tuple[Charge, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What the new case of a list is about; a case that is there has its own."""

    complaints: tuple[Complaint, ...] = ()
    province: str = ""
    story: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page tells a story."""
        return "Matter(...)"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a list became: the case and the key by which it can be taken back."""

    case: UUID
    code: str
    batch: UUID


@transaction.atomic
def bring_people(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    listed: Sequence[FromList],
    digest: str,
    case: UUID | None = None,
    matter: Matter | None = None,
    silent: int = 0,
) -> Brought:
    """Receive everybody of a list into a case, or into a new one; all of it or nothing.

    ``digest`` is the SHA-256 of the file in hex, ``silent`` how many did not agree to be kept:
    they are counted as one contact without a name. Raises ``NotAllowed``,
    ``Incomplete("case.nobody")``, ``Conflict`` with ``list.brought_already``, ``list.same_twice``
    or ``list.took_back``, and what ``register_people``, ``open_case`` and ``add_members`` raise.
    """
    require(by, Permission.CASES_RECORD, organisation)
    if not listed:
        raise Incomplete("case.nobody")
    if case is not None and case_for_change(by, case).organisation_id != organisation:
        raise NotFound("case.unknown")
    before = batches(by, organisation=organisation)
    if any((one.title, one.digest, one.undone_at) == (LIST, digest, None) for one in before):
        raise Conflict("list.brought_already")
    batch = open_batch(by=by, at=at, organisation=organisation, title=LIST, digest=digest)
    alone = replace(visit, people=1)
    workers = _received(by, at, organisation, alone, listed, batch)
    opened = _joined(by, at, organisation, visit, workers, case, matter or Matter())
    compute_claims(by=by, at=at, case=opened)
    if silent:
        several = replace(visit, people=silent)
        count_contact(by=by, at=at, organisation=organisation, visit=several)
    facts = {"batch": batch, "people": len(listed), "silent": silent}
    record(by=by, at=at, action="care.bring_people", subject=("case", opened), facts=facts)
    return Brought(opened, Case.objects.values_list("code", flat=True).get(pk=opened), batch)


@transaction.atomic
def take_back_people(*, by: Viewer, at: datetime, case: UUID, batch: UUID) -> bool:
    """Take back everything a list brought; gives whether the case is still there.

    Nobody may have worked on it since. The new people are erased; known ones leave the case and
    lose what the list says they paid; their answers of consent stay. A case that the list opened
    goes with it. Raises ``NotFound`` with ``case.unknown`` or ``batch.unknown``,
    ``Conflict("list.worked_on")`` and what ``undo_batch`` raises.
    """
    place = case_to_change(by, case)
    kept = batches(by, organisation=place.organisation_id)
    list_ = next((one for one in kept if one.id == batch and one.title == LIST), None)
    members = place.members.filter(at=list_.at, by=list_.by) if list_ else None
    if list_ is None or members is None or not members.exists():
        raise NotFound("batch.unknown")
    opened = place.steps.filter(kind=StepKind.OPENED, at=list_.at).exists()
    alone = not place.members.exclude(pk__in=members.values("pk")).exists()
    if _worked_on(members, batch, list_.at) or (
        opened and alone and _case_worked_on(place, list_.at)
    ):
        raise Conflict("list.worked_on")
    own = Contact.objects.filter(organisation=place.organisation_id, at=list_.at, by=list_.by)
    own.delete()
    members.delete()
    undo_batch(by=by, at=at, batch=batch, erased=ErasureReason.MISTAKE)
    facts = {"batch": batch}
    record(by=by, at=at, action="care.take_back_people", subject=place, facts=facts)
    if opened and alone:
        place.delete()
        return False
    keep_deadlines(place, at=at)
    return True


def _received(
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    listed: Sequence[FromList],
    batch: UUID,
) -> list[UUID]:
    """The keys of everybody of the list, in its order, with contact, consent and payments."""
    new = [one for one in listed if one.worker is None]
    people = [one.person for one in new]
    made = register_people(
        by=by, at=at, organisation=organisation, visit=visit, people=people, batch=batch
    )
    known = {one.worker: one for one in listed if one.worker is not None}
    ways = _welcomed_back(by, at, organisation, visit, listed)
    waiting = iter(made)
    workers, lines = [], []
    for one in listed:
        if one.worker is None:
            person = next(waiting)
            worker, journey = person.worker, person.journey
        else:
            worker, journey = one.worker, ways[one.worker]
        workers.append(worker)
        lines += [charge.line(journey) for charge in one.charges]
    if known:
        _check_agreed(by, organisation, known)
    if lines:
        add_payments(by=by, at=at, organisation=organisation, rows=lines, batch=batch)
    return workers


def _welcomed_back(
    by: Viewer, at: datetime, organisation: UUID, visit: Visit, listed: Sequence[FromList]
) -> dict[UUID, UUID]:
    """Count those who are known and keep what they answered; gives the journey of each."""
    known = [(one.worker, one) for one in listed if one.worker is not None]
    twice = {key for key, times in Counter(key for key, _ in known).items() if times > 1}
    if twice:
        rows = ", ".join(str(one.row) for key, one in known if key in twice)
        raise Conflict("list.same_twice", rows=rows)
    keys = [key for key, _ in known]
    ways = {way.worker: way.id for way in journeys(by, organisation=organisation, workers=keys)}
    if ways.keys() != set(keys):
        raise NotFound("worker.unknown")
    contacts = [Coming(key, returning=True) for key in keys]
    count_contacts(by=by, at=at, organisation=organisation, visit=visit, contacts=contacts)
    said = [answer for key, one in known for answer in answers_given(key, one.person, at)]
    before = answers_of_many(by, keys)
    fresh = [one for one in said if not _answered_since(one, before[one.worker])]
    record_consents(by=by, at=at, answers=fresh)
    return ways


def _answered_since(said: Said, events: Sequence[ConsentEvent]) -> bool:
    """Whether somebody answered the same question later than the list says."""
    same = (said.purpose, said.party)
    return said.at is not None and any(
        event.at > said.at for event in events if (event.purpose, event.party) == same
    )


def _check_agreed(by: Viewer, organisation: UUID, known: dict[UUID, FromList]) -> None:
    """Nobody is joined whose last word is that no record is kept, whatever the list says."""
    states = consent_states(by, workers=known, purpose=Purpose.RECORD, party=organisation)
    back = [one.row for key, one in known.items() if states[key] is not State.GIVEN]
    if back:
        raise Conflict("list.took_back", rows=", ".join(map(str, sorted(back))))


def _joined(
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    workers: Sequence[UUID],
    case: UUID | None,
    matter: Matter,
) -> UUID:
    if case is not None:
        add_members(by=by, at=at, case=case, workers=workers, on=visit.on)
        return case
    return open_case(
        by=by,
        at=at,
        organisation=organisation,
        on=visit.on,
        workers=workers,
        complaints=matter.complaints,
        urgency=urgency_of(by, workers, visit),
        province=matter.province,
        story=matter.story,
    ).id


def _worked_on(members: QuerySet[CaseMember], batch: UUID, after: datetime) -> bool:
    """Whether something was done to somebody of a list since it was brought."""
    keys = list(members.values_list("pk", "worker", "revision", "standing"))
    if any(worker is None or revision for _, worker, revision, _ in keys):
        return True
    people = [worker for _, worker, *_ in keys if worker]
    new = CaseMember.objects.filter(worker__batch=batch).exclude(pk__in=members.values("pk"))
    things = (
        members.filter(evidence__isnull=False),
        members.filter(referrals__isnull=False),
        members.filter(pay_periods__isnull=False),
        members.filter(sums__isnull=False),
        members.filter(steps__at__gt=after),
        new,
    )
    return (
        any(one.exists() for one in things)
        or acted_on("worker", people, after=after, but=_READING)
        or acted_on("casemember", [key for key, *_ in keys], after=after)
    )


def _case_worked_on(case: Case, after: datetime) -> bool:
    """Whether something was done to a case since a list opened it."""
    rows = (case.respondents, case.offers, case.evidence, case.sums, case.referrals)
    later = case.steps.filter(at__gt=after)
    return bool(case.revision) or later.exists() or any(one.exists() for one in rows)
