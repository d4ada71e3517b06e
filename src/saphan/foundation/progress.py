"""Progress of long work: a count, an estimate, and an answer for people and for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

#: Seconds between two looks at running work.
LOOK_AGAIN = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work has come.

    ``total`` is 0 while nobody knows it yet; ``started`` and ``now`` are instants of one clock.
    """

    done: int
    total: int
    started: datetime
    now: datetime

    @property
    def finished(self) -> bool:
        """Whether everything is done."""
        return 0 < self.total <= self.done

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means finished."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def left(self) -> timedelta | None:
        """How long it will still take at the pace so far; None while that cannot be said."""
        if self.finished:
            return timedelta(0)
        if not self.total or self.done < 1:
            return None
        return (self.now - self.started) * (self.total - self.done) / self.done


def progress_page(
    request: HttpRequest, progress: Progress, *, heading: str, then: str, template: str = ""
) -> HttpResponse:
    """The page that waits for long work; the same address answers scripts in JSON.

    ``then`` is the path to go on to when the work is finished. Without JavaScript the page
    reloads itself.
    """
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(_as_json(progress, then))
    shown = {"progress": progress, "heading": heading, "then": then, "look_again": LOOK_AGAIN}
    return render(request, template or "web/progress.html", shown)


def _as_json(progress: Progress, then: str) -> dict[str, object]:
    left = progress.left
    return {
        "done": progress.done,
        "total": progress.total,
        "percent": progress.percent,
        "seconds_left": None if left is None else int(left.total_seconds()),
        "finished": progress.finished,
        "then": then,
    }
