"""``saphan notices``: send what waits in the outbox, once or again and again."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saphan.notices.actions import Pass

    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

#: Seconds between two passes at least.
SHORTEST_PAUSE = 5


def add(subparsers: _Subparsers) -> None:
    """Register ``notices`` with its command send."""
    parser = subparsers.add_parser("notices", help="send the notices that wait in the outbox")
    commands = parser.add_subparsers(dest="notices_command", metavar="COMMAND", required=True)
    send = commands.add_parser("send", help="one pass over the outbox, or one every so often")
    send.add_argument(
        "--every",
        type=_pause,
        metavar="SECONDS",
        help="go on until somebody stops it, with a pause between two passes",
    )
    send.set_defaults(func=_send)


def _pause(written: str) -> int:
    if not written.isdigit() or int(written) < SHORTEST_PAUSE:
        raise argparse.ArgumentTypeError(f"at least {SHORTEST_PAUSE} seconds")
    return int(written)


def _send(options: argparse.Namespace) -> int:
    from saphan.cli.run import prepare, waiting_steps
    from saphan.domain.refusals import Conflict

    prepare()
    waiting = waiting_steps()
    if waiting:
        raise Conflict("database.behind", count=waiting)
    with _stopping() as stop:
        run(stop, every=options.every)
    return 0


def run(stop: Event, *, every: int | None) -> None:
    """One pass, or passes with a pause until it is stopped; a message that is on its way is ended.

    Each pass that did something says so in one line, with counts only.
    """
    from django.db import close_old_connections

    from saphan.notices.actions import send_due
    from saphan.people.queries import OPERATOR

    while not stop.is_set():
        close_old_connections()
        done = send_due(by=OPERATOR, at=datetime.now(UTC), stopped=stop.is_set)
        if every is None or done.sent or done.again or done.for_a_person:
            sys.stdout.write(_said(done))
            sys.stdout.flush()
        if every is None:
            return
        stop.wait(every)


def _said(done: Pass) -> str:
    return (
        f"{done.sent} sent, {done.again} to be tried again, {done.for_a_person} left to a person.\n"
    )


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that is set when somebody asks the program to end."""
    stop = Event()
    before = {
        asked: signal.signal(asked, lambda *_: stop.set())
        for asked in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for asked, handler in before.items():
            signal.signal(asked, handler)
