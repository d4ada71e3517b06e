"""The words for codes of referrals, in the language of the page or of the paper that is made."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.domain.care.codes import Need
from saphan.domain.care.joint import Waits, Why
from saphan.domain.care.referral import Detail, Means, ReferralState, Refusal, Reply, Via
from saphan.pillars.care.forms.labels import Words

REFERRAL_STATES: Words[ReferralState] = {
    ReferralState.DRAFT: _("Not sent yet"),
    ReferralState.REQUESTED: _("Sent"),
    ReferralState.ACCEPTED: _("Accepted"),
    ReferralState.REJECTED: _("Refused"),
    ReferralState.CANCELLED: _("Cancelled"),
    ReferralState.IN_PROGRESS: _("Under way"),
    ReferralState.ON_HOLD: _("Waits for papers"),
    ReferralState.FAILED: _("Service not given"),
    ReferralState.COMPLETED: _("Service given"),
    ReferralState.ENTERED_IN_ERROR: _("Entered by mistake"),
}
REPLIES: Words[Reply] = {
    Reply.RECEIVED: _("Received"),
    Reply.PAPERS_LACKING: _("Papers are lacking"),
    Reply.APPOINTMENT: _("Appointment"),
    Reply.ACCEPTED: _("We accept"),
    Reply.REFUSED: _("We refuse"),
    Reply.SERVICE_GIVEN: _("Service given"),
    Reply.NOT_GIVEN: _("Service could not be given"),
}
REFUSALS: Words[Refusal] = {
    Refusal.FULL: _("No room at present"),
    Refusal.NOT_COMPETENT: _("Not in our duties"),
    Refusal.OTHER_PROVINCE: _("Another province is responsible"),
    Refusal.PAPERS: _("Papers are lacking"),
    Refusal.LANGUAGE: _("Nobody speaks the language"),
    Refusal.CLIENT_NOT_REACHED: _("The client was not reached"),
    Refusal.CLIENT_DECLINED: _("The client declined"),
    Refusal.OTHER: _("Another reason"),
}
VIAS: Words[Via] = {
    Via.LINK: _("One-time page"),
    Via.TEAR_OFF: _("Tear-off slip"),
    Via.PHONE: _("Telephone"),
    Via.IN_PERSON: _("In person"),
}
MEANS: Words[Means] = {
    Means.LETTER: _("Letter on paper"),
    Means.FILE: _("Sealed file"),
    Means.LINK: _("Link"),
}
DETAILS: Words[Detail] = {
    Detail.CODE: _("Case code"),
    Detail.NEED: _("What is needed"),
    Detail.LANGUAGE: _("Language"),
    Detail.SAFE_CONTACT: _("Contact through us"),
    Detail.INITIALS: _("Initials"),
    Detail.NAME: _("Name"),
    Detail.SEX_AGE: _("Sex and age band"),
    Detail.NATIONALITY: _("Nationality"),
    Detail.EMPLOYER: _("Employer"),
    Detail.AMOUNTS: _("Amounts claimed"),
    Detail.STORY: _("What happened"),
    Detail.EVIDENCE: _("Files"),
}
NEEDS: Words[Need] = {
    Need.EMERGENCY: _("Danger, accident, police"),
    Need.WAGES: _("Wages and working hours"),
    Need.COMPLAINT: _("Complaint about an employer or agent"),
    Need.DOCUMENTS: _("Work permit, passport and other papers"),
    Need.LEGAL: _("Legal advice"),
    Need.VIOLENCE: _("Violence"),
    Need.TRAFFICKING: _("Forced work and human trafficking"),
    Need.SHELTER: _("A safe place to stay"),
    Need.HEALTH: _("Health"),
    Need.CHILDREN: _("Children and young people"),
    Need.UNION: _("Trade union"),
    Need.CONSULAR: _("Embassy or consulate"),
    Need.REFUGEES: _("Refugees"),
    Need.FRAUD: _("Cheated by telephone or internet"),
    Need.INFORMATION: _("Information and advice"),
}
WAITS: Words[Waits] = {
    Waits.RECEIVER: _("The organisation it was sent to"),
    Waits.CLIENT: _("The client"),
    Waits.INSPECTOR: _("The labour inspector"),
    Waits.EMPLOYER: _("The employer"),
}
WHY: Words[Why] = {
    Why.NOT_ANSWERED: _("No answer yet"),
    Why.RECEIVED_ONLY: _("Received, nothing more"),
    Why.PAPERS_LACKING: _("Papers are lacking"),
    Why.APPOINTMENT_AHEAD: _("Waits for an appointment"),
    Why.ACCEPTED_NOT_GIVEN: _("Accepted, service not given yet"),
    Why.ORDER_PENDING: _("The order is pending"),
    Why.ORDER_EXTENDED: _("The time was extended"),
    Why.ORDER_NOT_PAID: _("The order was not paid"),
}
