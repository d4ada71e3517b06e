"""Papers as files that a browser saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpResponse

from saphan.foundation.exports import named_file
from saphan.foundation.paper.document import Document
from saphan.foundation.paper.pdf import to_pdf
from saphan.foundation.paper.word import to_docx

#: How a paper is made, and its media type, by the ending of its file.
FORMATS: Mapping[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (
        to_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def paper_file(paper: Document, ending: str, name: str) -> HttpResponse:
    """The paper to save; ``ending`` is one of ``FORMATS``."""
    make, kind = FORMATS[ending]
    answer = HttpResponse(make(paper), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{named_file(name)}"'
    return answer
