"""What is due: notices that did not arrive and wait for a person."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.domain.notices.records import NoticeRecord
from saphan.domain.people.roles import Permission
from saphan.domain.period import Period
from saphan.foundation.figures import shown
from saphan.foundation.places import Due
from saphan.notices.pages.labels import CHANNELS, TEMPLATES, why
from saphan.notices.queries import count_for_a_person, notices_for_a_person
from saphan.people.queries import member_of

#: Notices that stand on the first page one by one.
ONE_BY_ONE = 5


def due(viewer: object, *, week: Period) -> list[Due]:
    """Whom a person has to tell something, the longest waiting first, for those who may tell.

    It is due whatever the week.
    """
    del week
    member = member_of(viewer)
    if not member.has_perm(Permission.NOTICES_SEND.value):
        return []
    found = [_due(one) for one in notices_for_a_person(member, most=ONE_BY_ONE)]
    left = count_for_a_person(member)[0] - len(found)
    if left > 0:
        words = ngettext(
            "{n} more notice waits for a person", "{n} more notices wait for a person", left
        )
        found.append(Due(words.format(n=shown(left)), reverse("notices:home")))
    return found


def _due(one: NoticeRecord) -> Due:
    what = str(TEMPLATES[one.template])
    words = _("Tell by hand: {what}").format(what=what) + (f" · {one.code}" if one.code else "")
    detail = " · ".join(part for part in (str(CHANNELS[one.channel]), why(one.trouble)) if part)
    on = timezone.localdate(one.changed_at)
    return Due(words, reverse("notices:one", args=[one.id]), on=on, detail=detail)
