"""``saphan demo``: an invented world to look at, to learn with and to teach with."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

_HERE = "127.0.0.1"
#: Settings by which notices would leave the machine.
_WAYS_OUT = (
    *("SAPHAN_MAIL_SERVER", "SAPHAN_MAIL_SENDER", "SAPHAN_LINE_TOKEN", "SAPHAN_TELEGRAM_TOKEN"),
    *("SAPHAN_SMS_URL", "SAPHAN_SMS_SHAPE", "SAPHAN_SMS_FIELDS", "SAPHAN_SMS_HEADER"),
    "SAPHAN_SMS_TAKEN",
)


def add(subparsers: _Subparsers) -> None:
    """Register ``demo``."""
    parser = subparsers.add_parser("demo", help="serve an invented world on this machine")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--build-only", action="store_true", help="build the world and stop")
    parser.add_argument("--cases", type=int, default=300, help="how many cases the centre has")
    parser.set_defaults(func=_demo)


def _demo(options: argparse.Namespace) -> int:
    """Build the world at the first start, then serve it; nobody outside this machine sees it."""
    folder = _home()
    from saphan.cli.run import prepare, serve

    prepare()
    _build(folder, options.cases)
    sys.stdout.write(log_ins(options.port))
    sys.stdout.flush()
    if not options.build_only:
        serve(host=_HERE, port=options.port, threads=8)
    return 0


def _home() -> Path:
    """The demo lives beside a real installation, never in it."""
    from saphan.config.env import CHECKOUT

    around = CHECKOUT / "var" if CHECKOUT else Path.home() / ".saphan"
    folder = Path(os.environ.get("SAPHAN_DEMO_HOME") or around / "demo")
    os.environ["SAPHAN_HOME"] = str(folder)
    os.environ["SAPHAN_DEMO"] = "yes"
    os.environ.pop("SAPHAN_DATABASE", None)
    cut_off(os.environ)
    return folder


def cut_off(environ: MutableMapping[str, str]) -> None:
    """No way out of the demo is a real one; text messages have one that leads nowhere.

    ``.invalid`` is the name of no machine. Source: RFC 2606.
    """
    for name in _WAYS_OUT:
        environ.pop(name, None)
    environ["SAPHAN_SMS_URL"] = "https://gateway.invalid/send"
    environ["SAPHAN_SMS_FIELDS"] = "to={to}&text={text}&key={key}"


def _build(folder: Path, cases: int) -> None:
    from django.core.management import call_command

    from saphan.cli.run import waiting_steps
    from saphan.demo.world import build

    if waiting_steps():
        sys.stdout.write("Building the invented world ...\n")
        sys.stdout.flush()
        call_command("migrate", interactive=False, verbosity=0)
    build(folder / "files", cases=cases)


def log_ins(port: int) -> str:
    """What a newcomer needs to know: the address, the log-ins, that nothing is real."""
    from saphan.demo.world import LOG_INS, PASSWORD

    wide = max(len(one.username) for one in LOG_INS)
    lines = [f"  {one.username:<{wide}} {one.about}" for one in LOG_INS]
    return (
        "Everything in this world is invented.\n"
        f"Open http://{_HERE}:{port}/ and log in (password for all: {PASSWORD}):\n"
        + "\n".join(lines)
        + "\n"
    )
