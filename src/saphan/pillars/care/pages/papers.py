"""The papers of a case: statement, referral letters, receipt slips, group list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.casework import Standing
from saphan.domain.care.referral import ReferralState
from saphan.domain.people.consent import Purpose
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Incomplete, NotFound
from saphan.foundation.banners import tell
from saphan.foundation.exports import invented, named_file
from saphan.foundation.figures import language_now
from saphan.foundation.guards import needs
from saphan.foundation.paper.pdf import to_pdf
from saphan.foundation.paper.word import to_docx
from saphan.foundation.words import LANGUAGES, OWN_NAMES, SOURCE_LANGUAGE
from saphan.people.queries import may
from saphan.pillars.care.actions.members import renew_pin
from saphan.pillars.care.extract.group_list import group_list as list_paper
from saphan.pillars.care.extract.letter import letter as letter_paper
from saphan.pillars.care.extract.sealed import new_passphrase, sealed
from saphan.pillars.care.extract.slip import own_slip as own_paper
from saphan.pillars.care.extract.slip import receipt_slips
from saphan.pillars.care.extract.statement import statement as statement_paper
from saphan.pillars.care.pages.paper_facts import (
    letter_facts,
    named,
    sender,
    statement_facts,
    who_agreed,
    who_is_kept,
)
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.asking import slip_pins
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.referrals import ReferralRow, referral, referrals

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How long the page with a passphrase can give out its file, in seconds.
_HELD = 3600
_SALT = "care.sealed_letter"
_WITHOUT_LETTER = frozenset(
    {ReferralState.DRAFT, ReferralState.CANCELLED, ReferralState.ENTERED_IN_ERROR}
)

Item = dict[str, object]


@needs("care.see")
@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Every paper that can be made now, and how many people are on it."""
    here = room(request, code)
    people = members(here.viewer, case=here.case.id)
    agreed, kept = who_agreed(here), who_is_kept(here)
    pins = slip_pins(here.viewer, case=here.case.id)
    asking = [one for one in people if one.id in pins]
    active = sum(one.standing is Standing.ACTIVE for one in people)
    names = may(here.viewer, Permission.IDENTITY_OPEN, here.case.organisation)
    facts = {
        "about_people": [*_about_people(here, agreed, kept)] if names else [],
        "letters": [*_letters(here)] if here.may_refer else [],
        "slips": [*_slips(here, kept)],
        "own_slips": [*_own_slips(here, asking)],
        "asking": asking,
        "left_out": active - len(agreed),
        "phone": sender(here).phone,
    }
    return page(request, "papers", here, "care:papers", 200, **facts)


def _about_people(
    here: Room, agreed: list[MemberRecord], kept: list[MemberRecord]
) -> Iterator[Item]:
    if agreed:
        on_it = ngettext("{n} person who agreed", "{n} people who agreed", len(agreed))
        on_it = on_it.format(n=len(agreed))
        title = _("Statement to the labour inspector, in the style of KR7")
        for ending, kind in (("docx", "Word"), ("pdf", "PDF")):
            address = reverse("care:statement", args=[here.code, ending])
            yield _item(title, address, kind, "th", on_it)
    if kept:
        on_it = ngettext("{n} person, with the name", "{n} people, with their names", len(kept))
        on_it = on_it.format(n=len(kept))
        address = reverse("care:group_list", args=[here.code])
        yield _item(_("Group list to sign"), address, "PDF", language_now(), on_it)


def _letters(here: Room) -> Iterator[Item]:
    for one in referrals(here.viewer, case=here.case.id):
        if one.state in _WITHOUT_LETTER or not one.members:
            continue
        address = reverse("care:letter", args=[here.code, one.code])
        yield _item(one.service_name, address, "PDF", "th", one.code)
        sealed_at = reverse("care:sealed_letter", args=[here.code, one.code])
        title = _("{service}, sealed").format(service=one.service_name)
        yield _item(title, sealed_at, _("with a passphrase"), "", one.code)


def _slips(here: Room, kept: list[MemberRecord]) -> Iterator[Item]:
    """A slip in every language of the house; first those that people of the case speak."""
    spoken = {one.language for one in kept}
    for language in sorted(LANGUAGES, key=lambda one: one not in spoken):
        address = reverse("care:slip", args=[here.code, language])
        yield _item(OWN_NAMES[language], address, "PDF", language, "")


def _own_slips(here: Room, asking: Sequence[MemberRecord]) -> Iterator[Item]:
    """A slip with a PIN for each person who chose to ask by code, in her language."""
    for one in asking:
        language = one.language if one.language in LANGUAGES else SOURCE_LANGUAGE
        address = reverse("care:own_slip", args=[here.code, one.number, language])
        title = _("Person %(n)s") % {"n": one.number}
        yield _item(title, address, "PDF", language, one.worker_code)


def _item(title: str, address: str, kind: str, language: str, detail: str) -> Item:
    return {
        "title": title,
        "address": address,
        "kind": kind,
        "language": language,
        "detail": detail,
    }


@needs("people.open_identity")
@require_safe
def statement(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The statement as PDF, or as a Word file that a counsellor finishes."""
    here = room(request, code, Permission.IDENTITY_OPEN)
    makers = {"pdf": (to_pdf, _PDF), "docx": (to_docx, _DOCX)}
    if ending not in makers:
        raise NotFound("paper.unknown")
    make, kind = makers[ending]
    paper = statement_paper(statement_facts(here), demo=invented())
    return _file(make(paper), kind, f"{here.code}-statement.{ending}")


@needs("care.refer")
@require_safe
def letter(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The letter of a referral."""
    here = room(request, code, Permission.CASES_REFER)
    found = _found(here, key)
    return _file(_letter(request, here, found), _PDF, f"{found.code}-letter.pdf")


@needs("care.refer")
@require_http_methods(["GET", "HEAD", "POST"])
def sealed_letter(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A passphrase that is shown once, then the letter that opens with it.

    Nothing of it is kept: the page carries the passphrase, signed, for an hour.
    """
    here = room(request, code, Permission.CASES_REFER)
    found = _found(here, key)
    if request.method == "POST":
        try:
            passphrase = signing.loads(request.POST.get("sealed", ""), salt=_SALT, max_age=_HELD)
        except signing.BadSignature as error:
            raise Incomplete("paper.passphrase_old") from error
        made = sealed(_letter(request, here, found), passphrase)
        return _file(made, _PDF, f"{found.code}-sealed.pdf")
    letter_facts(request, here, found)
    passphrase = new_passphrase()
    facts = {
        "row": found,
        "passphrase": passphrase,
        "signed": signing.dumps(passphrase, salt=_SALT),
    }
    return page(request, "sealed_letter", here, "care:papers", 200, **facts)


def _letter(request: HttpRequest, here: Room, found: ReferralRow) -> bytes:
    return to_pdf(letter_paper(letter_facts(request, here, found), demo=invented()))


@needs("care.see")
@require_safe
def slip(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Four receipt slips with the code and our number, to be cut."""
    here = room(request, code)
    if language not in LANGUAGES:
        raise NotFound("paper.unknown")
    paper = receipt_slips(
        here.code,
        sender(here).phone,
        language=language,
        day=timezone.localdate(),
        demo=invented(),
    )
    return _file(to_pdf(paper), _PDF, f"{here.code}-slip-{language}.pdf")


def _who_asks(here: Room, number: str) -> tuple[UUID, str]:
    """The member of the number that was said, and her PIN, if she chose to ask by code.

    Raises ``NotFound("paper.unknown")``.
    """
    pins = slip_pins(here.viewer, case=here.case.id)
    for one in members(here.viewer, case=here.case.id):
        if str(one.number) == number and one.id in pins:
            return one.id, pins[one.id]
    raise NotFound("paper.unknown")


@needs("people.open_identity")
@require_safe
def own_slip(request: HttpRequest, code: str, number: int, language: str) -> HttpResponse:
    """One slip with the PIN of a person who chose to ask by code. Nobody else has one."""
    here = room(request, code, Permission.IDENTITY_OPEN)
    _member, pin = _who_asks(here, str(number))
    if language not in LANGUAGES:
        raise NotFound("paper.unknown")
    paper = own_paper(
        here.code,
        sender(here).phone,
        pin=pin,
        address=request.build_absolute_uri(reverse("web:by_code", args=[language])),
        language=language,
        day=timezone.localdate(),
        demo=invented(),
    )
    return _file(to_pdf(paper), _PDF, f"{here.code}-{number}-slip-{language}.pdf")


@needs("people.open_identity")
@require_POST
def new_pin(request: HttpRequest, code: str) -> HttpResponse:
    """A slip was lost or taken: that person gets another PIN, the slip before is silent."""
    here = room(request, code, Permission.IDENTITY_OPEN)
    member, _pin = _who_asks(here, request.POST.get("number", ""))
    renew_pin(by=here.viewer, at=timezone.now(), member=member)
    tell(request, _("There is a new PIN and the slip before is silent. Print the new one."))
    return redirect("care:papers", here.code)


@needs("people.open_identity")
@require_safe
def group_list(request: HttpRequest, code: str) -> HttpResponse:
    """The people of the case with their names and room to sign, in the language of the page."""
    here = room(request, code, Permission.IDENTITY_OPEN)
    people = who_is_kept(here)
    if not people:
        raise Incomplete("paper.nobody_agreed")
    paper = list_paper(
        here.code,
        named(here, people, Purpose.RECORD),
        language=language_now(),
        day=timezone.localdate(),
        demo=invented(),
    )
    return _file(to_pdf(paper), _PDF, f"{here.code}-people.pdf")


def _found(here: Room, key: str) -> ReferralRow:
    found = referral(here.viewer, code=key)
    if found.case != here.case.id:
        raise NotFound("referral.unknown")
    return found


def _file(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{named_file(name)}"'
    return answer
