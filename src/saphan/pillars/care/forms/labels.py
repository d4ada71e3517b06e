"""The words for codes of care, in the language of the page or of the paper that is made."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import (
    Against,
    AgeBand,
    Answered,
    Channel,
    ClockKind,
    Complaint,
    Condition,
    Document,
    EvidenceKind,
    Holder,
    MigrationStage,
    OfferState,
    Origin,
    Outcome,
    Remedy,
    Risk,
    Route,
    Stage,
    Standing,
    StepKind,
    Stopped,
    SumKind,
    Urgency,
)
from saphan.domain.care.triage import Flag, Indicator
from saphan.domain.people.consent import Medium, Purpose, State
from saphan.domain.people.contact import Reach

Code = TypeVar("Code", bound=StrEnum)
Words: TypeAlias = Mapping[Code, str | Promise]

CHANNELS: Words[Channel] = {
    Channel.WALK_IN: _("Walk-in"),
    Channel.PHONE: _("Telephone"),
    Channel.MESSENGER: _("Messenger"),
    Channel.LINE: _("LINE"),
    Channel.VIBER: _("Viber"),
    Channel.RADIO: _("Radio programme"),
    Channel.REFERRAL: _("Referred by somebody"),
    Channel.OUTREACH: _("Outreach"),
    Channel.OTHER: _("Another way"),
}
AGES: Words[AgeBand] = {
    AgeBand.UNDER_15: _("under 15"),
    AgeBand.AGE_15_17: _("15 to 17"),
    AgeBand.AGE_18_24: _("18 to 24"),
    AgeBand.AGE_25_34: _("25 to 34"),
    AgeBand.AGE_35_44: _("35 to 44"),
    AgeBand.AGE_45_59: _("45 to 59"),
    AgeBand.AGE_60_UP: _("60 and over"),
    AgeBand.UNKNOWN: _("Age not known"),
}
MIGRATION_STAGES: Words[MigrationStage] = {
    MigrationStage.POTENTIAL: _("Thinks of going"),
    MigrationStage.IN_DESTINATION: _("Works here now"),
    MigrationStage.RETURNED: _("Has returned home"),
    MigrationStage.FAMILY: _("Family of a worker"),
    MigrationStage.UNKNOWN: _("Not known"),
}
DOCUMENTS: Words[Document] = {
    Document.PASSPORT: _("Passport"),
    Document.IDENTITY_CERTIFICATE: _("Certificate of identity (CI)"),
    Document.IDENTITY_CARD: _("Identity card"),
    Document.WORK_PERMIT: _("Work permit"),
    Document.BANK_CARD: _("Bank card or book"),
    Document.PHONE: _("Telephone"),
    Document.OTHER: _("Another document"),
}
HOLDERS: Words[Holder] = {
    Holder.WORKER: _("She or he has it"),
    Holder.EMPLOYER: _("The employer keeps it"),
    Holder.AGENT: _("An agent keeps it"),
    Holder.AUTHORITY: _("A public office keeps it"),
    Holder.LOST: _("It is lost"),
    Holder.UNKNOWN: _("Not known"),
}
ANSWERED: Words[Answered] = {
    Answered.YES: _("Yes"),
    Answered.NO: _("No"),
    Answered.UNSURE: _("Not sure"),
    Answered.NOT_ASKED: _("Not asked"),
}
COMPLAINTS: Words[Complaint] = {
    Complaint.UNPAID_WAGES: _("Wages not paid"),
    Complaint.UNDER_MINIMUM: _("Less than the minimum wage"),
    Complaint.OVERTIME: _("Overtime not paid"),
    Complaint.DEDUCTIONS: _("Money taken off the wage"),
    Complaint.FEE_OVERCHARGE: _("Recruitment fee or overcharge"),
    Complaint.DOCUMENTS_WITHHELD: _("Documents kept by others"),
    Complaint.DISMISSAL: _("Dismissal"),
    Complaint.CONTRACT_SUBSTITUTION: _("Contract was changed"),
    Complaint.INJURY: _("Injury or illness at work"),
    Complaint.SOCIAL_SECURITY: _("Social security"),
    Complaint.VIOLENCE: _("Violence or harassment"),
    Complaint.FORCED_LABOUR: _("Sign of forced labour or trafficking"),
    Complaint.ARREST: _("Arrest"),
    Complaint.OTHER: _("Something else"),
}
URGENCIES: Words[Urgency] = {
    Urgency.EMERGENCY: _("Emergency"),
    Urgency.URGENT: _("Urgent"),
    Urgency.NORMAL: _("Normal"),
}
STAGES: Words[Stage] = {
    Stage.INTAKE: _("Intake"),
    Stage.ASSESSMENT: _("Assessment"),
    Stage.PLAN: _("Plan"),
    Stage.ACTION: _("Action"),
    Stage.FOLLOW_UP: _("Follow-up"),
    Stage.CLOSED: _("Closed"),
}
ROUTES: Words[Route] = {
    Route.ADVICE: _("Advice"),
    Route.NEGOTIATION: _("Negotiation with the employer"),
    Route.KR7: _("Complaint to the labour inspector (KR7)"),
    Route.LABOUR_COURT: _("Labour court"),
    Route.POLICE: _("Police or national referral mechanism"),
    Route.CONSULATE: _("Consulate"),
    Route.SOCIAL_SECURITY: _("Social security office"),
    Route.BRAND: _("Complaint channel of a brand"),
}
RISKS: Words[Risk] = {
    Risk.RETALIATION: _("Retaliation"),
    Risk.EVICTION: _("Eviction"),
    Risk.ARREST: _("Arrest"),
    Risk.VIOLENCE: _("Violence"),
    Risk.DEBT: _("Debt"),
    Risk.FAMILY: _("Family at home"),
}
OUTCOMES: Words[Outcome] = {
    Outcome.WON: _("Won"),
    Outcome.PARTIAL: _("Partly won"),
    Outcome.WITHDRAWN: _("Withdrawn"),
    Outcome.REFUSED: _("The claim was refused"),
    Outcome.LOST_CONTACT: _("Contact was lost"),
    Outcome.REFERRED_ON: _("Handed on"),
    Outcome.ADVISED: _("Advice was enough"),
}
REMEDIES: Words[Remedy] = {
    Remedy.DOCUMENTS_BACK: _("Documents were given back"),
    Remedy.RE_EMPLOYED: _("Employed again"),
    Remedy.CHANGED_EMPLOYER: _("Changed the employer"),
    Remedy.APOLOGY: _("Apology"),
    Remedy.SAFE_PLACE: _("Safe place"),
    Remedy.TREATMENT: _("Treatment"),
}
AGAINST: Words[Against] = {
    Against.EMPLOYER: _("Employer"),
    Against.AGENT: _("Agent or agency"),
    Against.OFFICIAL: _("Official"),
    Against.OTHER: _("Somebody else"),
}
STANDINGS: Words[Standing] = {
    Standing.ACTIVE: _("In the case"),
    Standing.STOPPED: _("Has stopped"),
    Standing.ERASED: _("Erased"),
}
STOPPED: Words[Stopped] = {
    Stopped.NOT_SAID: _("Did not say why"),
    Stopped.OWN_DECISION: _("Own decision"),
    Stopped.PRESSURE: _("Under pressure"),
    Stopped.SETTLED: _("Has got what was asked"),
    Stopped.LOST_CONTACT: _("Contact was lost"),
    Stopped.RETURNED_HOME: _("Went home"),
}
EVIDENCE: Words[EvidenceKind] = {
    EvidenceKind.PHOTO: _("Photo"),
    EvidenceKind.CHAT: _("Chat messages"),
    EvidenceKind.PAYSLIP: _("Pay slip"),
    EvidenceKind.CONTRACT: _("Contract"),
    EvidenceKind.RECEIPT: _("Receipt"),
    EvidenceKind.STATEMENT: _("Statement of a witness"),
    EvidenceKind.RECORDING: _("Recording"),
    EvidenceKind.OTHER: _("Another file"),
}
STEPS: Words[StepKind] = {
    StepKind.OPENED: _("Case opened"),
    StepKind.NOTE: _("Note"),
    StepKind.ADVICE: _("Advice given"),
    StepKind.CALL: _("Telephone call"),
    StepKind.LETTER: _("Letter"),
    StepKind.MEETING: _("Meeting"),
    StepKind.KR7_FILED: _("Complaint filed with the labour inspector (KR7)"),
    StepKind.INSPECTOR_EXTENDED: _("The inspector took more time"),
    StepKind.ORDER_NOTIFIED: _("The employer was told of the order"),
    StepKind.ORDER_REFUSED: _("The inspector ordered nothing"),
    StepKind.COURT_FILED: _("Filed with the labour court"),
    StepKind.JUDGMENT: _("Judgment"),
    StepKind.PAID_IN_FULL: _("Paid in full"),
    StepKind.KR7_WITHDRAWN: _("KR7 complaint withdrawn"),
    StepKind.DOCUMENTS_RETURNED: _("Documents were given back"),
    StepKind.PROTOCOL_OPENED: _("Protocol for forced labour opened"),
    StepKind.MEMBER_JOINED: _("Somebody joined"),
    StepKind.MEMBER_STOPPED: _("Somebody stopped"),
    StepKind.MEMBER_ERASED: _("Somebody was erased"),
    StepKind.CLOSED: _("Case closed"),
    StepKind.REOPENED: _("Case opened again"),
    StepKind.REVIEWED: _("Reviewed afterwards"),
    StepKind.KEPT: _("Kept longer"),
}
CONDITIONS: Words[Condition] = {
    Condition.WITHDRAW_COMPLAINT: _("Withdraw the complaint"),
    Condition.NO_FURTHER_CLAIM: _("Claim nothing more"),
    Condition.DOCUMENTS_AFTER: _("Documents only afterwards"),
    Condition.LEAVE_WORK: _("Leave the work"),
    Condition.SILENCE: _("Say nothing about it"),
    Condition.OTHER: _("Another condition"),
}
OFFER_STATES: Words[OfferState] = {
    OfferState.OPEN: _("Not answered"),
    OfferState.ACCEPTED: _("Offer accepted"),
    OfferState.REFUSED: _("Offer refused"),
    OfferState.LAPSED: _("Lapsed"),
}
SUMS: Words[SumKind] = {
    SumKind.AWARDED: _("Awarded"),
    SumKind.PAID: _("Money arrived"),
}
ORIGINS: Words[Origin] = {
    Origin.INSPECTOR: _("Order of the labour inspector"),
    Origin.COURT: _("Court"),
    Origin.AGREEMENT: _("Agreement"),
    Origin.SOCIAL_SECURITY: _("Social security"),
    Origin.BRAND: _("Brand"),
    Origin.OTHER: _("Somebody else"),
}
CLOCKS: Words[ClockKind] = {
    ClockKind.INSPECTOR_ORDER: _("Order of the labour inspector"),
    ClockKind.EMPLOYER_PAYMENT: _("Payment by the employer"),
    ClockKind.LIMITATION: _("Limitation of the claim"),
    ClockKind.PERMIT_EXPIRY: _("A document runs out"),
    ClockKind.REFERRAL_ANSWER: _("Answer to a referral"),
    ClockKind.APPOINTMENT: _("Appointment"),
    ClockKind.FOLLOW_UP: _("Follow-up"),
    ClockKind.CASE_REVIEW: _("Review of a closed case"),
    ClockKind.CONSENT_WITHDRAWAL: _("Tell the receiver: taken back"),
    ClockKind.JOINT_LIST: _("Joint list"),
    ClockKind.FEEDBACK: _("Tell the client"),
    ClockKind.RETENTION: _("Keep or erase: decide"),
}
FLAGS: Words[Flag] = {
    Flag.DANGER: _("In danger now"),
    Flag.CHILD: _("A child"),
    Flag.FORCED_LABOUR: _("Sign of forced labour"),
    Flag.DOCUMENTS_HELD: _("Somebody else keeps the documents"),
    Flag.DEADLINE_NEAR: _("A deadline is near"),
}
INDICATORS: Words[Indicator] = {
    Indicator.VULNERABILITY: _("Somebody uses that she or he is foreign, new or alone"),
    Indicator.DECEPTION: _("Deceived about the work or its conditions"),
    Indicator.MOVEMENT: _("Kept from leaving the workplace or the dormitory"),
    Indicator.ISOLATION: _("Kept from meeting people or using a phone"),
    Indicator.VIOLENCE: _("Hurt, or forced to something sexual"),
    Indicator.INTIMIDATION: _("Threatened, or the family threatened"),
    Indicator.DOCUMENTS: _("Somebody else keeps the papers"),
    Indicator.WAGES: _("An earned wage is withheld"),
    Indicator.DEBT: _("Must stay because of a debt"),
    Indicator.CONDITIONS: _("Dangerous or degrading work or living conditions"),
    Indicator.OVERTIME: _("Must work overtime against the will"),
}
REACHES: Words[Reach] = {
    Reach.NOT_AT_ALL: _("Must not be contacted"),
    Reach.COMES_BACK: _("Comes back to us, or asks by number and PIN"),
    Reach.PHONE: _("Call"),
    Reach.SMS: _("SMS"),
    Reach.LINE: _("LINE"),
    Reach.MESSENGER: _("Messenger"),
    Reach.VIBER: _("Viber"),
    Reach.TELEGRAM: _("Telegram"),
    Reach.EMAIL: _("E-mail"),
    Reach.SOMEBODY: _("Through somebody she or he trusts"),
    Reach.UNKNOWN: _("Not asked yet"),
}
PURPOSES: Words[Purpose] = {
    Purpose.RECORD: _("Keep a record and help"),
    Purpose.INTERVIEW: _("Interview"),
    Purpose.REPAYMENT: _("Repayment of fees"),
    Purpose.REFERRAL: _("Tell another organisation"),
    Purpose.LEGAL_ACTION: _("Act for her or him towards the authorities"),
    Purpose.CONTACT_AGAIN: _("Contact again"),
    Purpose.TRAINING: _("Training"),
    Purpose.STATISTICS: _("Count in figures without a name"),
    Purpose.PHOTO: _("Use of a photo"),
}
MEDIA: Words[Medium] = {
    Medium.SIGNATURE: _("Signature"),
    Medium.THUMB_PRINT: _("Thumb print"),
    Medium.AUDIO: _("Recorded voice"),
    Medium.WITNESSED: _("Spoken before a witness"),
}
CONSENT_STATES: Words[State] = {
    State.NOT_ASKED: _("Not asked"),
    State.GIVEN: _("Agreed"),
    State.REFUSED: _("Said no"),
    State.WITHDRAWN: _("Taken back"),
}


def choices(words: Words[Code]) -> list[tuple[str, str | Promise]]:
    """Code and word of every choice, in their order."""
    return [(code.value, word) for code, word in words.items()]
