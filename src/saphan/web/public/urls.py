"""The addresses of the public face: the language first, then the question."""

from __future__ import annotations

from django.urls import path

from saphan.web.public.help import help_home, help_need
from saphan.web.public.rights import right, rights

urlpatterns = [
    path("<slug:language>/help/", help_home, name="help"),
    path("<slug:language>/help/<slug:need>/", help_need, name="help_need"),
    path("<slug:language>/rights/", rights, name="rights"),
    path("<slug:language>/rights/<slug:topic>/", right, name="right"),
]
