"""The site with the pages about rights at their address."""

from __future__ import annotations

from django.urls import path

from saphan.config import urls
from saphan.web.public.rights import right, rights

urlpatterns = [
    path("<slug:language>/rights/", rights),
    path("<slug:language>/rights/<slug:topic>/", right),
    *urls.urlpatterns,
]
