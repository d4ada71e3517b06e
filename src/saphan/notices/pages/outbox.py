"""The outbox: whom a person has to tell, by which means, and what became of the others."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.domain.notices.codes import NEEDS_PERSON, Channel, Status
from saphan.domain.notices.records import NoticeRecord
from saphan.domain.people.roles import Permission
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import shown
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.foundation.words import OWN_NAMES
from saphan.notices import actions, queries
from saphan.notices.channels.chosen import set_up
from saphan.notices.pages.labels import CHANNELS, STATUSES, TEMPLATES, TONES, why
from saphan.people.queries import Viewer, may, member_of


@needs("notices.see")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The notices that need a person, then what waits or was settled lately."""
    viewer = member_of(request.user)
    waiting = _table(
        queries.notices_for_a_person(viewer),
        caption=_("A person has to tell"),
        empty=_("Nobody has to be told by hand."),
    ).asked(request)
    others = _table(
        queries.other_notices(viewer, at=timezone.now()),
        caption=_("Waiting to be sent, and settled lately"),
        empty=_("Nothing waits to be sent."),
        name="others",
    ).asked(request)
    for one in (waiting, others):
        if one.export:
            return download(one)
    facts = {"waiting": waiting, "others": others, "channels": _set_up()}
    return render(request, "notices/home.html", facts)


def _set_up() -> list[str]:
    """The ways that this installation has, in words."""
    found = set_up(settings.NOTICE_CHANNELS)
    return [str(CHANNELS[channel]) for channel in Channel if channel in found]


def _table(
    rows: list[NoticeRecord], *, caption: str, empty: str, name: str = ""
) -> Table[NoticeRecord]:
    return Table(
        caption=caption,
        name=name,
        columns=[
            Column(
                "what",
                _("Message"),
                lambda one: str(TEMPLATES[one.template]),
                link=lambda one: reverse("notices:one", args=[one.id]),
            ),
            Column("code", _("Code"), lambda one: one.code),
            Column("channel", _("Way"), lambda one: str(CHANNELS[one.channel])),
            Column(
                "status",
                _("State"),
                lambda one: str(STATUSES[one.status]),
                "badge",
                tone=lambda one: TONES[one.status],
            ),
            Column("why", _("Why"), lambda one: why(one.trouble)),
            Column("since", _("Since"), lambda one: one.changed_at, words=_since),
        ],
        rows=rows,
        empty=empty,
    )


def _since(one: NoticeRecord) -> str:
    return shown(one.changed_at)


@needs("notices.see")
@require_safe
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One notice: what it says, by which way; not where it goes."""
    return _page(request, key)


@needs("notices.send")
@require_POST
def show_address(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same with the address; that it was opened stays in the trail."""
    viewer = member_of(request.user)
    address = actions.open_address(by=viewer, at=timezone.now(), notice=key)
    return _page(request, key, address=address)


def _page(request: HttpRequest, key: UUID, address: str | None = None) -> HttpResponse:
    viewer = member_of(request.user)
    found = queries.notice(viewer, key=key)
    facts = {
        "notice": found,
        "address": address,
        "what": TEMPLATES[found.template],
        "tone": TONES[found.status],
        "status": STATUSES[found.status],
        "rows": _rows(found, address),
        **_possible(viewer, found),
    }
    return render(request, "notices/one.html", facts)


def _rows(found: NoticeRecord, address: str | None) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        (_("Way"), str(CHANNELS[found.channel])),
        (_("Code"), found.code or "–"),
        (_("Language"), OWN_NAMES[found.language]),
        (_("Since"), _since(found)),
        (_("Tries"), shown(found.attempts)),
    ]
    if found.trouble:
        rows.insert(1, (_("Why not sent"), why(found.trouble)))
    if address is not None:
        rows.insert(1, (_("Address"), address or _("none is kept")))
    return rows


def _possible(viewer: Viewer, found: NoticeRecord) -> dict[str, bool]:
    """Which buttons the page has."""
    send = may(viewer, Permission.NOTICES_SEND, found.organisation)
    by_hand = found.status in NEEDS_PERSON
    way = found.channel in set_up(settings.NOTICE_CHANNELS)
    return {
        "may_tell": send and (by_hand or found.status is Status.WAITING),
        "may_try": send and by_hand and way and found.has_address,
        "may_hand": send and found.status is Status.WAITING,
        "may_show": send and found.has_address,
    }


@needs("notices.send")
@require_POST
def told(request: HttpRequest, key: UUID) -> HttpResponse:
    """A person told her."""
    actions.mark_told(by=member_of(request.user), at=timezone.now(), notice=key)
    tell(request, _("Marked as told."), undo=reverse("notices:back", args=[key]))
    return redirect("notices:home")


@needs("notices.send")
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Nobody tells her any more."""
    actions.cancel(by=member_of(request.user), at=timezone.now(), notice=key)
    tell(request, _("The notice was cancelled."), undo=reverse("notices:back", args=[key]))
    return redirect("notices:home")


@needs("notices.send")
@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back into the outbox."""
    actions.try_again(by=member_of(request.user), at=timezone.now(), notice=key)
    said = _("It is tried again with the next pass of the outbox.")
    tell(request, said, undo=reverse("notices:by_hand", args=[key]))
    return redirect("notices:home")


@needs("notices.send")
@require_POST
def by_hand(request: HttpRequest, key: UUID) -> HttpResponse:
    """Out of the outbox: a person tells her."""
    actions.hand_to_person(by=member_of(request.user), at=timezone.now(), notice=key)
    tell(request, _("A person tells her; it is not sent."))
    return redirect("notices:one", key)


@needs("notices.send")
@require_POST
def back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo that a notice was told or cancelled."""
    actions.take_back(by=member_of(request.user), at=timezone.now(), notice=key)
    tell(request, _("The notice stands where it stood before."))
    return redirect("notices:one", key)
