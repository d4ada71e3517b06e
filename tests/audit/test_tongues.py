"""The report says why in Thai where the sentence is translated, and in English as it stands."""

from __future__ import annotations

from saphan.domain.recruitment.audit import AGAINST_CAP
from saphan.pillars.recruitment.extract.tongues import Tongues
from saphan.rulebook.charges import AFTER
from saphan.rulebook.rows import Ends

BAN = "Brokerage commission may not be charged to workers."


def test_a_reason_with_a_day_is_said_in_thai() -> None:
    tongues = Tongues()
    reason = AFTER[Ends.LAST_SEEN].format(last="2024-02-29")
    thai, english = tongues.known(reason)
    assert "29 กุมภาพันธ์ พ.ศ. 2567 (ค.ศ. 2024)" in thai
    assert english == reason
    assert tongues.draft


def test_a_reason_behind_a_limit_is_said_in_thai() -> None:
    tongues = Tongues()
    before, ban = tongues.known(AGAINST_CAP["over_cap"])[0], tongues.known(BAN)[0]
    assert tongues.known(AGAINST_CAP["over_cap"] + BAN)[0] == f"{before} {ban}"


def test_a_reason_that_nobody_translated_is_said_once_in_english() -> None:
    tongues = Tongues()
    assert tongues.known("A reason that nobody translated.") == (
        "",
        "A reason that nobody translated.",
    )
    assert not tongues.draft
