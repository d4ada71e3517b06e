"""The papers of one version of the plan, and the interview form to take along."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.refusals import NotFound
from saphan.foundation.exports import invented, named_file
from saphan.foundation.guards import needs
from saphan.pillars.recruitment.extract.audit_json import write_audit
from saphan.pillars.recruitment.extract.report import write_report
from saphan.pillars.recruitment.extract.schedule import write_schedule
from saphan.pillars.recruitment.extract.slips import slips_pdf
from saphan.pillars.recruitment.forms.interview import interview_form
from saphan.pillars.recruitment.pages.rooms import room
from saphan.pillars.recruitment.queries import recomputed

#: The paper for the screen brings its styles and fonts in itself, and narrows this further.
_PAPER_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _written(write: Callable[[Path, Outcome], None], outcome: Outcome) -> bytes:
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        path = Path(folder) / "paper"
        write(path, outcome)
        return path.read_bytes()


def _report(suffix: str, outcome: Outcome) -> bytes:
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        pdf, html = Path(folder) / "report.pdf", Path(folder) / "report.html"
        write_report(pdf, html, outcome, demo=invented())
        return (pdf if suffix == "pdf" else html).read_bytes()


PAPERS: Mapping[str, tuple[str, Callable[[Outcome], bytes]]] = {
    "report.pdf": ("application/pdf", lambda outcome: _report("pdf", outcome)),
    "report.html": ("text/html; charset=utf-8", lambda outcome: _report("html", outcome)),
    "schedule.xlsx": (_XLSX, lambda outcome: _written(write_schedule, outcome)),
    "audit.json": ("application/json", lambda outcome: _written(write_audit, outcome)),
}
_SLIPS = re.compile(r"slips-([1-9][0-9]{0,2})\.pdf", re.ASCII)


def _maker(name: str) -> tuple[str, Callable[[Outcome], bytes]]:
    """How a paper is made; ``slips-2.pdf`` are the slips of the second payment."""
    if slips := _SLIPS.fullmatch(name):
        number = int(slips[1])
        return (
            "application/pdf",
            lambda outcome: slips_pdf(outcome, instalment=number, demo=invented()),
        )
    if name not in PAPERS:
        raise NotFound("paper.unknown")
    return PAPERS[name]


@needs("recruitment.view")
@require_safe
def paper(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    """One paper, made from the frozen inputs of the version."""
    here = room(request, code)
    kind, make = _maker(name)
    outcome = recomputed(here.viewer, code=code, number=number).outcome
    response = HttpResponse(make(outcome), content_type=kind)
    file = named_file(f"{code}-v{number}-{name}")
    response["Content-Security-Policy"] = _PAPER_POLICY
    kept = "inline" if name.startswith("report") else "attachment"
    response["Content-Disposition"] = f'{kept}; filename="{file}"'
    return response


@needs("recruitment.view")
@require_safe
def blank_form(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page has a request
    """The interview as an XLSForm for KoboToolbox or ODK."""
    response = HttpResponse(interview_form(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="saphan-interview.xlsx"'
    return response
