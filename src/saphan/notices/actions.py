"""What is done to notices: put into the outbox, sent, given to a person, told, cancelled."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.http.request import validate_host

from saphan.domain.notices.addresses import fit_address
from saphan.domain.notices.codes import (
    NEEDS_PERSON,
    OF_THE_CHANNEL,
    SETTLED,
    Channel,
    Status,
    Trouble,
)
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import Outcome, is_too_late, never_sent, next_try, perhaps_sent
from saphan.domain.notices.templates import Fact, Template, check_facts
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotFound, Refused
from saphan.foundation.audit import record
from saphan.foundation.ids import read_code
from saphan.foundation.words import LANGUAGES, SOURCE_LANGUAGE
from saphan.notices.channels.chosen import Way, set_up, ways
from saphan.notices.models import Attempt, Notice
from saphan.people.queries import Viewer, require, within

#: Notices sent in one pass at most; the next pass goes on.
IN_ONE_PASS = 500
#: So long a notice belongs to whoever claimed it; longer than any try can take.
CLAIM_HOLDS = timedelta(minutes=10)
#: Address and facts of a settled notice are kept so long, to take a mistake back.
KEPT_SETTLED = timedelta(days=7)
#: The facts of a notice that are kept no longer.
NOTHING = "{}"


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over the outbox did, counted."""

    sent: int = 0
    again: int = 0
    for_a_person: int = 0


@transaction.atomic
def queue_notice(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    channel: Channel,
    address: str,
    template: Template,
    facts: Mapping[str, str],
    language: str,
    about: tuple[str, UUID],
) -> UUID:
    """Put a notice into the outbox, or give it to a person at once; returns its key.

    A person gets it when she is to be told by one, when the channel is not set up here, and when
    the address cannot be one of the channel. ``about`` is the kind and key of what it is about.

    Raises ``NotAllowed``, ``Incomplete("notice.fact_missing")``, or ``Refused`` with the code
    ``notice.fact_unknown``, ``notice.fact_unfit`` or ``notice.link_elsewhere``.
    """
    require(by, Permission.NOTICES_SEND, organisation)
    _check_facts(template, facts)
    fit, trouble = _fit(channel, address)
    waits = channel is not Channel.PERSON and trouble is None
    made = Notice.objects.create(
        organisation_id=organisation,
        channel=channel,
        address=fit or address.strip() or None,
        template=template,
        code=facts.get(Fact.CODE, ""),
        facts=json.dumps(dict(facts)),
        language=language if language in LANGUAGES else SOURCE_LANGUAGE,
        about_kind=about[0],
        about_key=about[1],
        status=Status.WAITING if waits else Status.HANDED_TO_PERSON,
        trouble=trouble,
        next_try_at=at if waits else None,
        changed_at=at,
        at=at,
        by=by.code,
    )
    told = {"channel": channel, "template": template, "status": made.status}
    record(by=by, at=at, action="notices.queue_notice", subject=made, facts=told)
    return made.pk


def _check_facts(template: Template, facts: Mapping[str, str]) -> None:
    """The facts of the message; codes are ours by their check symbol, links lead to us only."""
    check_facts(template, facts)
    code, link = facts.get(Fact.CODE), facts.get(Fact.LINK)
    if code and read_code(code) != code:
        raise Refused("notice.fact_unfit", fact=Fact.CODE.value)
    if link and not validate_host(urlsplit(link).hostname or "", settings.ALLOWED_HOSTS):
        raise Refused("notice.link_elsewhere")


def _fit(channel: Channel, address: str) -> tuple[str | None, Trouble | None]:
    fit = fit_address(channel, address)
    if channel is Channel.PERSON:
        return fit, None
    if channel not in set_up(settings.NOTICE_CHANNELS):
        return fit, Trouble.NO_CHANNEL
    return fit, None if fit else Trouble.ADDRESS_UNFIT


# Sending --------------------------------------------------------------------------------------


def send_due(
    *,
    by: Viewer,
    at: datetime,
    by_ways: Mapping[Channel, Way] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    most: int = IN_ONE_PASS,
) -> Pass:
    """One pass: send what is due and decide what becomes of what could not be sent.

    Each notice is claimed in a transaction of its own and sent outside of any, so that two
    processes never send the same one. A channel that does not work rests until the next pass.
    ``stopped`` is asked before each notice. Call it outside of a transaction.
    """
    began = time.monotonic()
    used = ways(settings.NOTICE_CHANNELS) if by_ways is None else by_ways
    ended = [_end(by, at, row, perhaps_sent(Trouble.STOPPED), used) for row in _stuck(by, at)]
    _forget_settled(by, at)
    resting: set[Channel] = set()
    for _ in range(most):
        now = at + timedelta(seconds=time.monotonic() - began)
        claimed = None if stopped() else _claim(by, now, resting)
        if claimed is None:
            break
        outcome = _send(claimed, used, now)
        took = timedelta(seconds=time.monotonic() - began)
        if outcome.trouble in OF_THE_CHANNEL:
            resting.add(claimed.channel)
        ended.append(_end(by, at + took, claimed, outcome, used))
    return Pass(
        sent=ended.count(Status.SENT),
        again=ended.count(Status.WAITING),
        for_a_person=ended.count(Status.FAILED),
    )


@transaction.atomic
def _claim(by: Viewer, at: datetime, resting: Collection[Channel]) -> Notice | None:
    """The notice that is due longest, ours from now on; None when there is none."""
    rows = Notice.objects.filter(within(by, Permission.NOTICES_SEND), status=Status.WAITING)
    rows = rows.filter(next_try_at__lte=at, claimed_at=None).exclude(channel__in=resting)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    found = rows.order_by("next_try_at", "pk").first()
    if found is None:
        return None
    ours = Notice.objects.filter(pk=found.pk, claimed_at=None, status=Status.WAITING)
    if not ours.update(claimed_at=at, attempts=F("attempts") + 1):
        return None
    found.claimed_at = at
    found.attempts += 1
    return found


def _send(claimed: Notice, used: Mapping[Channel, Way], at: datetime) -> Outcome:
    if is_too_late(claimed.first_try_at, at):
        return never_sent(Trouble.TOO_LATE)
    if claimed.channel not in used:
        return never_sent(Trouble.NO_CHANNEL)
    message = Message(
        address=claimed.address or "",
        heading=claimed.heading(),
        text=claimed.text(),
        language=claimed.language,
        key=claimed.key,
    )
    return used[claimed.channel].send(message)


@transaction.atomic
def _end(
    by: Viewer, at: datetime, claimed: Notice, outcome: Outcome, used: Mapping[Channel, Way]
) -> Status | None:
    """Write down how a try ended; returns where the notice stands, None when it was taken away."""
    began = claimed.claimed_at or at
    Attempt.objects.create(
        notice_id=claimed.pk,
        began_at=began,
        ended_at=max(at, began),
        channel=claimed.channel,
        failure=outcome.failure,
        trouble=outcome.trouble,
    )
    row = Notice.objects.select_for_update().get(pk=claimed.pk)
    if row.claimed_at != claimed.claimed_at:
        return None
    row.first_try_at = row.first_try_at or began
    row.claimed_at, row.changed_at, row.trouble = None, at, outcome.trouble
    row.status, row.next_try_at = _after(row, outcome, at, used)
    row.save()
    if row.status is not Status.WAITING:
        told = {"channel": row.channel, "status": row.status, "trouble": row.trouble}
        record(by=by, at=at, action="notices.send_due", subject=row, facts=told)
    return row.status


def _after(
    row: Notice, outcome: Outcome, at: datetime, used: Mapping[Channel, Way]
) -> tuple[Status, datetime | None]:
    if outcome.failure is None:
        return Status.SENT, None
    repeatable = row.channel in used and used[row.channel].repeatable
    when = next_try(row.attempts, at, outcome.failure, repeatable=repeatable, wait=outcome.wait)
    return (Status.WAITING if when else Status.FAILED), when


def _stuck(by: Viewer, at: datetime) -> list[Notice]:
    """What somebody claimed and never wrote down: his process ended in between."""
    rows = Notice.objects.filter(within(by, Permission.NOTICES_SEND))
    return list(rows.filter(status=Status.WAITING, claimed_at__lte=at - CLAIM_HOLDS))


def _forget_settled(by: Viewer, at: datetime) -> None:
    rows = Notice.objects.filter(within(by, Permission.NOTICES_SEND), status__in=SETTLED)
    gone = rows.filter(changed_at__lte=at - KEPT_SETTLED)
    _without_address(gone.filter(address__isnull=False))


# A person -------------------------------------------------------------------------------------


def hand_to_person(*, by: Viewer, at: datetime, notice: UUID) -> None:
    """Take a waiting notice out of the outbox: a person tells her.

    Raises ``NotFound``, ``Conflict("notice.not_now")`` or ``Conflict("notice.being_sent")``.
    """
    out_of = {Status.WAITING}
    _move(by, at, notice, to=Status.HANDED_TO_PERSON, out_of=out_of, action="hand_to_person")


def mark_told(*, by: Viewer, at: datetime, notice: UUID) -> None:
    """A person told her. Raises as ``hand_to_person`` does."""
    out_of = NEEDS_PERSON | {Status.WAITING}
    _move(by, at, notice, to=Status.TOLD, out_of=out_of, action="mark_told")


def cancel(*, by: Viewer, at: datetime, notice: UUID) -> None:
    """Nobody tells her any more. Raises as ``hand_to_person`` does."""
    out_of = NEEDS_PERSON | {Status.WAITING}
    _move(by, at, notice, to=Status.CANCELLED, out_of=out_of, action="cancel")


def try_again(*, by: Viewer, at: datetime, notice: UUID) -> None:
    """Put a notice back into the outbox.

    Raises as ``hand_to_person`` does, and ``Incomplete("notice.no_way")`` when no channel of this
    installation reaches the address.
    """
    row = _notice(by, notice)
    fit, trouble = _fit(row.channel, row.address or "")
    if row.channel is Channel.PERSON or trouble or not fit:
        raise Incomplete("notice.no_way")
    _move(by, at, notice, to=Status.WAITING, out_of=NEEDS_PERSON, action="try_again")


def take_back(*, by: Viewer, at: datetime, notice: UUID) -> None:
    """Undo that a notice was told or cancelled: it stands where it stood before.

    Raises as ``hand_to_person`` does, and ``Conflict("notice.gone")`` when its address is kept no
    longer.
    """
    row = _notice(by, notice)
    if row.facts == NOTHING:
        raise Conflict("notice.gone")
    to = row.before or Status.HANDED_TO_PERSON
    out_of = {Status.TOLD, Status.CANCELLED}
    _move(by, at, notice, to=to, out_of=out_of, action="take_back")


@transaction.atomic
def open_address(*, by: Viewer, at: datetime, notice: UUID) -> str:
    """Read where a notice goes; that it was read stays in the trail. Empty when none is kept.

    Raises ``NotFound("notice.unknown")``.
    """
    row = _notice(by, notice)
    record(by=by, at=at, action="notices.open_address", subject=row)
    return row.address or ""


@transaction.atomic
def forget_notices(*, by: Viewer, at: datetime, about: tuple[str, UUID]) -> int:
    """Cancel what is not settled and forget every address and fact, because somebody was erased.

    Returns how many notices there were.
    """
    kind, key = about
    rows = Notice.objects.filter(within(by, Permission.WORKER_ERASE), about_kind=kind)
    rows = rows.filter(about_key=key)
    keys = list(rows.values_list("pk", flat=True))
    open_ones = rows.filter(~Q(status__in=SETTLED))
    open_ones.update(
        status=Status.CANCELLED, before=None, next_try_at=None, claimed_at=None, changed_at=at
    )
    _without_address(Notice.objects.filter(pk__in=keys))
    facts = {"count": len(keys)}
    record(by=by, at=at, action="notices.forget_notices", subject=about, facts=facts)
    return len(keys)


def _notice(by: Viewer, key: UUID, *, locked: bool = False) -> Notice:
    """One notice that the member may settle; ``locked`` for this transaction."""
    rows = Notice.objects.select_for_update() if locked else Notice.objects.all()
    found = rows.filter(within(by, Permission.NOTICES_SEND), pk=key).first()
    if found is None:
        raise NotFound("notice.unknown")
    return found


@transaction.atomic
def _move(
    by: Viewer, at: datetime, key: UUID, *, to: Status, out_of: Collection[Status], action: str
) -> None:
    row = _notice(by, key, locked=True)
    if row.status not in out_of:
        raise Conflict("notice.not_now", status=row.status.value)
    if row.claimed_at:
        raise Conflict("notice.being_sent")
    before, row.status, row.changed_at = row.status, to, at
    row.before = before if to in SETTLED else None
    row.next_try_at = at if to is Status.WAITING else None
    if before in NEEDS_PERSON and to is Status.WAITING:
        row.attempts, row.first_try_at = 0, None
    row.save()
    facts = {"before": before, "status": to}
    record(by=by, at=at, action=f"notices.{action}", subject=row, facts=facts)


def _without_address(rows: QuerySet[Notice]) -> None:
    rows.update(address=None, facts=NOTHING)
