"""The components of the face as template tags: ``{% load face %}``.

Every tag draws one component of ``web/parts``; ``docs/face.md`` shows each with its include line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.domain.finding import Finding, Verdict
from saphan.domain.refusals import Refused, RowRefused
from saphan.foundation import figures
from saphan.foundation.charts import ChartWords
from saphan.foundation.drawing import NARROW, WIDE, Html
from saphan.foundation.law_words import reason_said, standing_said
from saphan.foundation.progress import Progress
from saphan.foundation.tables import AskedTable
from saphan.foundation.words import Said, Words
from saphan.web import refusals
from saphan.web.public.recordings import recording_of

register = template.Library()

#: Tone of a badge: shape and colour. Red says "must not", amber "ask", grey "we do not know".
TONES = ("stop", "ask", "unknown", "fine", "plain")
_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.PROHIBITED: ("stop", "Must not be charged"),
    Verdict.OVER_CAP: ("stop", "Above the limit"),
    Verdict.PERMITTED: ("fine", "May be charged"),
    Verdict.NOT_APPLICABLE: ("plain", "Does not apply"),
    Verdict.UNKNOWN: ("unknown", "We do not know"),
}


class Drawn(Protocol):
    """A chart of ``foundation.charts``."""

    @property
    def title(self) -> str:
        """What it shows."""
        ...  # pragma: no cover

    @property
    def source(self) -> str:
        """Where its figures come from."""
        ...  # pragma: no cover

    def svg(self, words: ChartWords | None = None, *, fits: int = NARROW) -> Html:
        """The drawing, its words cut for so many letters a line."""
        ...  # pragma: no cover

    def table(self, words: ChartWords | None = None) -> Html:
        """The table twin."""
        ...  # pragma: no cover


# Words ----------------------------------------------------------------------------------------


@register.filter
def shown(value: object) -> str:
    """A number, amount or date in the page's language."""
    return figures.shown(value)


@register.filter
def sentence(refused: Refused | RowRefused) -> str:
    """A refusal in words."""
    return refusals.sentence(refused)


@register.simple_tag(takes_context=True)
def say(context: Context, msgid: str) -> SafeString:
    """A sentence of the public catalogue, marked with its language when it fell back."""
    return _marked(context["shell"].words.say(msgid), context["shell"].language)


def _marked(said: Said, page_language: str) -> SafeString:
    if said.language == page_language:
        return format_html("{}", str(said))
    return format_html('<span lang="{}">{}</span>', said.language, str(said))


@register.inclusion_tag("web/parts/tongues.html", takes_context=True)
def tongues(context: Context) -> dict[str, object]:
    """This page in every language, with what the page's ``asked_again`` says was asked."""
    shell = context["shell"]
    return {"shell": shell, "links": shell.public_links(context.get("asked_again"))}


@register.inclusion_tag("web/parts/play.html", takes_context=True)
def play(context: Context, key: str) -> dict[str, object]:
    """A button to listen to what stands here; nothing where nobody has recorded it."""
    shell = context["shell"]
    found = recording_of(shell.language, key) is not None
    return {"found": found, "key": key, "shell": shell}


@register.filter
def duration(left: timedelta | None) -> str:
    """A length of time as people say it: rounded up, in seconds or minutes."""
    if left is None:
        return _("how long is not known yet")
    seconds = -(-int(left.total_seconds()) // 1)
    if seconds < 60:
        return ngettext("about {n} second left", "about {n} seconds left", seconds).format(
            n=seconds
        )
    minutes = -(-seconds // 60)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)


# Tables, lists, progress ----------------------------------------------------------------------


@register.inclusion_tag("web/parts/table.html", name="table", takes_context=True)
def draw_table(context: Context, asked: AskedTable[object]) -> dict[str, object]:
    """A table that filters, sorts, pages, prints and exports."""
    return {"asked": asked, "request": context.get("request")}


@register.inclusion_tag("web/parts/summary_list.html")
def summary_list(rows: Iterable[Sequence[object]]) -> dict[str, object]:
    """What was answered: (label, value) or (label, value, path to change it)."""
    padded = [(*row, "")[:3] for row in rows]
    return {"rows": [(label, figures.shown(value), change) for label, value, change in padded]}


@register.inclusion_tag("web/parts/papers.html")
def papers(items: Iterable[object]) -> dict[str, object]:
    """Files to open or print: objects or mappings with title, address, kind, language, detail."""
    return {"papers": list(items)}


@register.inclusion_tag("web/parts/progress.html", name="progress")
def draw_progress(
    progress: Progress, poll: str = "", then: str = "", every: int = 2
) -> dict[str, object]:
    """A bar with count and estimate; with ``poll`` (a path) it renews itself."""
    return {"progress": progress, "poll": poll, "then": then, "every": every}


@register.inclusion_tag("web/parts/banners.html", takes_context=True)
def banners(context: Context) -> dict[str, object]:
    """What was just done, with undo; the staff shell draws it on every page."""
    return {"banners": context["shell"].banners, "csrf_token": context.get("csrf_token")}


# Badges ---------------------------------------------------------------------------------------


@register.inclusion_tag("web/parts/badge.html")
def badge(tone: str, words: str, language: str = "") -> dict[str, object]:
    """A word with a shape and a colour; ``tone`` is one of ``TONES``.

    Raises ``ValueError`` for another tone.
    """
    if tone not in TONES:
        raise ValueError(tone)
    return {"tone": tone, "words": words, "language": language}


@register.inclusion_tag("web/parts/badge.html")
def verdict(found: Finding | Verdict | str, language: str = "") -> dict[str, object]:
    """The badge of a verdict, in the page's language or the one named."""
    tone, msgid = _VERDICTS[found.verdict if isinstance(found, Finding) else Verdict(found)]
    speaks = language or figures.language_now()
    said = Words(speaks, "public").say(msgid)
    shown_as = said.language if said.language != figures.language_now() else ""
    return {"tone": tone, "words": str(said), "language": shown_as}


@register.inclusion_tag("web/parts/finding.html", takes_context=True)
def finding(context: Context, found: Finding) -> dict[str, object]:
    """A verdict that opens to its rule, article, source, dates, standing and reason."""
    now = figures.language_now()
    return {
        "found": found,
        "reason": _marked(reason_said(found.reason, now), now),
        "standing": _marked(standing_said(found.standing, now), now) if found.standing else "",
        "shell": context.get("shell"),
    }


# Charts ---------------------------------------------------------------------------------------


@register.inclusion_tag("web/parts/chart.html")
def chart(drawn: Drawn) -> dict[str, object]:
    """A chart, its source, and its table twin below.

    It is drawn twice, for a narrow and for a wide place; the stylesheet shows one of them.
    """
    words = ChartWords(
        hidden=_("hidden: fewer than five people"),
        unknown=_("we do not know"),
        between=_("{low} to {high}"),
        interval=_("Range"),
    )
    drawings = drawn.svg(words) + drawn.svg(words, fits=WIDE)
    twin = drawn.table(words)
    return {"drawn": drawn, "svg": mark_safe(drawings), "twin": mark_safe(twin)}  # noqa: S308 — escaped in drawing


# Forms ----------------------------------------------------------------------------------------


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(
    form: forms.Form | None,
    refused: Refused | None = None,
    others: Iterable[tuple[str, forms.Form]] = (),
) -> dict[str, object]:
    """Every fault at the top of the page, linked to its field.

    ``others`` are further parts of the same page and what each is called, such as "Person 2".
    """
    parts = [("", form), *others] if form is not None else others
    return {
        "faults": [one for about, part in parts for one in _faults(about, part)],
        "refused": refused,
    }


def _faults(about: str, form: forms.Form) -> Iterator[tuple[str, str]]:
    """Where each leads, and what it is about: many faults are told in the same words."""
    for name, texts in form.errors.items():
        whole = name == "__all__"
        words = [about, "" if whole else form[name].label]
        for text in texts:
            told = " · ".join(str(word) for word in (*words, text) if word)
            yield ("" if whole else anchor(form[name]), told)


def anchor(field: BoundField) -> str:
    """The id of the first control of a field."""
    many = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if many else field.auto_id


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """One field: label, hint, fault, control."""
    widget = bound.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    single = isinstance(widget, forms.CheckboxInput)
    return {
        "field": bound,
        "control": _control(bound, group=group),
        "group": group,
        "single": single,
    }


def _control(bound: BoundField, *, group: bool) -> SafeString:
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_fault"] if bound.errors else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors and not group:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("web/parts/fields.html")
def fields(form: forms.Form) -> dict[str, object]:
    """All fields of a form, one below the other."""
    return {"form": form}
