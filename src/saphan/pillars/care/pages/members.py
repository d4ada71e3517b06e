"""The people of a case: who they are, what they agreed to, how they stop, how they are erased."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.casework import Standing, Stopped
from saphan.domain.care.triage import sort
from saphan.domain.people.consent import Answer, Medium, Purpose, State, consent_state
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import language_now
from saphan.foundation.guards import needs
from saphan.foundation.provinces import province_said
from saphan.foundation.tables import Column, Table
from saphan.parties.queries import organisation, organisations
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import open_contact, record_contact
from saphan.people.queries import consents, may
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.members import erase_person, resume_member, stop_member
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms import people as forms
from saphan.pillars.care.forms.cases import StopForm, day_said
from saphan.pillars.care.forms.directory_labels import tongue
from saphan.pillars.care.forms.told import OCCUPATIONS
from saphan.pillars.care.pages.cases import FLAG_TONES, names_of, shown_name
from saphan.pillars.care.pages.consent_words import missing, told_sittings
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.claims import claim_rows
from saphan.pillars.care.queries.intake import told


@needs("care.see")
@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the case. Exports carry codes, never names."""
    here = room(request, code)
    people = members(here.viewer, case=here.case.id)
    table = _table(here, people).asked(request)
    if table.export:
        return download(table)
    names = names_of(here, people)
    lacking = missing(here, people)
    shown = [(one, shown_name(one, names), lacking.get(one.id, "")) for one in people]
    return page(request, "members", here, "care:members", table=table, people=shown)


def _table(here: Room, people: list[MemberRecord]) -> Table[MemberRecord]:
    claimed: dict[UUID, int] = {}
    for row in claim_rows(here.viewer, case=here.case.id):
        claimed[row.member] = claimed.get(row.member, 0) + (row.claimed or 0)
    return Table(
        columns=[
            Column(
                "number",
                _("Number"),
                lambda one: one.number,
                "number",
                link=lambda one: reverse("care:member", args=[here.code, one.number]),
            ),
            Column("code", _("Code"), lambda one: one.worker_code),
            Column(
                "language",
                _("Language"),
                lambda one: one.language,
                words=lambda one: tongue(one.language),
            ),
            Column(
                "standing",
                _("In the case"),
                lambda one: one.standing.value,
                words=lambda one: str(labels.STANDINGS[one.standing]),
            ),
            Column("lines", _("Claimed, satang"), lambda one: claimed.get(one.id, 0), "number"),
        ],
        rows=people,
        caption=_("People"),
        empty=_("Nobody is in this case."),
    )


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One person: what she told, what she agreed to; an answer of hers can be written down."""
    here = room(request, code)
    person = member_of_case(here, number)
    form = forms.ConsentForm(request.POST or None, parties=parties_asked(here, person))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _write_consent(here, person, form)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The answer was written down."))
            return redirect("care:member", here.code, number)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, **_shown(here, person)}
    return page(request, "member", here, "care:members", status, **facts)


def _write_consent(here: Room, person: MemberRecord, form: forms.ConsentForm) -> None:
    purpose, party, answer, medium = form.told()
    worker = worker_of(person)
    by, at = here.viewer, timezone.now()
    witness = by.code if medium is Medium.WITNESSED else ""
    if answer is Answer.WITHDRAWN:
        withdraw(
            by=by,
            at=at,
            worker=worker,
            purpose=purpose,
            party=party,
            language=person.language,
            medium=medium,
            witness=witness,
        )
        return
    record_consent(
        by=by,
        at=at,
        worker=worker,
        purpose=purpose,
        party=party,
        answer=answer,
        language=person.language,
        medium=medium,
        witness=witness,
    )


def _shown(here: Room, person: MemberRecord) -> dict[str, object]:
    names = names_of(here, [person])
    facts: dict[str, object] = {
        "person": person,
        "name": shown_name(person, names),
        "standing": labels.STANDINGS[person.standing],
        "why": labels.STOPPED[person.stopped] if person.stopped else "",
        "may_erase": may(here.viewer, Permission.WORKER_ERASE, here.case.organisation),
    }
    if person.worker is None:
        return facts
    parties = dict(parties_asked(here, person))
    facts["agreed"] = _agreed(here, person.worker, parties)
    facts["sittings"] = told_sittings(here, person.worker, parties)
    try:
        said = told(here.viewer, worker=person.worker)
    except NotFound:
        return facts
    flags = sort(said.triage, age=said.age, on=timezone.localdate()).flags
    return facts | {
        "said": said,
        "flags": [(FLAG_TONES.get(flag, "ask"), labels.FLAGS[flag]) for flag in flags],
        "age": labels.AGES[said.age],
        "language": tongue(person.language),
        "stage": labels.MIGRATION_STAGES[said.stage],
        "province": province_said(said.province, language_now()),
        "occupation": OCCUPATIONS.get(said.occupation, said.occupation),
        "documents": [
            (labels.DOCUMENTS[each.document], labels.HOLDERS[each.holder])
            for each in said.triage.documents
        ],
        "indicators": [labels.INDICATORS[each] for each in sorted(said.triage.indicators)],
    }


def _agreed(
    here: Room, worker: UUID, names: Mapping[UUID, str]
) -> list[tuple[object, str, str, object]]:
    """What holds now for each question that was asked: question, about whom, tone, answer."""
    said = consents(here.viewer, worker=worker)
    tones = {State.GIVEN: "fine", State.REFUSED: "ask", State.WITHDRAWN: "stop"}
    found: list[tuple[object, str, str, object]] = []
    for purpose, party in dict.fromkeys((each.purpose, each.party) for each in said):
        state = consent_state(said, purpose=purpose, party=party)
        about = names.get(party, "–")
        found.append((labels.PURPOSES[purpose], about, tones[state], labels.CONSENT_STATES[state]))
    return found


def parties_asked(here: Room, person: MemberRecord) -> list[tuple[UUID, str]]:
    """We ourselves, then those she was asked about already, then the others we could tell."""
    own = here.case.organisation
    mine = organisation(here.viewer, key=own)
    others = [one for one in organisations(here.viewer, held_by=own) if one.id != own]
    said = consents(here.viewer, worker=person.worker) if person.worker else []
    asked = {one.party for one in said}
    others.sort(key=lambda one: one.id not in asked)
    return [(mine.id, mine.name), *((one.id, one.name) for one in others)]


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Somebody stops; no reason is asked for."""
    here = room(request, code, Permission.CASES_RECORD)
    person = member_of_case(here, number)
    form = StopForm(request.POST or None, initial={"on": day_said(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        stop_member(
            by=here.viewer,
            at=timezone.now(),
            member=person.id,
            on=said["on"],
            why=Stopped(said["why"]),
            words=said["words"],
        )
        undo = reverse("care:resume", args=[here.code, number])
        tell(request, _("It was written down that this person stops."), undo=undo)
        return redirect("care:member", here.code, number)
    status = 422 if form.errors else 200
    return page(request, "stop", here, "care:members", status, form=form, person=person)


@needs("care.record")
@require_POST
def resume(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Somebody who had stopped goes on."""
    here = room(request, code, Permission.CASES_RECORD)
    person = member_of_case(here, number)
    on = timezone.localdate()
    resume_member(by=here.viewer, at=timezone.now(), member=person.id, on=on)
    tell(request, _("This person goes on."))
    return redirect("care:member", here.code, number)


@needs("people.open_identity")
@require_http_methods(["POST"])
def contact(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How somebody may be reached; opened on request only, which stays in the trail."""
    here = room(request, code)
    person = member_of_case(here, number)
    at, worker = timezone.now(), worker_of(person)
    form = forms.ContactForm(request.POST) if "reach" in request.POST else None
    refused: Refused | None = None
    if form is not None and form.is_valid():
        try:
            record_contact(by=here.viewer, at=at, worker=worker, contact=form.contact())
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The safe contact was kept."))
            return redirect("care:member", here.code, number)
    status = 422 if form is not None else 200
    if form is None:
        kept = open_contact(by=here.viewer, at=at, worker=worker, purpose=Purpose.CONTACT_AGAIN)
        form = forms.ContactForm(initial=forms.contact_initial(kept))
    facts = {"form": form, "refused": refused, "person": person}
    return page(request, "contact", here, "care:members", status, **facts)


@needs("people.erase")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Erase somebody for good; her code is asked for, because this cannot be undone."""
    here = room(request, code, Permission.WORKER_ERASE)
    person = member_of_case(here, number)
    worker = worker_of(person)
    form = forms.EraseForm(request.POST or None, worker_code=person.worker_code)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        reason = ErasureReason(form.cleaned_data["reason"])
        try:
            erase_person(by=here.viewer, at=timezone.now(), worker=worker, reason=reason)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("Everything about this person was erased."))
            return redirect("care:members", here.code)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, "person": person}
    return page(request, "erase", here, "care:members", status, **facts)


def member_of_case(here: Room, number: int) -> MemberRecord:
    """The person with this number in the case. Raises ``NotFound("member.unknown")``."""
    found = next((m for m in members(here.viewer, case=here.case.id) if m.number == number), None)
    if found is None:
        raise NotFound("member.unknown")
    return found


def worker_of(person: MemberRecord) -> UUID:
    """Her key, unless she was erased. Raises ``NotFound("worker.unknown")``."""
    if person.worker is None or person.standing is Standing.ERASED:
        raise NotFound("worker.unknown")
    return person.worker
