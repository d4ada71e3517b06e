"""The entry for a WSGI server."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")

_answer = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The answer of Django; to ``HEAD`` the headers alone (RFC 9110, 9.3.2).

    Django leaves that to the server and waitress to the application. A body that nobody expects
    is read as the beginning of the next answer on the same connection.
    """
    answered: Iterable[bytes] = _answer(environ, start_response)
    if environ["REQUEST_METHOD"] != "HEAD":
        return answered
    if (close := getattr(answered, "close", None)) is not None:
        close()
    return ()
