"""The pages of the house itself: the first page, log-in, languages, health."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from saphan.domain.period import Period
from saphan.domain.refusals import Refused
from saphan.foundation.guards import public
from saphan.foundation.places import due_for, places_for
from saphan.foundation.words import LANGUAGES, OWN_NAMES
from saphan.people.actions.members import set_language
from saphan.people.queries import member_of
from saphan.web.forms import LogInForm
from saphan.web.languages import STAFF, public_language
from saphan.web.refusals import refused_page
from saphan.web.throttle import tries

_YEAR = 365 * 24 * 60 * 60


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due this week for members; the public page in the visitor's language for others."""
    if not request.user.is_authenticated:
        return redirect("web:public_home", language=public_language(request))
    week = this_week(timezone.localdate())
    jobs = [place for place in places_for(request.user) if place.route != "web:home"]
    due = due_for(request.user, week=week)
    return render(request, "web/home.html", {"week": week, "due": due, "jobs": jobs})


def this_week(today: date) -> Period:
    """Monday to Sunday around the day."""
    monday = today - timedelta(days=today.weekday())
    return Period(monday, monday + timedelta(days=6))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Let a member in and go on to where they wanted to go."""
    onward = safe_next(request)
    if request.user.is_authenticated and request.method != "POST":
        return redirect(onward)
    form = LogInForm(request.POST or None)
    refused = _try(request, form) if form.is_valid() else None
    if form.is_valid() and refused is None:
        return redirect(onward)
    status = 200 if request.method != "POST" else 429 if _is_throttled(refused) else 422
    told = {"form": form, "refused": refused, "next": onward}
    return render(request, "web/log_in.html", told, status=status)


def _is_throttled(refused: Refused | None) -> bool:
    return refused is not None and refused.code == "login.too_many"


def _try(request: HttpRequest, form: LogInForm) -> Refused | None:
    """Log in with what the form holds; the refusal when that does not work."""
    name, password = form.cleaned_data["username"], form.cleaned_data["password"]
    so_far = tries(request, name)
    try:
        so_far.check()
    except Refused as refused:
        return refused
    member = authenticate(request, username=name, password=password)
    if member is None:
        so_far.failed()
        return Refused("login.wrong")
    so_far.succeeded()
    login(request, member)
    return None


def safe_next(request: HttpRequest) -> str:
    """The path of this site that ``next`` names; the first page for anything else."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if here and asked.startswith("/") else settings.LOGIN_REDIRECT_URL


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session; the page shown then clears what the browser kept of unfinished forms."""
    if request.method != "POST":
        return render(request, "web/log_out.html", {"still_in": request.user.is_authenticated})
    logout(request)
    response = redirect("web:log_out")
    response["Clear-Site-Data"] = '"storage"'
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language; the only thing remembered of a visitor."""
    chosen = request.POST.get("language", "")
    if request.method != "POST" or chosen not in LANGUAGES:
        return render(
            request, "web/language.html", {"languages": OWN_NAMES, "next": safe_next(request)}
        )
    response = HttpResponseRedirect(safe_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    if request.user.is_authenticated and chosen in STAFF:
        set_language(by=member_of(request.user), at=timezone.now(), language=chosen)
    return response


@public
@never_cache
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Say ``ok`` when the database answers, for whoever watches the service."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that this site did not hand out (``CSRF_FAILURE_VIEW``)."""
    response = refused_page(request, Refused("form.forged", reason=reason))
    response.status_code = 403
    return response
