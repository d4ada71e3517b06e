"""The code of a run: the same inputs and terms always make the same code, others never do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache

from saphan.domain.finding import Finding
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.outcome import Outcome

_LEFT_AWAY = frozenset({"place"})


def run_digest(outcome: Outcome) -> str:
    """SHA-256 (hexadecimal) over terms, records and the findings that were applied.

    Where a record stood in its file has no part in it, so the order of rows never matters.
    """
    if "digest" not in outcome.kept:
        outcome.kept["digest"] = _digest(outcome)
    return str(outcome.kept["digest"])


def _digest(outcome: Outcome) -> str:
    hashed = hashlib.sha256()
    intake = outcome.intake
    groups = (intake.interviews, intake.payments, intake.workers, intake.unusable, intake.rates)
    for records in groups:
        for text in sorted(map(_record, records)):
            hashed.update(text.encode())
        hashed.update(b"\x1e")
    for text in sorted(_findings(outcome.judged)):
        hashed.update(text.encode())
    hashed.update(_record(outcome.terms).encode())
    return hashed.hexdigest()


def run_code(digest: str) -> str:
    """The short code on papers, such as ``FA-3F9A-12BC-77E0``."""
    head = digest[:12].upper()
    return f"FA-{head[:4]}-{head[4:8]}-{head[8:]}"


def _findings(judged: Iterable[Judged]) -> set[str]:
    told: dict[int, Finding] = {
        id(finding): finding for line in judged for finding in line.verdicts.values()
    }
    return {_record(finding) for finding in told.values()}


@lru_cache(1 << 12)
def _day(value: PartialDate) -> str:
    return repr(value)


_NAMES: dict[type, tuple[str, ...]] = {}


def _record(record: object) -> str:
    kind = type(record)
    if kind not in _NAMES:
        names = (one.name for one in fields(record))  # type: ignore[arg-type]
        _NAMES[kind] = tuple(name for name in names if name not in _LEFT_AWAY)
    values = (getattr(record, name) for name in _NAMES[kind])
    return "\x1f".join([kind.__name__, *map(_text, values)])


def _text(value: object) -> str:
    if value.__class__ is str:
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, PartialDate):
        return _day(value)
    if isinstance(value, dict):
        return ";".join(f"{key}={value[key]}" for key in sorted(value))
    return repr(value) if hasattr(value, "__dataclass_fields__") else str(value)
