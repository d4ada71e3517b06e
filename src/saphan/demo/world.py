"""The invented world of the demo, built through the same actions that staff use."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from saphan.demo.centre import CASES, Centre, build_cases
from saphan.demo.files import INTERVIEWS, RATES, ROSTER, write_files
from saphan.demo.plant import plant
from saphan.demo.scenes import STAGED, play_scenes
from saphan.domain.journey.rows import Amount
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.roles import Permission, Role
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Item
from saphan.domain.recruitment.terms import Terms
from saphan.journey.queries import journeys
from saphan.parties.actions import add_organisation, reach_organisation
from saphan.parties.queries import own_organisations
from saphan.people.actions.consent import record_consent
from saphan.people.actions.members import add_member, set_role
from saphan.people.queries import OPERATOR, member_called
from saphan.pillars.care.actions.directory import import_directory
from saphan.pillars.care.extract.directory import shipped, usable_directory
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.imports import (
    Upload,
    bring_interviews,
    bring_rates,
    bring_roster,
)
from saphan.pillars.recruitment.actions.plans import change_fee_line, decide_plan
from saphan.pillars.recruitment.extract.files import interview_rows, rate_rows, roster_rows
from saphan.pillars.recruitment.queries import fee_lines

ORGANISATION = "Invented Migrant Support Centre"
#: No telephone rings there: numbers of this kind are given to nobody.
PHONE = "00-0000-0000"
AUDIT = "Invented Plant 1, assessment 2026"
#: The day on which the invented world stands still.
TODAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PASSWORD = "bridge-of-teak-26"  # noqa: S105  printed by the demo, which listens on this machine only


@dataclass(frozen=True, slots=True)
class LogIn:
    """One invented member."""

    username: str
    shown: str
    roles: tuple[Role, ...]
    language: str
    about: str


_BOTH = (Role.OFFICER, Role.COUNSELLOR)
LOG_INS = (
    LogIn("officer", "Invented Officer", (Role.OFFICER,), "en", "imports, decides, prints"),
    LogIn("officer-th", "เจ้าหน้าที่สมมติ", (Role.OFFICER,), "th", "the same, in Thai"),
    LogIn("counsellor", "Invented Counsellor", (Role.COUNSELLOR,), "en", "receives people, refers"),
    LogIn("counsellor-th", "ที่ปรึกษาสมมติ", (Role.COUNSELLOR,), "th", "the same, in Thai"),
    LogIn("coordinator", "Invented Coordinator", _BOTH, "en", "both: an overcharge opens a case"),
    LogIn("coordinator-th", "ผู้ประสานงานสมมติ", _BOTH, "th", "the same, in Thai"),
    LogIn("analyst", "Invented Analyst", (Role.ANALYST,), "en", "reads, changes nothing"),
    LogIn("brand", "Invented Brand", (Role.BRAND_VIEWER,), "en", "sees cohorts of five and more"),
    LogIn(
        "admin",
        "Invented Administrator",
        (Role.ADMINISTRATOR,),
        "en",
        "keeps members, signs protocols",
    ),
)
#: Interviews whose workers agreed that the centre keeps a record: their overcharge becomes a case.
AGREED = ("I001", "I002", "I003")


def build(folder: Path, *, cases: int = CASES) -> None:
    """Build the world once; ``folder`` keeps its files so that a trainer can bring them in again.

    The directory of services is no invention: it is the list that comes with the program. Three
    invented services stand beside it, so that no real office is said to have answered.
    Errors: the refusals of the actions, none of which the invented files cause.
    """
    _directory()
    if own_organisations(OPERATOR, Permission.PARTIES_SEE):
        return
    write_files(folder, plant())
    keeper = add_organisation(
        by=OPERATOR, at=TODAY, held_by=None, kind=Kind.NGO, name=ORGANISATION, country="TH"
    )
    reach_organisation(
        by=OPERATOR, at=TODAY, organisation=keeper, phone=PHONE, address="Invented Road 1"
    )
    for one in LOG_INS:
        add_member(
            by=OPERATOR,
            at=TODAY,
            organisation=keeper,
            role=one.roles[0],
            username=one.username,
            display_name=one.shown,
            password=PASSWORD,
            language=one.language,
        )
        for role in one.roles[1:]:
            key = member_called(OPERATOR, username=one.username).pk
            set_role(by=OPERATOR, at=TODAY, member=key, organisation=keeper, role=role)
    _agree(keeper, _audit(keeper, folder))
    _centre(keeper, cases)


def _centre(keeper: UUID, cases: int) -> None:
    """The cases end today, so that something is due this week whenever the demo is built.

    Some of them are scenes; of a world too small for more there are these and a group of 38.
    """
    people = [
        member_called(OPERATOR, username=one.username)
        for one in LOG_INS
        if one.roles == (Role.COUNSELLOR,)
    ]
    centre = Centre(keeper, tuple(people), datetime.now(UTC))
    play_scenes(centre, build_cases(centre, count=max(1, cases - STAGED)))


def _agree(keeper: UUID, code: str) -> None:
    """Some of the interviewed workers agreed that the centre keeps a record about them."""
    asked = member_called(OPERATOR, username="coordinator")
    lines = [fee_lines(asked, code=code, interview=one)[0] for one in AGREED]
    for way in journeys(asked, keys=[line.journey for line in lines]):
        record_consent(
            by=asked,
            at=TODAY,
            worker=way.worker,
            purpose=Purpose.RECORD,
            party=keeper,
            answer=Answer.GIVEN,
            language="my",
            medium=Medium.THUMB_PRINT,
        )


def _directory() -> None:
    path = shipped()
    opened = usable_directory(path)
    import_directory(
        by=OPERATOR,
        at=datetime.now(UTC),
        directory=opened.directory,
        file_name=path.name,
        digest=opened.digest,
    )


def _upload(path: Path) -> Upload:
    return Upload(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def _audit(keeper: UUID, folder: Path) -> str:
    """The main job: three files in, a plan out, one correction, a second version. Its code."""
    code = open_audit(by=OPERATOR, at=TODAY, organisation=keeper, title=AUDIT)
    roster, interviews, rates = (folder / name for name in (ROSTER, INTERVIEWS, RATES))
    bring_roster(
        by=OPERATOR, at=TODAY, audit=code, upload=_upload(roster), rows=roster_rows(roster)
    )
    heard = interview_rows(interviews)
    bring_interviews(
        by=OPERATOR,
        at=TODAY,
        audit=code,
        upload=_upload(interviews),
        interviews=heard.rows,
        payments=heard.payments,
        rejected=heard.rejected,
    )
    bring_rates(by=OPERATOR, at=TODAY, audit=code, upload=_upload(rates), rows=rate_rows(rates))
    terms = Terms(as_of=date(2026, 11, 23), instalments=6, first_payroll=PartialDate(2027, 1))
    reason = "First plan from 120 interviews (invented)"
    decide_plan(by=OPERATOR, at=TODAY, audit=code, terms=terms, reason=reason)
    _correct(code, terms)
    return code


def _correct(code: str, terms: Terms) -> None:
    """One interview is corrected, as happens when a receipt turns up."""
    lines = fee_lines(OPERATOR, code=code, interview="I001")
    line = next(one for one in lines if one.item is Item.TRAVEL)
    amount = Amount(line.amount.low + 50_000, line.amount.high + 50_000, line.amount.currency)
    change_fee_line(
        by=OPERATOR,
        at=TODAY,
        audit=code,
        payment=line.id,
        terms=terms,
        reason="A receipt for the bus turned up (invented)",
        amount=amount,
    )
