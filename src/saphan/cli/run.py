"""``saphan run`` and ``saphan migrate``: serve the installation, bring its database up to date."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from saphan.domain.refusals import Conflict, Refused

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

#: The largest request taken, in bytes: a spreadsheet of 50 MiB and the form around it.
LARGEST_REQUEST = 60 * 1024 * 1024
_PROXY = "127.0.0.1"

SENTENCES = {
    "database.behind": "The database is {count} steps behind. Make a backup, then: saphan migrate",
    "installation.unsafe": "The installation is not safe to run: {said}",
    "port.taken": "Port {port} cannot be used: {said}",
}


def add(subparsers: _Subparsers) -> None:
    """Register ``run`` and ``migrate``."""
    run = subparsers.add_parser("run", help="serve the installation")
    run.add_argument(
        "--host", default="127.0.0.1", help="address to listen on, default this machine"
    )
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--threads", type=int, default=8, help="requests answered at the same time")
    run.set_defaults(func=_run)
    migrate = subparsers.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(func=_migrate)


def prepare() -> None:
    """Load Django with the settings of the environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")
    django.setup()


def _migrate(_options: argparse.Namespace) -> int:
    prepare()
    from django.core.management import call_command

    waiting, listed = waiting_steps(), _services()
    call_command("migrate", interactive=False, verbosity=0)
    sys.stdout.write(f"The database is up to date; {waiting} steps were taken.\n")
    if listed and not _services():
        _list_again()
    return 0


def _services() -> int:
    """How many services the directory holds, also while its tables are older than the program."""
    from django.db import connection

    if "care_service" not in connection.introspection.table_names():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM care_service")
        return int(cursor.fetchone()[0])


def _list_again() -> None:
    """The steps made the tables of the directory anew: the list that we ship stands in them again.

    Whoever had a directory of somebody else has to bring it in again, and is told so.
    """
    from saphan.cli.shipped import bring_shipped

    brought = bring_shipped(at=datetime.now(UTC))
    sys.stdout.write(
        f"The tables of the directory were made anew; {brought.kept} services of the list that "
        "comes with the program stand in them. Bring in every other list again: "
        "saphan directory import FILE\n"
    )


def _run(options: argparse.Namespace) -> int:
    prepare()
    try:
        check_installation()
        serve(host=options.host, port=options.port, threads=options.threads)
    except Refused as refusal:
        sys.stderr.write(SENTENCES[refusal.code].format(**refusal.facts) + "\n")
        return 2
    return 0


def waiting_steps() -> int:
    """How many migrations this version has that the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_installation() -> None:
    """Refuse what may never run.

    Raises ``Refused("installation.unsafe")`` or ``Conflict("database.behind")``.
    """
    from django.core.checks import ERROR, run_checks

    errors = [message for message in run_checks() if message.level >= ERROR]
    if errors:
        said = " ".join(f"{message.msg} {message.hint or ''}".strip() for message in errors)
        raise Refused("installation.unsafe", said=said)
    waiting = waiting_steps()
    if waiting:
        raise Conflict("database.behind", count=waiting)


def serve(*, host: str, port: int, threads: int) -> None:
    """Answer requests until somebody stops it; log-ins and uploads that ran out go first.

    Deadlines are computed anew when the law book or a setting about them has changed.

    Raises ``Refused("port.taken")``.
    """
    from django.core.management import call_command
    from waitress.server import create_server

    from saphan.cli.clocks import renew_when_rules_changed
    from saphan.config.wsgi import application
    from saphan.foundation.held import sweep

    call_command("clearsessions")
    sweep(at=datetime.now(UTC))
    renew_when_rules_changed(at=datetime.now(UTC))
    try:
        server = create_server(
            application, **server_settings(host=host, port=port, threads=threads)
        )
    except OSError as wrong:
        raise Refused("port.taken", port=port, said=wrong.strerror or wrong) from wrong
    sys.stdout.write(f"Saphan answers at http://{host}:{port}/ (stop with Ctrl+C).\n")
    sys.stdout.flush()
    settle()
    server.run()


def settle() -> None:
    """Count what was loaded so far as staying: the search for garbage passes over it.

    A whole search takes a twentieth of a second with it, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def server_settings(*, host: str, port: int, threads: int) -> dict[str, Any]:
    """What waitress is told; it believes a proxy only on this machine and only with HTTPS."""
    from django.conf import settings

    told: dict[str, Any] = {
        "host": host,
        "port": port,
        "threads": threads,
        "ident": None,
        "max_request_body_size": LARGEST_REQUEST,
    }
    if settings.HTTPS:
        headers = {"x-forwarded-proto", "x-forwarded-for"}
        told |= {"trusted_proxy": _PROXY, "trusted_proxy_headers": headers}
    return told
