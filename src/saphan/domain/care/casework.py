"""The codes of a case: what it is about, how it goes on, how it ends. Source: forms F3 and F4."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How somebody came to the centre."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    MESSENGER = "messenger"
    LINE = "line"
    VIBER = "viber"
    RADIO = "radio"
    REFERRAL = "referral"
    OUTREACH = "outreach"
    OTHER = "other"


class AgeBand(StrEnum):
    """How old somebody is, as nearly as is needed."""

    UNDER_15 = "under_15"
    AGE_15_17 = "15_17"
    AGE_18_24 = "18_24"
    AGE_25_34 = "25_34"
    AGE_35_44 = "35_44"
    AGE_45_59 = "45_59"
    AGE_60_UP = "60_up"
    UNKNOWN = "unknown"


class MigrationStage(StrEnum):
    """Where somebody is on the way."""

    POTENTIAL = "potential"
    IN_DESTINATION = "in_destination"
    RETURNED = "returned"
    FAMILY = "family"
    UNKNOWN = "unknown"


class Document(StrEnum):
    """A paper of a person. What it says about a right to stay is not asked."""

    PASSPORT = "passport"
    IDENTITY_CERTIFICATE = "identity_certificate"
    IDENTITY_CARD = "identity_card"
    WORK_PERMIT = "work_permit"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    OTHER = "other"


class Holder(StrEnum):
    """Who holds a document now."""

    WORKER = "worker"
    EMPLOYER = "employer"
    AGENT = "agent"
    AUTHORITY = "authority"
    LOST = "lost"
    UNKNOWN = "unknown"


class Answered(StrEnum):
    """An answer to a question of triage. Not asked is not no."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NOT_ASKED = "not_asked"


class Complaint(StrEnum):
    """What a case is about; one case may be about several."""

    UNPAID_WAGES = "unpaid_wages"
    UNDER_MINIMUM = "under_minimum"
    OVERTIME = "overtime"
    DEDUCTIONS = "deductions"
    FEE_OVERCHARGE = "fee_overcharge"
    DOCUMENTS_WITHHELD = "documents_withheld"
    DISMISSAL = "dismissal"
    CONTRACT_SUBSTITUTION = "contract_substitution"
    INJURY = "injury"
    SOCIAL_SECURITY = "social_security"
    VIOLENCE = "violence"
    FORCED_LABOUR = "forced_labour"
    ARREST = "arrest"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon somebody must act. Source: the inter-agency referral form."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class Stage(StrEnum):
    """Where the work on a case stands. Source: stages of case management, form F4."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    ACTION = "action"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class Route(StrEnum):
    """Which way is taken to a remedy."""

    ADVICE = "advice"
    NEGOTIATION = "negotiation"
    KR7 = "kr7"
    LABOUR_COURT = "labour_court"
    POLICE = "police"
    CONSULATE = "consulate"
    SOCIAL_SECURITY = "social_security"
    BRAND = "brand"


class Risk(StrEnum):
    """What may happen to somebody because of the case."""

    RETALIATION = "retaliation"
    EVICTION = "eviction"
    ARREST = "arrest"
    VIOLENCE = "violence"
    DEBT = "debt"
    FAMILY = "family"


class Outcome(StrEnum):
    """How a case ended."""

    WON = "won"
    PARTIAL = "partial"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    LOST_CONTACT = "lost_contact"
    REFERRED_ON = "referred_on"
    ADVISED = "advised"


class Remedy(StrEnum):
    """What was reached besides money."""

    DOCUMENTS_BACK = "documents_back"
    RE_EMPLOYED = "re_employed"
    CHANGED_EMPLOYER = "changed_employer"
    APOLOGY = "apology"
    SAFE_PLACE = "safe_place"
    TREATMENT = "treatment"


class Against(StrEnum):
    """What a respondent is."""

    EMPLOYER = "employer"
    AGENT = "agent"
    OFFICIAL = "official"
    OTHER = "other"


class Standing(StrEnum):
    """Whether a member of a case goes on with it."""

    ACTIVE = "active"
    STOPPED = "stopped"
    ERASED = "erased"


class Stopped(StrEnum):
    """Why a member stopped. Nobody has to say; pressure is told apart from a free decision."""

    NOT_SAID = "not_said"
    OWN_DECISION = "own_decision"
    PRESSURE = "pressure"
    SETTLED = "settled"
    LOST_CONTACT = "lost_contact"
    RETURNED_HOME = "returned_home"


class EvidenceKind(StrEnum):
    """What a file shows."""

    PHOTO = "photo"
    CHAT = "chat"
    PAYSLIP = "payslip"
    CONTRACT = "contract"
    RECEIPT = "receipt"
    STATEMENT = "statement"
    RECORDING = "recording"
    OTHER = "other"


class StepKind(StrEnum):
    """What was done or happened in a case; some start or stop a clock."""

    OPENED = "opened"
    NOTE = "note"
    ADVICE = "advice"
    CALL = "call"
    LETTER = "letter"
    MEETING = "meeting"
    KR7_FILED = "kr7_filed"
    INSPECTOR_EXTENDED = "inspector_extended"
    ORDER_NOTIFIED = "order_notified"
    ORDER_REFUSED = "order_refused"
    COURT_FILED = "court_filed"
    JUDGMENT = "judgment"
    PAID_IN_FULL = "paid_in_full"
    KR7_WITHDRAWN = "kr7_withdrawn"
    DOCUMENTS_RETURNED = "documents_returned"
    PROTOCOL_OPENED = "protocol_opened"
    MEMBER_JOINED = "member_joined"
    MEMBER_STOPPED = "member_stopped"
    MEMBER_ERASED = "member_erased"
    CLOSED = "closed"
    REOPENED = "reopened"
    REVIEWED = "reviewed"
    KEPT = "kept"


class Condition(StrEnum):
    """What an offer asks of the worker in exchange."""

    WITHDRAW_COMPLAINT = "withdraw_complaint"
    NO_FURTHER_CLAIM = "no_further_claim"
    DOCUMENTS_AFTER = "documents_after"
    LEAVE_WORK = "leave_work"
    SILENCE = "silence"
    OTHER = "other"


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class SumKind(StrEnum):
    """Money of a case: what somebody decided is due, and what arrived. Never added together."""

    AWARDED = "awarded"
    PAID = "paid"


class Origin(StrEnum):
    """Who decided or paid: an inspector, a court, an agreement, somebody else."""

    INSPECTOR = "inspector"
    COURT = "court"
    AGREEMENT = "agreement"
    SOCIAL_SECURITY = "social_security"
    BRAND = "brand"
    OTHER = "other"


class ClockKind(StrEnum):
    """What is due."""

    INSPECTOR_ORDER = "inspector_order"
    EMPLOYER_PAYMENT = "employer_payment"
    LIMITATION = "limitation"
    PERMIT_EXPIRY = "permit_expiry"
    REFERRAL_ANSWER = "referral_answer"
    APPOINTMENT = "appointment"
    FOLLOW_UP = "follow_up"
    CASE_REVIEW = "case_review"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    JOINT_LIST = "joint_list"
    FEEDBACK = "feedback"
    RETENTION = "retention"
