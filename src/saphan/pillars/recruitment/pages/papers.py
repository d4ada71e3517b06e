"""The papers of one version of the plan, and the interview form to take along."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.refusals import NotFound
from saphan.foundation.guards import needs
from saphan.pillars.recruitment.extract.audit_json import write_audit
from saphan.pillars.recruitment.extract.report import write_report
from saphan.pillars.recruitment.extract.schedule import write_schedule
from saphan.pillars.recruitment.extract.slips import slips_pdf
from saphan.pillars.recruitment.forms.interview import interview_form
from saphan.pillars.recruitment.pages.rooms import room
from saphan.pillars.recruitment.queries import recomputed

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _written(write: Callable[[Path, Outcome], None], outcome: Outcome) -> bytes:
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        path = Path(folder) / "paper"
        write(path, outcome)
        return path.read_bytes()


def _report(suffix: str, outcome: Outcome) -> bytes:
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        pdf, html = Path(folder) / "report.pdf", Path(folder) / "report.html"
        write_report(pdf, html, outcome)
        return (pdf if suffix == "pdf" else html).read_bytes()


PAPERS: Mapping[str, tuple[str, Callable[[Outcome], bytes]]] = {
    "report.pdf": ("application/pdf", lambda outcome: _report("pdf", outcome)),
    "report.html": ("text/html; charset=utf-8", lambda outcome: _report("html", outcome)),
    "schedule.xlsx": (_XLSX, lambda outcome: _written(write_schedule, outcome)),
    "slips.pdf": ("application/pdf", slips_pdf),
    "audit.json": ("application/json", lambda outcome: _written(write_audit, outcome)),
}


@needs("recruitment.view")
@require_safe
def paper(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    """One paper, made from the frozen inputs of the version."""
    if name not in PAPERS:
        raise NotFound("paper.unknown")
    here = room(request, code)
    kind, make = PAPERS[name]
    outcome = recomputed(here.viewer, code=code, number=number).outcome
    response = HttpResponse(make(outcome), content_type=kind)
    label = "invented-demo-" if getattr(settings, "DEMO", False) else ""
    kept = "inline" if name.startswith("report") else "attachment"
    response["Content-Disposition"] = f'{kept}; filename="{label}{code}-v{number}-{name}"'
    return response


@needs("recruitment.view")
@require_safe
def blank_form(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page has a request
    """The interview as an XLSForm for KoboToolbox or ODK."""
    response = HttpResponse(interview_form(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="saphan-interview.xlsx"'
    return response
