"""Referrals: choosing a service, asking it, following what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.choosing import Asked
from saphan.domain.care.codes import Need, Papers
from saphan.domain.care.referral import ENDED, Means, ReferralState, replies
from saphan.domain.people.consent import Answer, Medium, Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.people.actions.consent import record_consent
from saphan.people.queries import consent_states
from saphan.pillars.care.actions.feedback import send_news
from saphan.pillars.care.actions.receivers import know_receiver
from saphan.pillars.care.actions.referrals import (
    cancel_referral,
    mark_receiver_told,
    mark_told,
    prepare_referral,
    record_answer,
    renew_link,
    send_referral,
)
from saphan.pillars.care.forms import labels, referral_labels
from saphan.pillars.care.forms.directory_labels import tongue
from saphan.pillars.care.forms.referrals import ChooseForm, ReferForm, SlipForm
from saphan.pillars.care.pages.cases import URGENCY_TONES, names_of, shown_name
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.receivers import Receiver, receiver, receivers
from saphan.pillars.care.queries.referrals import (
    ReferralRow,
    answer_secret,
    answers,
    referral,
    referrals,
    referred,
    taken_back,
)

STATE_TONES = {
    ReferralState.REQUESTED: "ask",
    ReferralState.ON_HOLD: "ask",
    ReferralState.ACCEPTED: "fine",
    ReferralState.IN_PROGRESS: "fine",
    ReferralState.COMPLETED: "fine",
    ReferralState.REJECTED: "stop",
    ReferralState.FAILED: "stop",
}
_PAPERS = {
    Papers.YES: ("stop", _("Asks for papers")),
    Papers.NO: ("fine", _("Asks for no papers")),
    Papers.UNKNOWN: ("unknown", _("Papers: not known")),
}


@needs("care.see")
@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """The referrals of a case."""
    here = room(request, code)
    rows = [_line(one) for one in referrals(here.viewer, case=here.case.id)]
    return page(request, "referrals", here, "care:referrals", rows=rows)


def _line(one: ReferralRow) -> dict[str, object]:
    return {
        "row": one,
        "state": (STATE_TONES.get(one.state, "plain"), referral_labels.REFERRAL_STATES[one.state]),
        "urgency": (URGENCY_TONES[one.urgency], labels.URGENCIES[one.urgency]),
        "need": referral_labels.NEEDS[one.need],
    }


@needs("care.refer")
@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Services that fit the people of a case; the language of the group is asked for at first."""
    here = room(request, code, Permission.CASES_REFER)
    form = ChooseForm(request.GET or None, initial={"language": _language(here)})
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = Asked(
        need=Need(said["need"]) if said.get("need") else None,
        language=said.get("language", "") if said else _language(here),
        province=said.get("province", "") if said else here.case.province,
        no_papers=bool(said.get("no_papers")),
        open_now=bool(said.get("open_now")),
    )
    at = timezone.localtime()
    found = receivers(here.viewer, organisation=here.case.organisation, asked=asked, at=at)
    shown = [_service(one) for one in found]
    return page(request, "choose", here, "care:referrals", form=form, services=shown)


def _service(one: Receiver) -> dict[str, object]:
    listing = one.listing
    return {
        "row": one,
        "papers": _PAPERS[listing.papers],
        "phones": [phone.number for phone in listing.phones],
        "languages": ", ".join(map(tongue, listing.languages)),
        "verified": listing.verified_on,
    }


@needs("care.refer")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Ask one service, for those who agree; it is sent at once."""
    here = room(request, code, Permission.CASES_REFER)
    at = timezone.localtime()
    who = receiver(
        here.viewer,
        organisation=here.case.organisation,
        key=service,
        language=_language(here),
        at=at,
    )
    form = ReferForm(request.POST or None, people=_people(here), initial=_initial(here, who))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _send(here, who, form)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The referral was sent. Its clock runs."))
            return redirect("care:referral", here.code, made)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, "service": _service(who)}
    return page(request, "refer", here, "care:referrals", status, **facts)


def _send(here: Room, who: Receiver, form: ReferForm) -> str:
    """Consent of today, then the referral, then its sending; each says why when it refuses."""
    by, at, own = here.viewer, timezone.now(), here.case.organisation
    agreed, medium = form.agreed
    party = know_receiver(by=by, at=at, organisation=own, service=who.id)
    _agree(here, agreed, party, medium)
    made = prepare_referral(
        by=by,
        at=at,
        case=here.case.id,
        members=agreed,
        service=who.id,
        party=party,
        request=form.request(language=_language(here)),
    )
    send_referral(by=by, at=at, referral=made.id, means=form.by_means)
    return made.code


def _agree(here: Room, agreed: list[UUID], party: UUID, medium: Medium) -> None:
    by, at = here.viewer, timezone.now()
    people = [one for one in members(by, case=here.case.id) if one.id in agreed and one.worker]
    workers = [one.worker for one in people if one.worker]
    said = consent_states(by, workers=workers, purpose=Purpose.REFERRAL, party=party)
    for one in people:
        if one.worker and said[one.worker] is not State.GIVEN:
            record_consent(
                by=by,
                at=at,
                worker=one.worker,
                purpose=Purpose.REFERRAL,
                party=party,
                answer=Answer.GIVEN,
                language=one.language,
                medium=medium,
                witness=by.code if medium is Medium.WITNESSED else "",
            )


def _initial(here: Room, who: Receiver) -> dict[str, object]:
    needed = who.listing.needs[0].value if who.listing.needs else Need.INFORMATION.value
    return {
        "need": needed,
        "urgency": here.case.urgency.value,
        "means": Means.LETTER.value,
        "medium": Medium.SIGNATURE.value,
    }


def _people(here: Room) -> list[tuple[UUID, str]]:
    people = [one for one in members(here.viewer, case=here.case.id) if one.standing == "active"]
    names = names_of(here, people)
    return [(one.id, f"{one.number}. {shown_name(one, names)}") for one in people]


def _language(here: Room) -> str:
    people = members(here.viewer, case=here.case.id)
    return next((one.language for one in people if one.language), "")


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One referral: what was sent, what was answered, what is next."""
    here = room(request, code)
    found = _found(here, key)
    form = SlipForm(request.POST or None, replies=replies(found.state))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            record_answer(by=here.viewer, at=timezone.now(), referral=found.id, **form.told())
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The answer was written down."))
            return redirect("care:referral", here.code, found.code)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, **_shown(request, here, found)}
    return page(request, "referral", here, "care:referrals", status, **facts)


def _shown(request: HttpRequest, here: Room, found: ReferralRow) -> dict[str, object]:
    people = members(here.viewer, case=here.case.id)
    now = set(referred(here.viewer, referral=found.id))
    names = names_of(here, [one for one in people if one.id in now])
    codes = {one.number: one.worker_code for one in people}
    secret = ""
    if here.may_refer and found.state not in ENDED:
        secret = answer_secret(here.viewer, referral=found.id, at=timezone.now())
    address = reverse("care:answer", args=[secret]) if secret else ""
    return {
        **_line(found),
        "people": [shown_name(one, names) for one in people if one.id in now],
        "details": [referral_labels.DETAILS[one] for one in found.details],
        "means": referral_labels.MEANS[found.means] if found.means else "",
        "answers": [
            {
                "row": one,
                "reply": referral_labels.REPLIES[one.reply],
                "why": referral_labels.REFUSALS[one.why] if one.why else "",
                "via": referral_labels.VIAS[one.via],
            }
            for one in answers(here.viewer, referral=found.id)
        ],
        "waits": found.state not in ENDED and found.state is not ReferralState.DRAFT,
        "link": request.build_absolute_uri(address) if address else "",
        "taken_back": [
            (number, codes.get(number, "")) for number in taken_back(here.viewer, referral=found.id)
        ],
        "to_tell": found.acknowledged_at is not None and found.told_at is None,
    }


@needs("care.refer")
@require_POST
def renew(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Another page for the receiver; those given out before open no more."""
    words = _("There is a new link; the old one opens no more.")
    return _pressed(request, code, key, renew_link, words)


@needs("care.refer")
@require_POST
def cancel(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Take a referral back."""
    words = _("The referral was cancelled; its link opens no more.")
    return _pressed(request, code, key, cancel_referral, words)


@needs("care.refer")
@require_POST
def told(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The client knows what became of it."""
    words = _("It was written down that the client knows.")
    return _pressed(request, code, key, mark_told, words)


@needs("care.refer")
@require_POST
def receiver_told(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The receiver heard who took it back."""
    words = _("It was written down that the receiver knows.")
    return _pressed(request, code, key, mark_receiver_told, words)


@needs("care.refer")
@require_POST
def news(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Send the client a message that there is news, by the way she called safe."""
    here = room(request, code, Permission.CASES_REFER)
    found = _found(here, key)
    told = send_news(by=here.viewer, at=timezone.now(), referral=found.id)
    words = ngettext("{n} message waits in the outbox.", "{n} messages wait in the outbox.", told)
    tell(request, words.format(n=told))
    return redirect("care:referral", here.code, key)


def _pressed(
    request: HttpRequest, code: str, key: str, act: Callable[..., object], words: str
) -> HttpResponse:
    """One button of the page of a referral: it is done, and said."""
    here = room(request, code, Permission.CASES_REFER)
    act(by=here.viewer, at=timezone.now(), referral=_found(here, key).id)
    tell(request, words)
    return redirect("care:referral", here.code, key)


def _found(here: Room, key: str) -> ReferralRow:
    found = referral(here.viewer, code=key)
    if found.case != here.case.id:
        raise NotFound("referral.unknown")
    return found
