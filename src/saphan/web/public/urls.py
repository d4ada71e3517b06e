"""The addresses of the public face: the language first, then the question."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from saphan.foundation.words import LANGUAGES
from saphan.web.public.addresses import BY_CODE
from saphan.web.public.asking import by_code
from saphan.web.public.charge import charge
from saphan.web.public.charge_share import charge_card, charge_share
from saphan.web.public.help import help_home, help_need
from saphan.web.public.home import public_home, recording
from saphan.web.public.pay import pay
from saphan.web.public.pay_share import pay_card, pay_share
from saphan.web.public.rights import right, rights
from saphan.web.public.worker import answers, worker


class LanguageConverter(SlugConverter):
    """The languages of the house; an address in any other one does not exist."""

    def to_python(self, value: str) -> str:
        """The code. Raises ``ValueError``, after which other addresses are tried."""
        if value not in LANGUAGES:
            raise ValueError(value)
        return value


register_converter(LanguageConverter, "language")

urlpatterns = [
    path("sw.js", worker, name="worker"),
    path("<language:language>/answers-<slug:checker>.js", answers, name="answers"),
    path("<language:language>/charge/", charge, name="charge"),
    path("<language:language>/charge/card.png", charge_card, name="charge_card"),
    path("<language:language>/charge/share/", charge_share, name="charge_share"),
    path(f"<language:language>/{BY_CODE}", by_code, name="by_code"),
    path("<language:language>/help/", help_home, name="help"),
    path("<language:language>/help/<slug:need>/", help_need, name="help_need"),
    path("<language:language>/pay/", pay, name="pay"),
    path("<language:language>/pay/card.png", pay_card, name="pay_card"),
    path("<language:language>/pay/share/", pay_share, name="pay_share"),
    path("<language:language>/rights/", rights, name="rights"),
    path("<language:language>/rights/<slug:topic>/", right, name="right"),
    path("<language:language>/recordings/<slug:key>/", recording, name="recording"),
    path("<language:language>/", public_home, name="public_home"),
]
