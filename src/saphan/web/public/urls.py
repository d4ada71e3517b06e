"""The addresses of the public face: the language first, then the question."""

from __future__ import annotations

from django.urls import path

from saphan.web.public.charge import charge
from saphan.web.public.help import help_home, help_need
from saphan.web.public.home import public_home, recording
from saphan.web.public.pay import pay
from saphan.web.public.rights import right, rights
from saphan.web.public.share import card, share
from saphan.web.public.worker import answers, worker

urlpatterns = [
    path("sw.js", worker, name="worker"),
    path("<slug:language>/answers.js", answers, name="answers"),
    path("<slug:language>/charge/", charge, name="charge"),
    path("<slug:language>/charge/card.png", card, name="charge_card"),
    path("<slug:language>/charge/share/", share, name="charge_share"),
    path("<slug:language>/help/", help_home, name="help"),
    path("<slug:language>/help/<slug:need>/", help_need, name="help_need"),
    path("<slug:language>/pay/", pay, name="pay"),
    path("<slug:language>/rights/", rights, name="rights"),
    path("<slug:language>/rights/<slug:topic>/", right, name="right"),
    path("<slug:language>/recordings/<slug:key>/", recording, name="recording"),
    path("<slug:language>/", public_home, name="public_home"),
]
