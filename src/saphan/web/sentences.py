"""The sentences of refusals that only pages speak; the others are in ``foundation.sentences``."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "permission.missing": _("You may not do this. Ask the person who runs this installation."),
    "member.not_signed_in": _("Log in first."),
    "login.wrong": _("This user name and this password do not belong together."),
    "login.too_many": _("Too many tries. Wait {minutes} minutes, then try again."),
    "page.demo_only": _("This page exists only in the demo."),
    "form.forged": _(
        "This form came from a page that is too old or from another site. Go back, reload the page "
        "and send it again."
    ),
    "consent.not_given": _("There is no consent that could be withdrawn."),
    "consent.witness_missing": _("A spoken consent needs a witness."),
}
