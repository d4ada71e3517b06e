"""What clients of the invented centre are told, by each way: nothing leaves this machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from saphan.demo.partners import Partner, answer, prepare
from saphan.demo.players import PRESENT, receive
from saphan.domain.care.casework import Complaint
from saphan.domain.care.referral import Means, Reply
from saphan.domain.notices.codes import Channel, Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent
from saphan.domain.people.contact import Reach, SafeContact
from saphan.notices.actions import mark_told, send_due
from saphan.notices.channels.chosen import Way
from saphan.notices.queries import notices_for_a_person
from saphan.people.queries import OPERATOR, Viewer
from saphan.pillars.care.actions.feedback import send_news
from saphan.pillars.care.actions.referrals import Request, send_referral

#: No line in Thailand begins with a nought after the country: these numbers ring nowhere.
_REACHED, _UNKNOWN = "+66 00 000 0001", "+66 00 000 0002"
_WAYS = (
    SafeContact(Reach.SMS, _REACHED, hours="after 19:00"),
    SafeContact(Reach.SMS, _UNKNOWN),
    SafeContact(Reach.COMES_BACK),
    SafeContact(Reach.PHONE, "+66 00 000 0003", code_word="invented word"),
)
_NAMES = ("မလှ မင်း ခမ်း", "ကိုအောင် လှ မင်း", "နန်းခမ်း လှ အောင်", "မစန္ဒာ မင်း လှ")


def tell_clients(*, by: Viewer, at: datetime, organisation: UUID, to: Partner) -> None:
    """Four who come together, each with her own safe way, hear that an answer came.

    The first is reached by a text message, the number of the second is refused, the others wait
    for a person; one of them has called and said her code.
    """
    came = at - timedelta(days=10)
    group = replace(PRESENT, names=_NAMES, contacts=_WAYS)
    story = "Invented: the employer pays nothing for days off."
    case = receive(
        by=by,
        at=came,
        organisation=organisation,
        group=group,
        story=story,
        about=[Complaint.UNDER_MINIMUM],
    )
    request = Request(to.need, reason="Invented: advice about holidays.")
    referral = prepare(by=by, at=came, case=case.id, to=to, request=request)
    send_referral(by=by, at=came, referral=referral, means=Means.LETTER)
    answer(by=by, at=at, referral=referral, replies=[Reply.ACCEPTED, Reply.SERVICE_GIVEN])
    before = {one.id for one in notices_for_a_person(by)}
    send_news(by=by, at=at, referral=referral)
    send_due(by=OPERATOR, at=at, by_ways={Channel.SMS: Way(_gateway, repeatable=True)})
    called = [one for one in notices_for_a_person(by) if one.id not in before]
    by_code = next(one for one in called if one.channel is Channel.PERSON)
    mark_told(by=by, at=at + timedelta(hours=5), notice=by_code.id)


def _gateway(message: Message) -> Outcome:
    """A gateway that exists nowhere: it takes one number and refuses every other."""
    known = message.address.replace(" ", "") == _REACHED.replace(" ", "")
    return SENT if known else never_sent(Trouble.ADDRESS_REFUSED)
